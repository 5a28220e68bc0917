"""What is asked of somebody who takes or swaps a seat."""

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from training.forms.my import ActForm

PLACE, WAITING_LIST = "place", "list"


class TakeForm(ActForm):
    """What they were shown when they said yes: a place, or the waiting list."""

    wants = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def clean_wants(self):
        return WAITING_LIST if self.cleaned_data["wants"] == WAITING_LIST else PLACE


class SwapForm(ActForm):
    to = forms.ChoiceField(
        label=_("Which date do you want?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a date."),
            "invalid_choice": _("Meanwhile somebody else took the last place there. You keep what you have."),
        },
    )

    def __init__(self, *args, dates=(), **kwargs):
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        to.choices = [(str(event.pk), _named(event)) for event in dates]
        to.hints = {str(event.pk): event.place for event in dates}


def _named(event):
    days = [date_format(localtime(day.starts), "l j F") for day in event.days.all()]
    return " · ".join(days)
