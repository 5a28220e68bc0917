"""Who belongs to the circle: written down, changed and taken away (DOMAIN §3.4; DESIGN §3, Circle)."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.case_holding import hold_at_work, refuse_outdated
from intake.circle_drawn import private_part_of
from intake.models import (
    IN_PRIVATE_TIME,
    Case,
    Contact,
    CorePerson,
    Needs,
    Participant,
    PartyKind,
    Tie,
    parts_of,
)
from portal.workflow import log
from portal.workflow.moves import NotPossible

MOST_PEOPLE = 150
GROWN_UP = 18
# What is told of somebody, by the names of the row; `parts` are keys of PartKey, the private one among them.
TOLD = (
    "side", "name", "who", "tie", "capacity", "is_child", "language", "large_type", "telephone", "email", "address",
    "shares_contact", "is_hidden", "invited_by", "contact", "contacted_on", "needs", "hindrance", "arranged",
    "is_briefed", "coming", "parts",
)  # fmt: skip
# Of who stands in the middle these go without saying: they are not told anew.
FIXED_IN_THE_MIDDLE = ("side", "name", "tie", "capacity")


@transaction.atomic
def add_participant(case: Case, *, by, **told) -> Participant:
    """Somebody more, with what is `told` of them (TOLD); name, tie and language are needed.

    Raises NotAllowed, and NotPossible (with the field) for what cannot be.
    """
    hold_at_work(case, by=by)
    if case.participants.count() >= MOST_PEOPLE:
        raise NotPossible(_("A circle has at most %(most)d people here.") % {"most": MOST_PEOPLE})
    row = Participant(vault=case.vault, case=case, language=_language_of(case))
    _tell(row, told)
    _count_presence(row)
    row.save(force_insert=True)
    log.note(case, "add_participant", by=by)
    return row


@transaction.atomic
def change_participant(participant: Participant, *, by, edition: int | None = None, **told) -> Participant:
    """What is `told` anew (TOLD); the rest stays. `edition` is that of the row that the form was drawn from.

    To be called while looking at the case. Raises NotAllowed, Outdated, and NotPossible (with the field).
    """
    case = participant.case
    hold_at_work(case, by=by)
    row = _row_of(case, participant)
    refuse_outdated(row, edition)
    _tell(row, told)
    _count_presence(row)
    row.edition += 1
    row.save()
    log.note(case, "change_participant", by=by)
    return row


@transaction.atomic
def remove_participant(participant: Participant, *, by) -> Case:
    """They do not belong to it any more: everything about them is erased. Who is in the middle stays."""
    case = participant.case
    hold_at_work(case, by=by)
    row = _row_of(case, participant)
    if row.is_core:
        raise NotPossible(_("Who is in the middle stays in the circle."))
    row.delete()
    log.note(case, "remove_participant", by=by)
    return case


@transaction.atomic
def core_of_circle(case: Case) -> None:
    """Those in the middle stand in the circle too, each once, under the name that they have now.

    To be called while looking. It adds nothing that was not there, so a page that shows the circle may call it.
    """
    there = {row.side_id: row for row in case.participants.filter(is_core=True).defer("address", "hindrance")}
    for person in case.referral.core_persons.all():
        name, who = _named(person)
        row = there.get(person.pk)
        if row is None:
            Participant.objects.get_or_create(
                case=case, side=person, is_core=True,
                defaults={
                    "vault": case.vault, "name": name, "who": who, "tie": Tie.HOUSEHOLD,
                    "language": _language_of(case), "is_child": isinstance(person.age, int) and person.age < GROWN_UP,
                    "was_there": False if case.was_held() else None,
                },
            )  # fmt: skip
        elif row.name != name:
            row.name = name
            row.save(update_fields=["name"])


def _named(person):
    """A group comes as the one who speaks for it."""
    if person.kind == PartyKind.GROUP and person.spokesperson:
        return _cut(person.spokesperson), _cut(person.name)
    return _cut(person.name), ""


def _cut(text):
    return text[: Participant._meta.get_field("name").max_length]


def _language_of(case):
    asked_in = case.referral.language
    return asked_in if asked_in in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _row_of(case, participant):
    row = case.participants.select_related("vault").filter(pk=participant.pk).first()
    if row is None:
        raise NotPossible(_("This is no longer here."))
    return row


def _tell(row, told: dict[str, Any]) -> None:
    if unknown := told.keys() - set(TOLD):
        raise TypeError(f"Nobody tells {sorted(unknown)} of a participant.")
    parts = told.pop("parts", None)
    for name, value in told.items():
        if row.is_core and name in FIXED_IN_THE_MIDDLE:
            continue
        setattr(row, name, _kept(row, name, value))
    _refuse_nonsense(row)
    if parts is not None:
        _come_to(row, parts)
    if row.in_private_time and row.capacity not in IN_PRIVATE_TIME:
        raise NotPossible(
            _("“%(part)s” is for the circle alone: not for who gives information or must accept the plan.")
            % {"part": private_part_of(row.case)},
            field="parts",
        )


def _count_presence(row):
    """After the conference the parts that are told are those at which they were."""
    if row.case.was_held():
        row.was_there = bool(row.open_parts or row.in_private_time)


def _kept(row, name, value):
    """The value as it is kept; NotPossible for what the field does not take."""
    field = row._meta.get_field(name)
    if field.choices and value not in dict(field.choices):
        raise NotPossible(_("Choose one of the list."), field=name)
    if not isinstance(value, str) or field.choices:
        return value
    value = value.strip()
    if field.max_length and len(value) > field.max_length:
        raise NotPossible(_("Use at most %(most)d signs.") % {"most": field.max_length}, field=name)
    return value


def _refuse_nonsense(row):
    if not row.name:
        raise NotPossible(_("Write down the name."), field="name")
    if row.tie not in Tie.values:
        raise NotPossible(_("Choose one of the list."), field="tie")
    if row.side is not None and not row.is_core and not _is_of(row.case, row.side):
        raise NotPossible(_("Choose one of the list."), field="side")
    if row.is_hidden and row.shares_contact:
        raise NotPossible(_("A secret address is not given to others."), field="shares_contact")
    if row.contacted_on is not None and row.contacted_on > timezone.localdate():
        raise NotPossible(_("This day is still to come."), field="contacted_on")
    if row.contacted_on is not None and row.contact == Contact.NOT_YET:
        raise NotPossible(_("You filled in a day. Did you speak to them, or try?"), field="contact")
    if row.hindrance and row.needs == Needs.NOTHING:
        raise NotPossible(_("Something keeps them. Is it arranged, or still to do?"), field="needs")


def _is_of(case, person: CorePerson) -> bool:
    return CorePerson.objects.filter(referral_id=case.referral_id, pk=person.pk).exists()


def _come_to(row, parts):
    """To which parts of the model they come, in their order."""
    of_model = parts_of(row.case.model)
    if set(parts) - {part.key.value for part in of_model}:
        raise NotPossible(_("This conference does not have that part."), field="parts")
    row.open_parts = [part.key.value for part in of_model if part.key in parts and not part.is_private]
    row.in_private_time = any(part.is_private and part.key in parts for part in of_model)
