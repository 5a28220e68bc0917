"""A coordinator lets their coach read along in a conference, and closes it again; staff read who looked."""

import pytest
from django.urls import reverse
from post_office.models import Email

from intake.actions.coaching import close_to_coach, open_to_coach
from intake.assignment_states import AssignmentState
from intake.models import Assignment, Case
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.coached import assignment as assignment
from tests.intake.coached import coach as coach
from tests.intake.coached import make_coach, opened
from tests.intake.coached import region as region
from tests.intake.matched import user_of
from tests.intake.prepared import prepared_case
from training.actions.coaching import choose_coach
from training.models import Coordinator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def own(as_user, assignment):
    return as_user(user_of(assignment.coordinator))


def page_of(assignment, act=""):
    return f"/en/my/cases/{assignment.pk}/{act and act + '/'}"


def text_of(response):
    return " ".join(response.content.decode().split())


def notes(assignment):
    rows = MoveLogEntry.objects.for_instance(Case.objects.get(pk=assignment.case_id)).order_by("timestamp", "id")
    return [row.action.rsplit(".", 1)[-1] for row in rows]


def is_open(assignment):
    return Assignment.objects.get(pk=assignment.pk).opened_to_coach_at is not None


def test_the_overview_says_who_the_coach_is_and_what_they_see(own, assignment):
    page = text_of(own.get(page_of(assignment)))
    assert "Karel" in page
    assert page_of(assignment, "coach/open") in page


def test_opening_says_first_that_the_family_should_know(own, assignment):
    page = text_of(own.get(page_of(assignment, "coach/open")))
    assert "The family should know it" in page
    assert not is_open(assignment)


def test_opened_and_closed_again(own, assignment, coach):
    before = Email.objects.count()
    response = own.post(page_of(assignment, "coach/open"), follow=True)
    assert "Your coach reads along now" in text_of(response)
    assert is_open(assignment)
    assert Email.objects.count() == before + 1
    assert page_of(assignment, "coach/close") in text_of(own.get(page_of(assignment)))
    assert "Close it to your coach again?" in text_of(own.get(page_of(assignment, "coach/close")))
    own.post(page_of(assignment, "coach/close"))
    assert not is_open(assignment)
    assert notes(assignment)[-2:] == ["open_to_coach", "close_to_coach"]
    assert Email.objects.count() == before + 1


def test_the_mail_is_neutral(assignment, coach):
    opened(assignment)
    mail = Email.objects.latest("pk")
    assert str(assignment.case) in mail.subject
    assert f"/my/coaching/{assignment.pk}/" in mail.message
    for word in ("Younes", "Hafida", "Karel", "coach", "conference", "conferentie"):
        assert word not in mail.message.replace(f"/my/coaching/{assignment.pk}/", "")


def test_twice_is_once(own, assignment):
    opened(assignment)
    mails = Email.objects.count()
    opened(assignment)
    assert notes(assignment).count("open_to_coach") == 1
    assert Email.objects.count() == mails
    own.post(page_of(assignment, "coach/open"))
    assert notes(assignment).count("open_to_coach") == 1


def test_nobody_else_opens_or_closes(assignment, coach, region):
    for somebody in (coach, region.manager):
        with pytest.raises(NotAllowed):
            open_to_coach(assignment, by=somebody)
    opened(assignment)
    for somebody in (coach, region.manager):
        with pytest.raises(NotAllowed):
            close_to_coach(assignment, by=somebody)
    assert is_open(assignment)


def test_without_a_coach_there_is_nothing_to_open(as_user, region):
    assignment = prepared_case(region)
    own = as_user(user_of(assignment.coordinator))
    assert "coach" not in text_of(own.get(page_of(assignment)))
    own.post(page_of(assignment, "coach/open"))
    assert not is_open(assignment)
    with pytest.raises(NotPossible):
        opened(assignment)


def test_after_the_end_nothing_opens(own, assignment):
    Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.DISTRIBUTED)
    with pytest.raises(NotPossible):
        opened(Assignment.objects.select_related("case", "coordinator").get(pk=assignment.pk))
    own.post(page_of(assignment, "coach/open"))
    assert not is_open(assignment)


def test_a_coach_without_the_role_gets_nothing_opened(assignment, coach):
    coach.groups.clear()
    with pytest.raises(NotPossible):
        opened(Assignment.objects.select_related("case", "coordinator").get(pk=assignment.pk))


def test_another_coach_closes_what_was_open_and_it_is_written_down(assignment, region):
    opened(assignment)
    coordinator = Coordinator.objects.get(pk=assignment.coordinator_id)
    choose_coach(coordinator, by=region.manager, coach=make_coach(region, first_name="Mia"))
    assert not is_open(assignment)
    assert notes(assignment)[-1] == "close_to_coach"


def test_somebody_elses_is_not_there(as_user, own, assignment, region):
    other = prepared_case(region)
    for act in ("coach/open", "coach/close"):
        assert own.get(page_of(other, act)).status_code == 404
        assert own.post(page_of(other, act)).status_code == 404


def test_who_looked_says_the_coach(as_user, assignment, coach, region):
    as_user(coach).get(f"/en/my/coaching/{assignment.pk}/")
    page = text_of(as_user(region.manager).get(reverse("cases:inspect", args=[assignment.case_id])))
    assert "The coach" in page
    assert "as coach: how far it is, and the messages with the region" in page
    assert coach.email not in page
    assert coach.first_name not in page
