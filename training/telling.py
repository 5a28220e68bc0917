"""What a candidate is told of their own row: what happened, in words for them, with the reasons that are for them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.workflow.models import MoveLogEntry
from training.models import Candidate, Report
from training.states import CANDIDATE_TRACK

# Where the reason is written to the candidate, and staff are told so. Other reasons are notes of staff to each other.
REASON_FOR_CANDIDATE = frozenset(["talk", "not_now", "practise_again", "leave_training", "revoke_certificate"])
# What is noted without a move and still belongs to their own story.
_NOTES_FOR_CANDIDATE = {
    "record_talk": _("You talked about it with the trainers"),
    "reconsider": _("You said what you think after the talk"),
    "revoke_certificate": _("Your certificate was revoked"),
    "give_new_certificate": _("You got a new certificate"),
}


@dataclass(frozen=True)
class Happened:
    """One line of a track as its candidate reads it. `name`: of the move or note, `from_state`: where it began."""

    name: str
    on: date
    words: str
    reason: str
    from_state: str


def candidate_of(user) -> Candidate | None:
    """The user's own row, with all that their page names besides."""
    related = (
        "vault", "organisation", "rule_book", "coordinator",
        "region__manager", "region__deputy", "region__organisation",
    )  # fmt: skip
    return Candidate.objects.of(user).select_related(*related).first()


def happened_to(candidate: Candidate) -> list[Happened]:
    """What happened, oldest first, in words for the candidate; to be called while looking at them."""
    words = {one.name: one.public for one in CANDIDATE_TRACK.transitions if one.public} | _NOTES_FOR_CANDIDATE
    public = {CANDIDATE_TRACK.action(name): (name, said) for name, said in words.items()}
    lines = MoveLogEntry.objects.for_instance(candidate).filter(action__in=public).select_related("sealed_reason")
    return [_as_read(*public[line.action], line) for line in lines.order_by("timestamp", "id")]


def reports_of(candidate: Candidate) -> QuerySet[Report]:
    """Their reports with the trainers' answer and the newest talk (`with_talks`); `signed` counts who stands behind."""
    return candidate.reports.select_related("answer").with_talks().annotate(signed=Count("answer__signatures"))


def _as_read(name, words, line):
    return Happened(
        name=name,
        on=line.on or timezone.localdate(line.timestamp),
        words=str(words),
        reason=line.reason if name in REASON_FOR_CANDIDATE else "",
        from_state=line.from_state,
    )
