"""English dates for readers in Europe, never broken over two lines: 21 November 2026, 9:15.

Django's own would be Nov. 21, 2026, 9:15 a.m.
"""

DATE_FORMAT = "j\N{NO-BREAK SPACE}F\N{NO-BREAK SPACE}Y"
TIME_FORMAT = "G:i"
DATETIME_FORMAT = "j\N{NO-BREAK SPACE}F\N{NO-BREAK SPACE}Y, G:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j-n-Y"
SHORT_DATETIME_FORMAT = "j-n-Y G:i"
