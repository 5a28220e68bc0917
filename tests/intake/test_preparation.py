"""What is still to be done before a conference: each line, and where it stands."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from intake.actions.conference import hold_conference
from intake.models import Referral
from intake.preparation import own_parts, still_to_do
from portal.privacy.looking import looking
from tests.intake.factories import make_manager
from tests.intake.matched import make_region, user_of
from tests.intake.planned import must_accept
from tests.intake.prepared import member, plan_day, prepared_case, times_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


@pytest.fixture
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def prepared():
    return prepared_case()


def found(case):
    with looking(case, by=None, screen="tests"):
        return {one.words: one.is_done for one in still_to_do(case)}


def change_referral(case, **fields):
    with looking(case, by=None, screen="tests"):
        row = Referral.objects.get(pk=case.referral_id)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    case.referral = row


def test_in_the_beginning_there_is_a_circle_a_day_and_a_place_to_find(prepared):
    assert found(prepared.case) == {
        "Nobody stands in the circle yet": False,
        "Choose the day together": False,
        "Choose the place together": False,
    }


def test_everything_done(prepared):
    hafida = member(prepared.case)
    row = plan_day(prepared)
    type(hafida).objects.update(invited_at=row.starts_at, invited_edition=row.day_edition)
    assert found(prepared.case) == {
        "You spoke to everybody": True,
        "The day stands": True,
        "The place stands": True,
        "Everybody has an invitation": True,
    }


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"contact": "tried"}, "1 person you still have to speak to"),
        ({"needs": "to_arrange"}, "1 thing still to arrange"),
        ({"capacity": "informant"}, "1 professional does not know yet what is asked"),
    ],
)
def test_each_person_asks_their_own(prepared, fields, words):
    member(prepared.case, **fields)
    assert found(prepared.case)[words] is False


@pytest.mark.parametrize("fields", [{"contact": "tried"}, {"needs": "to_arrange"}, {"capacity": "informant"}])
def test_who_does_not_come_asks_nothing(prepared, fields):
    member(prepared.case, "Iemand")
    before = found(prepared.case)
    member(prepared.case, coming="not", **fields)
    assert found(prepared.case) == before


def test_an_interpreter_only_where_one_is_asked_for(prepared):
    member(prepared.case)
    assert not any("interpret" in words for words in found(prepared.case))
    change_referral(prepared.case, interpreter="yes")
    assert found(prepared.case)["An interpreter is needed, and nobody interprets yet"] is False
    member(prepared.case, "Tolk", capacity="interpreter")
    assert found(prepared.case)["There is an interpreter"] is True


def test_who_must_accept_belongs_to_it(prepared):
    must_accept(prepared.case)
    assert found(prepared.case)["Who must accept the plan does not stand in the circle yet"] is False
    member(prepared.case, capacity="acceptor")
    assert found(prepared.case)["Who must accept the plan comes"] is True


def test_violence_asks_how_everybody_stays_safe(prepared):
    change_referral(prepared.case, subjects=["violence"])
    assert found(prepared.case)["Write down how everybody stays safe"] is False
    plan_day(prepared, safety_plan="Met tante")
    assert found(prepared.case)["How everybody stays safe is written down"] is True


def test_an_invitation_for_another_day_is_counted_apart(prepared):
    hafida = member(prepared.case)
    member(prepared.case, "Karim")
    row = plan_day(prepared)
    type(hafida).objects.filter(pk=hafida.pk).update(invited_at=row.starts_at, invited_edition=row.day_edition)
    plan_day(prepared, days=12)
    words = found(prepared.case)
    assert words["1 invitation still to make"] is False
    assert words["1 invitation is for another day or place"] is False


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ({}, ["information", "private", "presentation"]),
        ({"capacity": "informant"}, ["information", "presentation"]),
        ({"open_parts": ["presentation"]}, ["presentation"]),
        ({"in_private_time": True}, ["private"]),
    ],
)
def test_to_which_parts_somebody_comes(prepared, fields, parts):
    assert [part.key.value for part in own_parts(member(prepared.case, **fields), prepared.case)] == parts


def test_many_people_cost_no_more(prepared):
    def count():
        with looking(prepared.case, by=None, screen="tests"), CaptureQueriesContext(connection) as queries:
            still_to_do(prepared.case)
        return len(queries)

    member(prepared.case)
    plan_day(prepared)
    count()  # reads the referral
    few = count()
    for number in range(39):
        member(prepared.case, f"Nummer {number}")
    assert count() == few == 3


def test_it_stands_on_the_overview_with_where_to_go(as_user, prepared):
    member(prepared.case)
    plan_day(prepared)
    page = as_user(user_of(prepared.coordinator)).get(f"/en/my/cases/{prepared.pk}/").content.decode()
    assert "1 invitation still to make" in page
    assert f"/en/my/cases/{prepared.pk}/invitations/" in page


class TestWorkbench:
    def test_the_manager_reads_it_and_writes_down_that_it_was_held(self, as_user, prepared):
        case = prepared.case
        hafida = member(case)
        plan_day(prepared)
        client = as_user(case.region.manager)
        address = f"/admin/cases/inspect/{case.pk}/"
        page = client.get(address).content.decode()
        assert "1 invitation still to make" in page
        entry = f"/admin/cases/write/{case.pk}/held/"
        assert entry in page
        assert "Hafida" in client.get(entry).content.decode()
        times = times_of(case)
        told = {"day": min(times.values())[0].date().isoformat(), f"parts_{hafida.pk}": ["information", "private"]}
        wrong = client.post(entry, told)
        assert wrong.status_code == 200
        assert "Fill in the time." in wrong.content.decode()
        for key, hour in (("information", 10), ("private", 11), ("presentation", 12)):
            told |= {f"begins_{key}": f"{hour}:00", f"ends_{key}": f"{hour}:50"}
        assert client.post(entry, told).status_code == 302
        case.refresh_from_db()
        assert case.state == "held"
        assert "10:00 – 10:50" in client.get(address).content.decode()
        assert client.post(entry, told).status_code != 500

    def test_a_manager_of_elsewhere_does_not_find_it(self, as_user, prepared):
        client = as_user(make_manager(make_region()))
        assert client.get(f"/admin/cases/write/{prepared.case.pk}/held/").status_code == 404
        prepared.case.refresh_from_db()
        assert prepared.case.state == "preparation"

    def test_afterwards_there_is_nothing_to_do(self, prepared):
        case, own = prepared.case, user_of(prepared.coordinator)
        hold_conference(case, by=own, times=times_of(case), present={member(case): ["information"]})
        assert prepared.case.state == "held"
