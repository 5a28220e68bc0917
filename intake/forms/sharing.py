"""May who asked know how it went? Asked of those whom it is about, and what staff write down of a talk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.decisions import OTHERWISE, YES, ByCodeForm
from intake.forms.people import PersonField
from portal.backoffice.entries import EntryForm

_CHOOSE = dict.fromkeys(("required", "invalid_choice"), _("Choose one of the answers below."))


class SharingForm(ByCodeForm):
    """Yes, or no: also to take a yes back."""

    answer = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[(YES, _("Yes, they may know how it went")), (OTHERWISE, _("No, they read nothing of it"))],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )


class PermissionForm(EntryForm):
    """What one of those whom it is about said in a talk."""

    core_person = PersonField(label=_("Who said it?"), error_messages=_CHOOSE)
    is_shared = forms.TypedChoiceField(
        label=_("May who asked know how it went?"),
        choices=[(YES, _("Yes, they may know how it went")), (OTHERWISE, _("No, or not any more"))],
        coerce=lambda answer: answer == YES,
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["core_person"].queryset = self.obj.referral.core_persons.all()

    def show(self):
        self.fields["core_person"].show()
