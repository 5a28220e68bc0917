"""The form to order leaflets by post: where to, and how many of which."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms_pages.models import FolderPage
from portal.backoffice.asking import Drawn
from portal.organisations.queries import postcode_digits
from portal.spam.forms import SpamFields

MOST = 100  # of one leaflet; who needs more calls
_COUNT = "folder-{}"


class OrderForm(SpamFields):
    """`folders` are the leaflets of the chosen language, each with a field for how many."""

    drawn = Drawn()
    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Fill in a name for the envelope.")},
    )
    address = forms.CharField(
        label=_("Street and number"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
        error_messages={"required": _("Fill in where to send them.")},
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "short", "dir": "ltr"}),
        error_messages={"required": _("Fill in your postcode.")},
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
        error_messages={"required": _("Fill in your place.")},
    )

    def __init__(self, *args, folders: list[FolderPage], **kwargs):
        super().__init__(*args, **kwargs)
        self.folders = folders
        counts = {}
        for folder in folders:
            counts[_COUNT.format(folder.pk)] = forms.IntegerField(
                label=folder.title,
                help_text=folder.get_audience_display(),
                min_value=0,
                max_value=MOST,
                required=False,
                widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric", "min": 0, "max": MOST}),
                error_messages={
                    "min_value": _("Fill in a number from 0 to 100."),
                    "max_value": _("Fill in a number from 0 to 100. Do you need more? Then call us."),
                    "invalid": _("Fill in a number from 0 to 100."),
                },
            )
        self.fields = counts | self.fields

    @property
    def count_fields(self):
        return [self[_COUNT.format(folder.pk)] for folder in self.folders]

    @property
    def address_fields(self):
        return [self[name] for name in ("name", "address", "postcode", "place")]

    @property
    def lines(self) -> list[dict]:
        """What was ordered, when the form is valid."""
        counts = [(folder.title, self.cleaned_data[_COUNT.format(folder.pk)] or 0) for folder in self.folders]
        return [{"title": title, "count": count} for title, count in counts if count]

    @property
    def where_to(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "address", "postcode", "place")}

    def clean_postcode(self):
        typed = self.cleaned_data["postcode"]
        if postcode_digits(typed) is None:
            raise forms.ValidationError(_("This postcode is not right. Write it like 8011 or 8011 GD."))
        return typed

    def clean(self):
        cleaned = super().clean()
        counted = [_COUNT.format(folder.pk) for folder in self.folders]
        if not any(cleaned.get(name) for name in counted) and not any(name in self.errors for name in counted):
            self.add_error(None, _("Fill in how many you would like of at least one leaflet."))
        return cleaned


def languages_offered(folders: dict[str, list[FolderPage]]) -> list[tuple[str, str]]:
    """(code, own name) of the languages in which there are leaflets."""
    return [(code, name) for code, name in settings.LANGUAGES if code in folders]
