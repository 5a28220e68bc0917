"""Measures one database for `benchmarks.training`, which sets Django up for it in a process of its own."""

from collections.abc import Callable

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from benchmarks.few_and_many import measured, signed_in
from benchmarks.training import FEW, MANY
from training.models import Candidate, Coordinator, Scope, TrainingEvent
from training.roster import roster
from training.states import CandidateState


def measure() -> int:
    """0 when more rows take no more questions."""
    return measured(_asks, few=FEW, many=MANY)


def _asks(organisation, manager) -> dict[str, Callable]:
    candidates, coordinators, events = "/admin/candidates/", "/admin/coordinators/", "/admin/training-events/"
    staff = signed_in(manager)
    trainer = signed_in(organisation.users.get(email="trainer@demo.example"))
    one = Candidate.objects.filter(organisation=organisation, state=CandidateState.TRAINED).first()
    coordinator = Coordinator.objects.filter(organisation=organisation).first()
    event = TrainingEvent.objects.filter(organisation=organisation, seats__isnull=False).first()
    public = TrainingEvent.objects.coming().filter(organisation=organisation, is_public=True).first()
    own = signed_in(coordinator.candidate.user)
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


def _answered(rows):
    return HttpResponse(str(len(rows)))
