"""The one way into the outbox: a mail is a row in the transaction of the change that it tells of.

If the change is rolled back there was no mail; if it is committed the mail is sent, now or after the power came back
(PROMISES, Reliability). `portal.outbound.mail.sending` sends it later.
"""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language
from post_office.models import PRIORITY, STATUS, Email

from portal.outbound.models import OutgoingAddress
from portal.privacy.models import Vault


def queue(
    *,
    to: str,
    subject: str,
    vault: Vault,
    language: str,
    text: str = "",
    sealed_text: str = "",
    reference: str = "",
    sender_name: str = "",
) -> None:
    """Puts one mail into the outbox. Its `text` must be neutral: it lies there in plain until `delete_old` takes it.

    A text that opens something, such as a link, goes into `sealed_text` instead. `to` is sealed in `vault`, the one of
    the referral, case or subscriber that the mail is about; `reference` is theirs. `sender_name` stands at our address
    instead of our own name, where that would tell too much. Raises ValidationError for an address that cannot be one,
    ValueError for a subject of more than one line.
    """
    sender = formataddr((sender_name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])) if sender_name else None
    _put(
        to=to,
        subject=subject,
        text=text,
        sealed_text=sealed_text,
        vault=vault,
        language=language,
        reference=reference,
        sender=sender,
    )


def forget_mails(vault: Vault) -> None:
    """Takes away every mail whose address lies in this vault, sent or waiting, for an erasure."""
    mails = list(OutgoingAddress.objects.filter(vault=vault).values_list("mail", flat=True))
    OutgoingAddress.objects.filter(vault=vault).delete()
    Email.objects.filter(pk__in=mails).delete()


class OutboxBackend(BaseEmailBackend):
    """Django's EMAIL_BACKEND: whatever the libraries mail goes through the outbox too, in a vault of its own.

    Their texts (allauth's) hold links that open an account: so these are sealed with the address. Text only: an
    HTML alternative is left out, an attachment is refused. Everybody addressed gets a mail of their own.
    """

    def send_messages(self, email_messages) -> int:
        with transaction.atomic():
            for message in email_messages:
                self._queue(message)
        return len(email_messages)

    def _queue(self, message: EmailMessage):
        if message.attachments:
            raise ValueError("The outbox takes no attachments.")
        for recipient in message.recipients():
            _put(
                to=parseaddr(str(recipient))[1],
                subject=str(message.subject),
                sealed_text=str(message.body),
                vault=Vault.objects.open("mail"),
                language=get_language() or settings.LANGUAGE_CODE,
                sender=message.from_email,
            )


def _put(*, to, subject, vault, language, text="", sealed_text="", reference="", sender=None):
    validate_email(to)
    if "\n" in subject or "\r" in subject:
        raise ValueError("The subject of a mail is one line.")
    address = OutgoingAddress(vault=vault, address=to, text=sealed_text, reference=reference)
    with transaction.atomic():
        # Not post_office.mail.send(): that would run subject and text as Django templates.
        address.mail = Email.objects.create(
            from_email=sender or settings.DEFAULT_FROM_EMAIL,
            to=[address.opaque],
            subject=subject,
            message=text,
            headers={"Content-Language": language, "Auto-Submitted": "auto-generated"},
            priority=PRIORITY.medium,
            status=STATUS.queued,
        )
        address.save(force_insert=True)
