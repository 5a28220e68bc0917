"""Runs the work named in `settings.PERIODIC_WORK`, each when it is due and never twice at once.

The list names functions by dotted path, so that this room stands beneath all others and knows none of them.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.periodic.models import PeriodicRun

logger = logging.getLogger(__name__)


def run_due() -> list[str]:
    """Run everything that is due once and return the names of what ran. Never raises for what a job does."""
    return [name for name in settings.PERIODIC_WORK if run(name)]


def run(name: str) -> bool:
    """Run the work called `name` if it is due; True when it ran, well or badly.

    A job that fails is logged, marked as failed and tried again when it is next due.
    A name that is no longer in the list is ignored: an older schedule may still ring for it.
    """
    if name not in settings.PERIODIC_WORK:
        logger.info("No periodic work is called %s any more.", name)
        return False
    path, seconds = settings.PERIODIC_WORK[name]
    if not PeriodicRun.objects.claim(name, every=timedelta(seconds=seconds)):
        return False
    outcome = PeriodicRun.Outcome.FAILED
    try:
        import_string(path)()
        outcome = PeriodicRun.Outcome.DONE
    except Exception as error:  # one job must not stop the others
        # The type only: a database error quotes the row that it stumbled over.
        logger.error("Periodic work %s failed: %s", name, type(error).__name__)
        logger.debug("The trace of %s", name, exc_info=True)
    finally:
        PeriodicRun.objects.filter(name=name).update(finished_at=timezone.now(), outcome=outcome)
    return True
