"""The manager sees the circle on the workbench of a case: read only, side by side, at a constant cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.intake.bench import panel
from tests.intake.encircled import crowd, join, own_case, two_sides
from tests.intake.matched import make_region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


@pytest.fixture
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def case():
    return own_case()


def bench_of(assignment):
    return reverse("cases:inspect", args=[assignment.case_id])


def circle_on(client, assignment):
    return panel(client.get(bench_of(assignment)).content.decode(), "circle")


def test_who_is_in_it_and_what_keeps_them(as_user, case):
    manager = as_user(case.case.region.manager)
    assert "Nobody is written down yet" in circle_on(manager, case)
    join(case, who="oma", contact="spoken", coming="comes", needs="to_arrange", hindrance="Geen trap", is_hidden=True)
    join(case, "Agent Visser", tie="professional", capacity="informant")
    shown = circle_on(manager, case)
    assert "2 in the circle , 1 spoken to, 1 come, 1 still to arrange".replace(" ,", ",") in shown
    assert all(word in shown for word in ("Hafida", "oma", "Geen trap", "secret address", "Agent Visser"))
    assert "gives information" in shown


def test_sides_are_not_mixed(as_user):
    case, harmed, did_it = two_sides()
    join(case, "Tante Nadia", side=harmed)
    join(case, "Oom Karim", side=did_it)
    shown = circle_on(as_user(case.case.region.manager), case)
    first, second = sorted((shown.index("Who was harmed"), shown.index("Who did it")))
    assert ("Tante Nadia" in shown[first:second]) != ("Oom Karim" in shown[first:second])


def test_another_region_finds_nothing(as_user, case):
    join(case)
    assert as_user(make_region().manager).get(bench_of(case)).status_code == 404


def test_it_costs_the_same_for_one_and_for_forty(as_user, case):
    manager = as_user(case.case.region.manager)
    crowd(case, count=1)
    manager.get(bench_of(case))
    with CaptureQueriesContext(connection) as few:
        manager.get(bench_of(case))
    crowd(case, count=39)
    manager.get(bench_of(case))
    with CaptureQueriesContext(connection) as many:
        manager.get(bench_of(case))
    assert len(many) == len(few)
