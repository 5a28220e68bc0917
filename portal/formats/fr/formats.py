"""French dates, never broken over two lines."""

DATE_FORMAT = "j\N{NO-BREAK SPACE}F\N{NO-BREAK SPACE}Y"
DATETIME_FORMAT = "j\N{NO-BREAK SPACE}F\N{NO-BREAK SPACE}Y H:i"
