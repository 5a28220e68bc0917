"""The report and the trainers' one answer (DOMAIN §4.5, 4.6, 4.10). What the talk between brings is in `talking`."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, may, move
from training.actions.rostering import join_roster, lock_on_roster
from training.actions.windows import refuse_changed
from training.mails import send_candidate_waits_mail, send_report_waits_mail, send_step_mail
from training.models import (
    Candidate,
    CoordinatorScope,
    ProfilePoint,
    Report,
    ReportAnswer,
    Scope,
    Signature,
    Talk,
)
from training.states import CandidateState

_PART_IN = {CandidateState.TRAINED: 1, CandidateState.DEEPENED: 2}


@transaction.atomic
def keep_report(
    candidate: Candidate, *, by, points: dict | None = None, conclusion: str | None = None, verdict: str | None = None,
    scopes: Sequence[str] | None = None, read: Mapping[str, str] | None = None,
) -> Report:  # fmt: skip
    """Keeps what the candidate wrote so far; what is not given stays as it was.

    `points` by the values of ProfilePoint; `scopes` for the second part. `read` says what the writer had before them:
    a mark (`windows.mark_of`) by the value of a point or "conclusion". Called while looking at the candidate.
    Raises NotAllowed for anybody else, NotPossible when no report is asked now, Changed when other words were kept in
    another window meanwhile.
    """
    _lock_own(candidate, by=by)
    part = _PART_IN.get(CandidateState(candidate.state))
    if part is None:
        raise NotPossible(_("No report is asked of you now."))
    report = Report.objects.filter(candidate=candidate, part=part).first()
    report = report or Report(vault_id=candidate.vault_id, candidate=candidate, part=part)
    read = read or {}
    kept = dict(report.points)
    for point, text in (points or {}).items():
        if point in ProfilePoint.values:
            refuse_changed(kept.get(point, ""), text, read=read.get(point), field="text")
            kept[point] = text
    report.points = kept
    if conclusion is not None:
        refuse_changed(report.conclusion, conclusion, read=read.get("conclusion"), field="conclusion")
        report.conclusion = conclusion
    if verdict is not None:
        report.verdict = verdict
    if scopes is not None:
        report.scopes = [scope for scope in Scope.values if scope in scopes]
    report.edition += 1
    report.save()
    candidate.touched_at = timezone.now()
    candidate.save(update_fields=["touched_at"])
    return report


@transaction.atomic
def send_report(candidate: Candidate, *, by) -> Report:
    """The report goes to the trainers, who hear of it. Raises NotPossible (field "verdict") without a verdict."""
    _lock_own(candidate, by=by)
    report = Report.objects.filter(candidate=candidate, part=1).first()
    if report is None or not report.verdict:
        raise NotPossible(_("Say what you think yourself: does it fit?"), field="verdict")
    _forget_earlier_answer(report)
    Report.objects.filter(pk=report.pk).update(sent_at=timezone.now())
    move(candidate, "report", by=by)
    send_report_waits_mail(candidate)
    return report


@transaction.atomic
def answer_report(candidate: Candidate, *, by, verdict: str, reasons: str, read: str | None = None) -> ReportAnswer:
    """A trainer writes or changes the joint answer, and stands behind it; older signatures go with the older words.

    The same words again are only a signature. `read` is the key of the answer that the writer had before them, empty
    when there was none; None asks nothing. To be called while looking at the candidate, when there is an answer.
    Raises NotAllowed, or NotPossible when no report waits for an answer, or another answer than `read` stands there.
    """
    report = _report_to_answer(candidate, by=by)
    if not reasons.strip():
        raise NotPossible(_("Write down the reason."), field="reasons")
    before = _answer_read(report, read)
    if before is not None and before.verdict == verdict and before.reasons == reasons.strip():
        return _sign(candidate, before, by=by)
    ReportAnswer.objects.filter(report=report).delete()
    answer = ReportAnswer.objects.create(
        vault_id=candidate.vault_id, report=report, verdict=verdict, reasons=reasons.strip()
    )
    Signature.objects.create(answer=answer, trainer=by)
    log.note(candidate, "answer_report", by=by)
    return answer


@transaction.atomic
def sign_answer(candidate: Candidate, *, by, read: str | None = None) -> ReportAnswer:
    """Another trainer stands behind the answer as it is; nobody signs twice. `read` is as for `answer_report`."""
    answer = _answer_read(_report_to_answer(candidate, by=by), read)
    if answer is None:
        raise NotPossible(_("There is no answer to sign yet."))
    return _sign(candidate, answer, by=by)


@transaction.atomic
def agree(candidate: Candidate, *, by) -> Candidate:
    """Both sides say yes: the candidate is on the roster, to practise, and may do a first conference under guidance."""
    move(candidate, "agree", by=by)
    join_roster(candidate, by=by)
    send_step_mail(candidate)
    return candidate


@transaction.atomic
def ask_for_talk(candidate: Candidate, *, by, reason: str) -> Candidate:
    """The trainers see it differently, or are not sure: they say so in a talk."""
    move(candidate, "talk", by=by, reason=reason)
    send_step_mail(candidate)
    return candidate


@transaction.atomic
def choose_scopes(candidate: Candidate, *, by) -> Candidate:
    """The second report was sent: for what the coordinator is there from now on. The region hears of it.

    Raises NotAllowed for anybody else, NotPossible without a report (field "scopes") and for who left the roster.
    """
    _lock_own(candidate, by=by)
    report = Report.objects.filter(candidate=candidate, part=2).first()
    if report is None or not report.scopes:
        raise NotPossible(_("Say first what fits you."), field="scopes")
    Report.objects.filter(pk=report.pk).update(sent_at=timezone.now())
    move(candidate, "choose_scopes", by=by)
    _register_for(candidate, report.scopes, by=by)
    send_step_mail(candidate)
    send_candidate_waits_mail(candidate)
    return candidate


def _register_for(candidate, scopes, *, by):
    """Families and individuals always; what another training gave besides stays."""
    coordinator = lock_on_roster(join_roster(candidate, by=by))
    for scope in scopes:
        CoordinatorScope.objects.get_or_create(coordinator=coordinator, scope=scope)
    log.note(coordinator, "change_scopes", by=by)


def _forget_earlier_answer(report):
    """Who comes back sends the report anew: what was answered and said about the older one goes with it."""
    ReportAnswer.objects.filter(report=report).delete()
    Talk.objects.filter(report=report).delete()
    report.first_verdict, report.reconsidered, report.reconsidered_at = "", "", None
    report.save(update_fields=["first_verdict", "reconsidered", "reconsidered_at"])


def _answer_read(report, read):
    """The answer that stands there now. Raises NotPossible when it is not the one that was read."""
    answer = ReportAnswer.objects.filter(report=report).first()
    if read is not None and read != (str(answer.pk) if answer else ""):
        raise NotPossible(_("Another trainer changed the answer in the meantime. Read it first."))
    return answer


def _sign(candidate, answer, *, by):
    _signature, is_new = Signature.objects.get_or_create(answer=answer, trainer=by)
    if is_new:
        log.note(candidate, "answer_report", by=by)
    return answer


def _lock_own(candidate, *, by):
    lock(candidate)
    if not candidate.belongs_to(by):
        raise NotAllowed(f"{candidate.pk} is not of {by!r}.")


def _report_to_answer(candidate, *, by):
    lock(candidate)
    if not may(by, candidate, "agree"):
        raise NotAllowed(f"{by!r} does not answer the report of {candidate.pk}.")
    if candidate.state not in (CandidateState.REPORTED, CandidateState.IN_TALK):
        raise NotPossible(_("No report waits for an answer now."))
    return Report.objects.get(candidate=candidate, part=1)
