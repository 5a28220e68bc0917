"""What every step of the referral form shares."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import LINE_LENGTH, TypedText, suit_fields
from intake.models import ForWhom, Subject

CUT_OFF = _("Not everything you wrote arrived. Look at it and send it once more.")
# Of long answers: enough to tell, and to be read.
TEXT_LENGTH = 1_000
Said = dict[str, list[str]]

ERRORS = {
    "null_characters_not_allowed": _("There is a sign in this that we cannot keep. Type it again."),
    "max_length": _("This is too long. Make it shorter, or tell the rest later."),
    "invalid_choice": _("Choose one of the answers below."),
}


class Line(forms.CharField):
    """One line. The browser cuts nothing off: what is too long gets an error and stays."""

    def __init__(self, *, label, help_text="", required=False, error="", **attrs):
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=LINE_LENGTH,
            widget=forms.TextInput(attrs=attrs),
            error_messages=ERRORS | ({"required": error} if error else {}),
        )

    def widget_attrs(self, widget):
        return {}


class Lines(TypedText):
    """A few lines, or a whole story."""

    def __init__(self, *, label, help_text="", required=False, error="", max_length=TEXT_LENGTH, rows=3):
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=max_length,
            widget=forms.Textarea(attrs={"rows": rows, "class": "few" if rows < 5 else ""}),
            error_messages=ERRORS | ({"required": error} if error else {}),
        )


class OneOf(forms.ChoiceField):
    """One answer of a few. The empty one among the choices, if any, is for whoever would rather not choose."""

    def __init__(self, *, label, choices, help_text="", error="", hints=None):
        super().__init__(
            label=label,
            help_text=help_text,
            required=bool(error),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages=ERRORS | ({"required": error} if error else {}),
        )
        self.hints = hints or {}

    @property
    def is_quiet(self) -> bool:
        """Whether the choices say themselves that one need not choose."""
        return any(value == "" for value, _label in self.choices)


class LastField(forms.Field):
    """Stands last in the form: a post without it was cut off on its way."""

    class Widget(forms.HiddenInput):
        def format_value(self, value):
            return "1"

    def __init__(self):
        super().__init__(required=False, widget=self.Widget)


class StepForm(forms.Form):
    """One step. `answers` are the cleaned answers of the steps before; `organisation` is whose site this is."""

    title: Any = ""
    lead: Any = ""
    template = ""  # what stands between the title and the questions
    is_optional = False  # says so once, above, instead of at every question
    labels: dict = {}  # shorter questions for the check page
    groups: Sequence = ()  # rows of fields beside each other
    names: Sequence[str] = ()  # fields that are one answer together
    may_have_more = False  # whether another row can be asked for
    passing: tuple[str, ...] = ("end",)  # what comes with a post and is not kept

    def __init__(self, *args, organisation, answers=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.answers = answers or {}
        self.for_whom = self.answers.get("for_whom", "")
        self.suit()
        self.fields["end"] = LastField()
        suit_fields(self, organisation)

    @classmethod
    def applies(cls, answers: dict) -> bool:
        """Whether this step is asked, after these answers."""
        return True

    def suit(self):
        """Fits the questions to the answers before."""

    @property
    def is_child(self) -> bool:
        return self.for_whom == ForWhom.CHILD

    @property
    def questions(self) -> list:
        """The fields that people see."""
        return [field for field in self if not field.field.widget.is_hidden]

    @property
    def asked(self) -> list[str]:
        """The names of what this step asks now."""
        return [name for name in self.fields if name not in self.passing]

    @property
    def left_out(self) -> set[str]:
        """Questions that another answer has made superfluous, as the check page shows it."""
        return set()

    @property
    def fears_violence(self) -> bool:
        """Whether it was said, on an earlier page, to be about violence or not being safe at home."""
        return Subject.VIOLENCE in self.answers.get("subjects", [])

    def with_another_row(self, said: MultiValueDict) -> tuple[MultiValueDict, str]:
        """What was typed, with one row more; and the id of its first field. Without rows: as it is, and ""."""
        return said, ""

    def look_up(self, said: MultiValueDict, *, organisation) -> MultiValueDict:
        """What was sent, with what the database must say of it once, so that no later page asks again."""
        return said

    @property
    def is_whole(self) -> bool:
        """Whether all of it arrived."""
        return "end" in self.data

    def say_so_elsewhere(self, *names):
        """One of these is needed: a hint says so, and not at each that it may stay empty."""
        for name in names:
            self.fields[name].is_quiet = True

    def keep(self, *names):
        """Asks only these."""
        for name in [name for name in self.fields if name not in names]:
            del self.fields[name]


def typed(post: QueryDict) -> MultiValueDict:
    """What somebody typed, as text that can be stored: a broken charset may hold halves of signs."""
    return MultiValueDict(
        {name: [value.encode(errors="replace").decode() for value in post.getlist(name)] for name in post}
    )
