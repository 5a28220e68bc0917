"""What is decided about a changed plan reaches the coordinator who types it, though they were done before."""

import pytest
from django.utils import timezone, translation
from post_office.models import Email

from intake.actions.pausing import pause_case
from intake.actions.taking_up import let_rest
from intake.models import Assignment, CoreDecision, Plan
from tests.intake.changed import changed as changed
from tests.intake.changed import doing
from tests.intake.following import follow
from tests.intake.matched import user_of
from tests.intake.test_meanwhile import drawn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]
ADDRESS = "/en/follow/decide/plan/"
TYPING = "Read and type in the plan"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def own(as_user, changed):
    return as_user(user_of(doing().coordinator))


def answer(client, changed):
    case, code, *_reader = changed
    follow(client, case.referral, code)
    told = drawn(client, ADDRESS) | {"answer": "otherwise", "words": "Liever op zondag"}
    assert client.post(ADDRESS, told).status_code == 302


def page_of(own):
    return own.get(f"/en/my/cases/{doing().pk}/").content.decode()


def own_page(own):
    return own.get("/en/my/").content.decode()


def test_they_hear_once_and_read_it(client, own, changed):
    before = Email.objects.count()
    answer(client, changed)
    assert Email.objects.count() - before == 2  # the region, and who types it
    answer(client, changed)
    assert Email.objects.count() - before == 2
    assert "Read what they decided" in own_page(own)
    page = page_of(own)
    assert "Liever op zondag" in page
    assert '<span class="new">' in page
    assert '<span class="new">' not in page_of(own)
    assert "Read what they decided" not in own_page(own)


def test_what_was_said_of_the_plan_that_was_given_is_not_opened_again(client, own, changed):
    answer(client, changed)
    Plan.objects.update(given_at=timezone.now())
    assert "Liever op zondag" not in page_of(own)
    assert "Read what they decided" not in own_page(own)
    assert CoreDecision.objects.get().seen_by_coordinator_at is None


def test_when_it_does_not_change_after_all_nothing_is_left_to_read(client, own, changed):
    answer(client, changed)
    let_rest(doing(), by=changed[0].manager, reason="Toch niet")
    assert "Read what they decided" not in own_page(own)


def test_on_hold_typing_is_promised_only_to_who_types(own, changed):
    case = changed[0]
    pause_case(case, by=case.manager, reason="Vakantie")
    assert TYPING in page_of(own)
    Plan.objects.update(state="given", accepted_on=timezone.localdate(), accepted_how="circle")
    Assignment.objects.update(ended_at=None)
    page = page_of(own)
    assert "It is on hold" in page
    assert TYPING not in page
