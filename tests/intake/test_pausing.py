"""On hold, at the family's pace: who may, what waits meanwhile, and that it goes on by itself on its day."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from post_office.models import Email

from intake.actions.assigning import offer_case
from intake.actions.cases import reopen_case, stop_case
from intake.actions.pausing import pause_by_code, pause_case, refuse_while_paused, resume_by_code, resume_case
from intake.models import Assignment, Case, CasePause
from intake.tasks import end_pauses, keep_offer_terms
from portal.backoffice import worklist
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.bench import alarms, panel
from tests.intake.factories import make_manager
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of
from tests.intake.test_meanwhile import drawn
from tests.intake.voiced import doing, subject_for_staff, words_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def region():
    return make_region(start_within_days=21)


@pytest.fixture
def case(region):
    return make_waiting(region)


def fresh(case):
    return Case.objects.select_related("vault", "region__manager").get(pk=case.pk)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def entry(case, name):
    return reverse("cases:entry", args=[case.pk, name])


def clock(page):
    found = page.split('<div class="bo-clock')[1].split("</div>")[0].split(">", 1)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_staff_put_it_on_hold_and_let_it_go_on(as_user, region, case):
    client = as_user(region.manager)
    said = {"reason": "Eerst de bevalling", "until": in_days(30).isoformat()}
    assert client.post(entry(case, "pause"), drawn(client, entry(case, "pause")) | said).status_code == 302
    pause = CasePause.objects.select_related("case__vault").get()
    assert (pause.asked_as, pause.asked_by, pause.until) == ("staff", region.manager, in_days(30))
    assert words_of(pause, "reason") == "Eerst de bevalling"
    page = client.get(reverse("cases:inspect", args=[case.pk])).content.decode()
    assert "On hold until" in alarms(page)
    assert "Eerst de bevalling" in panel(page, "voices")
    today = " ".join(date_format(timezone.localdate(), "DATE_FORMAT").split())
    assert clock(page).endswith(f"On hold since {today}")
    assert clock(client.get(reverse("referrals:inspect", args=[case.referral_id])).content.decode()) == clock(page)
    assert "On hold" in client.get(reverse("cases:index")).content.decode()
    [line] = worklist.lines_for(region.manager, most=10)
    assert (str(line.detail), line.due) == ("On hold, as the family asked", None)
    client.post(entry(case, "resume"), drawn(client, entry(case, "resume")))
    assert fresh(case).paused_at is None
    assert "Running" in clock(client.get(reverse("cases:inspect", args=[case.pk])).content.decode())


def test_a_coordinator_who_accepted_in_time_did_so_on_hold_too(as_user, region, case):
    client = as_user(region.manager)
    take(offer(case, coordinator_in(region)))
    client.post(entry(case, "pause"), drawn(client, entry(case, "pause")) | {"reason": "Eerst de bevalling"})
    words = clock(client.get(reverse("cases:inspect", args=[case.pk])).content.decode())
    assert "Done in time" in words
    assert "On hold since" in words


REFUSED = [{"reason": " "}, {"reason": "x", "until": "2020-01-01"}, {"reason": "x", "until": "2190-01-01"}]


@pytest.mark.parametrize("said", REFUSED)
def test_what_cannot_be_is_refused_beside_its_field(as_user, region, case, said):
    client = as_user(region.manager)
    assert client.post(entry(case, "pause"), drawn(client, entry(case, "pause")) | said).status_code == 200
    assert fresh(case).paused_at is None


def test_the_coordinator_puts_it_on_hold_and_the_region_hears(as_user, region, case):
    take(offer(case, coordinator := coordinator_in(region)))
    own, address = as_user(user_of(coordinator)), f"/en/my/cases/{doing(case).pk}/"
    assert f"{address}hold/" in own.get(address).content.decode()
    before = Email.objects.count()
    assert own.post(f"{address}hold/", {"reason": ""}).status_code == 422
    assert own.post(f"{address}hold/", {"reason": "Te druk", "until": "2020-01-01"}).status_code == 422
    assert own.post(f"{address}hold/", {"reason": "Te druk"}).status_code == 302
    assert [mail.subject for mail in Email.objects.order_by("pk")[before:]] == [
        subject_for_staff("There is news about %(reference)s", case)
    ]
    page = own.get(address).content.decode()
    assert "It is on hold" in page
    assert f"{address}hold/" not in page
    answered = own.post(f"{address}hold/", {"reason": "Nog eens"})
    assert answered.status_code == 409
    assert "Nog eens" in answered.content.decode()
    assert own.post(f"{address}go-on/", {}).status_code == 302
    assert fresh(case).paused_at is None
    assert own.get(f"{address}go-on/").status_code == 302


def test_any_of_them_lets_it_go_on(region, case):
    take(offer(case, coordinator := coordinator_in(region)))
    pause_by_code(case)
    resume_case(fresh(case), by=user_of(coordinator))
    assert fresh(case).paused_at is None
    pause_case(case, by=region.manager, reason="Rust")
    resume_by_code(fresh(case))
    assert fresh(case).paused_at is None
    assert CasePause.objects.filter(ended_at__isnull=False).count() == 2
    resume_by_code(fresh(case))  # it goes on already


def test_nobody_else_may(as_user, region, case):
    stranger = make_manager()
    with pytest.raises(NotAllowed):
        pause_case(case, by=stranger, reason="Rust")
    take(offer(case, coordinator_in(region)))
    other = as_user(user_of(coordinator_in(region)))
    for act in ("hold", "go-on"):
        assert other.post(f"/en/my/cases/{doing(case).pk}/{act}/", {"reason": "Rust"}).status_code == 404
    foreign = as_user(stranger)
    for name in ("pause", "resume"):
        assert foreign.post(entry(case, name), {"reason": "Rust"}).status_code == 404
    assert not CasePause.objects.exists()


def test_it_is_on_hold_once(region, case):
    pause_case(case, by=region.manager, reason="Rust")
    with pytest.raises(NotPossible):
        pause_case(fresh(case), by=region.manager, reason="Rust")
    assert CasePause.objects.count() == 1


def test_on_its_day_it_goes_on_by_itself_and_is_told(region, case):
    take(offer(case, coordinator_in(region)))
    pause_case(fresh(case), by=region.manager, reason="Rust", until=in_days(10))
    later = pause_case(make_waiting(region), by=region.manager, reason="Rust")
    before = Email.objects.count()
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert end_pauses() == 0
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        assert end_pauses() == 1
        assert end_pauses() == 0
    assert fresh(case).paused_at is None
    assert Email.objects.count() - before == 2  # the region, the coordinator
    assert CasePause.objects.get(ended_at__isnull=True) == later


def test_meanwhile_nobody_is_asked_and_nobody_reminded(region, case):
    coordinator = coordinator_in(region)
    asked = offer(case, coordinator, days=10)
    pause_case(fresh(case), by=region.manager, reason="Rust")
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        keep_offer_terms()
        assert Assignment.objects.get(pk=asked.pk).reminded_at is None
    waiting = make_waiting(region)
    pause_case(waiting, by=region.manager, reason="Rust")
    with pytest.raises(NotPossible, match="on hold"):
        offer_case(fresh(waiting), by=region.manager, coordinator=coordinator, days=5)
    with pytest.raises(NotPossible, match="on hold"):
        refuse_while_paused(fresh(waiting))
    resume_case(fresh(case), by=region.manager)
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        keep_offer_terms()
        assert Assignment.objects.get(pk=asked.pk).reminded_at is not None


def test_what_ends_is_not_on_hold_any_more_also_when_it_is_opened_again(region, case):
    pause_case(case, by=region.manager, reason="Rust", until=in_days(10))
    stop_case(fresh(case), by=region.manager, reason="Vanzelf beter")
    assert fresh(case).paused_at is None
    before = Email.objects.count()
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        assert end_pauses() == 0
    assert Email.objects.count() == before
    assert fresh(reopen_case(fresh(case), by=region.manager, reason="Toch weer")).paused_at is None
