"""Who hears of what was decided by code: region and coordinator, each once while something is unread for them."""

import pytest
from django.urls import reverse
from post_office.models import Email

from intake.actions.voices import read_decisions
from intake.models import Assignment, Case, CoreDecision
from portal.backoffice import worklist
from tests.intake.bench import alarms, panel
from tests.intake.factories import QUESTION, make_manager
from tests.intake.following import follow
from tests.intake.matched import coordinator_in, offer, take, user_of
from tests.intake.test_meanwhile import drawn
from tests.intake.voiced import make_prepared, subject_for_staff
from tests.intake.voiced import prepared as prepared
from tests.intake.voiced import region as region

pytestmark = pytest.mark.django_db(transaction=True)


def send(client, name, **typed):
    address = f"/en/follow/{name}/"
    return client.post(address, drawn(client, address) | typed)


def mails():
    return list(Email.objects.order_by("pk").values_list("subject", flat=True))


def own_page(as_user, coordinator):
    return as_user(user_of(coordinator)).get(f"/en/my/cases/{Assignment.objects.get().pk}/").content.decode()


def to_region(case):
    return Email.objects.filter(subject=subject_for_staff("There is news about %(reference)s", case)).count()


def test_each_side_hears_once_while_something_is_unread_for_them(client, as_user, settings, prepared, coordinator):
    settings.SECOND_FACTOR_REQUIRED = False
    case, [code] = prepared
    follow(client, case.referral, code)
    before = len(mails())
    send(client, "decide/question", answer="otherwise", words="Anders gezegd")
    send(client, "decide/question", answer="yes")
    assert (len(mails()) - before, to_region(case)) == (2, 1)
    assert "Anders gezegd" in own_page(as_user, coordinator)
    send(client, "decide/question", answer="yes")
    assert (len(mails()) - before, to_region(case)) == (3, 1)
    read_decisions(case, by=case.manager)
    send(client, "decide/question", answer="yes")
    assert (len(mails()) - before, to_region(case)) == (4, 2)
    for word in ("Anders", "Younes", QUESTION):
        assert not any(word in mail.message for mail in Email.objects.all())


def test_who_reads_it_first_takes_it_from_nobody(client, as_user, settings, prepared, coordinator, region):
    settings.SECOND_FACTOR_REQUIRED = False
    case, [code] = prepared
    follow(client, case.referral, code)
    send(client, "decide/question", answer="otherwise", words="Anders gezegd")
    assert "Read what they decided" in as_user(user_of(coordinator)).get("/en/my/").content.decode()
    assert '<span class="new">' in own_page(as_user, coordinator)
    assert '<span class="new">' not in own_page(as_user, coordinator)
    assert "Read what they decided" not in as_user(user_of(coordinator)).get("/en/my/").content.decode()
    assert "Read what they decided" in [str(line.detail) for line in worklist.lines_for(region.manager, most=10)]
    assert "1 decision to read" in alarms(
        as_user(region.manager).get(reverse("cases:inspect", args=[case.pk])).content.decode()
    )
    CoreDecision.objects.update(seen_by_coordinator_at=None)
    read_decisions(case, by=case.manager)
    assert '<span class="new">' in own_page(as_user, coordinator)


def test_what_only_the_region_reads_keeps_no_mail_from_the_coordinator(client, prepared, coordinator, region):
    case, [code] = prepared
    follow(client, case.referral, code)
    send(client, "another-coordinator", reason="Wij kennen haar")
    take(offer(Case.objects.get(pk=case.pk), coordinator_in(region)))
    before = len(mails())
    send(client, "decide/question", answer="yes")
    assert len(mails()) - before == 1  # the region has something unread
    assert CoreDecision.objects.get(about="coordinator").seen_by_coordinator_at is None


def test_the_next_coordinator_hears_though_the_one_before_left_something_unread(client, prepared, region):
    case, [code] = prepared
    follow(client, case.referral, code)
    send(client, "decide/question", answer="yes")
    send(client, "another-coordinator")
    read_decisions(case, by=case.manager)
    take(offer(Case.objects.get(pk=case.pk), coordinator_in(region)))
    before = len(mails())
    send(client, "decide/question", answer="yes")
    assert len(mails()) - before == 2


def test_staff_read_what_was_decided_and_say_so(client, as_user, settings, region):
    settings.SECOND_FACTOR_REQUIRED = False
    case, [code] = make_prepared(region)
    follow(client, case.referral, code)
    send(client, "decide/question", answer="otherwise", words="Anders gezegd")
    staff, bench = as_user(region.manager), reverse("cases:inspect", args=[case.pk])
    entry = reverse("cases:entry", args=[case.pk, "read_decisions"])
    details = [str(line.detail) for line in worklist.lines_for(region.manager, most=10)]
    assert "Read what they decided" in details
    page = staff.get(bench).content.decode()
    assert "Anders gezegd" in panel(page, "voices")
    assert "1 decision to read" in alarms(page)
    assert as_user(make_manager()).post(entry).status_code == 404
    assert CoreDecision.objects.filter(read_at__isnull=True).exists()
    assert staff.post(entry).status_code == 302
    assert not CoreDecision.objects.filter(read_at__isnull=True).exists()
    assert "decision to read" not in alarms(staff.get(bench).content.decode())
    assert "Read what they decided" not in [str(line.detail) for line in worklist.lines_for(region.manager, most=10)]


@pytest.mark.parametrize("reader", ["region", "coordinator"])
def test_as_long_as_somebody_reads_nobody_is_a_flood(client, as_user, settings, prepared, coordinator, reader):
    settings.SECOND_FACTOR_REQUIRED = False
    case, [code] = prepared
    follow(client, case.referral, code)
    for _number in range(20):
        send(client, "decide/question", answer="yes")
    if reader == "region":
        read_decisions(case, by=case.manager)
    else:
        own_page(as_user, coordinator)
    assert send(client, "decide/question", answer="yes").status_code == 302


def test_nobody_floods(client, prepared):
    case, [code] = prepared
    follow(client, case.referral, code)
    for number in range(20):
        assert send(client, "decide/question", answer="otherwise", words=f"{number}").status_code == 302
    assert send(client, "decide/question", answer="otherwise", words="nog een").status_code == 422
    assert CoreDecision.objects.count() == 20
    assert send(client, "stop").status_code == 302
