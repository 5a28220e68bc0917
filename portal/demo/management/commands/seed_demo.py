from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Locale

from cms_pages.demo_content import create_site_content
from portal.accounts.roles import open_site_to_editors, sync_roles
from portal.demo.bulk import make_many
from portal.demo.bulk_candidates import make_many_candidates
from portal.demo.bulk_coordinators import make_many_coordinators
from portal.demo.bulk_events import make_many_events
from portal.demo.candidates import make_candidates
from portal.demo.coaching import make_coaching
from portal.demo.conferences import make_conferences
from portal.demo.events import make_events
from portal.demo.gatherings import make_gatherings
from portal.demo.indexing import indexed_at_the_end
from portal.demo.organisations import make_organisations
from portal.demo.people import make_people
from portal.demo.referrals import make_referrals
from portal.organisations.models import Organisation

_BAR = 40  # signs


class Command(BaseCommand):
    help = (
        "Fills an empty database with the demo: two organisations, sites, staff, referrals, cases, candidates and "
        "events. With --cases, --candidates, --coordinators or --events it adds so many invented ones in bulk, "
        "to a database with the demo as well."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="The port that both sites answer at.")
        parser.add_argument("--cases", type=int, default=0, help="So many invented referrals, most with a case.")
        parser.add_argument("--candidates", type=int, default=0, help="So many invented candidates.")
        parser.add_argument("--coordinators", type=int, default=0, help="So many invented coordinators.")
        parser.add_argument("--events", type=int, default=0, help="So many invented training events.")

    def handle(self, *args, port, cases, candidates, coordinators, events, **options):
        bulk = {
            "referrals": (cases, make_many),
            "candidates": (candidates, make_many_candidates),
            "coordinators": (coordinators, make_many_coordinators),
            "training events": (events, make_many_events),
        }
        if any(count < 0 for count, _make in bulk.values()):
            raise CommandError("Less than none cannot be made.")
        is_there = Organisation.objects.exists()
        if is_there and not any(count for count, _make in bulk.values()):
            raise CommandError("There is an organisation already: the demo fills only an empty database.")
        if not is_there:
            self._make_demo(port)
            self.stdout.write("The demo is there.")
        for what, (count, make) in bulk.items():
            if count:
                self._add(count, what, make)

    @transaction.atomic  # killed halfway, it leaves the database as empty as it found it
    def _make_demo(self, port):
        languages = [code for code, _name in settings.LANGUAGES]
        for code in languages:
            Locale.objects.get_or_create(language_code=code)
        sync_roles()
        open_site_to_editors()
        organisations = make_organisations(port=port)
        make_people(organisations)
        with indexed_at_the_end():
            for organisation in organisations.values():
                create_site_content(organisation, languages)
        cases = make_referrals(organisations)
        make_candidates(organisations)
        make_events(organisations)
        make_conferences(cases)
        make_gatherings(cases)
        make_coaching()

    def _add(self, count, what, make):
        """With a bar that grows on a terminal, and a line at the end everywhere."""
        for done in make(count):
            if self.stdout.isatty():
                full = _BAR * done // count
                self.stdout.write(f"\r[{'#' * full}{' ' * (_BAR - full)}] {done} of {count}", ending="")
                self.stdout.flush()
        self.stdout.write(f"\n{count} invented {what} were added.")
