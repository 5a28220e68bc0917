"""`manage.py rebuild_search`: makes all search tokens anew from the sealed rows."""

from django.core.management.base import BaseCommand

from portal.privacy import blind


class Command(BaseCommand):
    help = "Makes the search tokens of every sealed row anew and drops tokens without a row."

    def handle(self, *args, **options):
        self.stdout.write(f"{blind.rebuild()} rows can be found again.")
