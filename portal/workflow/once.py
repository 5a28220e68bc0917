"""Doing something once: a form that is sent twice, as by a double click, counts as one."""

import uuid

from django.db import IntegrityError, transaction

from portal.workflow.models import SentForm


class DoneBefore(Exception):
    """The same form with the same answers did its work already."""


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
