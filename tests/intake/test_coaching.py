"""What a coach sees of their coordinators' conferences, what they do not, and when it ends."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone, translation

from intake.actions.assigning import end_assignment
from intake.actions.cases import stop_case
from intake.actions.circle import core_of_circle
from intake.actions.coaching import close_to_coach
from intake.actions.pausing import pause_case
from intake.actions.safety import raise_concern
from intake.assignment_states import AssignmentState
from intake.models import Assignment, Case, CaseMessage, Conference, CoreDecision, FollowUp
from portal.accounts.models import User
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import PASSWORD, UserFactory, code_of, give_app
from tests.intake.coached import (
    FROM_COORDINATOR,
    FROM_REGION,
    coached_case,
    make_coach,
    opened,
    write_to_each_other,
)
from tests.intake.coached import assignment as assignment
from tests.intake.coached import coach as coach
from tests.intake.coached import region as region
from tests.intake.factories import QUESTION
from tests.intake.matched import coordinator_in, make_waiting, offer, user_of
from tests.intake.planned import WORDS, with_agreements
from tests.organisations.factories import OrganisationFactory
from training.actions.coaching import choose_coach
from training.actions.rostering import leave_roster
from training.models import Coordinator

pytestmark = pytest.mark.django_db
LIST = "/en/my/coaching/"
FAMILY = ["Younes", "Hafida", "Samira", "We do not know how to go on", "12345678", QUESTION]


@pytest.fixture(autouse=True)
def one_key(settings, request):
    settings.SECOND_FACTOR_REQUIRED = "both_keys" in request.fixturenames
    with translation.override("en"):
        yield


@pytest.fixture
def both_keys():
    """The second factor is asked for."""


@pytest.fixture
def own(as_user, coach):
    return as_user(coach)


def page_of(assignment):
    return f"{LIST}{assignment.pk}/"


def read(client, address, *, status=200):
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def screens(assignment):
    rows = AccessLogEntry.objects.filter(vault_id=assignment.case.vault_id, actor_kind="user").exclude(kind="refused")
    return [row.screen for row in rows.order_by("pk")]


# -- the list ----------------------------------------------------------------------------------------


def test_a_coach_reads_how_far_each_of_them_is_and_no_name(own, assignment):
    page = read(own, LIST)
    number = Coordinator.objects.get(pk=assignment.coordinator_id).registration_number or ""
    assert str(assignment.case) in page
    assert number
    assert number[:3] in page
    assert "Preparation" in page
    assert "No day was chosen yet" in page
    assert not [word for word in FAMILY if word in page]
    assert screens(assignment) == []


def test_who_has_no_conference_stands_there_too(own, region, coach):
    choose_coach(coordinator_in(region), by=region.manager, coach=coach)
    assert "No conference now" in read(own, LIST)


def test_without_coordinators_it_says_so(own):
    assert "Nobody has you as a coach yet" in read(own, LIST)


def test_a_day_that_went_by_is_said(own, assignment):
    past = timezone.now() - timedelta(days=3)
    Conference.objects.create(vault=assignment.case.vault, case=assignment.case, starts_at=past)
    page = read(own, LIST)
    assert "Its day went by" in page
    assert "Nobody wrote down yet that it was held" in page


def test_a_day_to_come_is_said(own, assignment):
    soon = timezone.now() + timedelta(days=3)
    Conference.objects.create(vault=assignment.case.vault, case=assignment.case, starts_at=soon)
    page = read(own, LIST)
    assert "The conference is on" in page
    assert "Its day went by" not in page


@pytest.mark.parametrize(("days", "is_late"), [(2, False), (20, True)])
def test_a_plan_that_waits_is_said(own, assignment, days, is_late):
    held = timezone.localdate() - timedelta(days=days)
    Case.objects.filter(pk=assignment.case_id).update(state="held", held_on=held)
    page = read(own, LIST)
    assert "The plan is to be given to everybody" in page
    assert ("Its day went by" in page) == is_late


@pytest.mark.parametrize(("days", "is_late"), [(5, False), (-5, True)])
def test_the_call_after_four_weeks_is_said(own, assignment, days, is_late):
    due = timezone.localdate() + timedelta(days=days)
    Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.DISTRIBUTED)
    Case.objects.filter(pk=assignment.case_id).update(state="plan_running", held_on=due - timedelta(days=30))
    FollowUp.objects.create(
        vault=assignment.case.vault, case=assignment.case, moment="four_weeks", due_on=due, lapses_on=due
    )
    page = read(own, LIST)
    assert "The call of four weeks after" in page
    assert ("Its day went by" in page) == is_late


def test_nothing_is_late_on_hold(own, assignment):
    pause_case(assignment.case, by=assignment.case.region.manager, reason="They need time")
    page = read(own, LIST)
    assert "On hold: nothing presses" in page
    assert "They need time" not in page


def test_what_waits_unread_is_said_and_stays_unread(own, assignment):
    write_to_each_other(assignment)
    CoreDecision.objects.create(
        vault=assignment.case.vault, case=assignment.case, is_yes=True, about="question",
        core_person=assignment.case.referral.core_persons.get(),
    )  # fmt: skip
    page = read(own, LIST)
    assert "The region wrote" in page
    assert "The coordinator wrote" in page
    assert "decided something" in page
    read(own, page_of(assignment))
    assert not CaseMessage.objects.filter(read_at__isnull=False).exists()
    assert not CoreDecision.objects.filter(seen_by_coordinator_at__isnull=False).exists()


def test_a_request_that_waits_is_said_without_its_number(own, region, coach):
    coordinator = coordinator_in(region)
    choose_coach(coordinator, by=region.manager, coach=coach)
    waiting = offer(make_waiting(region), Coordinator.objects.get(pk=coordinator.pk))
    page = read(own, LIST)
    assert "Is asked for a conference" in page
    assert str(waiting.case) not in page
    read(own, page_of(waiting), status=404)


def test_a_promise_that_was_not_kept_stands_with_the_request(own, region, coach):
    coordinator, case = coordinator_in(region), make_waiting(region)
    choose_coach(coordinator, by=region.manager, coach=coach)
    offer(case, Coordinator.objects.get(pk=coordinator.pk))
    Case.objects.filter(pk=case.pk).update(clock_from=timezone.now() - timedelta(days=40))
    assert "It was promised before" in read(own, LIST)


def test_many_cost_as_much_as_one(own, region, coach, assignment, count_queries):
    few = count_queries(lambda: own.get(LIST))
    for _number in range(3):
        write_to_each_other(coached_case(region, coach))
    choose_coach(coordinator_in(region), by=region.manager, coach=coach)
    assert count_queries(lambda: own.get(LIST)) == few


# -- one conference ----------------------------------------------------------------------------------


def test_progress_and_messages_without_what_the_family_said(own, assignment):
    write_to_each_other(assignment)
    page = read(own, page_of(assignment))
    assert "The coordinator accepted" in page
    assert "1 person" in page
    assert FROM_REGION in page
    assert FROM_COORDINATOR in page
    assert not [word for word in FAMILY if word in page]
    assert screens(assignment)[-1] == "as coach: how far it is, and the messages with the region"


def test_what_was_opened_is_read_without_numbers_and_story(own, assignment):
    opened(assignment)
    with_words(assignment)
    page = read(own, page_of(assignment))
    for word in (QUESTION, "Younes", "Hafida", WORDS[0]):
        assert word in page
    for word in ("12345678", "samira@", "We do not know how to go on", "no letters"):
        assert word not in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]
    assert screens(assignment)[-1] == "as coach: what the coordinator opened"


def with_words(assignment):
    """The circle stands there with who is in the middle, and the plan is being typed."""
    with looking(assignment.case, by=None, screen="tests"):
        core_of_circle(assignment.case)
    Case.objects.filter(pk=assignment.case_id).update(state="held", held_on=timezone.localdate())
    assignment.case.refresh_from_db()
    with_agreements(assignment)


def test_a_worry_about_safety_is_never_read(own, assignment):
    raise_concern(assignment.case, by=assignment.case.region.manager, text="He threatens her")
    opened(assignment)
    for address in (LIST, page_of(assignment)):
        page = read(own, address)
        assert "threatens" not in page
        assert "worried" not in page


def test_closed_again_it_is_closed_at_once(own, assignment):
    opened(assignment)
    assert "Hafida" in read(own, page_of(assignment))
    close_to_coach(assignment, by=user_of(assignment.coordinator))
    assert "Hafida" not in read(own, page_of(assignment))


def test_with_the_plan_given_what_was_opened_closes(own, assignment):
    opened(assignment)
    Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.DISTRIBUTED)
    Case.objects.filter(pk=assignment.case_id).update(state="plan_running", held_on=timezone.localdate())
    page = read(own, page_of(assignment))
    assert not [word for word in FAMILY if word in page]


def test_the_page_costs_the_same_with_many_messages(own, assignment, count_queries):
    opened(assignment)
    write_to_each_other(assignment)
    few = count_queries(lambda: own.get(page_of(assignment)))
    for _number in range(3):
        write_to_each_other(assignment)
    assert count_queries(lambda: own.get(page_of(assignment))) == few


# -- whose it is not ---------------------------------------------------------------------------------


def _another_coach(assignment, coach):
    choose_coach(_fresh(assignment), by=_manager(assignment), coach=make_coach(assignment.case.region))


def _no_coach(assignment, coach):
    choose_coach(_fresh(assignment), by=_manager(assignment), coach=None)


def _without_the_role(assignment, coach):
    coach.groups.remove(Group.objects.get(name="coach"))


def _to_the_sister(assignment, coach):
    User.objects.filter(pk=coach.pk).update(organisation=OrganisationFactory())


def _paid_from_now_on(assignment, coach):
    organisation = assignment.case.organisation
    organisation.hour_fee = 20
    organisation.save()


def _ended(assignment, coach):
    end_assignment(assignment, by=_manager(assignment), reason="Ill", handover="")


def _stopped(assignment, coach):
    stop_case(assignment.case, by=_manager(assignment), reason="They stop")


def _left(assignment, coach):
    leave_roster(_fresh(assignment), by=_manager(assignment), reason="Moves")


def _fresh(assignment):
    return Coordinator.objects.select_related("candidate", "organisation").get(pk=assignment.coordinator_id)


def _manager(assignment):
    return assignment.case.region.manager


ENDS = [_another_coach, _no_coach, _without_the_role, _to_the_sister, _paid_from_now_on, _ended, _stopped, _left]


@pytest.mark.parametrize("end", ENDS)
def test_it_ends_at_once(own, assignment, coach, end):
    opened(assignment)
    assert "Hafida" in read(own, page_of(assignment))
    end(assignment, coach)
    read(own, page_of(assignment), status=404)
    assert AccessLogEntry.objects.filter(kind="refused", vault_id=assignment.case.vault_id, actor_id=coach.pk).exists()
    response = own.get(LIST)
    assert response.status_code in (200, 404)
    assert str(assignment.case) not in response.content.decode()


def test_an_account_that_is_off_opens_nothing(own, assignment, coach):
    User.objects.filter(pk=coach.pk).update(is_active=False)
    for address in (LIST, page_of(assignment)):
        assert own.get(address).status_code == 302


def test_a_coach_who_comes_after_opens_nothing_that_was_opened_before(as_user, assignment, region):
    opened(assignment)
    other = make_coach(region, first_name="Mia")
    choose_coach(_fresh(assignment), by=region.manager, coach=other)
    assert "Hafida" not in read(as_user(other), page_of(assignment))
    assert Assignment.objects.get(pk=assignment.pk).opened_to_coach_at is None


@pytest.mark.parametrize("who", ["coach", "manager", "administrator", "editor", "trainer", None])
def test_for_anybody_else_it_is_not_there(as_user, region, assignment, who):
    opened(assignment)
    stranger = as_user(UserFactory(role=who, organisation=region.organisation))
    read(stranger, page_of(assignment), status=404)
    if who == "coach":
        assert str(assignment.case) not in read(stranger, LIST)
    else:
        read(stranger, LIST, status=404)


def test_the_coordinator_and_a_visitor_find_nothing_there(as_user, client, assignment):
    read(as_user(user_of(assignment.coordinator)), page_of(assignment), status=404)
    for address in (LIST, page_of(assignment)):
        assert "/login/" in client.get(address)["Location"]


def test_a_coach_finds_no_page_of_the_coordinator(own, assignment):
    for act in ("", "messages/", "circle/", "plan/", "coach/open/"):
        assert own.get(f"/en/my/cases/{assignment.pk}/{act}").status_code == 404
    assert own.get("/en/my/cases/").status_code == 404


def test_where_coordinators_are_paid_there_are_no_coaches(as_user):
    organisation = OrganisationFactory(hour_fee=20)
    read(as_user(UserFactory(role="coach", organisation=organisation)), LIST, status=404)


# -- the second factor, and the way in ---------------------------------------------------------------


def test_a_password_alone_shows_nothing_and_is_told_why(own, assignment, both_keys):
    for address in (LIST, page_of(assignment)):
        page = read(own, address, status=403)
        assert "First sign in safely" in page
        assert str(assignment.case) not in page
    assert screens(assignment) == []


def test_who_shows_it_comes_back(own, assignment, coach, both_keys):
    secret = give_app(coach)
    assert "Show that it is you" in read(own, page_of(assignment), status=403)
    own.post("/en/accounts/2fa/reauthenticate/", {"code": code_of(secret), "password": PASSWORD})
    read(own, page_of(assignment))


def test_a_coach_is_led_to_their_coordinators(own, coach):
    assert own.get("/en/my/")["Location"] == LIST


def test_the_pages_of_their_keys_lead_a_coach_to_their_coordinators_too(own, coach):
    button, secret = f'<a class="btn" href="{LIST}">', give_app(coach)
    own.post(reverse("mfa_reauthenticate"), {"code": code_of(secret)})
    assert f"{button}Your coordinators</a>" in read(own, reverse("mfa_index"))
    assert f"{button}I have kept them. Go on</a>" in read(own, reverse("mfa_view_recovery_codes"))


def test_a_coach_without_a_track_signs_out_here(own):
    page = read(own, LIST)
    assert "/accounts/logout/" in page
    assert "/accounts/2fa/" in page


def test_a_coach_has_no_admin(own, coach):
    assert own.get("/admin/", follow=True).status_code == 403


def test_a_coach_who_is_a_coordinator_too_reads_both_on_their_page(as_user, region):
    both = user_of(coordinator_in(region))
    both.groups.add(Group.objects.get(name="coach"))
    page = read(as_user(both), "/en/my/")
    assert LIST in page
    assert "/en/my/cases/" in page
