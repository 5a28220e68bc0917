"""What those whom it is about decide by own code: yes to what lies before them, or otherwise (DESIGN §3, Case)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.assigning import cancel_running
from intake.actions.case_holding import Outdated, hold_case
from intake.actions.following import Follower
from intake.actions.keeping_figures import keep_figures
from intake.actions.laid_before import laid_before
from intake.actions.pausing import end_pause, pause_by_code, resume_by_code
from intake.actions.safety import raise_concern_by_code
from intake.assignment_states import ACTIVE, AT_HAND
from intake.case_states import AT_WORK, CASE_TRACK, OPEN_CASES
from intake.mails import send_assignment_news_mail, send_case_news_mail, send_looks_again_mail
from intake.models import (
    About,
    Assignment,
    Case,
    CoreDecision,
    CorePerson,
    Plan,
    SafetyConcern,
)
from intake.plan_states import PlanState
from intake.queries import decisions_about_change, decisions_for_coordinator
from portal.privacy import VISITOR
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, move

READ = "intake.work_case"
# Of one person, that neither region nor coordinator has read yet: enough to think otherwise often, too few to flood.
MOST_UNREAD = 20


def core_person_of(follower: Follower) -> CorePerson | None:
    """Who decides with this code; None for a referrer who is somebody else, and before there is a case."""
    if follower.case is None:
        return None
    if follower.core_person is not None:
        return follower.core_person
    return follower.referral.core_persons.filter(is_referrer=True).first()


def last_decisions(person: CorePerson, *, case: Case) -> dict[str, CoreDecision]:
    """What they decided last about each; their own, never another's."""
    rows = CoreDecision.objects.filter(case=case, core_person=person).order_by("said_at", "pk")
    return {row.about: row for row in rows}


@transaction.atomic
def decide(follower: Follower, *, about: str, is_yes: bool, words: str = "", edition: int | None) -> CoreDecision:
    """Yes to what lies before them, or otherwise, in their words. `edition` is what they saw.

    Raises NotAllowed for who may not, Outdated when it changed since they saw it, and NotPossible when there is
    nothing (any more) to decide, and without words to a no (field "words").
    """
    case, person = _held(follower)
    laid = laid_before(person, case=case).get(about)
    if laid is None or not laid.is_open:
        raise NotPossible(_("There is nothing to decide about this now."))
    if edition != laid.edition:
        raise Outdated()
    if not is_yes and not words.strip():
        raise NotPossible(_("Write in a few words how it should be."), field="words")
    return _keep(case, person, about=about, is_yes=is_yes, words=words, of_edition=laid.edition)


@transaction.atomic
def pause_by_person(follower: Follower, *, reason: str = "", until: date | None = None) -> CoreDecision:
    """They put it on hold. Region and coordinator hear of it."""
    case, person = _held(follower)
    decision = _keep(case, person, about=About.PAUSE, is_yes=True, words=reason, is_told=True)
    pause_by_code(case, reason=reason, until=until)
    return decision


@transaction.atomic
def resume_by_person(follower: Follower) -> CoreDecision:
    """They let it go on. Region and coordinator hear of it."""
    case, person = _held(follower)
    if case.paused_at is None:
        raise NotPossible(_("It is not on hold."))
    decision = _keep(case, person, about=About.RESUME, is_yes=True, is_told=True)
    resume_by_code(case)
    return decision


@transaction.atomic
def stop_by_person(follower: Follower, *, reason: str = "") -> Case:
    """They stop, at any time and without a reason. Nobody is asked for it any more, and who works on it is told."""
    case, person = _held(follower)
    _keep(case, person, about=About.STOP, is_yes=True, words=reason, is_told=True)
    move(case, "stop_by_family", by=VISITOR, ended_at=timezone.now())
    end_pause(case)
    cancel_running(case)
    keep_figures(case)
    send_case_news_mail(case)
    return case


@transaction.atomic
def ask_another_coordinator(follower: Follower, *, reason: str = "") -> Case:
    """They want somebody else: the assignment ends, and another coordinator is looked for. Only the region reads why.

    Raises NotPossible while nobody does it.
    """
    case, person = _held(follower)
    assignment = _doing(case)
    if assignment is None:
        raise NotPossible(_("There is no coordinator now. We are looking for one."))
    _keep(case, person, about=About.COORDINATOR, is_yes=True, words=reason, is_told=True)
    move(assignment, "end_by_family", by=VISITOR, place=None, ended_at=timezone.now())
    assignment.case = case
    if case.state in AT_WORK:
        move(case, "look_again", by=None)
    send_assignment_news_mail(assignment)
    send_looks_again_mail(assignment)
    return case


@transaction.atomic
def worry_by_person(follower: Follower, *, text: str) -> SafetyConcern:
    """They are worried about safety: manager and deputy hear at once, and nobody else is told."""
    case, person = _held(follower)
    return raise_concern_by_code(case, text=text, of=person)


