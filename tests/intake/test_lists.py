"""The lists of referrals and cases: narrowed by what is plain, with clock and marks, at a constant cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions.following import Follower, answer_message
from intake.models import Case, Referral
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import UserFactory
from tests.intake.factories import agree, make_case, make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]

REFERRALS, CASES = "/admin/referrals/", "/admin/cases/"


@pytest.fixture
def region():
    region = RegionFactory(organisation=OrganisationFactory(start_within_days=21))
    make_manager(region)
    return region


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


def aged(row, days):
    """`row` as if its clock had begun so many days ago."""
    names = ("received_at", "term_from") if isinstance(row, Referral) else ("clock_from",)
    day = timezone.now() - timedelta(days=days, minutes=1)
    type(row).objects.filter(pk=row.pk).update(**dict.fromkeys(names, day))
    return row


def changed(referral, **fields):
    Referral.objects.filter(pk=referral.pk).update(**fields)
    return referral


def shown(client, address, **asked):
    return {row.pk for row in client.get(address, asked).context["object_list"]}


def line_of(client, address, row):
    """The text of the row's line in the list."""
    page = client.get(address).content.decode()
    return next(line for line in page.split("<tr") if str(row.pk) in line)


# -- filters ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"wished_model": "learning"}, {"wished_model": "learning"}),
        ({"language": "ar"}, {"language": "ar"}),
        ({"channel": "telephone"}, {"channel": "telephone"}),
        ({"for_whom": "group"}, {"for_whom": "group"}),
        ({"notice": "look"}, {"needs_look": True}),
        ({"notice": "call_back"}, {"channel": "callback", "for_whom": ""}),
    ],
)
def test_referrals_are_narrowed_by_what_they_say(asked, fits, client, region):
    wanted, other = changed(make_referral(region), **fits), make_referral(region)
    assert shown(client, REFERRALS, **asked) == {wanted.pk}
    assert other.pk in shown(client, REFERRALS)


@pytest.mark.parametrize(
    ("asked", "states"),
    [("open", {"received", "in_talk"}), ("declined", {"declined"}), ("accepted", {"accepted"}), ("", None)],
)
def test_referrals_are_narrowed_by_their_state(asked, states, client, region):
    rows = {state: make_referral(region, state=state) for state in ("received", "in_talk", "declined", "accepted")}
    wanted = {row.pk for state, row in rows.items() if states is None or state in states}
    assert shown(client, REFERRALS, state=asked) == wanted


def test_a_link_shows_only_the_open_ones(client, region):
    assert 'href="/admin/referrals/?state=open"' in client.get(REFERRALS).content.decode()


@pytest.mark.parametrize(
    ("asked", "days"), [("week", {3}), ("two", {10}), ("four", {20, 25}), ("older", {40}), ("over", {25, 40})]
)
@pytest.mark.parametrize(("make", "address"), [(make_referral, REFERRALS), (make_case, CASES)])
def test_rows_are_narrowed_by_the_age_of_their_clock(make, address, asked, days, client, region):
    rows = {age: aged(make(region), age) for age in (3, 10, 20, 25, 40)}
    assert shown(client, address, clock=asked) == {rows[age].pk for age in days}


def test_a_clock_that_stands_still_has_no_age(client, region):
    for row, address in [
        (make_referral(region, state="declined"), REFERRALS),
        (make_case(region, state="stopped"), CASES),
    ]:
        aged(row, 40)
        assert row.pk not in shown(client, address, clock="over")
        assert "day" not in line_of(client, address, row).split("</a>")[1]


def test_nothing_is_over_a_promise_that_was_not_made(client, region):
    region.organisation.start_within_days = None
    region.organisation.save()
    aged(make_referral(region), 100)
    assert not shown(client, REFERRALS, clock="over")


def test_what_erases_itself_within_a_week(client, region):
    soon, held, agreed, _new = (
        aged(make_referral(region), 22), changed(aged(make_referral(region), 22), is_held=True),
        changed(aged(make_referral(region), 22), agreed_at=timezone.now()), make_referral(region),
    )  # fmt: skip
    assert shown(client, REFERRALS, notice="erases") == {soon.pk}
    assert "erases itself on" in line_of(client, REFERRALS, soon)
    assert "erases itself on" not in line_of(client, REFERRALS, agreed)
    assert "Kept" in line_of(client, REFERRALS, held)


def test_a_message_that_nobody_read_stands_out_at_the_referral_and_at_its_case(client, region):
    quiet, case = make_referral(region), make_case(region)
    referral = case.referral
    answer_message(Follower(referral, None), text="When do you call?")
    assert shown(client, REFERRALS, notice="unread") == {referral.pk}
    assert shown(client, CASES, unread="yes") == {case.pk}
    assert "New message" in line_of(client, REFERRALS, referral)
    assert "New message" in line_of(client, CASES, case)
    assert "New message" not in line_of(client, REFERRALS, quiet)


@pytest.mark.parametrize("asked", [{"model": "all_hands"}, {"language": "tr"}, {"channel": "telephone"}])
def test_cases_are_narrowed_by_model_and_by_their_referral(asked, client, region):
    wanted = make_case(region)
    make_case(region)
    name, value = next(iter(asked.items()))
    rows = Case.objects.filter(pk=wanted.pk) if name == "model" else Referral.objects.filter(case=wanted)
    rows.update(**asked)
    assert shown(client, CASES, **asked) == {wanted.pk}


