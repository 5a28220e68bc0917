"""Asks the same of a small and of a large database: what `measured_cases` and `measured_training` share."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment

from benchmarks.costs import cost_of, dearer, print_costs
from portal.accounts.roles import sync_roles
from portal.demo.organisations import make_organisations
from portal.demo.people import make_people
from portal.organisations.models import Organisation, Region


def measured(asks_of: Callable, *, few: dict[str, int], many: dict[str, int]) -> int:
    """0 when more rows take no more questions. `asks_of(organisation, manager)` gives what is asked, by its name.

    `few` and `many` are what `seed_demo` is told.
    """
    setup_test_environment()
    settings.SECOND_FACTOR_REQUIRED = False
    call_command("migrate", verbosity=0)
    sync_roles()
    make_people(make_organisations(port=80))
    _seed(few)
    organisation = Organisation.objects.get(country="NL")
    manager = organisation.users.get(email="manager@demo.example")
    Region.objects.filter(organisation=organisation).update(manager=manager)
    asks = asks_of(organisation, manager)
    before = {name: cost_of(ask) for name, ask in asks.items()}
    _seed({what: many[what] - few[what] for what in few})
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # autovacuum does so within a minute
    after = {name: cost_of(ask) for name, ask in asks.items()}
    print_costs(before, after)
    wrong = dearer(before, after)
    print(f"  more questions with more rows: {', '.join(wrong) or 'none'}")
    return int(bool(wrong))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def _seed(counts):
    started = time.perf_counter()
    call_command("seed_demo", **counts, stdout=open("/dev/null", "w"))  # noqa: SIM115
    print(f"  {counts} seeded in {time.perf_counter() - started:.0f} s", flush=True)
