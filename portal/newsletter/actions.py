"""Asking for the newsletter, confirming it, leaving it, and forgetting who never confirmed."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from portal.newsletter import agreement
from portal.newsletter.mails import send_confirm_mail, send_known_mail
from portal.newsletter.models import MOST_MAILS, About, Subscriber
from portal.organisations.models import Organisation, Region
from portal.outbound.mail.outbox import forget_mails
from portal.privacy import blind
from portal.privacy.codes import hash_token, new_token
from portal.privacy.erasure import erase_whole
from portal.privacy.looking import looking
from portal.privacy.models import Vault

BETWEEN_MAILS = timedelta(minutes=15)  # to an address that nobody confirmed
BETWEEN_REMINDERS = timedelta(days=1)  # to somebody who gets the newsletter already and asks again
_VAULT_KIND = "subscriber"
_PURPOSE = "newsletter"
_SCREEN = gettext_noop("mail about the newsletter")


class LinkGone(Exception):
    """The link opens nothing: not confirmed in time, left, or never one of ours."""


@transaction.atomic
def sign_up(
    organisation: Organisation, *, language: str, address: str, about: str = About.ALL, region: Region | None = None
) -> None:
    """Asks the owner of an address, by mail, whether they want the newsletter. Returns nothing, whatever was known.

    Asked again, they get the same link again, a few times at most. Who gets the newsletter already is told so and
    nothing changes: anybody can type anybody's address.
    """
    digest = blind.digest_of_address(address, organisation=organisation, purpose=_PURPOSE)
    wishes = {"about": about, "region": region if about != About.NEWS else None}
    rows = Subscriber.objects.select_for_update(of=("self",)).select_related("vault", "organisation__site")
    mine = rows.filter(organisation=organisation, language=language, address_digest=digest)
    subscriber = mine.first()
    if subscriber is None:
        try:
            with transaction.atomic():
                _begin(organisation, language=language, address=address, digest=digest)
        except IntegrityError:
            pass  # the same address a moment ago, in another request
        subscriber = mine.first()
    if subscriber is None:  # which left or lapsed since
        return
    if subscriber.is_confirmed:
        _tell_again(subscriber)
        return
    _ask(subscriber, wishes)


@transaction.atomic
def confirm(organisation: Organisation, *, token: str) -> Subscriber:
    """Writes down that the owner of the address wants it, when, and which words they agreed to. Raises LinkGone."""
    subscriber = Subscriber.objects.to_confirm(organisation, token).select_for_update(of=("self",)).first()
    if subscriber is None:
        raise LinkGone
    if not subscriber.is_confirmed:
        subscriber.confirmed_at, subscriber.agreed_to = timezone.now(), agreement.VERSION
        subscriber.save(update_fields=["confirmed_at", "agreed_to"])
    return subscriber


@transaction.atomic
def leave(organisation: Organisation, *, token: str) -> bool:
    """Erases who holds this link, with their mails, vault and key. Whether there was somebody."""
    found = Subscriber.objects.to_leave(organisation, token).select_for_update(of=("self",))
    subscriber = found.select_related("vault").first()
    if subscriber is None:
        return False
    _erase(subscriber)
    return True


def erase_lapsed() -> int:
    """Erases everybody who did not confirm in time; how many."""
    return sum(_erase_if_lapsed(key) for key in list(Subscriber.objects.lapsed().values_list("pk", flat=True)))


def _begin(organisation, *, language, address, digest):
    confirm_token, leave_token = new_token(), new_token()
    Subscriber(
        vault=Vault.objects.open(_VAULT_KIND),
        organisation=organisation,
        language=language,
        address=address,
        address_digest=digest,
        confirm_token=confirm_token,
        confirm_hash=hash_token(confirm_token),
        leave_token=leave_token,
        leave_hash=hash_token(leave_token),
        agreed_to=agreement.VERSION,
    ).save(force_insert=True)


def _ask(subscriber, wishes):
    """The mail to confirm, unless they had one just now or enough of them; what they asked for last counts."""
    for name, value in wishes.items():
        setattr(subscriber, name, value)
    subscriber.agreed_to = agreement.VERSION
    if subscriber.mails < MOST_MAILS and _is_over(subscriber.mailed_at, BETWEEN_MAILS):
        # The mail says how many days they have: from now on.
        subscriber.asked_at = subscriber.mailed_at = timezone.now()
        subscriber.mails += 1
        with looking(subscriber, by=None, screen=_SCREEN):
            send_confirm_mail(subscriber)
    subscriber.save(update_fields=["about", "region", "agreed_to", "asked_at", "mailed_at", "mails"])


def _tell_again(subscriber):
    if not _is_over(subscriber.mailed_at, BETWEEN_REMINDERS):
        return
    subscriber.mailed_at = timezone.now()
    subscriber.save(update_fields=["mailed_at"])
    with looking(subscriber, by=None, screen=_SCREEN):
        send_known_mail(subscriber)


def _is_over(moment, pause):
    return moment is None or moment <= timezone.now() - pause


@transaction.atomic
def _erase_if_lapsed(key) -> bool:
    found = Subscriber.objects.lapsed().select_for_update(of=("self",)).select_related("vault").filter(pk=key)
    subscriber = found.first()
    if subscriber is None:  # confirmed or gone, a moment ago
        return False
    _erase(subscriber)
    return True


def _erase(subscriber):
    vault = subscriber.vault
    subscriber.delete()
    forget_mails(vault)
    erase_whole(vault)
