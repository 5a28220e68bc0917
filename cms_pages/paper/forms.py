"""How a leaflet comes on paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PrintForm(models.TextChoices):
    """The values stand in addresses, below that of the leaflet."""

    A4 = "a4", _("A4, to print at home")
    LARGE = "a4-large", _("A4 with large letters")
    BOOKLET = "booklet", _("a folded booklet")

    @property
    def is_folded(self) -> bool:
        return self == PrintForm.BOOKLET
