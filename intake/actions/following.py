"""Following a referral by number and code, without an account. Guessing is slowed, never rewarded with a hint."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from intake.models import Referral
from intake.references import read_reference
from portal.privacy.codes import check_code

FREE_TRIES = 5
WAIT = timedelta(minutes=15)


def follow_referral(*, organisation, reference: str, code: str) -> Referral | None:
    """The referral with this number and code; None when either is wrong or the number rests after wrong tries.

    After five wrong codes in a row a number rests for a quarter of an hour; every further one makes it rest again.
    """
    number = read_reference(reference)
    referral = Referral.objects.filter(organisation=organisation, reference=number).first() if number else None
    rests = referral is not None and referral.follow_locked_until and referral.follow_locked_until > timezone.now()
    right = check_code(code, referral.follow_code_hash if referral else None)
    if referral is None or rests:
        return None
    if not right:
        _count_failure(referral)
        return None
    if referral.follow_failures:
        Referral.objects.filter(pk=referral.pk).update(follow_failures=0, follow_locked_until=None)
    return referral


def _count_failure(referral):
    rows = Referral.objects.filter(pk=referral.pk)
    rows.update(follow_failures=F("follow_failures") + 1)
    rows.filter(follow_failures__gte=FREE_TRIES).update(follow_locked_until=timezone.now() + WAIT)
