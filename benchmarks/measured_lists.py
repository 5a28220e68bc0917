"""Measures one database for `benchmarks.lists`, which sets Django up for it in a process of its own."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from benchmarks.costs import cost_of, dearer, print_costs
from benchmarks.lists import FEW, MANY, NEEDLE
from intake.actions.receiving import receive_referral
from portal.accounts.roles import sync_roles
from portal.demo.organisations import make_organisations
from portal.demo.people import make_people
from portal.organisations.models import Organisation, Region


def measure() -> int:
    """0 when more rows take no more questions and the name finds the right one."""
    setup_test_environment()
    settings.SECOND_FACTOR_REQUIRED = False
    call_command("migrate", verbosity=0)
    sync_roles()
    make_people(make_organisations(port=80))  # the demo without its pages: no list shows those
    _seed(FEW)
    organisation = Organisation.objects.get(country="NL")
    manager = organisation.users.get(email="manager@demo.example")
    Region.objects.filter(organisation=organisation).update(manager=manager)
    needle, _code = receive_referral(
        {"for_whom": "family", "story": "-", "referrer_name": "Bram", "people": [{"kind": "person", "name": NEEDLE}]},
        organisation=organisation,
        language="nl",
    )
    client = Client()
    client.force_login(manager, "allauth.account.auth_backends.AuthenticationBackend")
    asks = _asks(client, needle)
    few = {name: cost_of(ask) for name, ask in asks.items()}
    _seed(MANY - FEW)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # autovacuum does so within a minute
    many = {name: cost_of(ask) for name, ask in asks.items()}
    found = list(asks[f"search for {NEEDLE}"]().context["object_list"])
    print_costs(few, many)
    wrong = dearer(few, many)
    print(f"  more questions with more rows: {', '.join(wrong) or 'none'}")
    print(f"  {NEEDLE} found: {found == [needle]}")
    return int(bool(wrong) or found != [needle])


def _asks(client, needle) -> dict[str, Callable]:
    referrals, cases = "/admin/referrals/", "/admin/cases/"
    return {
        "home": lambda: client.get("/admin/"),
        "referrals": lambda: client.get(referrals),
        "referrals, open": lambda: client.get(referrals, {"state": "open"}),
        "referrals, 2 to 4 weeks": lambda: client.get(referrals, {"clock": "four"}),
        "referrals, by region": lambda: client.get(referrals, {"ordering": "region__name"}),
        "cases": lambda: client.get(cases),
        "cases, Arabic": lambda: client.get(cases, {"language": "ar"}),
        f"search for {NEEDLE}": lambda: client.post(f"{referrals}search/", {"q": NEEDLE.lower()}),
        "search for a number": lambda: client.post(f"{referrals}search/", {"q": str(needle)}),
        "search for a common name": lambda: client.post(f"{referrals}search/", {"q": "fatima"}),
        "workbench": lambda: client.get(reverse("referrals:inspect", args=[needle.pk])),
    }


def _seed(count):
    started = time.perf_counter()
    call_command("seed_demo", cases=count, stdout=open("/dev/null", "w"))  # noqa: SIM115
    print(f"  {count} referrals seeded in {time.perf_counter() - started:.0f} s", flush=True)
