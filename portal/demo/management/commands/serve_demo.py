"""`manage.py serve_demo PORT`: the whole demo in one group of processes. `make demo` calls it."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from portal.demo.database import prepare_database
from portal.demo.server import DemoServer, is_taken, start_ticker


class Command(BaseCommand):
    help = "Makes the demo's database when it is not there, brings it up to date and serves it."
    requires_system_checks: list[str] = []  # `make check` does; a second start should take no longer than it must

    def add_arguments(self, parser):
        parser.add_argument("port", type=int)

    def handle(self, *, port, **options):
        if is_taken(port):
            raise CommandError(f"Port {port} is taken by another program. Choose another: make demo PORT={port + 1}")
        prepare_database(port=port, say=self.stdout.write)
        call_command("set_port", port)
        connections.close_all()  # what was opened here must not be shared with the processes that are forked now
        start_ticker()
        DemoServer(port=port).run()
