"""`python -m benchmarks.cases`: whether board, list, worklist and matching cost the same with ten times the rows.

Fills a database with `seed_demo` in bulk, asks each page in process as a manager of every region of an organisation,
with FEW and with MANY cases and coordinators in one run, and prints questions to the database, milliseconds (the
median) and the ratio. Ends with an error when more rows ask more.
"""

import sys

from benchmarks.databases import on_each_database

FEW = {"cases": 1_000, "coordinators": 1_000}
MANY = {"cases": 10_000, "coordinators": 10_000}

if __name__ == "__main__":
    sys.exit(on_each_database("benchmarks.measured_cases"))
