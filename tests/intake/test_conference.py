"""The conference: day and place, times of its parts, that it was held, and that it counts for who organised it."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from intake.actions.case_holding import Outdated
from intake.actions.conference import hold_conference, write_conference, write_times
from intake.actions.pausing import pause_case
from intake.actions.safety import raise_concern
from intake.models import Case, Conference, Participant, PartTime
from portal.privacy.looking import looking
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.factories import make_manager
from tests.intake.matched import coordinator_in, make_region, user_of
from tests.intake.prepared import PLACE, at, member, plan_day, prepared_case, times_of
from training.models import Candidate, HeldConference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
PARTS = ("information", "private", "presentation")


@pytest.fixture
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def prepared():
    return prepared_case()


@pytest.fixture
def by(prepared):
    return user_of(prepared.coordinator)


@pytest.fixture
def own(as_user, by):
    return as_user(by)


def page_of(assignment, act="conference"):
    return f"/en/my/cases/{assignment.pk}/{act}/"


def text_of(response):
    return response.content.decode()


def typed(days=10, **fields):
    day = timezone.localdate() + timedelta(days=days)
    return {"day": day.isoformat(), "time": "14:00", "place": PLACE, "edition": "0"} | fields


def held_form(case, **fields):
    day = timezone.localdate() - timedelta(days=1)
    told = {"day": day.isoformat()}
    for key, (begins, ends) in times_of(case).items():
        told[f"begins_{key}"] = timezone.localtime(begins).strftime("%H:%M")
        told[f"ends_{key}"] = timezone.localtime(ends).strftime("%H:%M")
    return told | fields


def hold(prepared, *, by=None, times=None, present=None):
    case = prepared.case
    user = by or user_of(prepared.coordinator)
    if present is None:
        present = {member(case, "Wie er was"): ["information"]}
    return hold_conference(case, by=user, times=times or times_of(case), present=present)


class TestDayAndPlace:
    def test_bit_by_bit_and_another_day_raises_the_edition(self, prepared, by):
        first = plan_day(prepared, starts_at=None, place="")
        assert first.day_edition == 1
        assert plan_day(prepared).day_edition == 2
        assert plan_day(prepared, food="Soep").day_edition == 2
        assert plan_day(prepared, food="Soep", days=11).day_edition == 3
        assert plan_day(prepared, food="Soep", days=11, place="Thuis bij oma").day_edition == 4
        assert Case.objects.get().state == "preparation"

    @pytest.mark.parametrize("days", [-1, 400])
    def test_a_day_that_cannot_be_is_refused(self, prepared, days):
        with pytest.raises(NotPossible) as refusal:
            plan_day(prepared, days=days)
        assert refusal.value.field == "day"
        assert not Conference.objects.exists()

    def test_a_day_that_passed_keeps_what_stands_beside_it(self, prepared):
        row = plan_day(prepared)
        begins = timezone.now() - timedelta(hours=2)
        Conference.objects.update(starts_at=begins)
        assert plan_day(prepared, starts_at=begins, food="Soep").day_edition == row.day_edition

    def test_it_is_not_where_nobody_may_learn_that_somebody_lives(self, prepared):
        member(prepared.case, "Samira", address="Geheimstraat 7, Zwolle", is_hidden=True)
        with pytest.raises(NotPossible) as refusal:
            plan_day(prepared, place="Bij Samira, geheimstraat 7 Zwolle")
        assert refusal.value.field == "place"

    def test_who_drew_an_older_form_is_told(self, prepared):
        plan_day(prepared)
        with pytest.raises(NotPossible):
            plan_day(prepared, days=12, edition=0)
        drawn = plan_day(prepared, food="Soep").edition
        plan_day(prepared, food="Soep en brood", edition=drawn)
        with pytest.raises(Outdated):  # two who change the food alone: neither writes over the other
            plan_day(prepared, food="Pannenkoeken", edition=drawn)

    def test_manager_may_and_others_may_not(self, prepared):
        assert plan_day(prepared, by=prepared.case.region.manager).edition == 1
        elsewhere = make_region()
        for stranger in (make_manager(elsewhere), user_of(coordinator_in(elsewhere))):
            with pytest.raises(NotAllowed):
                plan_day(prepared, by=stranger, days=12)

    def test_not_after_it_was_held(self, prepared, by):
        hold(prepared)
        with pytest.raises(NotPossible), looking(prepared.case, by=None, screen="tests"):
            write_conference(prepared.case, by=by, starts_at=None)


class TestTimes:
    def test_each_part_is_kept_and_replaced(self, prepared, by):
        write_times(prepared.case, by=by, times=times_of(prepared.case))
        write_times(prepared.case, by=by, times=times_of(prepared.case, days=-2))
        assert [row.part for row in PartTime.objects.all()] == list(PARTS)
        assert prepared.case.times_are_known()

    @pytest.mark.parametrize(
        ("part", "moments", "field"),
        [
            ("private", None, "begins_private"),
            ("private", (time(12), time(11)), "ends_private"),
            ("private", (time(10, 30), time(12)), "begins_private"),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field(self, prepared, by, part, moments, field):
        times = times_of(prepared.case)
        if moments is None:
            del times[part]
        else:
            times[part] = tuple(at(moment, days=-1) for moment in moments)
        with pytest.raises(NotPossible) as refusal:
            write_times(prepared.case, by=by, times=times)
        assert refusal.value.field == field
        assert not PartTime.objects.exists()

    @pytest.mark.parametrize("days", [1, -800])
    def test_neither_still_to_come_nor_long_ago(self, prepared, by, days):
        with pytest.raises(NotPossible):
            write_times(prepared.case, by=by, times=times_of(prepared.case, days=days))

    def test_all_on_one_day(self, prepared, by):
        times = times_of(prepared.case, days=-2)
        times["presentation"] = (at(time(9), days=-1), at(time(10), days=-1))
        with pytest.raises(NotPossible) as refusal:
            write_times(prepared.case, by=by, times=times)
        assert refusal.value.field == "begins_presentation"


class TestHeld:
    def test_who_was_there_and_to_which_parts(self, prepared):
        hafida, karim = member(prepared.case), member(prepared.case, "Karim")
        mentor = member(prepared.case, "Mentor", capacity="informant", tie="professional")
        hold(prepared, present={hafida: PARTS, mentor: ["information"]})
        case = Case.objects.get()
        assert (case.state, case.held_on) == ("held", timezone.localdate() - timedelta(days=1))
        hafida.refresh_from_db()
        assert (hafida.was_there, hafida.in_private_time) == (True, True)
        assert hafida.open_parts == ["information", "presentation"]
        karim.refresh_from_db()
        assert karim.was_there is False
        mentor.refresh_from_db()
        assert (mentor.was_there, mentor.in_private_time, mentor.open_parts) == (True, False, ["information"])

    def test_private_time_is_for_the_circle_alone(self, prepared):
        mentor = member(prepared.case, "Mentor", capacity="informant")
        with pytest.raises(NotPossible) as refusal:
            hold(prepared, present={mentor: ["private"]})
        assert refusal.value.field == f"parts_{mentor.pk}"
        assert Case.objects.get().state == "preparation"
        assert not PartTime.objects.exists()

    def test_somebody_came(self, prepared):
        member(prepared.case)
        with pytest.raises(NotPossible):
            hold(prepared, present={})

    def test_it_counts_once_for_who_organised_it(self, prepared):
        before = Candidate.objects.get(pk=prepared.coordinator.candidate_id).conferences_held
        hold(prepared)
        assert HeldConference.objects.filter(key=f"case:{prepared.case_id.hex}").count() == 1
        assert Candidate.objects.get(pk=prepared.coordinator.candidate_id).conferences_held == before + 1

    def test_staff_write_it_down_for_the_coordinator(self, prepared):
        hold(prepared, by=prepared.case.region.manager)
        assert HeldConference.objects.get(key=f"case:{prepared.case_id.hex}").candidate_id == (
            prepared.coordinator.candidate_id
        )

    def test_not_while_somebody_is_worried(self, prepared, by):
        raise_concern(prepared.case, by=by, text="Hij staat voor de deur")
        with pytest.raises(NotPossible):
            hold(prepared)
        assert not HeldConference.objects.filter(key=f"case:{prepared.case_id.hex}").exists()

    def test_not_while_on_hold(self, prepared, by):
        pause_case(prepared.case, by=by, reason="Zij vragen rust")
        with pytest.raises(NotPossible):
            hold(prepared)

    def test_nobody_else_writes_it_down(self, prepared):
        elsewhere = make_region()
        for stranger in (make_manager(elsewhere), user_of(coordinator_in(elsewhere))):
            with pytest.raises(NotAllowed):
                hold(prepared, by=stranger)


class TestPages:
    def test_from_the_first_word_to_held(self, own, prepared):
        hafida = member(prepared.case)
        assert own.post(page_of(prepared), typed()).status_code == 302
        page = text_of(own.get(page_of(prepared)))
        assert PLACE in page
        assert "The day stands" in page
        answer = own.post(page_of(prepared, "held"), held_form(prepared.case, **{f"parts_{hafida.pk}": PARTS}))
        assert answer.status_code == 302
        assert "1 person was there" in text_of(own.get(page_of(prepared)))
        assert "10:00 – 11:00" in text_of(own.get(page_of(prepared)))

    @pytest.mark.parametrize(
        "wrong",
        [{"day": "32 mei"}, {"time": ""}, {"time": "half drie"}, {"day": ""}, {"place": "\x00"}, {"place": "x" * 301}],
    )
    def test_what_is_wrong_is_said_beside_its_field_and_all_is_kept(self, own, prepared, wrong):
        page = own.post(page_of(prepared), typed(food="Soep van oma") | wrong)
        assert page.status_code == 422
        assert "Soep van oma" in text_of(page)
        assert "wrong" in text_of(page)
        assert not Conference.objects.exists()

    def test_a_past_day_is_refused_beside_it(self, own, prepared):
        page = own.post(page_of(prepared), typed(days=-3))
        assert page.status_code == 422
        assert 'id="id_day_error"' in text_of(page)

    def test_an_older_form_shows_what_stands_there_and_can_be_kept_again(self, own, prepared):
        plan_day(prepared, place="Thuis bij oma")
        page = own.post(page_of(prepared), typed())
        assert page.status_code == 422
        assert all(words in text_of(page) for words in ("Thuis bij oma", PLACE, "What stands there now"))
        assert own.post(page_of(prepared), typed(edition="1")).status_code == 302

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"ends_private": "10:30"}, "ends_private"),
            ({"begins_private": "10:30"}, "begins_private"),
            ({"begins_private": ""}, "begins_private"),
            ({"begins_information": "tien"}, "begins_information"),
            ({"day": ""}, "day"),
        ],
    )
    def test_wrong_times_stand_beside_their_field(self, own, prepared, wrong, field):
        hafida = member(prepared.case)
        told = held_form(prepared.case, **{f"parts_{hafida.pk}": ["information"]}) | wrong
        page = own.post(page_of(prepared, "held"), told)
        assert page.status_code == 422
        assert f'id="id_{field}_error"' in text_of(page)
        assert "Hafida" in text_of(page)
        assert Case.objects.get().state == "preparation"

    def test_a_part_that_is_not_theirs_is_refused(self, own, prepared):
        mentor = member(prepared.case, "Mentor", capacity="informant")
        page = own.post(page_of(prepared, "held"), held_form(prepared.case, **{f"parts_{mentor.pk}": ["private"]}))
        assert page.status_code == 422
        assert Participant.objects.get().was_there is None

    def test_nobody_else_finds_it(self, as_user, prepared):
        stranger = as_user(user_of(coordinator_in(prepared.case.region)))
        for act in ("conference", "held", "invitations", "preparation", "invitations/letters"):
            assert stranger.get(page_of(prepared, act)).status_code == 404

    def test_too_late_gives_back_what_was_typed(self, own, prepared):
        hold(prepared)
        page = own.post(page_of(prepared), typed(food="Soep van oma"))
        assert page.status_code == 409
        assert "Soep van oma" in text_of(page)
        assert own.get(page_of(prepared, "held")).status_code == 302

    def test_signed_out_gives_back_what_was_typed(self, client, prepared):
        page = client.post(page_of(prepared), typed(spoken="Berbers", safety_plan="Oma komt met opa"))
        assert page.status_code == 403
        assert all(words in text_of(page) for words in ("Berbers", "Oma komt met opa", PLACE))

    @pytest.mark.parametrize("act", ["conference", "held"])
    def test_many_people_cost_no_more(self, own, prepared, act):
        member(prepared.case)
        plan_day(prepared)
        own.get(page_of(prepared, act))
        few = queries_of(own, page_of(prepared, act))
        for number in range(39):
            member(prepared.case, f"Nummer {number}")
        assert queries_of(own, page_of(prepared, act)) == few


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
