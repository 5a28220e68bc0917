"""Doing something once: a form that is sent twice, as by a double click, counts as one."""

import uuid

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from portal.workflow.models import SentForm


class DoneBefore(Exception):
    """The same form with the same answers did its work already."""


def sent_in(request: HttpRequest) -> str:
    """What `once` takes for the answers: all that was posted, and where to."""
    return f"{request.path}?{request.POST.urlencode()}"


def seed_of(drawn: uuid.UUID | None, request: HttpRequest) -> str:
    """What codes are made of that the same form shows again: only the browser holds it, and it is kept nowhere.

    Empty for a form without a name of its own, whose codes are shown once.
    """
    return f"{drawn} {sent_in(request)}" if drawn else ""


def once(drawn: uuid.UUID, answers: str) -> None:
    """Called in the transaction of what must happen once. `drawn` is new for every form that is drawn.

    Other answers make another form: whoever goes back in the browser and corrects something is heard. Two at once
    wait for each other; when the first fails, the second goes ahead. What is kept tells nothing about the answers,
    because `drawn` itself is kept nowhere. Raises DoneBefore.
    """
    try:
        with transaction.atomic():
            SentForm.objects.create(pk=uuid.uuid5(drawn, answers))
    except IntegrityError:
        raise DoneBefore from None
