"""A referral that nobody agreed to: warned of a week before, erased after its term, and never when agreed or kept."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from post_office.models import Email

from intake.actions.drafts import start_draft
from intake.actions.lapsing import erase_unagreed, warn_of_erasure
from intake.actions.people import add_person
from intake.actions.referrals import (
    decline_referral,
    hold_referral,
    record_withdrawal,
    release_referral,
    withdraw_referral,
)
from intake.actions.writing import record_call, send_message, write_note
from intake.models import Consent, CorePerson, Draft, Message, Note, Referral
from intake.queries import lapsed_referrals, lapsing_referrals
from intake.tasks import erase_unagreed_referrals, warn_of_erasures
from portal.organisations.models import Organisation
from portal.outbound.models import OutgoingAddress
from portal.privacy.looking import looking
from portal.privacy.models import SearchToken, Vault
from portal.workflow.models import MoveLogEntry, MoveReason
from tests.intake.factories import agree, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db(transaction=True)


def aged(referral, days):
    """The same referral, received so many days ago."""
    day = timezone.now() - timedelta(days=days)
    Referral.objects.filter(pk=referral.pk).update(received_at=day, term_from=day)
    return Referral.objects.select_related("organisation", "region").get(pk=referral.pk)


def warned(referral, days_ago=7.1):
    """The same referral, warned of so many days ago."""
    Referral.objects.filter(pk=referral.pk).update(warned_at=timezone.now() - timedelta(days=days_ago))
    return Referral.objects.select_related("organisation", "region").get(pk=referral.pk)


def exists(referral):
    return Referral.objects.filter(pk=referral.pk).exists()


@pytest.mark.parametrize(("days", "warns", "erased"), [(20.9, False, False), (21.1, True, False), (27.9, True, False)])
def test_warned_from_the_twenty_first_day_and_kept_until_the_twenty_eighth(days, warns, erased):
    referral = aged(make_referral(), days)
    assert (referral in lapsing_referrals()) is warns
    assert warn_of_erasure(referral) is warns
    assert erase_unagreed(referral) is erased
    assert exists(referral)


def test_after_the_twenty_eighth_day_it_is_gone():
    referral = warned(aged(make_referral(), 28.1))
    assert referral in lapsed_referrals()
    assert erase_unagreed(referral)
    assert not exists(referral)
    assert not erase_unagreed(referral)  # a second worker finds nothing to do


def test_the_region_is_warned_once_by_number_only():
    referral = aged(make_referral(), 22)
    Email.objects.all().delete()
    assert warn_of_erasure(referral)
    assert not warn_of_erasure(referral)
    assert referral not in lapsing_referrals()
    mail = Email.objects.get()
    assert str(referral) in mail.subject + mail.message
    assert "Younes" not in mail.subject + mail.message


@pytest.mark.parametrize("why", ["agreed", "kept"])
def test_what_is_agreed_or_kept_stays(why):
    referral = make_referral(state="in_talk")
    if why == "agreed":
        agree(referral, by=referral.region.manager)
    else:
        hold_referral(referral, by=referral.region.manager, reason="A judge asked for it")
    referral = aged(referral, 400)
    assert referral.erases_at is None
    assert referral not in lapsing_referrals()
    assert referral not in lapsed_referrals()
    assert not warn_of_erasure(referral)
    assert not erase_unagreed(referral)
    assert exists(referral)


def test_what_is_let_go_is_warned_of_anew_and_erased():
    referral = aged(make_referral(), 22)
    manager = referral.region.manager
    warn_of_erasure(referral)
    hold_referral(referral, by=manager, reason="A judge asked for it")
    release_referral(referral, by=manager)
    assert warn_of_erasure(aged(referral, 22))
    assert erase_unagreed(warned(aged(referral, 29)))


def test_an_agreement_that_was_taken_back_lets_it_lapse():
    referral = make_referral(state="in_talk")
    agree(referral, by=referral.region.manager)
    agree(referral, by=referral.region.manager, answer="no")
    assert erase_unagreed(warned(aged(referral, 29)))


@pytest.mark.parametrize("by_code", [True, False])
def test_what_is_withdrawn_lapses_also_when_everyone_had_agreed(by_code):
    referral = make_referral(state="in_talk")
    manager = referral.region.manager
    agree(referral, by=manager)
    if by_code:
        withdraw_referral(referral)
    else:
        record_withdrawal(referral, by=manager, reason="Told us on the telephone")
    assert erase_unagreed(warned(aged(referral, 28.1)))


def test_a_closed_one_goes_without_a_warning_by_mail():
    referral = make_referral()
    decline_referral(referral, by=referral.region.manager, reason="Nothing to decide")
    referral = aged(referral, 22)
    Email.objects.all().delete()
    warn_of_erasure(referral)
    assert not Email.objects.exists()
    assert erase_unagreed(warned(aged(referral, 29)))


def test_each_organisation_has_a_term_of_its_own():
    OrganisationFactory(belgian=True, unagreed_kept_days=60)
    dutch, belgian = make_referral(), make_referral(RegionFactory(organisation=OrganisationFactory(belgian=True)))
    belgian.organisation.unagreed_kept_days = 60
    belgian.organisation.save(update_fields=["unagreed_kept_days"])
    dutch, belgian = warned(aged(dutch, 40)), aged(belgian, 40)
    assert list(lapsed_referrals()) == [dutch]
    assert not warn_of_erasure(belgian)
    assert not erase_unagreed(belgian)
    belgian = aged(belgian, 54)
    assert list(lapsing_referrals().filter(pk=belgian.pk)) == [belgian]
    assert erase_unagreed(warned(aged(belgian, 61)))


def test_nothing_of_it_is_left():
    referral = make_referral(state="in_talk")
    manager = referral.region.manager
    with looking(referral, by=manager, screen="test"):
        write_note(referral, by=manager, text="Note")
        record_call(referral, by=manager, outcome="reached")
        send_message(referral, by=manager, text="Message")
    agree(referral, by=manager, answer="no")
    hold_referral(referral, by=manager, reason="A judge asked for it")
    release_referral(referral, by=manager)
    draft = start_draft(organisation=referral.organisation, language="nl", answers={"story": {"story": "x"}})
    Draft.objects.filter(pk=draft.pk).update(referral=referral)
    other = make_referral(referral.region)
    kept = {model: model.objects.count() for model in (SearchToken, MoveLogEntry)}
    mails = Email.objects.filter(outgoing_address__vault=referral.vault_id)
    sent = list(mails.values_list("pk", flat=True))
    assert len(sent) > 1
    assert erase_unagreed(warned(aged(referral, 29)))

    assert not Email.objects.filter(pk__in=sent).exists()
    assert not OutgoingAddress.objects.filter(reference=referral.reference).exists()
    assert OutgoingAddress.objects.filter(reference=other.reference).exists()
    assert not Vault.objects.filter(pk=referral.vault_id).exists()
    for model in (Note, Message, Consent, MoveReason, Draft):
        assert not model.objects.exists(), model
    assert CorePerson.objects.count() == 1
    assert not SearchToken.objects.filter(object_id=referral.pk).exists()
    assert not MoveLogEntry.objects.for_instance(referral).exists()
    assert exists(other)
    assert SearchToken.objects.filter(object_id=other.pk).count() == kept[SearchToken] / 2
    assert not Vault.objects.filter(pk=draft.vault_id).exists()


def test_what_was_agreed_to_between_the_look_and_the_lock_stays():
    referral = warned(aged(make_referral(state="in_talk"), 29))
    found = Referral.objects.get(pk=referral.pk)
    agree(referral, by=referral.region.manager)
    assert not erase_unagreed(found)
    assert exists(referral)


# -- never without a warning ------------------------------------------------------------------------


def term_over(referral):
    """Its day came, and both tasks run: warned now at the earliest, so that it is still there."""
    assert warn_of_erasures() <= 1
    assert erase_unagreed_referrals() == 0
    stored = Referral.objects.select_related("organisation").get(pk=referral.pk)
    return stored.erases_at


def week_later(referral):
    """After the warning, on the first moment when it may go."""
    Referral.objects.filter(pk=referral.pk).update(
        warned_at=F("warned_at") - timedelta(days=7, minutes=1), term_from=F("term_from") - timedelta(days=400)
    )
    return erase_unagreed_referrals() == 1


def test_a_worker_that_was_down_for_weeks_warns_first():
    referral = aged(make_referral(state="in_talk"), 100)
    Email.objects.all().delete()
    assert term_over(referral) > timezone.now() + timedelta(days=6.9)
    assert Email.objects.count() == 1
    assert week_later(referral)


def test_a_shorter_term_of_the_organisation_warns_first():
    referral = aged(make_referral(state="in_talk"), 8)
    assert warn_of_erasures() == 0
    Organisation.objects.update(unagreed_kept_days=7)
    assert term_over(referral) > timezone.now() + timedelta(days=6.9)
    assert week_later(referral)


def add(referral):
    with looking(referral, by=referral.region.manager, screen="test"):
        add_person(referral, by=referral.region.manager, name="Sara")


def say_no(referral):
    agree(referral, by=referral.region.manager, answer="no")


def let_go(referral):
    hold_referral(referral, by=referral.region.manager, reason="A judge asked for it")
    add(referral)
    release_referral(referral, by=referral.region.manager)


def decline(referral):
    add(referral)
    aged(referral, 40)
    decline_referral(referral, by=referral.region.manager, reason="Nothing to decide")


@pytest.mark.parametrize("lost", [add, say_no, withdraw_referral, let_go, decline])
def test_what_was_agreed_for_long_has_a_whole_term_after_that(lost):
    referral = make_referral(state="in_talk")
    warn_of_erasure(aged(referral, 22))
    agree(referral, by=referral.region.manager)
    assert Referral.objects.get().warned_at is None
    referral = aged(referral, 60)
    lost(referral)
    stored = Referral.objects.get()
    assert stored.warned_at is None
    assert stored.erases_at > timezone.now() + timedelta(days=27.9)
    assert warn_of_erasures() == 0
    assert erase_unagreed_referrals() == 0


@pytest.mark.parametrize(
    ("days", "warned_ago", "left"), [(0, None, 28), (22, None, 7), (40, None, 7), (22, 1, 6), (22, 0, 7), (40, 3, 4)]
)
def test_the_day_that_people_read_is_never_too_early(days, warned_ago, left):
    referral = aged(make_referral(), days)
    if warned_ago is not None:
        referral = warned(referral, warned_ago)
    assert abs(referral.erases_at - timezone.now() - timedelta(days=left)) < timedelta(minutes=1)
