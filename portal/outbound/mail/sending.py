"""The one way out of the outbox: addresses are unsealed as the mail leaves, and are nowhere else in plain."""

import logging
import smtplib
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop
from post_office.models import STATUS, Email
from post_office.settings import get_max_retries

from portal.outbound.models import OPAQUE_DOMAIN, OutgoingAddress
from portal.privacy import Erased, PrivacyError
from portal.privacy.looking import looking
from portal.privacy.models import Vault

KEPT_FOR = timedelta(days=14)
# Whoever takes a mail has it for this long. A worker that is killed leaves it to the next one after that.
LEASE = timedelta(minutes=5)
_SCREEN = gettext_noop("sending a mail")
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=6)
_DELETED_AT_ONCE = 500

logger = logging.getLogger(__name__)


class NotSent(Exception):
    """A mail did not leave. Says why without a word of whom it was for."""

    def __init__(self, reason: str, *, for_good: bool = False):
        super().__init__(reason)
        self.for_good = for_good


class CarrierAway(NotSent):
    """The mail server cannot be reached: no use trying the next mail now."""


def send_queued() -> int:
    """Sends every mail that is due and returns how many left.

    One by one, each taken by a conditional update: of several workers, on any number of machines, one has it. A
    worker killed between the handing over and the writing down sends that one mail twice; no mail is ever lost.
    """
    carrier = UnsealingBackend()
    sent = 0
    try:
        while mail := _take_next():
            try:
                mail.dispatch(log_level=0, disconnect_after_delivery=False, commit=False, connection=carrier)
            except NotSent as problem:
                _postpone(mail, problem)
                if isinstance(problem, CarrierAway):
                    break
                continue
            Email.objects.filter(pk=mail.pk).update(status=STATUS.sent, last_updated=timezone.now())
            sent += 1
    finally:
        carrier.close()
    return sent


def delete_old() -> int:
    """Deletes what was sent or given up longer than 14 days ago, with the addresses and their keys."""
    deleted = 0
    old = Email.objects.filter(status__in=[STATUS.sent, STATUS.failed], last_updated__lt=timezone.now() - KEPT_FOR)
    while mails := list(old.values_list("pk", flat=True)[:_DELETED_AT_ONCE]):
        with transaction.atomic():
            addresses = OutgoingAddress.objects.filter(mail__in=mails)
            vaults = list(addresses.filter(vault__kind="mail").values_list("vault", flat=True))
            addresses.delete()
            Vault.objects.filter(pk__in=vaults).delete()
            Email.objects.filter(pk__in=mails).delete()
        deleted += len(mails)
    return deleted


class UnsealingBackend(BaseEmailBackend):
    """post_office's backend: puts address and sealed text back in and hands the mail to settings.MAIL_BACKEND."""

    def __init__(self, fail_silently=False, **kwargs):
        super().__init__(fail_silently=fail_silently)
        self._carrier = get_connection(settings.MAIL_BACKEND)

    def close(self):
        self._carrier.close()

    def send_messages(self, email_messages) -> int:
        """Raises NotSent, or CarrierAway, for the first mail that does not leave."""
        return sum(self._send(message) for message in email_messages)

    def _send(self, message):
        outgoing = _outgoing_address_of(message)
        if outgoing is None:
            # Erased while it waited. There is nobody left to write to.
            logger.info("A mail was dropped: its address was erased.")
            return 0
        unsealed = _unsealed(message, outgoing)
        if unsealed is None:
            return 0
        problem = None
        try:
            self._carrier.open()
            self._carrier.send_messages([unsealed])
        except Exception as error:  # any error's text, and its traceback, may name the address
            problem = _problem_without_address(error)
        if problem:
            raise problem  # outside the `except`, so that it drags no context along
        return 1


def _take_next() -> Email | None:
    now = timezone.now()
    due = Q(scheduled_time__lte=now) | Q(scheduled_time=None)
    while True:
        waiting = Email.objects.filter(due, status__in=[STATUS.queued, STATUS.requeued])
        mail = waiting.order_by("-priority", "pk").first()
        if mail is None:
            return None
        taken = waiting.filter(pk=mail.pk).update(scheduled_time=now + LEASE)
        if taken:
            return mail


def _postpone(mail, problem):
    tries = (mail.number_of_retries or 0) + 1
    given_up = problem.for_good or tries > get_max_retries()
    pause = min(_FIRST_PAUSE * 2 ** (tries - 1), _LONGEST_PAUSE)
    Email.objects.filter(pk=mail.pk).update(
        status=STATUS.failed if given_up else STATUS.requeued,
        number_of_retries=tries,
        scheduled_time=timezone.now() + pause,
        last_updated=timezone.now(),
    )
    logger.warning("Mail %s %s: %s", mail.pk, "was given up" if given_up else "waits for another try", problem)


def _outgoing_address_of(message):
    if len(message.recipients()) != 1:
        raise NotSent("it has not exactly one recipient", for_good=True)
    opaque, _at, domain = message.recipients()[0].partition("@")
    try:
        key = uuid.UUID(opaque) if domain == OPAQUE_DOMAIN else None
    except ValueError:
        key = None
    if key is None:
        raise NotSent("it did not come through the outbox", for_good=True)
    return OutgoingAddress.objects.select_related("vault").filter(pk=key).first()


def _unsealed(message, outgoing):
    """The mail as it leaves; None when its address was erased or can reach nobody."""
    try:
        with looking(outgoing, by=None, screen=_SCREEN):
            address, text = outgoing.address, outgoing.text
    except Erased:
        logger.info("A mail was dropped: its address was erased.")
        return None
    except PrivacyError as error:
        raise NotSent(type(error).__name__) from None
    if address.endswith(".invalid"):
        return None
    return EmailMessage(
        subject=message.subject,
        body=text or message.body,
        from_email=message.from_email,
        to=[address],
        headers=message.extra_headers,
    )


def _problem_without_address(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _words in error.recipients.values()})
        return NotSent(f"recipient refused, {codes}", for_good=all(500 <= code < 600 for code in codes))
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError):
        return CarrierAway(f"{type(error).__name__}, {error.smtp_code}")
    if isinstance(error, smtplib.SMTPResponseException):
        return NotSent(f"{type(error).__name__}, {error.smtp_code}")
    away = isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)
    if away or isinstance(error, smtplib.SMTPServerDisconnected):
        return CarrierAway(type(error).__name__)
    return NotSent(type(error).__name__)
