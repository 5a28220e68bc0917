"""Periodic work on what the workflow keeps. Named in settings.PERIODIC_WORK."""

from datetime import timedelta

from django.utils import timezone

from portal.workflow.models import SentForm

# Nobody sends a page once more that was drawn so long ago: its session is long over.
KEPT_FOR = timedelta(days=30)


def forget_sent_forms() -> int:
    """Deletes the marks of forms that did their work long ago; how many."""
    gone, _per_model = SentForm.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    return gone
