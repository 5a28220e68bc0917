"""Opening a referral of another region in need: told first, opened after (PROMISES, Access log)."""

from django.db import transaction

from intake.mails import send_glass_broken_mail
from intake.models import Referral
from portal.workflow import log


@transaction.atomic
def tell_glass_broken(referral: Referral, *, by, reason: str) -> None:
    """Writes who opens it and why into its timeline, and tells the region's manager and deputy by mail."""
    log.note(referral, "break_glass", by=by, reason=reason)
    send_glass_broken_mail(referral)
