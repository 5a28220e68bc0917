"""What staff write at a referral besides moving it: notes, call attempts, messages by code, corrected details."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.holding import hold, hold_person, refuse_old, refuse_unless
from intake.actions.receiving import ANSWERS, index_referral, receive_referral
from intake.mails import send_message_waits_mail
from intake.models import CallAttempt, Channel, CorePerson, Message, Note, Referral
from intake.states import OPEN_REFERRALS
from portal.organisations.models import Organisation, Region
from portal.workflow import log
from portal.workflow.moves import NotPossible

# In a form that somebody sent, their own words stay as they are; the rest may turn out otherwise.
_STAYS = {"story"}
# How to reach who asked: what they told may turn out dangerous at any time.
CONTACT = ("safe_channel", "safe_times", "never_do", "voicemail_is_safe", "telephone", "email")
# Somebody may have been called before the referral came in, not years before.
CALLED_BEFORE = timedelta(days=366)


def enter_referral(
    answers: dict,
    *,
    by,
    organisation: Organisation,
    language: str,
    region: Region | None = None,
    submission_key: uuid.UUID | None = None,
) -> tuple[Referral, str]:
    """A referral that staff write down on the telephone, with the same rules; returns it with its follow-up code.

    Without `region` the postcode decides. Whose region it is then hears of it, unless that is `by`. The database takes
    one referral for a `submission_key`, the form's own.
    """
    if organisation.pk != by.organisation_id or (region and region.organisation_id != organisation.pk):
        raise NotPossible(_("This region belongs to another organisation."), field="region")
    return receive_referral(
        answers,
        organisation=organisation,
        language=language,
        submission_key=submission_key,
        channel=Channel.TELEPHONE,
        region=region,
        by=by,
    )


@transaction.atomic
def change_details(referral: Referral, *, by, edition: int | None = None, **answers) -> Referral:
    """Changes what we know of an open referral, by the names of ANSWERS; to be called while looking at it.

    What somebody wrote in the web form in their own words stays. `edition` is that of the form (`refuse_old`). Raises
    NotPossible when it is closed.
    """
    hold(referral, by=by)
    refuse_unless(referral, OPEN_REFERRALS)
    refuse_old(referral, edition)
    stays = _STAYS if referral.channel == Channel.WEB else set()
    return _change(referral, {name: answers[name] for name in ANSWERS if name in answers and name not in stays}, by=by)


@transaction.atomic
def change_contact(referral: Referral, *, by, edition: int | None = None, **answers) -> Referral:
    """Changes how to reach who asked safely, by the names of CONTACT, as long as the referral is there.

    To be called while looking at it. `edition` is that of the form (`refuse_old`). Of who asked for themselves it is
    also how to reach the person at the centre.
    """
    hold(referral, by=by)
    refuse_old(referral, edition)
    return _change(referral, {name: answers[name] for name in CONTACT if name in answers}, by=by)


@transaction.atomic
def write_note(referral: Referral, *, by, text: str) -> Note:
    """Something to remember, for the staff of the region."""
    hold(referral, by=by)
    note = Note.objects.create(vault=referral.vault, referral=referral, by=by, text=text)
    log.note(referral, "note", by=by)
    return note


@transaction.atomic
def record_call(
    referral: Referral, *, by, outcome: str, core_person: CorePerson | None = None, at=None, text: str = ""
) -> CallAttempt:
    """Somebody was called: the referrer, or a core person. `at` is now unless said; it cannot be to come."""
    hold(referral, by=by)
    hold_person(core_person, referral=referral)
    at = at or timezone.now()
    if at > timezone.now():
        raise NotPossible(_("This moment is still to come."), field="at")
    if at < referral.received_at - CALLED_BEFORE:
        raise NotPossible(_("This moment is too long ago."), field="at")
    call = CallAttempt.objects.create(
        vault=referral.vault, referral=referral, by=by, core_person=core_person, outcome=outcome, at=at, text=text
    )
    log.note(referral, "call", by=by)
    return call


@transaction.atomic
def send_message(referral: Referral, *, by, text: str, core_person: CorePerson | None = None) -> Message:
    """A message to the referrer, or to a core person who has a code. A neutral mail tells that it is there, if it can.

    To be called while looking at the referral. Who asked for themselves has one thread, the referrer's, as they have
    one code. Raises NotPossible (field "core_person") for somebody who has no code yet.
    """
    hold(referral, by=by)
    hold_person(core_person, referral=referral)
    if core_person is not None and core_person.code_hash == referral.follow_code_hash:
        core_person = None
    if core_person is not None and not core_person.code_hash:
        raise NotPossible(_("This person has no code yet, and could not read it."), field="core_person")
    message = Message.objects.create(vault=referral.vault, referral=referral, by=by, core_person=core_person, text=text)
    log.note(referral, "message", by=by)
    if address := (core_person or referral).mail_address:
        send_message_waits_mail(referral, to=address)
    return message


@transaction.atomic
def read_answers(referral: Referral, *, shown: Iterable[Message]) -> int:
    """Staff of the region have these answers before their eyes: they wait no longer. How many were new.

    An answer that came in while the page was drawn is not among `shown`, and goes on waiting.
    """
    new = [message.pk for message in shown if message.by_id is None and message.read_at is None]
    if not new:
        return 0
    return referral.messages.filter(pk__in=new, read_at__isnull=True).update(read_at=timezone.now())


def _change(referral, changes, *, by):
    for name, value in changes.items():
        setattr(referral, name, value)
    referral.edition += 1
    referral.save(update_fields=[*changes, "edition"])
    index_referral(referral)
    log.note(referral, "change_details", by=by)
    return referral
