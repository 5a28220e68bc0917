"""What staff write at a referral: notes, calls, messages by code, a new code."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import TypedText
from intake.forms.people import REFERRER, PersonField, RecipientField
from intake.models import CallAttempt
from portal.backoffice.entries import EntryForm
from portal.backoffice.moments import MomentField

TEXT_LENGTH = 10_000


class NoteForm(EntryForm):
    text = TypedText(
        label=pgettext_lazy("of a case", "Note"),
        help_text=_("Only staff of the region read it."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CallForm(EntryForm):
    """Who was called, when, and how it went."""

    core_person = PersonField(label=_("Who was called?"), required=False)
    outcome = forms.ChoiceField(label=_("How did it go?"), choices=CallAttempt.Outcome.choices)
    at = MomentField(
        label=_("When"),
        help_text=_("Leave it empty if it was just now."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M"],
    )
    text = TypedText(
        label=_("What was said"), required=False, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["core_person"].queryset = self.obj.core_persons.all()

    def show(self):
        self.fields["core_person"].show(nobody=referrer_of(self.obj))

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at is not None and at > timezone.now():
            raise forms.ValidationError(_("This moment is still to come."))
        return at


class MessageForm(EntryForm):
    """To the referrer, or to a core person who has a code of their own."""

    core_person = RecipientField(label=pgettext_lazy("of a message", "To"))
    text = TypedText(
        label=_("Message"),
        help_text=_("They read it with their number and their code."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        to = self.fields["core_person"]
        to.queryset = self.obj.core_persons.exclude(code_hash__in=["", self.obj.follow_code_hash])
        # Before there is a case nobody else has a code. After that, what is for one must never reach another by habit.
        to.required = hasattr(self.obj, "case")
        if not to.required:
            to.initial = REFERRER

    def show(self):
        self.fields["core_person"].show(nobody=referrer_of(self.obj))


class CodeForm(EntryForm):
    """Who gets a new code."""

    core_person = PersonField(label=_("For whom?"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["core_person"].queryset = self.obj.core_persons.all()

    def show(self):
        self.fields["core_person"].show()


def referrer_of(referral) -> str:
    """How the referrer is called where one chooses between people; readable while looking."""
    return gettext("%(name)s, who asked") % {"name": referral.referrer_name}
