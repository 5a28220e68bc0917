"""Days and moments that staff fill in: near enough to be meant, so that every time zone and database can hold them."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
_TOO_LONG_AGO, _TOO_FAR = _("This date is too long ago."), _("This date is too far away.")


class DayInput(forms.DateInput):
    """The browser's own way to choose a day."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day between EARLIEST and LATEST."""

    default_validators = [MinValueValidator(EARLIEST, _TOO_LONG_AGO), MaxValueValidator(LATEST, _TOO_FAR)]
    widget = DayInput


class MomentField(forms.DateTimeField):
    """A day and time between EARLIEST and LATEST, in the reader's time zone."""

    def to_python(self, value):
        try:
            moment = super().to_python(value)
        except OverflowError:  # no time zone reaches there
            raise forms.ValidationError(_TOO_LONG_AGO) from None
        if moment is None:
            return None
        day = moment.replace(tzinfo=None).date()
        if day < EARLIEST:
            raise forms.ValidationError(_TOO_LONG_AGO)
        if day > LATEST:
            raise forms.ValidationError(_TOO_FAR)
        return timezone.localtime(moment)
