"""Who in the middle wants the plan otherwise, by own code: its coordinator reads it where it is accepted and given."""

import pytest
from django.utils import timezone, translation

from intake.actions.planning import present_plan, return_plan
from intake.models import Assignment, Case, CoreDecision, Plan
from portal.privacy.looking import looking
from tests.intake.changed import make_changed
from tests.intake.ended import fresh
from tests.intake.following import follow
from tests.intake.matched import coordinator_in, make_region, user_of
from tests.intake.planned import found_good, presented
from tests.intake.test_meanwhile import drawn
from tests.intake.voiced import doing, make_prepared

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]
ADDRESS = "/en/follow/decide/plan/"
WORDS = "Liever op zondag"


@pytest.fixture(autouse=True)
def english(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def laid():
    """A case and the code of who is in the middle; its plan lies before them."""
    region = make_region()
    case, codes = make_prepared(region, coordinator=coordinator_in(region))
    Case.objects.filter(pk=case.pk).update(state="held", held_on=timezone.localdate())
    presented(doing(case))
    return fresh(case), codes


@pytest.fixture
def own(as_user, laid):
    return as_user(user_of(Assignment.objects.get().coordinator))


def say(client, laid, **answer):
    case, codes = laid
    follow(client, case.referral, codes[0])
    assert client.post(ADDRESS, drawn(client, ADDRESS) | answer).status_code == 302


def object_to_it(client, laid):
    say(client, laid, answer="otherwise", words=WORDS)


def read(own, act=""):
    response = own.get(f"/en/my/cases/{Assignment.objects.get().pk}/plan/{act and act + '/'}")
    assert response.status_code == 200
    return response.content.decode()


def test_its_coordinator_reads_who_and_what_above_what_is_done_with_it(client, own, laid):
    object_to_it(client, laid)
    page = read(own)
    assert page.index("Younes") < page.index(WORDS) < page.index("Go through the three questions")
    assert "no-print" in page[: page.index("Younes")].rpartition("<section")[2]  # the circle reads it on no paper
    assert CoreDecision.objects.get().seen_by_coordinator_at is not None
    found_good(doing(laid[0]))
    assert WORDS in read(own, "accept")
    told = {"said_by": "De kring", "accepted_on": timezone.localdate().isoformat()}
    own.post(f"/en/my/cases/{Assignment.objects.get().pk}/plan/accept/", told)
    assert Plan.objects.get().state == "accepted"  # it warns, and stops nothing
    assert WORDS in read(own)
    assert WORDS in read(own, "give")
    own.post(f"/en/my/cases/{Assignment.objects.get().pk}/plan/give/")
    assert Plan.objects.get().state == "given"
    assert WORDS not in read(own)


def test_who_says_yes_afterwards_wants_nothing_otherwise(client, own, laid):
    object_to_it(client, laid)
    say(client, laid, answer="yes")
    assert WORDS not in read(own)


def test_what_was_said_of_an_earlier_one_counts_until_the_next_is_presented(client, own, laid):
    case, _codes = laid
    object_to_it(client, laid)
    by = user_of(doing(case).coordinator)
    return_plan(fresh(case), by=by, reason="Zij wil het anders")
    assert WORDS in read(own)
    with looking(case, by=None, screen="tests"):
        present_plan(fresh(case), by=by)
    assert WORDS not in read(own)
    found_good(doing(case))
    assert WORDS not in read(own, "accept")


def test_of_a_changed_plan_only_what_was_said_since_it_was_given(client, as_user):
    laid = make_changed()[:2]
    laid = laid[0], [laid[1]]
    own = as_user(user_of(Assignment.objects.get().coordinator))
    object_to_it(client, laid)
    assert WORDS in read(own)
    Plan.objects.update(given_at=timezone.now())
    assert WORDS not in read(own)
