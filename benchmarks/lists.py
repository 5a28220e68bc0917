"""`python -m benchmarks.lists`: whether the staff's lists, search and workbench cost the same with ten times the rows.

Fills a database with `seed_demo --cases`, asks each page in process as a manager of every region of an organisation, at
FEW and at MANY referrals in one run, and prints questions to the database, milliseconds (the median) and the ratio.
Seconds differ from machine to machine; the ratios hardly do. Ends with an error when more rows take more questions, or
a name finds somebody else.
"""

import sys

from benchmarks.databases import on_each_database

FEW, MANY = 1_000, 10_000
NEEDLE = "Zilvermeeuw"

if __name__ == "__main__":
    sys.exit(on_each_database("benchmarks.measured_lists"))
