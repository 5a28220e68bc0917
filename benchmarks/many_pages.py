"""`python -m benchmarks.many_pages`: whether public pages cost the same with five thousand pages as with the demo's.

Fills a database with the demo's pages in every language, asks one of each kind, every list, search, feed, calendar and
sitemap in process, past every cache, seeds PAGES more and asks again; then a page of each type with all that an editor
can put on it. Prints questions to the database, milliseconds (the median) and the ratio. Ends with an error when more
pages take more questions, or one takes more than MOST.
"""

import sys

from benchmarks.databases import on_each_database

MOST = 12  # questions that a page may ask

if __name__ == "__main__":
    sys.exit(on_each_database("benchmarks.measured_pages"))
