"""Measures one database for `benchmarks.cases`, which sets Django up for it in a process of its own."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from benchmarks.cases import FEW, MANY
from benchmarks.costs import cost_of, dearer, print_costs
from intake.case_states import CaseState
from intake.models import Case
from portal.accounts.roles import sync_roles
from portal.demo.organisations import make_organisations
from portal.demo.people import make_people
from portal.organisations.models import Organisation, Region


def measure() -> int:
    """0 when more rows take no more questions."""
    setup_test_environment()
    settings.SECOND_FACTOR_REQUIRED = False
    call_command("migrate", verbosity=0)
    sync_roles()
    make_people(make_organisations(port=80))
    _seed(FEW)
    organisation = Organisation.objects.get(country="NL")
    manager = organisation.users.get(email="manager@demo.example")
    Region.objects.filter(organisation=organisation).update(manager=manager)
    asks = _asks(organisation, manager)
    few = {name: cost_of(ask) for name, ask in asks.items()}
    _seed({what: MANY[what] - FEW[what] for what in FEW})
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # autovacuum does so within a minute
    many = {name: cost_of(ask) for name, ask in asks.items()}
    print_costs(few, many)
    wrong = dearer(few, many)
    print(f"  more questions with more rows: {', '.join(wrong) or 'none'}")
    return int(bool(wrong))


def _asks(organisation, manager) -> dict[str, Callable]:
    client = Client()
    client.force_login(manager, "allauth.account.auth_backends.AuthenticationBackend")
    cases = Case.objects.filter(organisation=organisation)
    waiting = cases.filter(state=CaseState.MATCHING).first()
    running = cases.filter(state=CaseState.PLAN_RUNNING).first()
    return {
        "home": lambda: client.get("/admin/"),
        "cases": lambda: client.get("/admin/cases/"),
        "cases, matching": lambda: client.get("/admin/cases/", {"state": "matching"}),
        "board": lambda: client.get("/admin/cases/board/"),
        "claims": lambda: client.get("/admin/claims/"),
        "who could do it": lambda: client.get(reverse("cases:matching", args=[waiting.pk])),
        "workbench": lambda: client.get(reverse("cases:inspect", args=[running.pk])),
    }


def _seed(counts):
    started = time.perf_counter()
    call_command("seed_demo", **counts, stdout=open("/dev/null", "w"))  # noqa: SIM115
    print(f"  {counts} seeded in {time.perf_counter() - started:.0f} s", flush=True)
