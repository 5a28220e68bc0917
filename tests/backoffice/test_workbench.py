"""The workbench: everything about one row, opened under the eyes of the access log."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from intake.case_states import CaseState
from intake.models import Referral
from portal.backoffice.workbench import Clock
from portal.privacy import VISITOR, NotLooking
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.privacy.queries import who_looked
from portal.workflow import log
from tests.accounts.factories import UserFactory
from tests.intake.bench import bench
from tests.intake.factories import make_manager, make_referral
from tests.intake.on_the_way import case_at
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral():
    return make_referral(state="in_talk")


@pytest.fixture
def client(referral, as_user):
    return as_user(referral.region.manager)


def test_workbench_shows_what_is_sealed_and_writes_down_who_looked(client, referral):
    page = client.get(bench(referral)).content.decode()
    assert "We do not know how to go on." in page
    line = AccessLogEntry.objects.get()
    assert (line.actor_id, line.what, line.object_id) == (referral.region.manager.pk, "intake.referral", referral.pk)
    assert (line.reference, line.region_id) == (referral.reference, referral.region_id)


def test_who_looked_names_people_visitors_and_the_system(client, referral):
    colleague = make_manager(first_name="Ineke", last_name="Bos")
    for by in (colleague, VISITOR, None):
        with looking(referral, by=by, screen="test"):
            pass
    page = client.get(bench(referral)).content.decode()
    assert "Ineke Bos" in page
    assert "A visitor" in page
    assert "The system" in page
    get_user_model().objects.filter(pk=colleague.pk).delete()
    assert "An account that is gone" in client.get(bench(referral)).content.decode()


def test_who_looked_tells_of_tries(client, referral, as_user):
    curious = make_manager(first_name="Joris", last_name="Kijk")
    for name, args in [("inspect", []), ("step", ["decline"])]:
        path = reverse(f"referrals:{name}", args=[referral.pk, *args])
        assert as_user(curious).get(path).status_code == as_user(curious).post(path).status_code == 404
    page = client.get(bench(referral)).content.decode().split('class="bo-openings"')[1]
    assert page.count("tried to open this and was refused") == 4
    assert page.count("Joris Kijk") == 4


@pytest.mark.django_db(transaction=True)
def test_the_line_of_a_try_survives_the_answer_not_there(as_user):
    referral = make_referral()
    assert as_user(make_manager()).get(bench(referral)).status_code == 404
    assert list(who_looked(referral).values_list("kind", flat=True)) == ["refused"]


def test_what_never_was_there_is_no_try(client, referral):
    assert client.get(reverse("referrals:inspect", args=[referral.vault_id])).status_code == 404
    assert not AccessLogEntry.objects.exists()


def test_a_row_that_holds_nothing_sealed_is_no_try(as_user):
    sister = RegionFactory(organisation=OrganisationFactory(belgian=True))
    own = RegionFactory().organisation
    administrator = UserFactory(role="administrator", is_staff=True, organisation=own)
    assert as_user(administrator).get(reverse("regions:edit", args=[sister.pk])).status_code == 404
    assert not AccessLogEntry.objects.exists()


def test_workbench_is_kept_by_no_cache(client, referral):
    assert "no-store" in client.get(bench(referral))["Cache-Control"]


def test_nothing_stays_open_after_the_page(client, referral):
    client.get(bench(referral))
    with pytest.raises(NotLooking):
        _ = Referral.objects.get(pk=referral.pk).story


@pytest.mark.parametrize(
    "who", [{"role": "administrator"}, {"role": "editor"}, {"role": "trainer"}, {"superuser": True}]
)
def test_workbench_of_another_is_not_there_and_the_try_is_written_down(who, referral, as_user):
    somebody = UserFactory(**who)
    assert as_user(somebody).get(bench(referral)).status_code == 404
    line = AccessLogEntry.objects.get()
    assert (line.kind, line.actor_id, line.object_id) == ("refused", somebody.pk, referral.pk)
    assert (line.screen, line.region_id) == ("referral: workbench", referral.region_id)


def test_workbench_offers_the_next_steps_and_says_why_one_must_wait(client, referral):
    page = client.get(bench(referral)).content.decode()
    assert reverse("referrals:step", args=[referral.pk, "decline"]) in page
    assert reverse("referrals:step", args=[referral.pk, "start_talk"]) not in page
    assert reverse("referrals:step", args=[referral.pk, "accept"]) not in page
    assert '<p class="bo-why" id="why-accept">' in page
    assert 'aria-describedby="why-accept"' in page


def test_workbench_of_a_closed_row_says_that_there_is_no_step(as_user):
    # Closed without a plan, as no case is: nothing can be opened again.
    case = case_at(CaseState.CLOSED, held=False, given=False)
    page = as_user(case.manager).get(reverse("cases:inspect", args=[case.pk])).content.decode()
    assert "There is no next step here for you now." in page


def test_timeline_tells_what_happened_newest_first_with_reasons(as_user):
    referral = make_referral(state="declined")
    page = as_user(referral.region.manager).get(bench(referral)).content.decode()
    happened = page.split('class="bo-timeline"')[1]
    assert happened.index("Declined") < happened.index("Came in")
    assert "Nothing to decide" in happened


def test_workbench_draws_the_route_and_tells_it(client, referral):
    page = client.get(bench(referral)).content.decode()
    assert '<g class="track-now">' in page
    assert 'class="track-text"' in page


def test_workbench_shows_the_promise(as_user):
    referral = make_referral(RegionFactory(organisation=OrganisationFactory(start_within_days=21)))
    client = as_user(referral.region.manager)
    assert "left" in client.get(bench(referral)).content.decode().split('class="bo-clock-left"')[1][:200]
    Referral.objects.filter(pk=referral.pk).update(received_at=timezone.now() - timedelta(days=22))
    assert "Too late" in client.get(bench(referral)).content.decode()


def test_a_stopped_clock_is_late_only_if_it_stopped_late():
    now = timezone.now()
    assert not Clock("Start", due=now - timedelta(days=1), stopped=now - timedelta(days=2)).is_overdue
    assert Clock("Start", due=now - timedelta(days=2), stopped=now - timedelta(days=1)).is_overdue
    assert Clock("Start", due=now - timedelta(days=2)).is_overdue


def test_workbench_costs_the_same_with_a_long_history(client, referral, count_queries):
    client.get(bench(referral))
    short = count_queries(lambda: client.get(bench(referral)))
    for _ in range(20):
        log.note(referral, "receive", by=referral.region.manager, reason="Again")
        with looking(referral, by=make_manager(), screen="test"):
            pass
    assert count_queries(lambda: client.get(bench(referral))) == short


def test_every_opening_of_the_page_is_a_line(client, referral):
    client.get(bench(referral))
    client.get(bench(referral))
    assert who_looked(referral).count() == 2


def test_what_the_system_did_over_and_over_is_one_line(referral, client):
    for _ in range(3):
        with looking(referral, by=None, screen="mail: sent"):
            pass
    page = client.get(bench(referral)).content.decode()
    openings = page.split('class="bo-openings"')[1].split("</section>")[0]
    assert openings.count("mail: sent") == 1
    assert "3 times, last" in openings
