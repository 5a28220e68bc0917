"""What is asked about how a plan goes: of each agreement, of each person who was called, and by own code."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from intake.actions.following_up import Became, Said, still_open
from intake.follow_up_states import FollowUpState
from intake.forms.fields import TypedText
from intake.forms.my_case import ActForm
from intake.models import Agreement, Coming, FollowUp, FollowUpReply, Improved, Moment, Outcome, Participant
from portal.backoffice.entries import EntryForm
from portal.workflow.moves import NotPossible

# Who was there, or thought along; where nobody wrote down who was there, who said that they come.
_CALLED = Q(was_there=True) | Q(coming=Coming.OTHERWISE) | Q(was_there__isnull=True, coming=Coming.COMES)
_SIGN = {"null_characters_not_allowed": _("There is a sign in this that we cannot keep. Type it again.")}
_LONG = _("Use at most %(limit_value)d signs.")
_MARKS = {
    "mark_conference": _("Mark for the conference, from 1 to 10"),
    "mark_plan": _("Mark for the plan, from 1 to 10"),
    "mark_coordinator": _("Mark for the coordinator, from 1 to 10"),
}


def _mark_field(label):
    wrong = _("Write a mark from 1 to 10, or leave it empty.")
    return forms.IntegerField(
        label=label, min_value=1, max_value=10, required=False,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric", "dir": "ltr"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )  # fmt: skip


def _words_field(label, *, most=2_000, rows=2):
    return TypedText(
        label=label, max_length=most, required=False,
        widget=forms.Textarea(attrs={"rows": rows, "class": "few", "dir": "auto"}),
        error_messages=_SIGN | {"max_length": _LONG},
    )  # fmt: skip


def _improved_field(label, choices=None):
    return forms.ChoiceField(
        label=label, choices=choices or Improved.choices, required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers below.")},
    )  # fmt: skip


class MeasuredForm(forms.Form):
    """Of every agreement what became of it; of whoever was called what they say. Labels are named while looking.

    `asks_coordinator`: a coordinator writes down no marks for themself.
    """

    asks_coordinator = True

    def ask_about(self, follow_up: FollowUp):
        """Makes the fields. Who answered by own code is not asked again."""
        case = follow_up.case_id
        self.agreements = list(Agreement.objects.filter(plan__case=case).select_related("vault"))
        replied = FollowUpReply.objects.filter(follow_up=follow_up, participant__isnull=False)
        self.people = list(
            Participant.objects.filter(_CALLED, case=case)
            .exclude(pk__in=replied.values("participant"))
            .select_related("vault")
        )
        for number, agreement in enumerate(self.agreements, 1):
            self.fields[f"outcome_{agreement.pk}"] = forms.ChoiceField(
                label=_("What became of it?"), choices=Outcome.choices, widget=forms.RadioSelect,
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), _("Choose what became of this agreement.")
                ),
            )  # fmt: skip
            self.fields[f"helped_{agreement.pk}"] = forms.CharField(
                label=_("What or who helped?"), max_length=300, required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}), error_messages=_SIGN | {"max_length": _LONG},
            )  # fmt: skip
            for name in ("outcome", "helped"):
                field: Any = self.fields[f"{name}_{agreement.pk}"]
                field.called = gettext("Agreement %(number)d") % {"number": number}
        for person in self.people:
            self.fields[f"improved_{person.pk}"] = _improved_field(_("How is it now, compared with before?"))
            for name, label in self._marks():
                self.fields[f"{name}_{person.pk}"] = _mark_field(label)
            self.fields[f"words_{person.pk}"] = _words_field(_("In their words"))
        self.fields["remarks"] = _words_field(_("Something else about how it goes"), most=3_000, rows=3)

    def asked_agreements(self) -> list[tuple[Agreement, list[forms.BoundField]]]:
        return [(each, [self[f"outcome_{each.pk}"], self[f"helped_{each.pk}"]]) for each in self.agreements]

    def asked_people(self) -> list[tuple[Participant, list[forms.BoundField], bool]]:
        """Each with their fields, and whether something stands in them already."""
        found = []
        for person in self.people:
            names = ["improved", *(name for name, _label in self._marks()), "words"]
            fields = [self[f"{name}_{person.pk}"] for name in names]
            found.append((person, fields, any(field.value() or field.errors for field in fields)))
        return found

    def name_people(self):
        """Whose answer is wrong is said by name above the form; called while looking."""
        for person, asked, _is_told in self.asked_people():
            fields: list[Any] = [each.field for each in asked]
            for field in fields:
                field.called = person.name

    def clean(self):
        """As the action wants it."""
        answers: dict[str, Any] = super().clean() or {}
        if self.errors:
            return answers
        outcomes = {
            each: Became(answers[f"outcome_{each.pk}"], answers[f"helped_{each.pk}"]) for each in self.agreements
        }
        replies = {each: self._said(each, answers) for each in self.people}
        return {
            "outcomes": outcomes, "replies": replies, "remarks": answers["remarks"], "drawn": answers["drawn"],
        }  # fmt: skip

    def _said(self, person, answers):
        names = ["improved", *(name for name, _label in self._marks()), "words"]
        return Said(**{name: answers[f"{name}_{person.pk}"] for name in names})

    def _marks(self):
        return [(name, label) for name, label in _MARKS.items() if self.asks_coordinator or name != "mark_coordinator"]


class CallForm(MeasuredForm, ActForm):
    """The coordinator's call after four weeks."""

    asks_coordinator = False

    def __init__(self, *args, follow_up: FollowUp | None, **kwargs):
        super().__init__(*args, **kwargs)
        if follow_up is not None:  # it was written down already: what was typed is given back, nothing else is done
            self.ask_about(follow_up)

    def clean(self):
        return super().clean() if "remarks" in self.fields else self.cleaned_data


