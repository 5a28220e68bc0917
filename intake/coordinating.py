"""What a coordinator's own page and account are told of their conferences: plain facts, nothing is opened."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from intake.assignment_states import ACTIVE, ASKED, AT_HAND, AssignmentState
from intake.case_states import CaseState
from intake.models import Assignment, Case
from intake.plan_states import PlanState
from intake.queries import assignments_of, with_new_decisions, with_new_decisions_about_change
from portal.workflow.references import shown
from portal.workflow.tracks import Text
from training.bench_links import BenchLink
from training.coaching import coaching_accounts
from training.models import Coordinator
from training.own_lines import OwnLine

# From here on the names of other people stand on their page: a password alone opens none of them (DESIGN §1).
NAMES_ARE_SHOWN = (AssignmentState.INTERESTED, *AT_HAND)


def own_lines(user) -> Iterator[OwnLine]:
    """What they are asked and what is theirs; the last line leads to what was. None for whoever was on no roster."""
    news = {"has_news": with_new_decisions(), "has_news_of_change": with_new_decisions_about_change()}
    rows = assignments_of(user).filter(state__in=(*ASKED, *AT_HAND)).annotate(**news)
    for assignment in rows.order_by("answer_by"):
        address = reverse("intake:my_case", args=[assignment.pk])
        if _decided_anew(assignment):
            words = _("Your conference: number %(number)s. Read what they decided") % {"number": assignment}
            yield OwnLine(words, address, _("Open it"))
        elif assignment.state in ACTIVE:
            yield OwnLine(_("Your conference: number %(number)s") % {"number": assignment}, address, _("Open it"))
        elif assignment.state in AT_HAND:
            words = _("Your conference %(number)s: the plan is there, you still call once")
            if not assignment.still_calls:
                words = _("Your conference %(number)s: the plan must change, you write it")
            yield OwnLine(words % {"number": assignment}, address, _("Open it"))
        elif assignment.is_in_time:
            words = _("You are asked for a conference: answer before %(moment)s") % {
                "moment": moment_in_words(assignment.answer_by)
            }
            yield OwnLine(words, address, _("Look at it"), is_asked=True)
    if Coordinator.objects.of(user).exists():
        yield OwnLine(
            _("Your conferences: what you are asked, what is yours, what was"), reverse("intake:my_cases"), ""
        )


def _decided_anew(assignment):
    """Of a row of `own_lines`: whether those whom it is about decided what its coordinator did not read yet."""
    if assignment.state in ACTIVE:
        return assignment.has_news
    return assignment.state in AT_HAND and assignment.has_news_of_change


def case_that_waits(user) -> str:
    """Where a coordinator goes on for whom names are shown; empty for everybody else (DESIGN §1, second factor)."""
    keys = Assignment.objects.of(user).filter(state__in=NAMES_ARE_SHOWN).values_list("pk", flat=True)[:2]
    if not keys:
        return ""
    return reverse("intake:my_case", args=[keys[0]]) if len(keys) == 1 else reverse("intake:my_cases")


def coordinators_called(case: Case) -> dict[int, str]:
    """What staff read instead of a coordinator's e-mail address, by account: names lie sealed in their own vault.

    Whoever coaches volunteers there is called that, unless they do the case themselves.
    """
    rows = case.assignments.filter(coordinator__isnull=False).values_list(
        "coordinator__candidate__user", "coordinator__registration_number"
    )
    return _coaches_called(case) | {user: _called(number) for user, number in rows.order_by() if user}


def bench_links(coordinator: Coordinator, user) -> Iterator[BenchLink]:
    """From the bench of a coordinator to all cases of theirs, for who may see cases."""
    if user.holds("intake.view_case"):
        yield BenchLink(_("All cases of this coordinator"), reverse("cases:of_coordinator", args=[coordinator.pk]))


def _coaches_called(case):
    if not case.organisation.has_volunteers:
        return {}
    return dict.fromkeys(coaching_accounts(case.organisation).values_list("pk", flat=True), _("The coach"))


def _called(number):
    if not number:
        return _("Coordinator who practises")
    return _("Coordinator %(number)s") % {"number": shown(number)}


def moment_in_words(moment) -> str:
    """A deadline as people say it: day, date and hour."""
    return date_format(localtime(moment), "l j F, H:i")


def how_far(assignment: Assignment) -> Text:
    """How far it is, in words for its coordinator; of a row of `assignments_of`; once held, how far its plan is."""
    case = assignment.case
    if assignment.state in ACTIVE and case.state == CaseState.HELD:
        return case.plan.public_state_label if hasattr(case, "plan") else PlanState.WRITING.public_label
    if assignment.state == AssignmentState.DISTRIBUTED and not vars(assignment)["still_calls"]:
        return _("The plan must change. You write it")
    return assignment.public_state_label


def is_asked(assignment: Assignment) -> bool:
    """Whether they may still answer; what was not answered in time is over, swept already or not."""
    return assignment.state in ASKED and assignment.is_in_time
