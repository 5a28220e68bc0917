from django.core.management.base import BaseCommand
from wagtail.models import Site


class Command(BaseCommand):
    help = "Tells both sites at which port they answer."

    def add_arguments(self, parser):
        parser.add_argument("port", type=int)

    def handle(self, *, port, **options):
        # One by one: saving a Site also throws away what is cached of its address.
        for site in Site.objects.exclude(port=port):
            site.port = port
            site.save(update_fields=["port"])
