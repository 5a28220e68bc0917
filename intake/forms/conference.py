"""What is asked about the conference itself: day and place; and afterwards the times of its parts and who came."""

from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import TypedText
from intake.forms.meanwhile import EditionForm
from intake.forms.my_case import ActForm
from intake.models import Case, Coming, Conference, Participant, PartTime, parts_of
from intake.preparation import own_parts
from portal.backoffice.entries import EntryForm
from portal.backoffice.moments import DayField

_SIGN = {"null_characters_not_allowed": _("There is a sign in this that we cannot keep. Type it again.")}
_LONG = {"max_length": _("Use at most %(limit_value)d signs.")}
_COMES = (Coming.COMES, Coming.UNKNOWN)


def _line(label, *, length, help_text=""):
    return TypedText(
        label=label, help_text=help_text, max_length=length, required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}), error_messages=_SIGN | _LONG,
    )  # fmt: skip


def _text(label, *, length, rows=2, help_text=""):
    return TypedText(
        label=label, help_text=help_text, max_length=length, required=False,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), error_messages=_SIGN | _LONG,
    )  # fmt: skip


def _time(label, *, required=False, moment=None):
    """`moment` stands in it already."""
    return forms.TimeField(
        label=label, required=required, initial=timezone.localtime(moment).time() if moment else None,
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%Hu%M"],
        error_messages={
            "required": _("Fill in the time."), "invalid": _("Write the time like this: 14:30."),
        },
    )  # fmt: skip


class ConferenceFields(forms.Form):
    """Day, place, language, food, rituals: theirs. It comes bit by bit, so nothing is required."""

    day = DayField(
        label=_("On which day?"), required=False, error_messages={"invalid": _("Choose a day.")},
    )  # fmt: skip
    time = _time(_("At what time does it begin?"))
    place = _line(_("Where?"), length=300, help_text=_("A place that they choose, with room for everybody."))
    spoken = _line(
        _("Which language is spoken?"), length=200, help_text=_("More than one is fine. Who interprets for whom?")
    )
    food = _text(_("Food and drink"), length=500, help_text=_("Who cooks, who brings what?"))
    rituals = _text(
        _("How do they begin and end?"), length=500, help_text=_("A song, a prayer, a candle, a moment of silence.")
    )
    safety_plan = _text(
        _("How does everybody stay safe?"),
        length=3_000,
        rows=4,
        help_text=_("Who comes with whom? What happens when it gets heated? Where can somebody sit apart?"),
    )

    @classmethod
    def told(cls, conference: Conference | None) -> dict:
        """What stands there, to be changed; read while looking."""
        if conference is None:
            return {"edition": 0}
        names = ("edition", "place", "food", "rituals", "safety_plan")
        told = {name: getattr(conference, name) for name in names} | {"spoken": conference.language}
        if conference.starts_at:
            begins = timezone.localtime(conference.starts_at)
            told |= {"day": begins.date(), "time": begins.time()}
        return told

    def clean(self):
        """Gives day and time as one moment, as the action asks it."""
        answers = super().clean() or {}
        answers["language"] = answers.pop("spoken", "")
        day, time = answers.pop("day", None), answers.pop("time", None)
        if day and not time and "time" not in self.errors:
            self.add_error("time", _("Fill in the time."))
        if time and not day and "day" not in self.errors:
            self.add_error("day", _("Choose a day."))
        answers["starts_at"] = timezone.make_aware(datetime.combine(day, time)) if day and time else None
        return answers


class ConferenceForm(ConferenceFields, ActForm):
    """As the coordinator writes it down."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ConferenceEntryForm(ConferenceFields, EditionForm, EntryForm):
    """As staff write it down in the coordinator's place."""

    def show(self):
        row = Conference.objects.select_related("vault").filter(case=self.obj).first()
        self.show_row(SimpleNamespace(**self.told(row)))

    def _in_words(self, name, row):
        stored = getattr(row, name)
        if isinstance(stored, time):
            return time_format(stored, "H:i")
        return date_format(stored, "DATE_FORMAT") if isinstance(stored, date) else super()._in_words(name, row)