@pytest.mark.parametrize("address", [REFERRALS, CASES])
def test_organisation_is_no_choice_for_who_sees_one(address, client):
    assert "organisation" not in client.get(address).context["filters"].form.fields


@pytest.mark.parametrize(
    "asked", [{"clock": "ages"}, {"state": "nowhere"}, {"notice": "x"}, {"region": "x"}, {"organisation": "1"}]
)
def test_a_filter_that_is_not_offered_breaks_nothing(asked, client, region):
    make_referral(region)
    assert client.get(REFERRALS, asked).status_code == 200


# -- the line ---------------------------------------------------------------------------------------


def test_the_clock_is_told_in_words(client, region):
    referral, late = aged(make_referral(region), 5), aged(make_referral(region), 24)
    assert "5 days" in line_of(client, REFERRALS, referral)
    assert "by " in line_of(client, REFERRALS, referral)
    assert "Too late by 3 days" in line_of(client, REFERRALS, late)


def test_without_a_promise_the_clock_only_counts(client, region):
    region.organisation.start_within_days = None
    region.organisation.save()
    line = line_of(client, REFERRALS, aged(make_referral(region), 24))
    assert "24 days" in line
    assert "Too late" not in line


def test_call_back_and_no_proof_stand_out(client, region):
    referral = changed(make_referral(region), channel="callback", for_whom="", needs_look=True)
    line = line_of(client, REFERRALS, referral)
    assert "Call back" in line
    assert "Look whether it is real" in line


@pytest.mark.parametrize("by", ["received_at", "state", "region__name", "language"])
def test_referrals_are_ordered_by(by, client, region):
    for language in ("tr", "ar", "nl"):
        changed(
            aged(make_referral(region, state="received" if language == "ar" else "in_talk"), len(language)),
            language=language,
        )
    rows = list(client.get(REFERRALS, {"ordering": by}).context["object_list"])
    again = list(client.get(REFERRALS, {"ordering": f"-{by}"}).context["object_list"])
    keys = [row.region.name if by == "region__name" else getattr(row, by) for row in rows]
    assert keys == sorted(keys)
    assert [getattr(row, by.split("__")[0]) for row in again] == [
        getattr(row, by.split("__")[0]) for row in reversed(rows)
    ]


@pytest.mark.parametrize(("address", "leads_to"), [(REFERRALS, "/admin/referrals/new/"), (CASES, "/admin/referrals/")])
def test_an_empty_list_says_what_to_do(address, leads_to, client):
    page = client.get(address).content.decode()
    assert f'<a class="button" href="{leads_to}"' in page


def test_a_list_that_a_filter_emptied_leads_back_to_all(client, region):
    make_referral(region)
    page = client.get(REFERRALS, {"state": "declined"}).content.decode()
    assert f'<a href="{REFERRALS}">' in page


# -- found again ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("make", "address"), [(make_referral, REFERRALS), (make_case, CASES)])
def test_search_finds_and_shows_what_stands_out(make, address, client, region):
    row = make(region)
    referral = row if isinstance(row, Referral) else row.referral
    answer_message(Follower(referral, None), text="When do you call?")
    for words in (str(row), "younes", "samira@example.org", "+31 6 12345678"):
        page = client.post(f"{address}search/", {"q": words})
        assert [found.pk for found in page.context["object_list"]] == [row.pk], words
        assert "New message" in page.content.decode()
    assert "whole names" in client.post(f"{address}search/", {"q": "Younz"}).content.decode()


# -- cost -------------------------------------------------------------------------------------------


def fill(region, make):
    """Rows of every kind that a line may tell something about."""
    rows = [aged(make(region), 3), aged(make(region), 24)]
    answer_message(Follower(rows[0] if isinstance(rows[0], Referral) else rows[0].referral, None), text="Hello?")
    if make is make_referral:
        changed(make_referral(region), is_held=True, needs_look=True)
        agree(make_referral(region, state="in_talk"), by=region.manager)


@pytest.mark.parametrize(
    ("make", "address", "queries"), [(make_referral, REFERRALS, 18), (make_case, CASES, 18)], ids=["referrals", "cases"]
)
def test_a_list_costs_the_same_with_one_row_and_with_many(make, address, queries, client, region, count_queries):
    make(region)
    assert count_queries(lambda: client.get(address)) == queries
    for _ in range(6):
        fill(region, make)
    assert count_queries(lambda: client.get(address)) == queries


def test_nothing_sealed_is_opened_for_a_list(client, region):
    referral, case = make_referral(region), make_case(region)
    before = AccessLogEntry.objects.count()
    text = "".join(
        client.get(address, asked).content.decode()
        for address in (REFERRALS, CASES)
        for asked in ({}, {"clock": "week"})
    )
    assert AccessLogEntry.objects.count() == before
    assert str(referral) in text
    assert str(case) in text
    for secret in ("Samira", "Younes", "We do not know", "12345678", "samira@example.org"):
        assert secret not in text


def test_a_manager_without_a_region_sees_an_empty_list(region, as_user):
    make_referral(region)
    client = as_user(UserFactory(role="manager", is_staff=True, organisation=region.organisation))
    assert not shown(client, REFERRALS)
