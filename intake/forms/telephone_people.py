"""Whom a referral by telephone is about: up to three persons or parties, one of whom may be the caller."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import EmailField, TelephoneField
from intake.forms.telephone_fields import choice, line
from intake.models import FOR_THEMSELVES, ForWhom, PartyKind, ReferrerRole

MOST_PEOPLE = 3
_PERSON = ("is_referrer", "kind", "name", "spokesperson", "telephone", "email")
# Who asks of these may be one of those it is about; who asks for somebody else is not.
_MAY_BE_ABOUT_THEM = {
    ForWhom.FAMILY: ReferrerRole.FAMILY,
    ForWhom.GROUP: ReferrerRole.INVOLVED,
    ForWhom.REPAIR: ReferrerRole.INVOLVED,
}


class PeopleTold(forms.Form):
    """The questions who it is about, once `ask_for_people` was called, and what they give."""

    def ask_for_people(self) -> None:
        """Adds the questions who it is about, for up to MOST_PEOPLE persons or parties."""
        for number in range(1, MOST_PEOPLE + 1):
            made = {
                "is_referrer": forms.BooleanField(label=_("This is the caller"), required=False),
                "kind": choice(_("Stands here as"), PartyKind.choices),
                "name": line(_("Name"), help_text=_("A first name is enough.") if number == 1 else ""),
                "spokesperson": line(_("Who speaks for the group")),
                "telephone": TelephoneField(label=_("Telephone")),
                "email": EmailField(label=_("E-mail address")),
            }
            for name in _PERSON:
                self.fields[_person_field(number, name)] = made[name]

    @property
    def asks_for_people(self) -> bool:
        return _person_field(1, "name") in self.fields

    @property
    def has_more_people(self) -> bool:
        """Whether more than the first was filled in."""
        return any(
            self.data.get(_person_field(number, name)) for number in range(2, MOST_PEOPLE + 1) for name in _PERSON
        )

    def clean_people(self, answers: dict) -> list[dict]:
        """The people told of, taken out of `answers`; what does not fit is said beside its field."""
        is_own = answers.get("for_whom") in FOR_THEMSELVES
        people: list[dict] = []
        for number in range(1, MOST_PEOPLE + 1):
            said = {name: answers.pop(_person_field(number, name), "") for name in _PERSON}
            wrong = any(_person_field(number, name) in self.errors for name in _PERSON)
            if not wrong and not any(said[name] for name in _PERSON):
                continue
            if is_own:
                self.add_error(
                    _person_field(number, "name"),
                    _("Who asks for themselves is the one in the middle. Leave this empty, or change for whom it is."),
                )
            elif said["is_referrer"]:
                self._clean_caller(number, said, answers, has_one=any(one["is_referrer"] for one in people))
            elif not said["name"]:
                self.add_error(_person_field(number, "name"), _("Write who this is. A first name is enough."))
            people.append(said | {"kind": said["kind"] or _usual_kind(answers)})
        if not people and "for_whom" in answers and not is_own:
            self.add_error(_person_field(1, "name"), _("Write who it is about. A first name is enough."))
        return [_without_empty_name(one) for one in people]

    def _clean_caller(self, number, said, answers, *, has_one):
        """The caller is one of them: named and reached as it says above, and never sent to who harmed them."""
        for_whom = answers.get("for_whom")
        tick = _person_field(number, "is_referrer")
        if has_one:
            self.add_error(tick, _("Only one of them can be the caller."))
        if for_whom and for_whom not in _MAY_BE_ABOUT_THEM:
            self.add_error(
                tick, _("Then it is about the caller too: choose above a family, a group, or something to put right.")
            )
        if (said["kind"] or _usual_kind(answers)) == PartyKind.GROUP and not said["name"]:
            self.add_error(_person_field(number, "name"), _("Write the name of the group."))
        for name in ("telephone", "email"):
            if said[name]:
                self.add_error(
                    _person_field(number, name), _("How to reach the caller stands above. Leave this empty.")
                )
        if for_whom in (ForWhom.GROUP, ForWhom.REPAIR) or not answers.get("referrer_role"):
            answers["referrer_role"] = _MAY_BE_ABOUT_THEM.get(for_whom, "")

    def drawn_people(self) -> list[list]:
        """A row of bound fields for each; empty where nobody is asked for."""
        if not self.asks_for_people:
            return []
        return [[self[_person_field(number, name)] for name in _PERSON] for number in range(1, MOST_PEOPLE + 1)]


def _person_field(number: int, name: str) -> str:
    return f"person_{number}_{name}"


def _usual_kind(answers):
    return PartyKind.GROUP if answers.get("for_whom") == ForWhom.GROUP else PartyKind.PERSON


def _without_empty_name(person):
    """The caller's own name stands at the referral; an empty one here must not take its place."""
    return {name: said for name, said in person.items() if name != "name" or said}
