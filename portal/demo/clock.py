"""A moved clock: what happened in the demo happened on a day of its own, through the same actions as ever."""

from datetime import datetime, timedelta

import time_machine
from django.utils import timezone


def days_ago(days: float, *, hour: int = 10) -> time_machine.travel:
    """A context in which it is `hour` o'clock, so many days ago."""
    moment = timezone.localtime() - timedelta(days=days)
    return at(moment.replace(hour=hour, minute=int(days * 7) % 60))


def at(moment: datetime) -> time_machine.travel:
    return time_machine.travel(min(moment, timezone.now()), tick=True)