class HeldFields(forms.Form):
    """The day, of each part when it began and ended, of each person to which parts they came.

    Names stand on it only when `name_people` was called, while looking.
    """

    def ask_about(self, case: Case):
        """Makes the fields. What was written down stands in them; before that, who is expected is ticked for the parts
        to which they were to come.
        """
        self.case = case
        self.fields["day"] = DayField(
            label=_("On which day was it?"), initial=case.held_on or self._planned_day(),
            error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
        )  # fmt: skip
        known = {row.part: row for row in PartTime.objects.filter(case=case)}
        for part in parts_of(case.model):
            row = known.get(part.key.value)
            self.fields[f"begins_{part.key}"] = _time(_("Began at"), required=True, moment=row and row.starts_at)
            self.fields[f"ends_{part.key}"] = _time(_("Ended at"), required=True, moment=row and row.ends_at)
            for name in (f"begins_{part.key}", f"ends_{part.key}"):
                field: Any = self.fields[name]
                field.called = f"{part.label_for(case.organisation.words)}: {field.label}"
        for person in self.people:
            parts = [part for part in parts_of(case.model) if person.may_be_in_private_time or not part.is_private]
            choices = [(part.key.value, part.label_for(case.organisation.words)) for part in parts]
            self.fields[f"parts_{person.pk}"] = forms.MultipleChoiceField(
                label="", choices=choices, required=False, widget=forms.CheckboxSelectMultiple,
                initial=self._ticked(person),
                error_messages={"invalid_choice": _("Choose among the parts of this conference.")},
            )  # fmt: skip

    def _planned_day(self):
        """Today, when that is still to come or nobody chose it."""
        begins = Conference.objects.filter(case=self.case).values_list("starts_at", flat=True).first()
        return timezone.localdate(begins) if begins is not None and begins <= timezone.now() else timezone.localdate()

    def _ticked(self, person):
        if person.was_there is not None:
            return person.parts if person.was_there else []
        return [part.key.value for part in own_parts(person, self.case)] if person.coming in _COMES else []

    @cached_property
    def people(self) -> list[Participant]:
        return list(self.case.participants.select_related("vault"))

    def name_people(self):
        for person in self.people:
            # A form that was read holds its labels already.
            self[f"parts_{person.pk}"].label = f"{person.name}, {person.who}" if person.who else person.name

    @property
    def asked_times(self) -> list[tuple]:
        """Each part, what it is called, and its two fields."""
        return [
            (part, part.label_for(self.case.organisation.words), [self[f"begins_{part.key}"], self[f"ends_{part.key}"]])
            for part in parts_of(self.case.model)
        ]

    @property
    def asked_people(self) -> list[forms.BoundField]:
        return [self[f"parts_{person.pk}"] for person in self.people]

    def clean(self):
        """Gives what the action asks: `times` and `present`."""
        answers = super().clean() or {}
        day, times = answers.get("day"), {}
        for part in parts_of(self.case.model):
            both = answers.get(f"begins_{part.key}"), answers.get(f"ends_{part.key}")
            if day and all(moment is not None for moment in both):
                begins, ends = (timezone.make_aware(datetime.combine(day, moment)) for moment in both)
                times[part.key.value] = (begins, ends)
        present = {person: answers.get(f"parts_{person.pk}", []) for person in self.people}
        drawn = answers.get("drawn")
        return {"drawn": drawn, "times": times, "present": present}


class HeldForm(HeldFields, ActForm):
    """As the coordinator writes it down."""

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_about(case)


class HeldEntryForm(HeldFields, EntryForm):
    """As staff write it down in the coordinator's place."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_about(self.obj)

    def show(self):
        self.name_people()
        for _part, _label, fields in self.asked_times:
            for field in fields:
                field.label = field.field.called
