"""`python -m benchmarks.training`: whether pages about candidates, coordinators and events cost the same with more.

Fills a database with `seed_demo` in bulk, asks each page in process, with FEW and with MANY in one run, and prints
questions to the database, milliseconds (the median) and the ratio. Ends with an error when more rows ask more.
"""

import sys

from benchmarks.databases import on_each_database

# Candidates, coordinators, training events.
FEW = {"candidates": 1_000, "coordinators": 300, "events": 50}
MANY = {"candidates": 10_000, "coordinators": 3_000, "events": 500}

if __name__ == "__main__":
    sys.exit(on_each_database("benchmarks.measured_training"))
