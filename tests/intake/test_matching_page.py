"""The admin's pages of matching: the ranked list, names one by one in the log, asking, and what came of it."""

import pytest
from django.urls import reverse

from intake.actions.assigning import decline_case
from intake.actions.wishing import write_wishes
from intake.models import Assignment, MatchWishes
from portal.accounts.models import User
from portal.demo.bulk_coordinators import make_many_coordinators
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from tests.intake.factories import make_case, make_manager
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of
from tests.organisations.factories import RegionFactory
from training.actions.offering import change_own_data
from training.roster import number_of

pytestmark = pytest.mark.django_db
NAME = "Nadia Demo"


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def region():
    return make_region(active_cases_per_coordinator=1)


@pytest.fixture
def case(region):
    return make_waiting(region)


@pytest.fixture
def one(region):
    return coordinator_in(region)


@pytest.fixture
def admin(as_user, region):
    return as_user(User.objects.get(pk=region.manager_id))


def page(case):
    return reverse("cases:matching", args=[case.pk])


def entry(case, name):
    return reverse("cases:entry", args=[case.pk, name])


def bench(case):
    return reverse("cases:inspect", args=[case.pk])


def text_of(response, status=200):
    assert response.status_code == status, response
    return response.content.decode()


def looks_at(row):
    return AccessLogEntry.objects.filter(object_id=row.pk, kind="opened").count()


def fields(response):
    """What a browser would send back of a form that is drawn: nothing for a box without a tick."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def test_the_list_shows_numbers_and_reasons_and_names_only_when_asked_for(admin, case, one):
    shown = text_of(admin.get(page(case)))
    assert number_of(one) in shown
    assert "Lives in this region" in shown
    assert NAME not in shown
    assert f'href="{page(case)}">Ask a coordinator' in text_of(admin.get(bench(case)))
    before = looks_at(one)
    assert NAME in text_of(admin.post(page(case)))
    assert looks_at(one) == before + 1


def test_a_background_is_shown_only_where_the_family_asks_and_they_agreed(admin, region, case, one):
    with looking(one, by=None, screen="tests"):
        change_own_data(
            one, by=user_of(one), languages=["nl"], travel_minutes=30, evenings=True, weekends=True, weekdays=True,
            away_from=None, away_until=None, background="Grew up in Asmara.", background_agreed=True,
        )  # fmt: skip
    silent = coordinator_in(region)
    assert "Asmara" not in text_of(admin.get(page(case)))
    with looking(case, by=None, screen="tests"):
        write_wishes(case, by=region.manager, background="Somebody who knows Eritrea")
    before = looks_at(silent)
    shown = text_of(admin.get(page(case)))
    assert "Grew up in Asmara." in shown
    assert NAME not in shown
    assert looks_at(silent) == before


def test_nobody_else_comes_to_these_pages(as_user, region, case, one):
    stranger = make_manager(RegionFactory(organisation=region.organisation))
    client = as_user(stranger)
    assert client.get(page(case)).status_code == 404
    assert client.get(f"{entry(case, 'ask')}?coordinator={one.pk}").status_code == 404
    assert AccessLogEntry.objects.filter(object_id=case.pk, kind="refused", actor_id=stranger.pk).count() == 2


def test_from_the_wishes_to_the_question_and_back(admin, region, case, one):
    drawn = fields(admin.get(entry(case, "wishes")))
    answers = drawn | {"language": "ti", "until_day": "2030-01-01", "weekdays": "on"}
    assert "Say from which day." in text_of(admin.post(entry(case, "wishes"), answers))
    assert admin.post(entry(case, "wishes"), answers | {"until_day": ""}).status_code == 302
    wishes = MatchWishes.objects.get(case=case)
    assert (wishes.language, wishes.weekdays, wishes.must_speak_it) == ("ti", True, False)
    assert "Tigrinya" in text_of(admin.get(bench(case)))

    ask = f"{entry(case, 'ask')}?coordinator={one.pk}"
    shown = admin.get(ask)
    assert NAME in text_of(shown)
    assert "No name." in text_of(shown)
    assert "Between 1 and 14" in text_of(admin.post(entry(case, "ask"), fields(shown) | {"days": 30}))
    assert admin.post(entry(case, "ask"), fields(shown) | {"days": 5, "message": "Soon"}).status_code == 302
    assignment = Assignment.objects.get(case=case)
    assert number_of(one) in text_of(admin.get(bench(case)))
    assert NAME not in text_of(admin.get(bench(case)))

    assert "Somebody is asked" in text_of(admin.get(page(case)))
    withdraw = fields(admin.get(entry(case, "withdraw_offer")))
    assert admin.post(entry(case, "withdraw_offer"), withdraw | {"reason": "Too early"}).status_code == 302
    assignment.refresh_from_db()
    assert assignment.state == "withdrawn"
    assert admin.get(entry(case, "withdraw_offer")).status_code == 404


def test_a_no_by_telephone_and_an_early_end_are_written_down(admin, region, case, one):
    offer(case, one)
    said = fields(admin.get(entry(case, "said_no")))
    assert admin.post(entry(case, "said_no"), said | {"ground": "busy"}).status_code == 302
    assert "Said no" in text_of(admin.get(bench(case)))
    take(offer(case, one))
    end = fields(admin.get(entry(case, "end_assignment")))
    sent = end | {"reason": "Moves away", "handover": "Call the aunt first."}
    assert admin.post(entry(case, "end_assignment"), sent).status_code == 302
    case.refresh_from_db()
    assert case.state == "matching"
    assert "Call the aunt first." in text_of(admin.get(bench(case)))


def test_who_cannot_be_asked_is_refused_by_name_of_the_reason_and_not_named(admin, region, case, one):
    decline_case(offer(case, one), by=region.manager, ground="ties")
    before = looks_at(one)
    shown = admin.get(f"{entry(case, 'ask')}?coordinator={one.pk}")
    assert NAME not in text_of(shown)
    sent = admin.post(entry(case, "ask"), {"coordinator": str(one.pk), "days": 5, "message": ""})
    assert "Is tied to somebody" in text_of(sent)
    assert looks_at(one) == before
    for nonsense in ("", "x", "00000000-0000-0000-0000-000000000000"):
        assert admin.get(f"{entry(case, 'ask')}?coordinator={nonsense}").status_code == 404


def test_where_nobody_is_it_says_whom_to_look_for(admin, region, case):
    shown = text_of(admin.get(page(case)))
    assert "Nobody can be asked." in shown
    assert f"Nobody on the roster works in {region.name}" in shown
    assert reverse("coordinators:gaps") in shown


def test_before_the_question_stands_nobody_can_be_asked(admin, region, one):
    case = make_case(region)
    shown = text_of(admin.get(page(case)))
    assert "Nobody can be asked now" in shown
    assert entry(case, "ask") not in shown
    assert "First the question." in text_of(admin.get(bench(case)))


def test_the_page_costs_the_same_for_one_and_for_thousands(admin, region, case, one, count_queries):
    few = count_queries(lambda: admin.get(page(case)))
    list(make_many_coordinators(300))
    assert count_queries(lambda: admin.get(page(case))) == few
    shown = text_of(admin.get(page(case)))
    assert shown.count("in-reason-") >= 20
    assert "?p=2" in shown
    assert admin.get(f"{page(case)}?p=9999").status_code == admin.get(f"{page(case)}?p=x").status_code == 200


def test_the_clock_stops_when_a_coordinator_accepts(admin, region, case, one):
    take(offer(case, one))
    clock = admin.get(bench(case)).context["clock"]
    assert clock.stopped == Assignment.objects.get().accepted_at
