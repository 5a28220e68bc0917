"""How a plan goes and what was claimed, on the workbench of a case: what was told, and where staff write it down."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.actions.case_holding import WORK
from intake.actions.claiming import approve_claim, send_claim_back
from intake.actions.following_up import register_follow_up
from intake.case_states import CaseState
from intake.claim_states import ClaimState
from intake.claimed import total_of
from intake.follow_up_states import FollowUpState
from intake.forms.fields import TypedText
from intake.forms.follow_up import FourWeeksForm, ThreeMonthsForm
from intake.models import Case, Claim, FollowUp, Moment
from intake.viewsets.coordinating import called
from portal.backoffice.entries import EntryAction, EntryForm
from portal.backoffice.workbench import Panel
from portal.workflow.moves import NotPossible

PANEL, CLAIMS = "follow-up", "claims"
APPROVE = "intake.approve_claim"


def _register(moment):
    def act(case, *, by, **told):
        rows = FollowUp.objects.select_related("vault", "case__vault", "case__organisation", "case__region")
        follow_up = rows.filter(case=case, moment=moment).first()
        if follow_up is None:
            raise NotPossible(_("This is no longer here."))
        return register_follow_up(follow_up, by=by, **told)

    return act


def _approve(case, *, by, claim, edition):
    return approve_claim(claim, by=by, edition=edition)


def _send_back(case, *, by, claim, edition, reason):
    return send_claim_back(claim, by=by, edition=edition, reason=reason)


_LOOKED_AT = _("This claim was looked at already, or is not there any more.")


class ClaimForm(EntryForm):
    """About the claim that was handed in; `edition` is that of the claim then, so that nobody approves another one."""

    claim = forms.ModelChoiceField(
        label="", queryset=Claim.objects.none(), widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _LOOKED_AT),
    )  # fmt: skip
    edition = forms.IntegerField(
        widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), _LOOKED_AT)
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        related = ("vault", "case__organisation", "case__vault", "case__region", "assignment__coordinator__candidate")
        rows = self.obj.claims.filter(state=ClaimState.HANDED_IN).select_related(*related)
        self.fields["claim"].queryset = rows
        key, edition = rows.values_list("pk", "edition").first() or (None, None)
        self.initial = {"claim": key, "edition": edition, **self.initial}

    def add_error(self, field, error):
        hidden = field == "claim" or (field == "edition" and not self.non_field_errors())
        super().add_error(None if hidden else field, error)


class SendBackForm(ClaimForm):
    reason = TypedText(
        label=_("What is not right?"),
        help_text=_("The coordinator reads it, changes the claim and hands it in again."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


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
    "approve_claim": EntryAction(
        _approve, APPROVE, ClaimForm, _("Approve the claim"), panel=CLAIMS,
        consequences=(_("It stands in the statement of this month. The coordinator gets a mail that there is news."),),
        done=_("The claim was approved"),
    ),
    "send_claim_back": EntryAction(
        _send_back, APPROVE, SendBackForm, _("Send the claim back"), panel=CLAIMS, done=_("The claim was sent back"),
    ),
}  # fmt: skip


class _Told:
    """One measurement with what was told at it."""

    def __init__(self, follow_up, *, may_write):
        self.follow_up = follow_up
        self.is_waiting = follow_up.state == FollowUpState.WAITING
        self.entry = follow_up.moment if may_write and self.is_waiting else ""
        self.outcomes = sorted(follow_up.outcomes.all(), key=lambda one: (one.agreement.position, str(one.pk)))
        self.replies = list(follow_up.replies.all())


def follow_up_panel(case: Case, user) -> Panel:
    """Made while looking at the case; a number of queries that does not grow."""
    asked_now = case.state in (CaseState.PLAN_RUNNING, CaseState.FOLLOWED_UP)
    may_write = case.region_id in user.region_ids and user.holds(WORK) and asked_now
    rows = case.followups.select_related("vault").prefetch_related(
        "outcomes__vault", "outcomes__agreement__vault", "replies__vault", "replies__participant__vault"
    )
    context = {"case": case, "told": [_Told(one, may_write=may_write) for one in rows]}
    return Panel(PANEL, _("How it goes"), "intake/workbench/follow_up.html", context)


def claims_panel(case: Case, user) -> Panel:
    """As follow_up_panel."""
    related = ("vault", "case__organisation", "assignment__coordinator__candidate", "assignment__coordinator__region")
    claims = list(case.claims.select_related(*related).prefetch_related("lines__vault"))
    for claim in claims:
        sums = {f"sum_{kind}": Decimal(0) for kind in ("hours", "kilometres", "expense")}
        for line in claim.lines.all():
            sums[f"sum_{line.kind}"] += line.number
        vars(claim).update(sums)
        claim.total, claim.called = total_of(claim), called(claim.assignment.coordinator)
        claim.is_handed_in = claim.state == ClaimState.HANDED_IN
    may_judge = case.region_id in user.region_ids and user.holds(APPROVE)
    context = {"case": case, "claims": claims, "may_judge": may_judge}
    return Panel(CLAIMS, _("Hours and costs"), "intake/workbench/claims.html", context)
