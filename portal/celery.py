"""Celery in production: a worker that runs periodic work, and a beat that rings for each piece of it.

Beat only rings; `portal.periodic` decides whether the work is due. So a restarted beat skips nothing, a doubled or
redelivered ring does nothing, and no job needs anything but its name.
"""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

# What is due once a day is asked for every minute all the same: a night without beat delays it by no more than that.
LONGEST_SILENCE = 60  # seconds


def beat_schedule() -> dict:
    """One entry per piece of `settings.PERIODIC_WORK`; a ring that nobody heard in time is dropped, not piled up."""
    return {
        name: _ring(name, every=min(seconds, LONGEST_SILENCE)) for name, (_, seconds) in settings.PERIODIC_WORK.items()
    }


def _ring(name: str, *, every: int) -> dict:
    return {
        "task": "portal.periodic.tasks.run",
        "args": [name],
        "schedule": float(every),
        # The same wish twice: the first is Celery's own word for it, the second the database scheduler's.
        "options": {"expires": every, "expire_seconds": every},
    }


app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = beat_schedule()
app.autodiscover_tasks(["portal.periodic"])
