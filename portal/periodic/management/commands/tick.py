"""`manage.py tick`: run the periodic work that is due, once. Safe to call as often as one likes, from several places."""

import time

from django.core.management.base import BaseCommand

from portal.periodic.work import run_due


class Command(BaseCommand):
    help = "Runs the periodic work that is due, once; with --every N again each N seconds until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, metavar="SECONDS", help="keep on ticking with this pause")

    def handle(self, *, every, verbosity, **options):
        self._tick(verbosity)
        while every:
            time.sleep(every)
            self._tick(verbosity)

    def _tick(self, verbosity):
        ran = run_due()
        if ran and verbosity > 1:
            self.stdout.write(" ".join(ran))
