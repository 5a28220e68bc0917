"""The one Celery task: run a piece of periodic work. Jobs find their rows themselves, so a task carries only a name."""

from celery import shared_task

from portal.periodic import work


@shared_task(acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def run(name: str) -> None:
    """Run the periodic work called `name` if it is due. A redelivered or doubled call does nothing."""
    work.run(name)
