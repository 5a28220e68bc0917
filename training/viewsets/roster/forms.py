"""What staff fill in about a coordinator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.backoffice.entries import EntryForm
from portal.backoffice.moments import DayField
from portal.organisations.models import Region
from training.coaching import coaches_for
from training.forms.languages import listed_languages
from training.forms.my_coordinator import kept_in_words
from training.models import LONGEST_TRAVEL, Coordinator, Scope


class ScopesForm(EntryForm):
    scopes = forms.MultipleChoiceField(
        label=_("For which conferences can they be asked?"),
        choices=Scope.choices,
        error_messages={"required": _("Choose at least one.")},
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Reason"),
        error_messages={"required": _("Write down the reason.")},
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: took the training for learning. Only staff read it, unless they ask for it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("scopes", [each.scope for each in self.obj.scopes.all()])


class CoachForm(EntryForm):
    """Whoever may be their coach now; nobody is a choice too."""

    coach = forms.ModelChoiceField(
        label=_("Who thinks along with them?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Whom the administrator gave the role “coach”."),
        error_messages={
            "invalid_choice": _("This account cannot be their coach (any more). Choose somebody else."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["coach"].queryset = coaches_for(self.obj)
        self.initial.setdefault("coach", self.obj.coach_id)


class ConferenceForm(EntryForm):
    on = DayField(label=_("Held on"))


class OfferedForm(EntryForm):
    """What they told us that they can do, and when. Their background is theirs alone to write.

    `changed` says what stands there now, when something was kept since the form was drawn.
    """

    changed: list[str] | None = None
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages they speak"), required=False, widget=forms.CheckboxSelectMultiple
    )
    travel_minutes = forms.IntegerField(
        label=_("Travels at most (minutes)"), min_value=0, max_value=LONGEST_TRAVEL, widget=forms.TextInput
    )
    regions = forms.ModelMultipleChoiceField(
        label=_("Also works in"), queryset=Region.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    evenings = forms.BooleanField(label=_("In the evening"), required=False)
    weekends = forms.BooleanField(label=_("At the weekend"), required=False)
    weekdays = forms.BooleanField(label=_("By day on working days"), required=False)
    away_from = DayField(label=_("Not available from"), required=False)
    away_until = DayField(
        label=_("Not available until"),
        required=False,
        help_text=_("Leave it empty if nobody knows yet."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        spoken = [each.code for each in self.obj.candidate.spoken_languages.all()]
        said = self.data.getlist("languages") if self.is_bound else []
        self.fields["languages"].choices = listed_languages([*spoken, *said])
        others = Region.objects.filter(organisation_id=self.obj.organisation_id, is_front_desk=False)
        self.fields["regions"].queryset = others.exclude(pk=self.obj.region_id).order_by("name")
        if not self.fields["regions"].queryset.exists():
            del self.fields["regions"]
        plain = ("edition", "travel_minutes", "evenings", "weekends", "weekdays", "away_from", "away_until")
        kept = {name: getattr(self.obj, name) for name in plain}
        also = [each.region_id for each in self.obj.also_in.all()]
        self.initial = {**kept, "languages": spoken, "regions": also, **self.initial}

    def show_changed(self, now: Coordinator) -> None:
        """What was typed stays; sent again it takes the place of what stands there now."""
        if self.is_bound and self.data.get("edition", "") not in ("", str(now.edition)):
            typed = self.data.copy()
            typed["edition"] = str(now.edition)
            self.data, self.changed = typed, kept_in_words(now)
