"""When each piece of periodic work last ran: what keeps it from running twice, and what tells that nothing runs."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PeriodicRunQuerySet(models.QuerySet):
    def claim(self, name: str, *, every: timedelta, now: datetime | None = None) -> bool:
        """Take the run of `name` if it is due; False when it is not, or when somebody else just took it.

        One conditional UPDATE decides, so that of two workers exactly one wins, on every database.
        """
        now = now or timezone.now()
        self.get_or_create(name=name)
        due = Q(started_at=None) | Q(started_at__lte=now - every * PeriodicRun.PATIENCE)
        free = ~Q(outcome=PeriodicRun.Outcome.RUNNING) | Q(started_at__lte=now - PeriodicRun.GIVEN_UP_AFTER)
        ready = self.filter(due, free, name=name)
        # Asked first, because on SQLite even an UPDATE of nothing waits for every other writer.
        return ready.exists() and bool(
            ready.update(started_at=now, finished_at=None, outcome=PeriodicRun.Outcome.RUNNING)
        )


class PeriodicRun(models.Model):
    """The last run of one piece of work in `settings.PERIODIC_WORK`."""

    class Outcome(models.TextChoices):
        NEVER = "never", _("has not run yet")
        RUNNING = "running", _("is running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    # The bell rings a little early as often as late; without patience every second ring would be refused.
    PATIENCE = 0.8
    # A run whose process was killed never finishes. After this long somebody else may take it.
    GIVEN_UP_AFTER = timedelta(minutes=5)

    name = models.CharField(_("name"), max_length=100, unique=True)
    started_at = models.DateTimeField(_("last started"), null=True, blank=True, db_index=True)
    finished_at = models.DateTimeField(_("last finished"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.NEVER)

    objects = PeriodicRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("periodic run")
        verbose_name_plural = _("periodic runs")
        ordering = ["name"]

    def __str__(self):
        return self.name
