"""What a coordinator is asked on the own page: languages, where, when, and who they are."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.backoffice.asking import Drawn
from portal.backoffice.moments import DayField, DayInput
from training.forms.apply import LanguagesForm
from training.forms.fields import ERRORS, Lines
from training.languages import language_name
from training.models import LONGEST_TRAVEL, Coordinator

WHEN = (
    ("evenings", _("In the evening")),
    ("weekends", _("At the weekend")),
    ("weekdays", _("By day, from Monday to Friday")),
)
LONGEST_BACKGROUND = 1_000


def kept_in_words(own: Coordinator) -> list[str]:
    """What stands there now, for who typed something else meanwhile; all of it plain."""
    said = [
        ", ".join(language_name(each.code) for each in own.candidate.spoken_languages.all()),
        _("At most %(count)d minutes") % {"count": own.travel_minutes},
        ", ".join(str(label) for name, label in WHEN if getattr(own, name)),
        ", ".join(each.region.name for each in own.also_in.all()),
        _away(own),
    ]
    return [str(line) for line in said if line]


def _away(own):
    if own.away_from is None:
        return ""
    first = date_format(own.away_from)
    if own.away_until is None:
        return _("Away from %(first)s, without a last day") % {"first": first}
    return _("Away from %(first)s until %(last)s") % {"first": first, "last": date_format(own.away_until)}


class OwnDataForm(LanguagesForm):
    """`edition` is the one with which the page was drawn. The browser cuts nothing off."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    drawn = Drawn()
    travel_minutes = forms.IntegerField(
        label=_("How long do you want to travel, at most?"),
        help_text=_("In minutes, one way."),
        min_value=0,
        max_value=LONGEST_TRAVEL,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "dir": "ltr"}),
        error_messages={
            "required": _("Fill in a number of minutes."),
            "invalid": _("Write it as a number, for example 60."),
            "min_value": _("Write it as a number, for example 60."),
            "max_value": _("At most 300 minutes."),
        },
    )
    regions: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("Do you also work in other regions?"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=ERRORS | {"invalid_pk_value": _("Choose one of the answers below.")},
    )
    when = forms.MultipleChoiceField(
        label=_("When can you?"),
        choices=WHEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=ERRORS,
    )
    away_from = DayField(
        label=_("From"),
        required=False,
        widget=DayInput(attrs={"class": "short"}),
        error_messages={"invalid": _("Write a day like this: 31-12-2026.")},
    )
    away_until = DayField(
        label=_("Until and including"),
        help_text=_("Leave it empty if you do not know yet."),
        required=False,
        widget=DayInput(attrs={"class": "short"}),
        error_messages={"invalid": _("Write a day like this: 31-12-2026.")},
    )
    background = Lines(
        label=_("Who are you, in your own words?"),
        help_text=_("For example your age, your culture, your religion, or what you have been through."),
        max_length=LONGEST_BACKGROUND,
        rows=6,
    )
    background_agreed = forms.BooleanField(
        label=_("You may use this when a family asks for it"),
        help_text=_("Only then. Untick it and we erase what stands here."),
        required=False,
    )

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regions"].queryset = regions
        self.fields["regions"].in_columns = True
        self.fields["languages"].label = _("Which languages do you speak?")
        self.fields["other"].help_text = _("Begin to type and choose from the list.")
        for name in ("other", "travel_minutes", "regions", "when", "away_from", "away_until", "background"):
            self.fields[name].is_quiet = True
        self.fields["background_agreed"].is_quiet = True
        if not regions:
            del self.fields["regions"]

    @property
    def to_offer(self) -> dict:
        """What `change_own_data` is told."""
        said = self.cleaned_data
        return {
            "languages": self.to_keep["languages"],
            "travel_minutes": said["travel_minutes"],
            **{name: name in said["when"] for name, _label in WHEN},
            "away_from": said["away_from"],
            "away_until": said["away_until"],
            "regions": list(said.get("regions") or []),
            "background": said["background"],
            "background_agreed": said["background_agreed"],
            "edition": said["edition"],
        }
