"""Arabic dates, never broken over two lines. Django's own gives the month first, in Latin order."""

DATE_FORMAT = "j\N{NO-BREAK SPACE}F\N{NO-BREAK SPACE}Y"
DATETIME_FORMAT = "j\N{NO-BREAK SPACE}F\N{NO-BREAK SPACE}Y، G:i"
