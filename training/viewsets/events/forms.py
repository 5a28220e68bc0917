"""What is filled in of a training event: the event itself, its days, and who gives it."""

from datetime import datetime

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.backoffice.asking import Drawn
from portal.backoffice.moments import DayField, MomentField
from portal.organisations.models import Region
from training.days import DayTimes, crossing, refusal_of_times
from training.event_states import EventState
from training.models import TrainingEvent
from training.permissions import is_trainer
from training.queries import who_can_give

MOST_DAYS = 12
EMPTY_ROWS = 2  # below the days that stand there already
_TIME = {"type": "time"}
_FIELDS = [
    "kind", "title", "language", "region", "place", "for_whom", "about", "capacity", "offer_days", "enrol_until",
    "is_public", "link", "to_bring",
]  # fmt: skip


class EventForm(forms.ModelForm):
    """Everything but the days. Its instance is never saved here: the actions do that, with `answers`."""

    enrol_until = MomentField(
        label=_("enrolment closes"),
        help_text=_("Empty: when the first day begins."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    trainers = forms.ModelMultipleChoiceField(
        label=_("Who gives it"),
        queryset=get_user_model().objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    link = forms.URLField(
        label=_("online link"),
        help_text=_("Only who has a place reads it."),
        required=False,
        max_length=300,
        assume_scheme="https",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    drawn = Drawn()

    class Meta:
        model = TrainingEvent
        fields = _FIELDS
        widgets = {"about": forms.Textarea(attrs={"rows": 4}), "to_bring": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = _regions_to_plan_for(user)
        self.fields["region"].empty_label = _("All regions")
        self.fields["trainers"].queryset = who_can_give(user.organisation_id)
        if self.instance._state.adding:
            self.instance.organisation_id = user.organisation_id
            return
        self.initial: dict = {
            **self.initial,
            "edition": self.instance.edition,
            "trainers": list(self.instance.given_by.values_list("trainer", flat=True)),
        }
        if self.instance.state != EventState.PLANNED:
            self.fields["kind"].disabled = True  # people took a place in this kind

    @property
    def answers(self) -> dict:
        """What the actions take: only what was asked here."""
        return {name: self.cleaned_data[name] for name in _FIELDS}


class DayForm(forms.Form):
    """One day: a row that is left empty counts as none."""

    on = DayField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(label=_("From"), required=False, widget=forms.TimeInput(attrs=_TIME, format="%H:%M"))
    stops = forms.TimeField(label=_("Until"), required=False, widget=forms.TimeInput(attrs=_TIME, format="%H:%M"))
    place = forms.CharField(
        label=_("Place"), required=False, max_length=160, help_text=_("Only when it is another one this day.")
    )

    def clean(self):
        answers = super().clean() or {}
        if not any(answers.get(name) for name in ("on", "begins", "stops", "place")) and not self.errors:
            return answers
        for name in ("on", "begins", "stops"):
            if answers.get(name) is None and name not in self.errors:
                self.add_error(name, _("Fill this in, or leave the whole row empty."))
        if self.errors:
            return answers
        if words := refusal_of_times(answers["begins"], answers["stops"]):
            self.add_error("stops", words)
        return answers

    @cached_property
    def day(self) -> DayTimes | None:
        """None for an empty row, and where something is wrong."""
        answers = getattr(self, "cleaned_data", {})
        if self.errors or not answers.get("on"):
            return None
        on = answers["on"]
        return DayTimes(_at(on, answers["begins"]), _at(on, answers["stops"]), answers["place"])


class BaseDays(forms.BaseFormSet):
    """Days that do not overlap, in whatever order they were typed."""

    def clean(self):
        if any(self.errors):
            return
        if wrong := crossing(self.days):
            row = next(form for form in self.forms if form.day is wrong)
            row.add_error("on", _("This day begins before another one is over."))
            raise ValidationError(_("Two days are at the same time."))

    @property
    def days(self) -> list[DayTimes]:
        """The first first."""
        return sorted((form.day for form in self.forms if form.day), key=lambda day: day.starts)


def days_formset(data=None, *, event=None):
    """The days of `event`, and a few empty rows below them."""
    standing = [_row(day) for day in event.days.all()] if event is not None else []
    made = forms.formset_factory(DayForm, formset=BaseDays, extra=EMPTY_ROWS, absolute_max=MOST_DAYS, max_num=MOST_DAYS)
    return made(data, initial=standing, prefix="days")


def with_more_rows(data):
    """What was typed, with two empty rows below it: for who has more days, and no JavaScript."""
    data = data.copy()
    try:
        rows = int(data.get("days-TOTAL_FORMS", ""))
    except ValueError:
        rows = 0
    data["days-TOTAL_FORMS"] = str(max(0, min(rows + EMPTY_ROWS, MOST_DAYS)))
    return data


def _regions_to_plan_for(user):
    regions = Region.objects.visible_to(user)
    return regions if is_trainer(user) else regions.filter(pk__in=user.region_ids)


def _at(day, time):
    return timezone.make_aware(datetime.combine(day, time))


def _row(day):
    starts, ends = timezone.localtime(day.starts), timezone.localtime(day.ends)
    return {"on": starts.date(), "begins": starts.time(), "stops": ends.time(), "place": day.place}
