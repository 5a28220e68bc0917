"""Where sides stand over against each other: what one of them may know of the circle (DESIGN §3, Case and Circle)."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from intake.models import Capacity, Case, ConferenceModel, CorePerson, Participant, PartyKind

_WITH_PARTIES = (ConferenceModel.RESTORATIVE, ConferenceModel.ALL_HANDS)
# Who comes as one of these stands on a side, and on nobody's by mistake only.
_OF_A_SIDE = (Capacity.MEMBER, Capacity.SUPPORTER)


def has_parties(case: Case) -> bool:
    """Whether sides stand over against each other in its model, so that each has a circle of its own."""
    return case.model in _WITH_PARTIES


def side_of(person: CorePerson) -> str:
    """Where they stand: those who were harmed together, those who did it together, each group for itself."""
    return str(person.pk) if person.is_group else str(person.kind)


def circle_seen_from(case: Case, side: UUID | None) -> QuerySet[Participant]:
    """Those of the circle of whom somebody may know who stands on the side of this core person; None is nobody's side.

    Where there are sides: those of the same one, and who comes as somebody of no side. Who is of the circle and was put
    on no side by mistake is told to nobody, for it may be the other side that should not know.
    """
    people = list(case.referral.core_persons.all())
    if not _stand_apart(case, people):
        return case.participants.all()
    of_no_side = Q(side__isnull=True) & ~Q(capacity__in=_OF_A_SIDE)
    return case.participants.filter(of_no_side | Q(side__in=_together_with(side, people)))


def middle_seen_from(case: Case, side: UUID | None, people: Collection[CorePerson]) -> list[CorePerson]:
    """As circle_seen_from, of `people`, who are all those in the middle: where there are sides, their own one alone."""
    return _together_with(side, people) if _stand_apart(case, people) else list(people)


def _together_with(side, people):
    own = next((side_of(one) for one in people if one.pk == side), None)
    return [one for one in people if side_of(one) == own]


def _stand_apart(case, people):
    """Also where the model was chosen otherwise, and those in the middle are parties nevertheless."""
    if has_parties(case):
        return True
    kinds = [one.kind for one in people]
    return len(kinds) > 1 and any(kind != PartyKind.PERSON for kind in kinds)