@transaction.atomic
def read_decisions(case: Case, *, by) -> int:
    """Staff of the region read what was decided; how many were new to them. To the coordinator they stay new."""
    hold_case(case, by=by, permission=READ, states=CASE_TRACK.states.values)
    return CoreDecision.objects.filter(case=case, read_at__isnull=True).update(read_at=timezone.now())


def read_by_coordinator(shown: list[CoreDecision]) -> int:
    """The coordinator has these before their eyes; how many were new to them. To the region they stay new."""
    new = [row.pk for row in shown if row.seen_by_coordinator_at is None]
    rows = CoreDecision.objects.filter(pk__in=new, seen_by_coordinator_at__isnull=True)
    return rows.update(seen_by_coordinator_at=timezone.now()) if new else 0


def for_coordinator(case: Case) -> list[CoreDecision]:
    """What its coordinator may read, newest first: all but what only the region reads."""
    return _newest_first(decisions_for_coordinator().filter(case=case))


def about_change(case: Case) -> list[CoreDecision]:
    """What who types a changed plan may read, newest first: what was decided about it since everybody had the other."""
    return _newest_first(decisions_about_change().filter(case=case))


def objections_to(plan: Plan | None, *, doing: Assignment) -> list[CoreDecision]:
    """Who of those whom it is about wants the plan otherwise than it was presented last, as their last word, newest
    first; as far as its coordinator (`doing`) may read it. None once everybody has it.
    """
    if plan is None or plan.state == PlanState.GIVEN:
        return []
    rows = decisions_for_coordinator() if doing.state in ACTIVE else decisions_about_change()
    said = _newest_first(rows.filter(case=plan.case_id, about=About.PLAN, of_edition=plan.revision))
    last = {row.core_person_id: row for row in reversed(said)}
    return [row for row in said if last[row.core_person_id] is row and not row.is_yes]


def has_coordinator(case: Case) -> bool:
    """Whether somebody does it now, so that another one can be asked for."""
    return Assignment.objects.filter(case=case, state__in=ACTIVE).exists()


def _held(follower):
    """The case, held, and who of it decides; refuses everybody else."""
    person = core_person_of(follower)
    if person is None:
        raise NotAllowed("Only those whom it is about decide.")
    case = Case.objects.select_related("vault", "region", "organisation__site").get(pk=follower.case.pk)
    lock(case)
    if case.state not in OPEN_CASES:
        raise NotPossible(_("This has ended, so nobody reads here any more. Please call us."))
    return case, person


def _keep(case, person, *, about, is_yes, words="", of_edition=None, is_told=False):
    """Writes it down; region and coordinator each hear once while something is unread for them.

    `is_told`: they hear otherwise.
    """
    _refuse_flood(case, person, about)
    assignment = _hearing(case)
    region_hears = not is_told and not CoreDecision.objects.filter(case=case, read_at__isnull=True).exists()
    coordinator_hears = not is_told and assignment is not None and not _has_unread(assignment)
    decision = CoreDecision.objects.create(
        vault=case.vault, case=case, core_person=person, about=about, is_yes=is_yes, words=words.strip(),
        of_edition=of_edition,
    )  # fmt: skip
    log.note(case, "decide", by=VISITOR)
    if region_hears:
        send_case_news_mail(case)
    if coordinator_hears:
        send_assignment_news_mail(assignment)
    return decision


def _refuse_flood(case, person, about):
    unread = CoreDecision.objects.filter(case=case, read_at__isnull=True, seen_by_coordinator_at__isnull=True)
    if about != About.STOP and unread.filter(core_person=person).count() >= MOST_UNREAD:
        raise NotPossible(_("We have not read your other answers yet. Call us if it cannot wait."), field="words")


def _has_unread(assignment):
    """Whether its coordinator was told already of something unread: what is older, nobody wrote to them about."""
    rows = decisions_for_coordinator() if assignment.state in ACTIVE else decisions_about_change()
    unread = rows.filter(case=assignment.case_id, seen_by_coordinator_at__isnull=True)
    return unread.filter(said_at__gte=assignment.accepted_at).exists()


def _doing(case):
    return _with_people(Assignment.objects.filter(case=case, state__in=ACTIVE)).first()


def _hearing(case):
    """Who does it; and while a plan that everybody has changes, who types it."""
    plan = Plan.objects.filter(case=case).first()
    if plan is None or not plan.is_changed:
        return _doing(case)
    # Somebody who does the case now comes before who only types its plan.
    rows = _with_people(Assignment.objects.filter(case=case, state__in=AT_HAND, coordinator__isnull=False))
    return rows.order_by("state", "-accepted_at").first()


def _with_people(assignments):
    return assignments.select_related(
        "vault", "coordinator__candidate__user", "case__vault", "case__region", "case__organisation__site"
    )


def _newest_first(decisions):
    return list(decisions.select_related("core_person").order_by("-said_at", "-pk"))
