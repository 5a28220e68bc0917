"""Measures one database for `benchmarks.training`, which sets Django up for it in a process of its own."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from benchmarks.costs import cost_of, dearer, print_costs
from benchmarks.training import FEW, MANY
from portal.accounts.roles import sync_roles
from portal.demo.organisations import make_organisations
from portal.demo.people import make_people
from portal.organisations.models import Organisation, Region
from training.models import Candidate, Coordinator, Scope, TrainingEvent
from training.roster import roster
from training.states import CandidateState


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
    candidates, coordinators, events = "/admin/candidates/", "/admin/coordinators/", "/admin/training-events/"
    staff = _signed_in(manager)
    trainer = _signed_in(organisation.users.get(email="trainer@demo.example"))
    one = Candidate.objects.filter(organisation=organisation, state=CandidateState.TRAINED).first()
    coordinator = Coordinator.objects.filter(organisation=organisation).first()
    event = TrainingEvent.objects.filter(organisation=organisation, seats__isnull=False).first()
    public = TrainingEvent.objects.coming().filter(organisation=organisation, is_public=True).first()
    own = _signed_in(coordinator.candidate.user)
    return {
        "home": lambda: staff.get("/admin/"),
        "home of a trainer": lambda: trainer.get("/admin/"),
        "candidates": lambda: staff.get(candidates),
        "candidates, reported": lambda: staff.get(candidates, {"state": "reported"}),
        "candidates of a trainer": lambda: trainer.get(candidates),
        "candidate found by number": lambda: staff.post(f"{candidates}search/", {"q": one.reference}),
        "candidate found by name": lambda: staff.post(f"{candidates}search/", {"q": "fatima"}),
        "workbench of a candidate": lambda: staff.get(reverse("candidates:inspect", args=[one.pk])),
        "coordinators": lambda: staff.get(coordinators),
        "workbench of a coordinator": lambda: staff.get(reverse("coordinators:inspect", args=[coordinator.pk])),
        "what the roster lacks": lambda: staff.get(f"{coordinators}gaps/"),
        "training events": lambda: staff.get(events),
        "one training event": lambda: staff.get(reverse("training_events:inspect", args=[event.pk])),
        "own days": lambda: own.get(reverse("training:my_training")),
        "public page of an event": lambda: Client().get(reverse("training:event", args=[public.pk])),
        "roster, the first 50": lambda: _answered(roster(organisation, scope=Scope.FAMILY, language="ar")[:50]),
    }


def _signed_in(user):
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def _answered(rows):
    return HttpResponse(str(len(rows)))


def _seed(counts):
    started = time.perf_counter()
    call_command("seed_demo", **counts, stdout=open("/dev/null", "w"))  # noqa: SIM115
    print(f"  {counts} seeded in {time.perf_counter() - started:.0f} s", flush=True)
