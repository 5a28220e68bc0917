"""What a candidate is asked on the own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.backoffice.asking import Drawn
from training.forms.fields import Lines
from training.models import Scope, Verdict

LONGEST_REASON = 2_000
# What the second training adds; learning and work ask for another training (DOMAIN §4).
ADDED_SCOPES = (Scope.RESTORATIVE, Scope.GROUP)


class ActForm(forms.Form):
    """Just yes."""

    drawn = Drawn()


class StopForm(ActForm):
    reason = Lines(label=_("Do you want to say why?"), max_length=LONGEST_REASON, rows=4)


class MarkedForm(forms.Form):
    """A text that may be open in two windows: `read` is the mark of what this page was drawn with."""

    read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


class LookBackForm(ActForm, MarkedForm):
    text = Lines(
        label=_("How do you look back on it?"),
        help_text=_("What went well? What was hard? What would you do in another way next time?"),
        rows=12,
    )

    def clean_text(self):
        text = self.cleaned_data["text"].strip()
        if not text:
            raise forms.ValidationError(_("Write how you look back on it."))
        return text


class ReconsiderForm(ActForm, MarkedForm):
    verdict = forms.ChoiceField(
        label=_("Does the role of coordinator fit you?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say what you think now."),
            "invalid_choice": _("Choose one of the answers below."),
        },
    )
    text = Lines(
        label=_("Do you want to say why?"),
        help_text=_("What did the talk bring you? A few lines will do. The trainers read it."),
        rows=6,
    )

    def clean_text(self):
        return self.cleaned_data["text"].strip()


class PointForm(MarkedForm):
    """One point of the profile; empty is an answer too, for now."""

    text = Lines(
        label="",
        help_text=_("Does this fit you? An example says more than a yes. There is no right or wrong answer."),
        rows=10,
    )

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class ConclusionForm(MarkedForm):
    conclusion = Lines(
        label=_("What do you conclude?"), help_text=_("Look back on all points together. A few lines will do."), rows=8
    )
    verdict = forms.ChoiceField(
        label=_("Does the role of coordinator fit you?"),
        choices=Verdict.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers below.")},
    )


class ScopesForm(MarkedForm):
    scopes = forms.MultipleChoiceField(
        label=_("What else fits you?"),
        help_text=_("You organise for families and individuals already. Tick what you want to do besides, or nothing."),
        choices=[(scope.value, scope.label) for scope in ADDED_SCOPES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one of the answers below.")},
    )
    conclusion = Lines(label=_("Why does it fit you, or not?"), rows=8)
