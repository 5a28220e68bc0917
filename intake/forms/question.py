"""What a regional manager fills in about the question of a case and its conditions."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import LINE_LENGTH, EmailField, TelephoneField, TypedText, suit_fields
from intake.forms.meanwhile import EditionForm
from intake.models import (
    CHECKLIST,
    Acceptor,
    CaseQuestion,
    Financing,
    FinancingSource,
    FinancingState,
    MinimumRequirement,
)
from intake.question_coach import Remark, knows, remarks_on
from portal.backoffice.entries import EntryForm


class OfCaseForm(EditionForm, EntryForm):
    """About the one row of `model` that a case has, or has not yet: edition 0."""

    model: type

    def row(self):
        return self.model.objects.filter(case=self.obj).first()

    def show(self):
        row = self.row()
        if row is not None:
            self.show_row(row)
            return
        self.initial["edition"] = 0
        if self.is_bound and self.data.get("edition") != "0":  # it was taken away: saving again writes it anew
            sent: Any = self.data
            data = sent.copy()
            data["edition"] = "0"
            self.data = data


class QuestionForm(OfCaseForm):
    """The question, its language, and the four points; the coach remarks and never refuses."""

    model = CaseQuestion

    text = TypedText(
        label=_("The question"),
        help_text=_("In the words of the family, at most 500 signs. Everybody who comes reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("In which language is it?"), choices=settings.LANGUAGES)
    is_open = forms.BooleanField(
        label=_("It is open: no yes or no answers it."),
        help_text=_("Good: “What is needed so that we can stay in this house?” Not: “Should mother move out?”"),
        required=False,
    )
    is_concrete = forms.BooleanField(
        label=_("It is concrete: everybody knows what it is about."),
        help_text=_("Good: “How does Sem get to school on time every day?” Not: “How can things get better?”"),
        required=False,
    )
    is_shareable = forms.BooleanField(
        label=_("Everybody who comes may read it."),
        help_text=_(
            "Children, neighbours and professionals too; nobody feels blamed. Good: “What is needed so that everybody "
            "feels safe at home?” Not: “How do we stop father from drinking?”"
        ),
        required=False,
    )
    leaves_room = forms.BooleanField(
        label=_("It leaves room for the family's own plan."),
        help_text=_(
            "The answer is not in it yet. Good: “Who can help with the children when mother is ill?” "
            "Not: “How often do the children go to grandma when mother is ill?”"
        ),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked_in = self.obj.referral.language
        self.initial.setdefault("language", asked_in if asked_in in dict(settings.LANGUAGES) else "nl")

    @property
    def points(self) -> list[forms.BoundField]:
        return [self[name] for name in CHECKLIST]

    @property
    def remarks(self) -> list[Remark]:
        """What the coach says of the words that stand in the form now."""
        return remarks_on(self["text"].value() or "", self["language"].value())

    @property
    def is_looked_at(self) -> bool:
        """Whether somebody asked the coach, who can say something of this language."""
        return "look" in self.data and bool(self["text"].value()) and knows(self["language"].value())

    @property
    def cannot_look(self) -> bool:
        return "look" in self.data and not knows(self["language"].value())


class RequirementForm(EntryForm):
    """What a safe plan must hold at least."""

    text = TypedText(
        label=_("What must the plan hold at least?"),
        help_text=_("For example: nobody sleeps in the house in the Molenstraat. Everybody who comes reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    set_by = forms.CharField(
        label=_("Who sets it?"),
        help_text=_("The one who must accept the plan. Never the coordinator, and never we."),
        max_length=LINE_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    reason = TypedText(label=_("Why?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}))


class _OfRequirement(EntryForm):
    """Says which of the requirements of the case; what is gone by now is said as an error of the whole form."""

    requirement = forms.ModelChoiceField(label="", queryset=MinimumRequirement.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["requirement"].queryset = self.obj.minimumrequirements.all()

    def row(self) -> MinimumRequirement | None:
        """The one that is meant, or None."""
        try:
            return self.fields["requirement"].clean(self["requirement"].value())
        except forms.ValidationError:
            return None

    def clean(self):
        answers = super().clean()
        if "requirement" in self.errors:
            self.add_error(None, _("This is no longer here."))
        return answers


class ChangeRequirementForm(_OfRequirement, EditionForm, RequirementForm):
    def show(self):
        row = self.row()
        if row is not None:
            self.show_row(row)


class RemoveRequirementForm(_OfRequirement):
    reason = TypedText(label=_("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    about = ""

    def show(self):
        row = self.row()
        self.about = row.text if row is not None else ""


class AcceptorForm(OfCaseForm):
    """The professional who must say whether the plan is good enough, where the law asks that."""

    model = Acceptor

    name = forms.CharField(label=_("Name"), max_length=120)
    body = forms.CharField(
        label=_("For which body?"), help_text=_("For example: Youth protection, Overijssel."), max_length=LINE_LENGTH
    )
    legal_basis = forms.CharField(
        label=_("On which legal ground?"),
        help_text=_("For example: a supervision order of the family judge, 3 March."),
        max_length=300,
    )
    telephone = TelephoneField(label=_("Telephone number"))
    email = EmailField(label=_("E-mail address"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        suit_fields(self, self.obj.organisation)


class ReasonForm(EntryForm):
    reason = TypedText(label=_("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class EuroField(forms.DecimalField):
    """An amount as people write it: "€ 1.250,50", "1250.5", "1 250"."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})

    def to_python(self, value):
        if isinstance(value, str):
            value = re.sub(r"[€\s]", "", value)
            whole, point, cents = value.replace(",", ".").rpartition(".")
            if point:
                is_thousands = len(cents) == 3
                value = whole.replace(".", "") + ("" if is_thousands else ".") + cents
        return super().to_python(value)


class FinancingForm(OfCaseForm):
    """Who pays, and how far that is."""

    model = Financing

    source = forms.ChoiceField(label=_("Who pays?"), choices=FinancingSource.choices, widget=forms.RadioSelect)
    state = forms.ChoiceField(
        label=_("How far is it?"),
        choices=FinancingState.choices,
        initial=FinancingState.TO_ASK,
        widget=forms.RadioSelect,
    )
    amount = EuroField(
        label=_("Amount in euro"),
        max_digits=9,
        decimal_places=2,
        min_value=Decimal(0),
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"),
            _("Write an amount in euro, for example 1250 or 1250.50."),
        ),
    )
    details = forms.CharField(label=_("Number or letter of the decision"), max_length=500, required=False)
