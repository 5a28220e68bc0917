"""What a coordinator's own page and account are told of their conferences: plain facts, nothing is opened."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from intake.assignment_states import ACTIVE, ASKED, AT_HAND, AssignmentState
from intake.models import Assignment, Case
from intake.queries import assignments_of
from portal.workflow.references import shown
from training.own_lines import OwnLine

# From here on the names of other people stand on their page: a password alone opens none of them (DESIGN §1).
NAMES_ARE_SHOWN = (AssignmentState.INTERESTED, *AT_HAND)


def own_lines(user) -> Iterator[OwnLine]:
    """What they are asked and what is theirs; the last line leads to what was."""
    for assignment in assignments_of(user).filter(state__in=(*ASKED, *AT_HAND)).order_by("answer_by"):
        address = reverse("intake:my_case", args=[assignment.pk])
        if assignment.state in ACTIVE:
            yield OwnLine(_("Your conference: number %(number)s") % {"number": assignment}, address, _("Open it"))
        elif assignment.state in AT_HAND:
            words = _("Your conference %(number)s: the plan is there, you still call once") % {"number": assignment}
            yield OwnLine(words, address, _("Open it"))
        elif assignment.is_in_time:
            words = _("You are asked for a conference: answer before %(moment)s") % {
                "moment": moment_in_words(assignment.answer_by)
            }
            yield OwnLine(words, address, _("Look at it"), is_asked=True)
    yield OwnLine(_("Your conferences: what you are asked, what is yours, what was"), reverse("intake:my_cases"), "")


def case_that_waits(user) -> str:
    """Where a coordinator goes on for whom names are shown; empty for everybody else (DESIGN §1, second factor)."""
    keys = Assignment.objects.of(user).filter(state__in=NAMES_ARE_SHOWN).values_list("pk", flat=True)[:2]
    if not keys:
        return ""
    return reverse("intake:my_case", args=[keys[0]]) if len(keys) == 1 else reverse("intake:my_cases")


def coordinators_called(case: Case) -> dict[int, str]:
    """What staff read instead of a coordinator's e-mail address, by account: names lie sealed in their own vault."""
    rows = case.assignments.filter(coordinator__isnull=False).values_list(
        "coordinator__candidate__user", "coordinator__registration_number"
    )
    return {user: _called(number) for user, number in rows.order_by() if user}


def _called(number):
    if not number:
        return _("Coordinator who practises")
    return _("Coordinator %(number)s") % {"number": shown(number)}


def moment_in_words(moment) -> str:
    """A deadline as people say it: day, date and hour."""
    return date_format(localtime(moment), "l j F, H:i")


def is_asked(assignment: Assignment) -> bool:
    """Whether they may still answer; what was not answered in time is over, swept already or not."""
    return assignment.state in ASKED and assignment.is_in_time
