"""A line of a claim, as a coordinator types it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext_lazy as _

from intake.actions.claiming import kinds_for
from intake.forms.my_case import ActForm
from intake.forms.question import EuroField
from intake.models import Assignment
from portal.backoffice.moments import DayField

_WRONG = _("Write a number, for example 12 or 12.50.")


class LineForm(ActForm):
    kind = forms.ChoiceField(
        label=_("What is it?"), widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what it is.")),
    )  # fmt: skip
    on_day = DayField(label=_("On which day?"), error_messages={"required": _("Choose the day.")})
    number = EuroField(
        label=_("How much?"), max_digits=8, decimal_places=2, min_value=Decimal("0.01"),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"), _WRONG
        ),
    )  # fmt: skip
    what = forms.CharField(
        label=_("What for?"), help_text=_("For example: train to the conference. No names."), max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={
            "required": _("Write down what it was for."), "max_length": _("Use at most 200 signs."),
            "null_characters_not_allowed": _("There is a sign in this that we cannot keep. Type it again."),
        },
    )  # fmt: skip

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = kinds_for(assignment)
        kind: Any = self.fields["kind"]
        kind.choices = [(each.value, each.label) for each in kinds]
        self.fields["number"].help_text = capfirst(get_text_list([str(each.label) for each in kinds])) + "."
        if len(kinds) == 1:
            self.initial.setdefault("kind", kinds[0].value)
        self.initial.setdefault("on_day", timezone.localdate())
