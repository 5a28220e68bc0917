"""Names and cases open only for a session that passed a second factor (DESIGN §1), and the way there leads back."""

import pytest
from django.urls import reverse
from django.utils import translation

from intake.actions.assigning import show_interest
from intake.assignment_states import AssignmentState
from intake.models import Assignment
from portal.accounts import second_factor
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import PASSWORD, UserFactory, code_of, give_app
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of

pytestmark = pytest.mark.django_db
commits = pytest.mark.django_db(transaction=True)
TYPED = "Call the aunt."


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def coordinator(db):
    return coordinator_in(make_region())


@pytest.fixture
def assignment(coordinator):
    return offer(make_waiting(coordinator.region), coordinator)


@pytest.fixture
def own(as_user, coordinator):
    return as_user(user_of(coordinator))


def page_of(assignment, act=""):
    return f"/en/my/cases/{assignment.pk}/{act and act + '/'}"


def enrol(client):
    """The way that the pages lead: the password once more, the app, its six digits."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    return client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True).content.decode()


def is_open(client, assignment):
    return "Younes" in client.get(page_of(assignment)).content.decode()


def openings(assignment):
    return AccessLogEntry.objects.filter(vault_id=assignment.case.vault_id, actor_kind="user").count()


def test_without_names_nothing_more_is_asked(own, assignment):
    assert "Answer before" in own.get(page_of(assignment)).content.decode()
    assert own.get("/en/my/cases/").status_code == 200
    assert own.get(page_of(assignment, "interested")).status_code == 200


@pytest.mark.parametrize("reached", ["interested", "accepted"])
def test_a_password_alone_shows_no_name_and_is_told_why(own, assignment, coordinator, reached):
    if reached == "accepted":
        take(assignment)
    else:
        show_interest(assignment, by=user_of(coordinator))
    before = openings(assignment)
    response = own.get(page_of(assignment))
    page = response.content.decode()
    assert response.status_code == 403
    assert "First sign in safely" in page
    assert "It takes two minutes" in page
    assert f"{reverse('mfa_index')}?next=" in page
    assert "Younes" not in page
    assert openings(assignment) == before
    assert "You see what people entrust to us" in own.get(reverse("mfa_index")).content.decode()


def test_what_was_typed_is_given_back_and_nothing_happens(own, assignment):
    take(assignment)
    response = own.post(page_of(assignment, "end"), {"reason": "Ill", "handover": TYPED})
    assert response.status_code == 403
    assert TYPED in response.content.decode()
    assert Assignment.objects.get().state == AssignmentState.ACCEPTED


def test_who_does_not_want_one_can_still_say_no(own, assignment, coordinator):
    show_interest(assignment, by=user_of(coordinator))
    assert page_of(assignment, "decline") in own.get(page_of(assignment)).content.decode()
    own.post(page_of(assignment, "decline"), {"ground": "other"})
    assert Assignment.objects.get().state == AssignmentState.DECLINED


@commits
def test_enrolling_leads_back_to_the_conference(own, assignment):
    take(assignment)
    codes = enrol(own)
    assert "I have kept them. Go on" in codes
    assert f'href="{page_of(assignment)}"' in codes
    assert is_open(own, assignment)
    assert "To your conference" in own.get(reverse("mfa_index")).content.decode()


def test_who_has_one_shows_it_and_comes_back(own, assignment, coordinator):
    secret = give_app(user_of(coordinator))
    take(assignment)
    page = own.get(page_of(assignment)).content.decode()
    to_prove = reverse("mfa_reauthenticate")
    assert f"{to_prove}?next=" in page
    assert "Show that it is you" in page
    answer = own.post(to_prove, {"code": code_of(secret), "next": page_of(assignment)})
    assert answer["Location"] == page_of(assignment)
    assert is_open(own, assignment)


def test_another_session_of_theirs_has_not_passed(as_user, assignment, coordinator):
    secret = give_app(user_of(coordinator))
    take(assignment)
    one, other = as_user(user_of(coordinator)), as_user(user_of(coordinator))
    one.post(reverse("mfa_reauthenticate"), {"code": code_of(secret)})
    assert is_open(one, assignment)
    assert not is_open(other, assignment)


def test_the_demo_does_without(own, assignment, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    take(assignment)
    assert is_open(own, assignment)


def test_who_holds_nothing_of_others_needs_none(coordinator, assignment, rf):
    assert second_factor.held_by(user_of(coordinator)) is None
    assert second_factor.held_by(UserFactory()) is None
    take(assignment)
    assert second_factor.held_by(user_of(coordinator)).address == page_of(assignment)