class MeasureForm(MeasuredForm, EntryForm):
    """What staff write down of the measurement of `moment`, while it waits and its day has come.

    `not_now` says why nothing can be written down now; empty when it can.
    """

    moment: Moment
    not_now = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.obj.followups.select_related("vault", "case__vault")
        self.follow_up = rows.filter(moment=self.moment, state=FollowUpState.WAITING).first()
        try:
            self.ask_about(still_open(self.follow_up))
        except NotPossible as refusal:
            self.follow_up, self.not_now = None, refusal.message

    def groups(self):
        if self.follow_up is None:
            return []
        agreements = enumerate(self.asked_agreements(), 1)
        return [
            *((f"{number}. {agreement.text}", fields) for number, (agreement, fields) in agreements),
            *((person.name, fields) for person, fields, _is_told in self.asked_people()),
        ]

    def clean(self):
        if self.follow_up is None:
            raise forms.ValidationError(self.not_now)
        return super().clean()


class FourWeeksForm(MeasureForm):
    moment = Moment.FOUR_WEEKS


class ThreeMonthsForm(MeasureForm):
    moment = Moment.THREE_MONTHS


class ReplyForm(forms.Form):
    """By own code, for somebody of the circle or a professional."""

    improved = _improved_field(_("How is it now, compared with before the conference?"))
    mark_conference = _mark_field(_MARKS["mark_conference"])
    mark_plan = _mark_field(_MARKS["mark_plan"])
    mark_coordinator = _mark_field(_MARKS["mark_coordinator"])
    words = _words_field(_("Do you want to tell more?"), rows=4)

    def said(self) -> Said:
        """What was answered; only of a form that is valid."""
        return Said(**self.cleaned_data)


_FACES = {Improved.BETTER: "🙂", Improved.SAME: "😐", Improved.WORSE: "🙁"}


class ChildReplyForm(ReplyForm):
    """Shorter, and as one speaks with a child: a face beside every word."""

    improved = _improved_field(_("How is it at home now?"))
    mark_plan = forms.TypedChoiceField(
        label=_("Is the plan a good plan?"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers below.")},
    )  # fmt: skip
    mark_conference = None
    mark_coordinator = None
    words = _words_field(pgettext_lazy("child", "What do you want to say about it?"), rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        improved: Any = self.fields["improved"]
        improved.choices = [
            (value, f"{_FACES[value]} {words}")
            for value, words in (
                (Improved.BETTER, gettext("Better than before")),
                (Improved.SAME, gettext("The same as before")),
                (Improved.WORSE, gettext("Not so good: worse than before")),
            )
        ]
        plan: Any = self.fields["mark_plan"]
        plan.choices = [
            ("10", gettext("🤩 10: super")),
            ("8", gettext("🙂 8: good")),
            ("6", gettext("😐 6: not bad, not good")),
            ("4", gettext("🙁 4: not so good")),
            ("2", gettext("😞 2: bad")),
        ]
