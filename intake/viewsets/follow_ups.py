"""How a plan goes, on the workbench of a case: what was told, and where staff write it down."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.actions.case_holding import WORK
from intake.actions.following_up import register_follow_up
from intake.case_states import CaseState
from intake.follow_up_states import FollowUpState
from intake.forms.follow_up import FourWeeksForm, ThreeMonthsForm
from intake.models import Case, FollowUp, Moment
from portal.backoffice.entries import EntryAction
from portal.backoffice.workbench import Panel
from portal.workflow.moves import NotPossible

PANEL = "follow-up"


def _register(moment):
    def act(case, *, by, **told):
        rows = FollowUp.objects.select_related("vault", "case__vault", "case__organisation", "case__region")
        follow_up = rows.filter(case=case, moment=moment).first()
        if follow_up is None:
            raise NotPossible(_("This is no longer here."))
        return register_follow_up(follow_up, by=by, **told)

    return act


_FINISHES = _("Then the case is closed to the coordinator: the call after four weeks was the last thing to do.")
FOLLOW_UP_ENTRIES = {
    "four_weeks": EntryAction(
        _register(Moment.FOUR_WEEKS), WORK, FourWeeksForm, _("Write down how it goes after four weeks"), looks=True,
        panel=PANEL, consequences=(_FINISHES,), done=_("It was written down how it goes"),
    ),
    "three_months": EntryAction(
        _register(Moment.THREE_MONTHS), WORK, ThreeMonthsForm, _("Write down how it goes after three months"),
        looks=True, panel=PANEL,
        consequences=(
            _("Nobody can answer with their own code any more."),
            _("Then the case can be closed, once its registration is complete."),
        ),
        done=_("It was written down how it goes"),
    ),
}  # fmt: skip


class _Told:
    """One measurement with what was told at it."""

    def __init__(self, follow_up, *, may_write):
        self.follow_up = follow_up
        self.is_waiting = follow_up.state == FollowUpState.WAITING
        self.entry = follow_up.moment if may_write and follow_up.is_open_now else ""
        self.opens_on = follow_up.opens_on if may_write and self.is_waiting and not self.entry else None
        self.outcomes = sorted(follow_up.outcomes.all(), key=_place)
        self.replies = list(follow_up.replies.all())


def _place(outcome):
    """As the plan has its agreements; last what is no longer in the plan."""
    agreement = outcome.agreement
    return agreement is None, agreement.position if agreement else 0, str(outcome.pk)


def follow_up_panel(case: Case, user) -> Panel:
    """Made while looking at the case; a number of queries that does not grow."""
    asked_now = case.state in (CaseState.PLAN_RUNNING, CaseState.FOLLOWED_UP)
    may_write = case.region_id in user.region_ids and user.holds(WORK) and asked_now
    rows = case.followups.select_related("vault").prefetch_related(
        "outcomes__vault", "outcomes__agreement__vault", "replies__vault", "replies__participant__vault"
    )
    told = [_Told(one, may_write=may_write) for one in rows]
    today = timezone.localdate()
    waiting = sum(bool(one.entry) and one.follow_up.due_on <= today for one in told)
    context = {"case": case, "told": told}
    return Panel(PANEL, _("How it goes"), "intake/workbench/follow_up.html", context, waiting=waiting)
