"""A referral that nobody agreed to: the region is warned, then it erases itself (DESIGN §3, Referral)."""

from django.db import transaction
from django.utils import timezone

from intake.actions.drafts import discard_draft
from intake.mails import send_erases_soon_mail
from intake.models import Draft, Referral
from portal.outbound.mail.outbox import forget_mails
from portal.privacy import blind
from portal.privacy.erasure import erase_whole
from portal.workflow import log


@transaction.atomic
def warn_of_erasure(referral: Referral) -> bool:
    """Tells the region once that a referral will erase itself within a week; whether it did now."""
    locked = (
        Referral.objects.select_for_update(of=("self",)).select_related("organisation", "region").get(pk=referral.pk)
    )
    if locked.warned_at or not locked.erases_soon:
        return False
    locked.warned_at = timezone.now()
    locked.save(update_fields=["warned_at"])
    log.note(locked, "warn", by=None)
    if locked.is_open:
        send_erases_soon_mail(locked)
    return True


@transaction.atomic
def erase_unagreed(referral: Referral) -> bool:
    """Erases a referral whose term is over and to which nobody agreed, once it was warned of in time. Whether it did.

    Its rows, search, timeline, mails and key go.
    """
    locked = (
        Referral.objects.select_for_update(of=("self",)).select_related("organisation", "vault").filter(pk=referral.pk)
    ).first()
    if locked is None or not locked.warned_at or locked.erases_at is None or locked.erases_at > timezone.now():
        return False
    vault = locked.vault
    blind.forget(locked)
    log.forget(locked)
    for draft in Draft.objects.filter(referral=locked).select_related("vault"):
        discard_draft(draft)
    locked.delete()
    forget_mails(vault)
    erase_whole(vault)
    return True
