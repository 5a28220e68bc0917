"""What a coordinator reads of a case, sorted for the page."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from intake.coordinating import moment_in_words
from intake.models import Assignment, Case, CorePerson, MatchWishes, PartyKind, Referral, SafeChannel, YesNo
from training.languages import language_name


@dataclass(frozen=True)
class Reached:
    """One of the people in the middle, and how to reach them. `is_hidden`: no call and no mail, it is not safe."""

    person: CorePerson
    is_hidden: bool = False
    never: str = ""
    how: list[str] = field(default_factory=list)
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Side:
    """Those who stand together; another side never sees what stands here. `label` is empty where there is one only."""

    label: str
    people: list[Reached]


@dataclass(frozen=True)
class Asker:
    """Who asked, as far as a coordinator may know: `name` is empty when they do not want to be named."""

    is_own: bool
    name: str
    role: str
    body: str


def asked_facts(assignment: Assignment) -> dict[str, Any]:
    """What is told before any name: language, place, kind, days, the deadline. All of it is plain."""
    case = assignment.case
    wishes = getattr(case, "wishes", None)
    return {
        "assignment": assignment,
        "case": case,
        "language": language_name(wishes.language) if wishes and wishes.language else case.referral.language_name,
        "wishes": wishes,
        "moments": _moments(wishes) if wishes else [],
        "deadline": moment_in_words(assignment.answer_by),
    }


def people_by_side(case: Case) -> list[Side]:
    """Harmed, responsible and each group apart; everybody else together. Made while looking."""
    people = list(case.referral.core_persons.all())
    kinds = dict.fromkeys(person.kind for person in people if not person.is_group)
    sides = [
        Side(str(PartyKind(kind).label), [_reached(one, case.referral) for one in people if one.kind == kind])
        for kind in kinds
    ]
    sides += [
        Side(str(PartyKind.GROUP.label), [_reached(person, case.referral)]) for person in people if person.is_group
    ]
    return sides if len(sides) > 1 else [Side("", side.people) for side in sides]


def who_asked(referral: Referral) -> Asker:
    """Made while looking."""
    may_be_named = referral.may_be_named != YesNo.NO
    profession = str(referral.get_profession_display()) if referral.profession else ""
    return Asker(
        is_own=referral.is_own,
        name=referral.referrer_name if may_be_named else "",
        role=str(referral.get_referrer_role_display()) if referral.referrer_role and may_be_named else "",
        body=", ".join(part for part in (profession, referral.referrer_work) if part),
    )


def _reached(person: CorePerson, referral: Referral) -> Reached:
    how = [person.reach_safely] if person.reach_safely else []
    if not person.is_referrer:
        return Reached(person, how=how, telephone=person.telephone, email=person.email)
    if referral.safe_channel == SafeChannel.CODE:
        return Reached(person, is_hidden=True, never=referral.never_do, how=how)
    return Reached(
        person,
        never=referral.never_do,
        how=[*how, *_as_they_said(referral)],
        telephone=person.telephone or referral.telephone,
        email=person.email or referral.mail_address,
    )


def _as_they_said(referral):
    said = [str(referral.get_safe_channel_display())] if referral.safe_channel else []
    if referral.safe_times:
        said.append(_("When: %(times)s") % {"times": referral.safe_times})
    said.append(
        _("You may leave a message.") if referral.voicemail_is_safe else _("Leave no message on the voicemail.")
    )
    return said


def _moments(wishes: MatchWishes) -> list[str]:
    labels = {
        "evenings": _("in the evening"), "weekends": _("at the weekend"), "weekdays": _("by day on working days"),
    }  # fmt: skip
    return [words for name, words in labels.items() if getattr(wishes, name)]
