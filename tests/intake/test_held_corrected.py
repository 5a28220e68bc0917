"""A conference that was held: its times and who was there are put right, and it goes on counting once."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from post_office.models import Email

from intake.actions.conference import correct_held, hold_conference
from intake.models import Case, Participant, PartTime
from portal.privacy.looking import looking
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.bench import panel
from tests.intake.factories import make_manager
from tests.intake.matched import coordinator_in, make_region, user_of
from tests.intake.planned import given
from tests.intake.prepared import at, member, prepared_case, times_of
from training.models import Candidate, HeldConference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


@pytest.fixture
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def held():
    """Held yesterday, with Hafida; the mentor gave information, Karim stayed away."""
    prepared = prepared_case()
    case = prepared.case
    hafida, mentor = member(case), member(case, "Mentor", capacity="informant", tie="professional")
    member(case, "Karim")
    present = {hafida: ["information", "private"], mentor: ["information"]}
    hold_conference(case, by=user_of(prepared.coordinator), times=times_of(case), present=present)
    return prepared


@pytest.fixture
def own(as_user, held):
    return as_user(user_of(held.coordinator))


def named(case, name):
    with looking(case, by=None, screen="tests"):
        return next(one for one in case.participants.all() if one.name == name)


def correct(held, *, by=None, times=None, present=None):
    case = Case.objects.get(pk=held.case_id)
    if present is None:
        present = {named(case, "Hafida"): ["information", "private"]}
    return correct_held(case, by=by or user_of(held.coordinator), times=times or times_of(case), present=present)


def page_of(assignment, act="held/correct"):
    return f"/en/my/cases/{assignment.pk}/{act}/"


def text_of(response):
    return response.content.decode()


def typed(case, *, days=-1, **fields):
    told = {"day": (timezone.localdate() + timedelta(days=days)).isoformat()}
    for key, (begins, ends) in times_of(case).items():
        told[f"begins_{key}"] = timezone.localtime(begins).strftime("%H:%M")
        told[f"ends_{key}"] = timezone.localtime(ends).strftime("%H:%M")
    return told | fields


def news():
    return Email.objects.count()


class TestAction:
    def test_times_and_presence_are_put_right(self, held):
        case = held.case
        times = times_of(case)
        times["information"] = (at(time(9), days=-1), at(time(11), days=-1))
        correct(held, times=times, present={named(case, "Karim"): ["presentation"], named(case, "Hafida"): ["private"]})
        assert PartTime.objects.get(part="information").starts_at == at(time(9), days=-1)
        assert (named(case, "Karim").was_there, named(case, "Karim").open_parts) == (True, ["presentation"])
        assert (named(case, "Hafida").in_private_time, named(case, "Hafida").open_parts) == (True, [])
        assert named(case, "Mentor").was_there is False
        assert MoveLogEntry.objects.for_instance(case).filter(action="intake.case.correct_times").count() == 1

    def test_it_goes_on_counting_once_on_the_other_day(self, held):
        key, candidate = f"case:{held.case_id.hex}", held.coordinator.candidate
        before = Candidate.objects.get(pk=candidate.pk)
        correct(held, times=times_of(held.case, days=-3))
        day = timezone.localdate() - timedelta(days=3)
        after = Candidate.objects.get(pk=candidate.pk)
        assert Case.objects.get().held_on == day
        assert HeldConference.objects.get(key=key).on == day
        assert (after.conferences_held, after.state) == (before.conferences_held, before.state)
        [line] = MoveLogEntry.objects.for_instance(after).filter(action="training.candidate.correct_conference")
        assert line.on == day

    def test_the_same_day_leaves_the_roster_alone(self, held):
        correct(held)
        assert not MoveLogEntry.objects.filter(action="training.candidate.correct_conference").exists()

    def test_private_time_stays_for_the_circle_alone(self, held):
        mentor = named(held.case, "Mentor")
        with pytest.raises(NotPossible) as refusal:
            correct(held, present={mentor: ["private"]})
        assert refusal.value.field == f"parts_{mentor.pk}"
        assert named(held.case, "Hafida").was_there

    def test_somebody_came(self, held):
        with pytest.raises(NotPossible):
            correct(held, present={})

    def test_not_on_a_day_after_the_plan_was_answered(self, held):
        correct(held, times=times_of(held.case, days=-5))
        held.case.refresh_from_db()
        with translation.override("nl"):
            given(held, named(held.case, "Hafida"))
        held.case.plan.verdicts.update(said_on=timezone.localdate() - timedelta(days=4))
        with pytest.raises(NotPossible) as refusal:
            correct(held, by=held.case.region.manager)
        assert refusal.value.field == "day"
        assert Case.objects.get().held_on == timezone.localdate() - timedelta(days=5)

    def test_staff_do_it_and_the_coordinator_hears(self, held):
        before = news()
        correct(held)
        assert news() == before
        correct(held, by=held.case.region.manager)
        assert f"/my/cases/{held.pk}/" in Email.objects.order_by("-pk").first().message
        assert news() == before + 1

    def test_after_the_plan_was_given_staff_alone(self, held):
        given(held, named(held.case, "Hafida"))
        with pytest.raises(NotAllowed):
            correct(held)
        correct(held, by=held.case.region.manager)

    @pytest.mark.parametrize("state", ["preparation", "closed", "stopped"])
    def test_not_before_it_was_held_and_not_at_the_end(self, held, state):
        Case.objects.update(state=state)
        with pytest.raises(NotPossible):
            correct(held, by=held.case.region.manager)

    def test_nobody_else(self, held):
        for stranger in (make_manager(make_region()), user_of(coordinator_in(held.case.region))):
            with pytest.raises(NotAllowed):
                correct(held, by=stranger)


class TestPages:
    def test_what_was_written_down_stands_there_and_is_put_right(self, own, held):
        assert page_of(held) in text_of(own.get(page_of(held, "conference")))
        page = own.get(page_of(held))
        assert page.context["form"]["begins_private"].value() == time(11)
        hafida, karim = named(held.case, "Hafida"), named(held.case, "Karim")
        assert page.context["form"][f"parts_{hafida.pk}"].value() == ["information", "private"]
        assert page.context["form"][f"parts_{karim.pk}"].value() == []
        told = {"begins_information": "09:30", f"parts_{karim.pk}": ["presentation"]}
        assert own.post(page_of(held), typed(held.case, **told)).status_code == 302
        page = text_of(own.get(page_of(held, "conference")))
        assert "09:30 – 11:00" in page
        assert named(held.case, "Karim").was_there

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"ends_private": "10:30"}, "ends_private"),
            ({"begins_private": "10:30"}, "begins_private"),
            ({"begins_information": ""}, "begins_information"),
        ],
    )
    def test_wrong_times_stand_beside_their_part(self, own, held, wrong, field):
        hafida = named(held.case, "Hafida")
        page = own.post(page_of(held), typed(held.case, **{f"parts_{hafida.pk}": ["private"]}) | wrong)
        assert page.status_code == 422
        assert f'id="id_{field}_error"' in text_of(page)
        assert PartTime.objects.get(part="private").starts_at == at(time(11), days=-1)

    def test_a_time_to_come_is_refused_beside_it(self, own, held):
        hafida = named(held.case, "Hafida")
        page = own.post(page_of(held), typed(held.case, days=1, **{f"parts_{hafida.pk}": ["private"]}))
        assert page.status_code == 422
        assert 'id="id_ends_information_error"' in text_of(page)

    def test_before_it_was_held_there_is_nothing_to_correct(self, as_user):
        prepared = prepared_case()
        assert as_user(user_of(prepared.coordinator)).get(page_of(prepared)).status_code == 302

    def test_another_does_not_find_it(self, as_user, held):
        stranger = as_user(user_of(coordinator_in(held.case.region)))
        assert stranger.get(page_of(held)).status_code == 404
        assert stranger.post(page_of(held), typed(held.case)).status_code == 404

    def test_many_people_cost_no_more(self, own, held, count_queries):
        few = count_queries(lambda: own.get(page_of(held)))
        for number in range(12):
            member(held.case, f"Nummer {number}", was_there=True)
        assert count_queries(lambda: own.get(page_of(held))) == few

    def test_staff_put_it_right_on_the_workbench(self, as_user, held):
        client = as_user(held.case.region.manager)
        entry = reverse("cases:entry", args=[held.case_id, "correct_held"])
        assert entry in text_of(client.get(reverse("cases:inspect", args=[held.case_id])))
        assert "Hafida" in text_of(client.get(entry))
        hafida = named(held.case, "Hafida")
        told = typed(held.case, begins_information="09:15", **{f"parts_{hafida.pk}": ["private"]})
        assert client.post(entry, told).status_code == 302
        page = panel(text_of(client.get(reverse("cases:inspect", args=[held.case_id]))), "conference")
        assert "09:15 – 11:00" in page
        assert Participant.objects.filter(was_there=True).count() == 1

    def test_staff_of_elsewhere_do_not_find_it(self, as_user, held):
        client = as_user(make_manager(make_region()))
        assert client.get(reverse("cases:entry", args=[held.case_id, "correct_held"])).status_code == 404
