"""Whom it is about: somebody, a family, the groups of a conflict, or who was harmed and who did it."""

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from intake.forms.refer.base import Line, Lines, OneOf, StepForm
from intake.forms.refer.who import IS_A_PARTY, Part
from intake.models import ForWhom, PartyKind, YesNo

_F = ForWhom
# How many rows there are at first and at most, by the hidden field that counts them.
_ROWS = {"rows": (2, 4), "persons": (1, 6)}
_COUNTED = {_F.GROUP: "rows", _F.FAMILY: "persons"}
_FIRST_NAME = _("A first name is enough.")


class PeopleForm(StepForm):
    """Four ways to ask; each gives `people`: dicts of kind, name and perhaps spokesperson or is_referrer.

    Who is the referrer needs no name here: it is the referrer's.
    """

    title = _("Who is it about?")
    labels = {
        "person": _("It is about"),
        "about_me": _("About you too"),
        "children_involved": _("Are children involved?"),
        "children": _("Which children"),
        "harmed": _("Who was harmed"),
        "responsible": _("Who did it"),
    }

    person = Line(
        label=_("Their name"),
        help_text=_FIRST_NAME,
        required=True,
        error=_("Write who it is about. A first name is enough."),
    )
    about_me = OneOf(
        label=_("Is it about you too?"),
        choices=YesNo.choices,
        hints={YesNo.YES: _("Then you decide too, and we ask you as we ask the others.")},
    )
    children_involved = OneOf(label=_("Are children involved?"), choices=[*YesNo.choices, ("", _("I do not know"))])
    children = Lines(
        label=_("Which children?"), help_text=_("For example: two girls of 6 and 9. Names are not needed."), rows=2
    )
    harmed = Line(label=_("Who was harmed?"), help_text=_FIRST_NAME)
    responsible = Line(label=_("Who did it?"), help_text=_FIRST_NAME)

    @classmethod
    def applies(cls, answers):
        return answers.get("for_whom") not in (_F.SELF, _F.CHILD)

    def suit(self):
        self._numbers = self._rows_now()
        if self.for_whom == _F.GROUP:
            self._suit_groups()
        elif self.for_whom == _F.REPAIR:
            self._suit_parties()
        elif self.for_whom == _F.FAMILY:
            self._suit_family()
        else:
            self.keep("person", "children_involved", "children")

    @property
    def groups(self) -> list:
        """A row of bound fields for each group; empty where it is not about groups. Who speaks may be the referrer."""
        if self.for_whom != _F.GROUP:
            return []
        speaks = [f"spokesperson_{number}" for number in self._numbers]
        return [
            (number, self[f"name_{number}"], self[field] if field in self.fields else None)
            for number, field in zip(self._numbers, speaks, strict=True)
        ]

    @property
    def has_own_group(self) -> bool:
        """Whether the first group is that of the referrer."""
        return self.answers.get("part") in (Part.SPEAKS, Part.BELONGS)

    @property
    def names(self) -> list[str]:
        """The fields with the names of persons."""
        return [name for name in ("person", *map(_person_field, self._numbers)) if name in self.fields]

    @property
    def may_have_more(self) -> bool:
        return self.for_whom in _COUNTED and len(self._numbers) < _ROWS[_COUNTED[self.for_whom]][1]

    @property
    def left_out(self) -> set[str]:
        said = self.cleaned_data
        is_asked = said.get("children") or said.get("children_involved") == YesNo.YES
        return set() if is_asked else {"children"}

    def with_another_row(self, said: MultiValueDict) -> tuple[MultiValueDict, str]:
        if self.for_whom not in _COUNTED:
            return said, ""
        counted = _COUNTED[self.for_whom]
        rows = min(_ROWS[counted][1], len(self._numbers) + 1)
        more = said.copy()
        more[counted] = str(rows)
        return more, f"id_{'name_' if counted == 'rows' else 'person_'}{rows}"

    def clean(self):
        answers = super().clean() or {}
        if self.for_whom == _F.GROUP:
            return self._clean_groups(answers)
        if self.for_whom == _F.REPAIR:
            return self._clean_parties(answers)
        return self._clean_persons(answers)

    def _rows_now(self):
        counted = _COUNTED.get(self.for_whom)
        if counted is None:
            return range(1, 2)
        fewest, most = _ROWS[counted]
        values = self.data.getlist(counted) if self.is_bound else [self.initial.get(counted, "")]
        text = values[-1] if values else ""
        rows = int(text) if text in map(str, range(fewest, most + 1)) else fewest
        return range(1, rows + 1)

    def _count_rows(self, counted):
        # Beside the answers, and never wrong: how many rows are shown.
        self.fields[counted] = forms.Field(required=False, widget=forms.HiddenInput)

    def _suit_family(self):
        self.keep("person", "about_me", "children_involved", "children")
        more = [_person_field(number) for number in self._numbers[1:]]
        for number, name in zip(self._numbers[1:], more, strict=True):
            self.fields[name] = Line(label=_("Name of person %(number)d") % {"number": number})
        self.order_fields(["person", *more])
        self._count_rows("persons")
        self.labels = self.labels | {"person": _("Names")}

    def _suit_groups(self):
        self.title = _("Which groups is it about?")
        self.lead = _("For example the people at number 2 to 20, and the boys of the square.")
        self.keep()
        for number in self._numbers:
            is_own = number == 1 and self.has_own_group
            label = _("Name of group %(number)d (needed if you name who speaks)") % {"number": number}
            self.fields[f"name_{number}"] = Line(
                label=_("Name of your group") if is_own else _("Name of the group") if number == 1 else label,
                required=number == 1,
                error=_("Write at least the name of one group."),
            )
            if not (is_own and self.answers["part"] == Part.SPEAKS):
                self.fields[f"spokesperson_{number}"] = Line(label=_("Who can speak for this group?"))
        self._count_rows("rows")

    def _suit_parties(self):
        self.title = _("Who does it concern?")
        part = self.answers.get("part")
        if part in IS_A_PARTY:
            self.keep("responsible" if part == Part.HARMED else "harmed")
            self.lead = _("If you do not know, or would rather not say, leave it empty.")
            return
        self.lead = _("One of the two is enough to begin with.")
        self.keep("harmed", "responsible")
        self.say_so_elsewhere("harmed", "responsible")

    def _clean_persons(self, answers):
        answers.pop("persons", None)
        names = [answers.get("person", ""), *(answers.pop(_person_field(number), "") for number in self._numbers[1:])]
        people = [{"kind": PartyKind.PERSON, "name": name} for name in names if name]
        if answers.get("about_me") == YesNo.YES:
            people.append({"kind": PartyKind.PERSON, "is_referrer": True})
        if answers.get("children_involved") == YesNo.NO:
            answers["children"] = ""
        if answers.get("person"):
            answers["people"] = people
        return answers

    def _clean_groups(self, answers):
        answers.pop("rows", None)
        groups = []
        for number in self._numbers:
            name, speaker = answers.pop(f"name_{number}", ""), answers.pop(f"spokesperson_{number}", "")
            if speaker and not name and f"name_{number}" not in self.errors:
                self.add_error(f"name_{number}", _("Write which group this person speaks for."))
            if name:
                groups.append({"kind": PartyKind.GROUP, "name": name, "spokesperson": speaker})
        if groups and self.answers.get("part") == Part.SPEAKS:
            groups[0]["is_referrer"] = True
        answers["people"] = groups
        return answers

    def _clean_parties(self, answers):
        own = self.answers.get("part")
        people = []
        for name, kind in [("harmed", PartyKind.HARMED), ("responsible", PartyKind.RESPONSIBLE)]:
            if own == name:
                people.append({"kind": kind, "is_referrer": True})
            elif answers.get(name):
                people.append({"kind": kind, "name": answers[name]})
        if not people and not self.errors:
            self.add_error("harmed", _("Write who was harmed or who did it. One first name is enough."))
        answers["people"] = people
        return answers


def _person_field(number: int) -> str:
    return f"person_{number}"
