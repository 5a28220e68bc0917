"""`manage.py tick`: run the periodic work that is due, once. Safe to call often, and from several places."""

import logging
import time

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from portal.periodic.work import run_due

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Runs the periodic work that is due, once; with --every N again each N seconds until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, metavar="SECONDS", help="keep on ticking with this pause")

    def handle(self, *, every, verbosity, **options):
        if not every:
            self._tick(verbosity)
            return
        while True:
            close_old_connections()
            try:
                self._tick(verbosity)
            except Error as error:
                logger.error("No periodic work this time: the database answered %s", type(error).__name__)
            time.sleep(every)

    def _tick(self, verbosity):
        ran = run_due()
        if ran and verbosity > 1:
            self.stdout.write(" ".join(ran))
