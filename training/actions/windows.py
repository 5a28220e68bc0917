"""A text that is open in two windows: neither takes away what the other kept."""

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal.workflow.moves import NotPossible


class Changed(NotPossible):
    """Other words were kept since the writer's page was drawn: `stored`."""

    def __init__(self, stored: str, *, field: str):
        super().__init__(_("In another window you kept other words. They stand above; yours are below."), field=field)
        self.stored = stored


def mark_of(text: str) -> str:
    """What a page carries along of the text that it was drawn with; it tells nothing about the words."""
    return salted_hmac("training.windows", text).hexdigest()[:16] if text else ""


def refuse_changed(stored: str, typed: str, *, read: str | None, field: str) -> None:
    """Raises Changed when there stands something that is neither what the writer had before them nor what they typed.

    `read` is the mark of the text their page was drawn with; None asks nothing.
    """
    if read is not None and stored and stored != typed and mark_of(stored) != read:
        raise Changed(stored, field=field)
