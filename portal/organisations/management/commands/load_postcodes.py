from django.core.management.base import BaseCommand

from portal.organisations.postcodes import load_postcodes


class Command(BaseCommand):
    help = "Adds every Dutch and Belgian postcode that is not in the table yet, each with its region."

    def handle(self, *args, **options):
        self.stdout.write(f"{load_postcodes()} postcodes added.")
