"""What is still to be done before the conference, and who comes to which part of it (DOMAIN §3.4)."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.models import (
    Acceptor,
    Capacity,
    Case,
    Coming,
    Conference,
    Contact,
    Needs,
    Participant,
    Subject,
    YesNo,
    parts_of,
)
from intake.models.shapes import Part

_BY_PROFESSION = (Capacity.INFORMANT, Capacity.ACCEPTOR)
_CIRCLE, _CONFERENCE, _INVITATIONS = "my_circle", "my_conference", "my_invitations"
_PLAIN = (
    "capacity", "contact", "coming", "needs", "is_briefed", "invited_at", "invited_edition",
)  # fmt: skip


class ToDo(NamedTuple):
    """One line of the list. `page` names the coordinator's page where it is done ("my_circle")."""

    words: str
    page: str
    is_done: bool


def still_to_do(case: Case, *, for_staff: bool = False) -> list[ToDo]:
    """In the order in which a conference comes about; what does not matter here is left out.

    The words are for the coordinator, or for staff. To be called while looking, in a number of queries that does not
    grow.
    """
    conference = Conference.objects.filter(case=case).first()
    everybody = list(case.participants.only("case", *_PLAIN))
    people = [one for one in everybody if one.coming != Coming.NOT]
    found = [_spoken(people, for_staff), _arranged(people), _briefed(people), _interpreted(case, people)]
    found += [_accepted(case, people), *_planned(conference), _safe(case, conference), *_invited(people, conference)]
    return [one for one in found if one is not None]


def asks_safety_plan(case: Case) -> bool:
    """Whether there must be words about how everybody stays safe: violence is spoken of. Read while looking."""
    return Subject.VIOLENCE in case.referral.subjects


def names_secret_address(case: Case, place: str) -> bool:
    """Whether the conference would be where somebody lives of whom nobody may learn it. Read while looking."""
    said = _plain(place)
    hidden = case.participants.filter(is_hidden=True)
    return any(address and address in said for address in (_plain(one.address) for one in hidden))


def own_parts(participant: Participant, case: Case) -> list[Part]:
    """To which parts they come, in order. Nobody said yet: to all to which they may come."""
    may = [part for part in parts_of(case.model) if participant.may_be_in_private_time or not part.is_private]
    if not participant.open_parts and not participant.in_private_time:
        return may
    return [part for part in may if (participant.in_private_time if part.is_private else _is_open(participant, part))]


def _is_open(participant, part):
    return part.key.value in participant.open_parts


def _spoken(people, for_staff):
    if not people:
        return ToDo(_("Nobody stands in the circle yet"), _CIRCLE, False)
    count = sum(one.contact != Contact.SPOKEN for one in people)
    if not count:
        said = _("The coordinator spoke to everybody") if for_staff else _("You spoke to everybody")
        return ToDo(said, _CIRCLE, True)
    if for_staff:
        words = ngettext(
            "The coordinator still has to speak to %(count)d person",
            "The coordinator still has to speak to %(count)d people",
            count,
        )
    else:
        words = ngettext(
            "%(count)d person you still have to speak to", "%(count)d people you still have to speak to", count
        )
    return ToDo(words % {"count": count}, _CIRCLE, False)


def _arranged(people):
    if count := sum(one.needs == Needs.TO_ARRANGE for one in people):
        words = ngettext("%(count)d thing still to arrange", "%(count)d things still to arrange", count)
        return ToDo(words % {"count": count}, _CIRCLE, False)
    is_asked = any(one.needs == Needs.ARRANGED for one in people)
    return ToDo(_("What somebody needed is arranged"), _CIRCLE, True) if is_asked else None


def _briefed(people):
    professionals = [one for one in people if one.capacity in _BY_PROFESSION]
    if not professionals:
        return None
    if count := sum(not one.is_briefed for one in professionals):
        words = ngettext(
            "%(count)d professional does not know yet what is asked",
            "%(count)d professionals do not know yet what is asked",
            count,
        )
        return ToDo(words % {"count": count}, _CIRCLE, False)
    return ToDo(_("The professionals know what is asked of them"), _CIRCLE, True)


def _interpreted(case, people):
    if case.referral.interpreter != YesNo.YES:
        return None
    if any(one.capacity == Capacity.INTERPRETER for one in people):
        return ToDo(_("There is an interpreter"), _CIRCLE, True)
    return ToDo(_("An interpreter is needed, and nobody interprets yet"), _CIRCLE, False)


def _accepted(case, people):
    if not Acceptor.objects.filter(case=case).exists():
        return None
    if any(one.capacity == Capacity.ACCEPTOR for one in people):
        return ToDo(_("Who must accept the plan comes"), _CIRCLE, True)
    return ToDo(_("Who must accept the plan does not stand in the circle yet"), _CIRCLE, False)


def _planned(conference):
    has_day = conference is not None and conference.starts_at is not None
    has_place = conference is not None and bool(conference.place)
    return [
        ToDo(_("The day stands") if has_day else _("Choose the day together"), _CONFERENCE, has_day),
        ToDo(_("The place stands") if has_place else _("Choose the place together"), _CONFERENCE, has_place),
    ]


def _safe(case, conference):
    if not asks_safety_plan(case):
        return None
    if conference is not None and conference.safety_plan:
        return ToDo(_("How everybody stays safe is written down"), _CONFERENCE, True)
    return ToDo(_("Write down how everybody stays safe"), _CONFERENCE, False)


def _invited(people, conference):
    asked = [one for one in people if one.coming != Coming.OTHERWISE]
    if not asked:
        return []
    edition = conference.day_edition if conference else None
    missing = sum(one.invited_at is None for one in asked)
    outdated = sum(one.invited_at is not None and one.invited_edition != edition for one in asked)
    if not missing and not outdated:
        return [ToDo(_("Everybody has an invitation"), _INVITATIONS, True)]
    found = []
    if missing:
        words = ngettext("%(count)d invitation still to make", "%(count)d invitations still to make", missing)
        found.append(ToDo(words % {"count": missing}, _INVITATIONS, False))
    if outdated:
        words = ngettext(
            "%(count)d invitation is for another day or place", "%(count)d invitations are for another day or place",
            outdated,
        )  # fmt: skip
        found.append(ToDo(words % {"count": outdated}, _INVITATIONS, False))
    return found


def _plain(text):
    """Its letters and digits only, so that a comma more does not hide an address."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
