from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Locale

from cms_pages.demo_content import create_site_content
from portal.accounts.roles import open_site_to_editors, sync_roles
from portal.demo.organisations import make_organisations
from portal.demo.people import make_people
from portal.demo.referrals import make_referrals
from portal.organisations.models import Organisation


class Command(BaseCommand):
    help = "Fills an empty database with the demo: two organisations, their sites, staff, referrals and cases."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="The port that both sites answer at.")

    @transaction.atomic  # killed halfway, it leaves the database as empty as it found it
    def handle(self, *args, port, **options):
        if Organisation.objects.exists():
            raise CommandError("There is an organisation already: the demo fills only an empty database.")
        languages = [code for code, _name in settings.LANGUAGES]
        for code in languages:
            Locale.objects.get_or_create(language_code=code)
        sync_roles()
        open_site_to_editors()
        organisations = make_organisations(port=port)
        make_people(organisations)
        for organisation in organisations.values():
            create_site_content(organisation, languages)
        make_referrals(organisations)
        self.stdout.write("The demo is there.")
