"""What staff read on a workbench about a document of good conduct that ends soon."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from training.searching import conduct_warned_until


def ends_soon(until: date | None) -> str:
    """The warning; empty where there is none to give, also when it ended already."""
    if until is None or not timezone.localdate() <= until <= conduct_warned_until():
        return ""
    return _("The good-conduct document counts until %(day)s: ask for a new one.") % {"day": date_format(until)}
