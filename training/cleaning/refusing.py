"""Why a file does not come in: what the reader is told, by a name that the worker can say too."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "empty": _("This file is empty. Choose another one."),
    "too_large": _("This file is larger than 5 MB. Make it smaller, or write it here."),
    "other_kind": _("We can take a PDF or a picture (JPEG, PNG, WebP). Make it a PDF, or write it here."),
    "word": _(
        "This is a file of a text program. Make a PDF of it: open it, choose “Save as” or “Export”, and then PDF. "
        "Or copy the text and paste it here."
    ),
    "locked": _("This PDF is locked with a password. Save it without a password and choose it again."),
    "broken": _("We cannot read this file: it is damaged. Save it once more and choose it again."),
    "too_many_pages": _("This PDF has more than 50 pages. Send only the pages that are about you."),
    "too_many_pixels": _("This picture is too large to read. Make it smaller and choose it again."),
    "virus": _("Our virus scanner stopped this file. Look at it with a virus scanner of your own, or write it here."),
    "no_scanner": _("We cannot look at files just now. Try again later, or write it here. What you typed is kept."),
}


class Refused(Exception):
    """This file does not come in; `message` says why and what to do, `reason` is its name."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason

    @property
    def message(self) -> str:
        return str(REASONS[self.reason])
