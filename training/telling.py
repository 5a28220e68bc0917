"""What a candidate is told of their own row: what happened, in words for them, with the reasons that are for them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone

from portal.workflow.models import MoveLogEntry
from training.models import Candidate, Report
from training.states import CANDIDATE_TRACK

# Where the reason is written to the candidate. Other reasons are notes of staff to each other.
_REASON_FOR_CANDIDATE = frozenset(["talk", "not_now", "practise_again", "leave_training"])


@dataclass(frozen=True)
class Happened:
    """One line of a track as its candidate reads it. `name` is that of the move, `from_state` where it began."""

    name: str
    on: date
    words: str
    reason: str
    from_state: str


def candidate_of(user) -> Candidate | None:
    """The user's own row, with all that their page names besides."""
    related = ("vault", "organisation", "rule_book", "region__manager", "region__deputy", "region__organisation")
    return Candidate.objects.of(user).select_related(*related).first()


def happened_to(candidate: Candidate) -> list[Happened]:
    """What happened, oldest first, in words for the candidate; to be called while looking at them."""
    public = {CANDIDATE_TRACK.action(one.name): one for one in CANDIDATE_TRACK.transitions if one.public}
    lines = MoveLogEntry.objects.for_instance(candidate).filter(action__in=public).select_related("sealed_reason")
    return [_as_read(public[line.action], line) for line in lines.order_by("timestamp", "id")]


def reports_of(candidate: Candidate) -> QuerySet[Report]:
    """Their reports with the trainers' answer; `signed` counts who stands behind it."""
    return candidate.reports.select_related("answer").annotate(signed=Count("answer__signatures"))


def _as_read(transition, line):
    return Happened(
        name=transition.name,
        on=line.on or timezone.localdate(line.timestamp),
        words=str(transition.public),
        reason=line.reason if transition.name in _REASON_FOR_CANDIDATE else "",
        from_state=line.from_state,
    )
