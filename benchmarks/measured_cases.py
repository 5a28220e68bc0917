"""Measures one database for `benchmarks.cases`, which sets Django up for it in a process of its own."""

from collections.abc import Callable

from django.urls import reverse

from benchmarks.cases import FEW, MANY
from benchmarks.few_and_many import measured, signed_in
from intake.case_states import CaseState
from intake.models import Case


def measure() -> int:
    """0 when more rows take no more questions."""
    return measured(_asks, few=FEW, many=MANY)


def _asks(organisation, manager) -> dict[str, Callable]:
    client = signed_in(manager)
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
