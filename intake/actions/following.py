"""Following a referral by number and code, without an account. The view counts the tries and keeps the key."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from intake.actions.holding import hold, hold_person
from intake.actions.recipient_codes import Recipient, open_with, working_codes
from intake.case_states import OPEN_CASES
from intake.mails import send_answer_waits_mail
from intake.models import CorePerson, ForWhom, Message, Referral, SafeChannel
from intake.queries import last_ended
from intake.states import ReferralState
from portal.privacy import VISITOR
from portal.privacy.codes import which_code
from portal.workflow import log
from portal.workflow.moves import NotPossible
from portal.workflow.references import read_reference

MOST_UNREAD = 20  # messages of one person that staff have not read: enough for anybody, too few to flood


KEPT_OPEN = timedelta(days=90)  # after the end: to read how it ended, and what was answered


class FollowingOver(Exception):
    """Number and code are right, but it ended longer than KEPT_OPEN ago."""


class Follower(NamedTuple):
    """Whose code it is: the referrer's (`core_person` None) or that of a core person of an accepted referral."""

    referral: Referral
    core_person: CorePerson | None

    @property
    def case(self):
        """The case that was born of it, or None."""
        return getattr(self.referral, "case", None)

    @property
    def asked_as_child(self) -> bool:
        """Whether it is followed by a child who asked for themselves."""
        return self.core_person is None and self.referral.for_whom == ForWhom.CHILD

    @property
    def is_owner(self) -> bool:
        """Whether it is theirs: the core person's, or the referrer's until it is accepted (DESIGN §3, Case)."""
        if self.core_person is not None or self.referral.is_own or self.case is None:
            return True
        return self.referral.core_persons.filter(is_referrer=True).exists()

    @property
    def is_running(self) -> bool:
        """Whether staff still work on it, and read what comes in."""
        return self.referral.is_open or (self.case is not None and self.case.state in OPEN_CASES)

    @property
    def may_write(self) -> bool:
        """While staff work on it; after staff closed it, who is reached by the code alone, until it is erased."""
        if self.is_running:
            return True
        by_us = self.referral.state not in (ReferralState.WITHDRAWN, ReferralState.DUPLICATE)
        return by_us and self.is_only_by_code

    @property
    def is_only_by_code(self) -> bool:
        """Whether we reach them by messages here and in no other way, as they asked."""
        return self.core_person is None and self.referral.safe_channel == SafeChannel.CODE

    @property
    def may_withdraw(self) -> bool:
        """Until it is accepted; after that the core person pauses or stops the case (DESIGN §3, Case)."""
        return self.core_person is None and self.case is None and self.referral.is_open

    @property
    def messages(self):
        """Their own thread, oldest first: what others wrote with their code is not in it."""
        return self.referral.messages.filter(core_person=self.core_person).order_by("at")

    @property
    def key(self) -> str:
        """Opens it again without the code, until the code is replaced. Says nothing to who reads it."""
        person = self.core_person.pk.hex if self.core_person else ""
        return f"{self.referral.pk.hex}.{person}.{_sign(self)}"


def follow_referral(*, organisation, reference: str, code: str) -> Follower | Recipient | None:
    """Who follows with this number and code; None when either is wrong, after one slow check all the same.

    Somebody of the circle with a code of their own, or who must accept the plan, is a Recipient.

    Raises FollowingOver when it ended long ago. A new code opens no more then, only a new request does.
    Others who guess with a number lock nobody out: a number may be given to anyone.
    """
    number = read_reference(reference)
    referral = _referrals(organisation).filter(reference=number or "").first()
    people = [None, *_people_with_a_code(referral)]
    hashes = [person.code_hash if person else referral.follow_code_hash for person in people] if referral else []
    recipients = working_codes(referral)
    place, ended = which_code(code, [*hashes, *(row.code_hash for row in recipients)]), last_ended(referral)
    if place is None:
        return None
    if place >= len(hashes):
        return open_with(recipients[place - len(hashes)])
    follower = Follower(referral, people[place])
    if _is_over(follower, ended):
        raise FollowingOver
    return follower


def follower_with(key: str, *, organisation) -> Follower | None:
    """Who follows with this `Follower.key`; None when it is gone, has another code by now, or the key is nonsense."""
    parts = key.split(".")
    ids = [_uuid_of(part) for part in parts[:2]]
    if len(parts) != 3 or ids[0] is None:
        return None
    referral = _referrals(organisation).filter(pk=ids[0]).first()
    person = referral.core_persons.filter(pk=ids[1]).first() if referral and ids[1] else None
    if referral is None or (parts[1] and person is None):
        return None
    follower = Follower(referral, person)
    if not constant_time_compare(parts[2], _sign(follower)):
        return None
    return None if not follower.is_running and _is_over(follower, last_ended(referral)) else follower


@transaction.atomic
def answer_message(follower: Follower, *, text: str) -> Message:
    """What somebody with a code writes to staff; the region hears that something waits.

    Raises NotPossible when it is gone or over for them (`Follower.may_write`), and (field "text") when many messages
    wait unread already.
    """
    referral, person = follower
    hold(referral, by=VISITOR)
    hold_person(person, referral=referral)
    if not follower.may_write:
        raise NotPossible(_("This has ended, so nobody reads here any more. Please call us."))
    waiting = follower.messages.filter(by__isnull=True, read_at__isnull=True).count()
    if waiting >= MOST_UNREAD:
        raise NotPossible(_("We have not read your other messages yet. Call us if it cannot wait."), field="text")
    message = Message.objects.create(vault=referral.vault, referral=referral, core_person=person, text=text)
    log.note(referral, "answer", by=VISITOR)
    if waiting == 0:
        send_answer_waits_mail(referral)
    return message


def read_messages(follower: Follower, *, shown: Iterable[Message]) -> int:
    """The person with the code has these before their eyes. How many were new.

    A message that was sent while the page was drawn is not among `shown`, and stays new.
    """
    new = [message.pk for message in shown if message.is_from_staff and message.read_at is None]
    if not new:
        return 0
    return follower.messages.filter(pk__in=new, read_at__isnull=True).update(read_at=timezone.now())


def _referrals(organisation):
    related = ("organisation", "vault", "region__manager", "region__deputy", "case__manager")
    return Referral.objects.filter(organisation=organisation).select_related(*related)


def _people_with_a_code(referral):
    """Without those who asked for themselves: their code is the referrer's. As many queries for no referral."""
    people = CorePerson.objects.filter(referral_id=referral.pk if referral else uuid.uuid4())
    return people.exclude(code_hash__in=["", referral.follow_code_hash if referral else ""])


def _is_over(follower, ended):
    return not follower.is_running and (ended or follower.referral.received_at) < timezone.now() - KEPT_OPEN


def _sign(follower):
    referral, person = follower
    return salted_hmac("intake.following", person.code_hash if person else referral.follow_code_hash).hexdigest()[:32]


def _uuid_of(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
