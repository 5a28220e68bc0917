"""The anonymous row that stays of a case which ended: counts alone, one for each case that is at its end."""

from decimal import Decimal

from django.db.models import Avg, Count, Q
from django.utils import timezone

from intake.case_states import CASE_TRACK, CaseState
from intake.models import (
    IN_PRIVATE_TIME,
    AgreementOutcome,
    Case,
    CaseFigures,
    DoneBy,
    FollowUpReply,
    Improved,
    Moment,
    Outcome,
)
from portal.workflow.models import MoveLogEntry

_MARKS = ("mark_conference", "mark_plan", "mark_coordinator")
_ENDS = (CaseState.CLOSED, CaseState.STOPPED)
_ENDING = [CASE_TRACK.action(each.name) for each in CASE_TRACK.transitions if each.target in _ENDS]


def keep_figures(case: Case) -> CaseFigures:
    """Writes what may be counted of a case that just closed or stopped: after its move, in the same transaction.

    Nothing sealed is read, and nothing in the row leads back to the case.
    """
    return CaseFigures.objects.create(**_figures(case))


def take_figures_back(case: Case) -> None:
    """The case is opened again: one row that says the same goes. Before its move, in the same transaction.

    Rows are nobody's, so which one of several goes makes no difference.
    """
    same = CaseFigures.objects.filter(**_sought(_figures(case))).first()
    if same is not None:
        same.delete()


def _figures(case):
    day = timezone.localdate(case.ended_at or timezone.now())
    return {
        "organisation": case.organisation,
        "year": day.year,
        "quarter": (day.month + 2) // 3,
        "model": case.model,
        "language": case.referral.language,
        "ended_in": _ended_in(case),
        "days_to_coordinator": _days_to_coordinator(case),
        "days_to_conference": _days_until(case, case.held_on),
        **_people(case),
        **_agreements(case),
        **_replies(case),
    }


def _sought(figures):
    """The same as a condition: what is not known is asked for as such."""
    return {f"{name}__isnull" if value is None else name: value is None or value for name, value in figures.items()}


def _ended_in(case):
    if case.state == CaseState.CLOSED:
        return CaseState.CLOSED
    ends = MoveLogEntry.objects.filter(object_id=case.pk, action__in=_ENDING).order_by("-timestamp", "-pk")
    return ends.values_list("from_state", flat=True).first() or case.state


def _days_to_coordinator(case):
    accepted = case.assignments.filter(accepted_at__isnull=False).order_by("accepted_at")
    first = accepted.values_list("accepted_at", flat=True).first()
    return _days_until(case, first and timezone.localdate(first))


def _days_until(case, day):
    return None if day is None else max(0, (day - timezone.localdate(case.clock_from)).days)


def _people(case):
    """Who was there, of whom children, and who came through their work; nothing of a conference that never was."""
    if case.held_on is None:
        return {"participants": None, "children": None, "professionals": None}
    through_work = ~Q(capacity__in=IN_PRIVATE_TIME)
    return case.participants.filter(was_there=True).aggregate(
        participants=Count("pk"),
        children=Count("pk", filter=Q(is_child=True)),
        professionals=Count("pk", filter=through_work),
    )


def _agreements(case):
    if not case.has_given_plan():
        return {"agreements": None, "agreements_of_circle": None, "agreements_kept": None}
    counted = case.plan.agreements.aggregate(
        agreements=Count("pk"), agreements_of_circle=Count("pk", filter=Q(done_by=DoneBy.CIRCLE))
    )
    kept, gone = _measured(case)
    return counted | {"agreements": counted["agreements"] + gone, "agreements_kept": kept}


def _measured(case):
    """How many were kept at the last measurement of which something is known, None when nobody ever said; and how many
    were asked about there that a later plan left out: they were agreements of this case too.
    """
    for moment in (Moment.THREE_MONTHS, Moment.FOUR_WEEKS):
        told = AgreementOutcome.objects.filter(case=case, follow_up__moment=moment)
        found = told.aggregate(
            told=Count("pk"),
            kept=Count("pk", filter=Q(outcome=Outcome.KEPT)),
            gone=Count("pk", filter=Q(agreement__isnull=True)),
        )
        if found["told"]:
            return found["kept"], found["gone"]
    return None, 0


def _replies(case):
    """Whether more people say that it is better than not, and the middle of the marks."""
    replies = FollowUpReply.objects.filter(case=case)
    found = replies.aggregate(
        said=Count("pk", filter=~Q(improved="")),
        better=Count("pk", filter=Q(improved=Improved.BETTER)),
        **{f"middle_{name}": Avg(name) for name in _MARKS},
    )
    marks = {name: _rounded(found[f"middle_{name}"]) for name in _MARKS}
    return marks | {"improved": found["better"] * 2 > found["said"] if found["said"] else None}


def _rounded(middle):
    return None if middle is None else round(Decimal(str(middle)), 1)
