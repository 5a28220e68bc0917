"""Keeping what somebody typed and must correct: sealed on the server; the browser's session holds its key only."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.accounts.limits import attempt, seconds_until
from portal.newsletter.models import TypedForm, typed_kept_until
from portal.privacy.erasure import erase_whole
from portal.privacy.looking import sitting
from portal.privacy.models import Vault
from portal.privacy.queries import begins_sitting

SESSION_KEY = "newsletter_typed"
MOST_SIGNS = 1000  # of one answer; what is longer no field of ours takes
_BEGUN, _BEGUN_AN_HOUR = "newsletter.typed", "60/h/ip"


class TooManyKept(Exception):
    """One network has us keep very much; the next in `seconds`."""

    def __init__(self, seconds: int):
        super().__init__(seconds)
        self.seconds = seconds


def typed_form_of(request, organisation) -> TypedForm | None:
    """What this browser typed here and is still kept."""
    if SESSION_KEY not in request.session:
        return None
    kept = TypedForm.objects.filter(pk=_key_in(request), organisation=organisation, expires_at__gt=timezone.now())
    return kept.select_related("vault").first()


def looking_at(typed: TypedForm):
    """Opens it for its writer."""
    return sitting(typed, screen="newsletter", is_new=begins_sitting(typed))


def keep_typed(request, organisation, *, said: dict[str, str], wait: int = 0) -> None:
    """Keeps the answers for this browser in place of earlier ones. `wait`: the seconds until they can be sent.

    Raises TooManyKept when one network begins very many.
    """
    said = {name: value[:MOST_SIGNS] for name, value in said.items()}
    wait_until = timezone.now() + timedelta(seconds=wait) if wait else None
    typed = typed_form_of(request, organisation)
    if typed is None:
        typed = _begin(request, organisation)
    with looking_at(typed):
        typed.said, typed.wait_until, typed.expires_at = said, wait_until, typed_kept_until()
        typed.save(update_fields=["said", "wait_until", "expires_at"])


def forget_typed(request) -> None:
    """Takes what this browser typed away, with its key."""
    for typed in TypedForm.objects.filter(pk=_key_in(request)).select_related("vault"):
        _erase(typed)
    request.session.pop(SESSION_KEY, None)


def erase_expired() -> int:
    """Takes away everything whose hour is over; how many."""
    expired = list(TypedForm.objects.filter(expires_at__lte=timezone.now()).select_related("vault"))
    for typed in expired:
        _erase(typed)
    return len(expired)


def _begin(request, organisation):
    if not attempt(request, action=_BEGUN, rate=_BEGUN_AN_HOUR):
        raise TooManyKept(seconds_until(request, action=_BEGUN, rate=_BEGUN_AN_HOUR))
    with transaction.atomic():
        typed = TypedForm(vault=Vault.objects.open("typed"), organisation=organisation)
        typed.save(force_insert=True)
    # Whoever knew the session before (at a shared computer) reads nothing of what is written from here on.
    request.session.cycle_key()
    request.session[SESSION_KEY] = str(typed.pk)
    return typed


def _key_in(request):
    try:
        return uuid.UUID(str(request.session.get(SESSION_KEY)))
    except ValueError:
        return None


@transaction.atomic
def _erase(typed):
    vault = typed.vault
    typed.delete()
    erase_whole(vault)
