"""What a public form carries against machines: a field that people do not see, and the browser's proof of work."""

import json

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from portal.spam.proofs import new_challenge

TRAP, PROOF = "website", "proof"


class TrapInput(forms.TextInput):
    """Looks like any other field to a machine; people neither see, reach nor hear it. Comes back empty."""

    is_hidden = True  # `form.visible_fields` leaves it out; templates/forms/spam.html draws it

    def __init__(self):
        super().__init__({"tabindex": "-1", "autocomplete": "off"})

    def format_value(self, value):
        return None


class ProofInput(forms.HiddenInput):
    """A fresh challenge each time it is drawn: a page that comes back never holds a proof that was already used.

    Firefox fills old values in again; js/proof.js takes them out.
    """

    def format_value(self, value):
        return None

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {
            "data-challenge": json.dumps(new_challenge()),
            "data-solver": static("js/vendor/altcha-worker.js"),
        }


class SpamFields(forms.Form):
    """A base of public forms; `portal.spam.assess` reads what came in. Neither field is in `cleaned_data`.

    In the template: `form.visible_fields` for the questions, `{% include "forms/spam.html" %}` for these two.
    """

    # Plain fields, for nothing that a machine writes here may become an error at a field that nobody sees.
    website = forms.Field(required=False, label=_("Leave this empty"), widget=TrapInput)
    proof = forms.Field(required=False, widget=ProofInput)

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.sent_proof = ""

    def full_clean(self):
        super().full_clean()
        if not self.is_bound:
            return
        trapped = self.cleaned_data.pop(TRAP, "")
        self.sent_proof = str(self.cleaned_data.pop(PROOF, None) or "")
        if trapped:
            self.add_error(None, _("Something was filled in that people do not see. Send it once more."))
