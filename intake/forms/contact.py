"""How to reach who asked: it can turn out dangerous at any time, so that staff can change it at any time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import LINE_LENGTH, EmailField, TelephoneField, refuse_unreachable, suit_fields
from intake.forms.meanwhile import EditionForm
from intake.models import SafeChannel
from portal.backoffice.entries import EntryForm


class ContactForm(EditionForm, EntryForm):
    """By the names of `intake.actions.writing.CONTACT`."""

    safe_channel = forms.ChoiceField(
        label=_("How do we reach them?"), choices=[("", _("Not said")), *SafeChannel.choices], required=False
    )
    safe_times = forms.CharField(label=_("When is calling safe?"), max_length=LINE_LENGTH, required=False)
    voicemail_is_safe = forms.BooleanField(label=_("A message on the voicemail is safe"), required=False)
    never_do = forms.CharField(
        label=_("What must we never do?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    telephone = TelephoneField(label=_("Telephone"))
    email = EmailField(label=_("E-mail address"), help_text=_("Only if nobody else reads that mail."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        suit_fields(self, self.obj.organisation)

    def clean(self):
        answers = super().clean()
        refuse_unreachable(self, _("Fill in a telephone number or an e-mail address, or choose “only by the code”."))
        return answers

    def show(self):
        self.show_row(self.obj)
