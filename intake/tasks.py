"""Periodic work of intake."""

from django.utils import timezone

from intake.actions.drafts import discard_draft
from intake.models import Draft


def delete_expired_drafts() -> int:
    """Takes away every draft whose day is over; how many."""
    expired = list(Draft.objects.filter(expires_at__lte=timezone.now()).select_related("vault"))
    for draft in expired:
        discard_draft(draft)
    return len(expired)
