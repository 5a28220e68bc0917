"""`manage.py renew_badge_key HOST`: a new key with which the organisation of this site signs certificates as a file."""

from django.core.management.base import BaseCommand, CommandError

from portal.organisations.models import Organisation
from training.actions.badging import renew_key


class Command(BaseCommand):
    help = "Makes a new key that signs certificates as a file from now on. The older keys stay published."

    def add_arguments(self, parser):
        parser.add_argument("host", help="the host name of the organisation's site (in the admin: Settings, Sites)")

    def handle(self, *args, host, **options):
        organisation = Organisation.objects.filter(site__hostname=host).first()
        if organisation is None:
            known = ", ".join(Organisation.objects.order_by("pk").values_list("site__hostname", flat=True))
            raise CommandError(f"No organisation has a site with the host “{host}”. There are: {known}.")
        self.stdout.write(f"{organisation.name} signs with the key {renew_key(organisation).name} from now on.")
