"""What was claimed for a case, on its workbench: what it adds up to, and where staff approve it or send it back."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.actions.claiming import approve_claim, send_claim_back
from intake.claim_states import ClaimState
from intake.claimed import total_of
from intake.forms.fields import TypedText
from intake.models import Case, Claim
from intake.viewsets.coordinating import called
from portal.backoffice.entries import EntryAction, EntryForm
from portal.backoffice.workbench import Panel

PANEL = "claims"
APPROVE = "intake.approve_claim"
_RELATED = ("vault", "case__organisation", "case__vault", "case__region", "assignment__coordinator__candidate",
            "assignment__coordinator__region")  # fmt: skip


def _approve(case, *, by, claim, edition):
    return approve_claim(claim, by=by, edition=edition)


def _send_back(case, *, by, claim, edition, reason):
    return send_claim_back(claim, by=by, edition=edition, reason=reason)


_LOOKED_AT = _("This claim was looked at already, or is not there any more.")


class ClaimForm(EntryForm):
    """About the claim that was handed in, which is to be read above it. `edition` is that of the claim then, so that
    nobody approves another one than they read.
    """

    claim = forms.ModelChoiceField(
        label="", queryset=Claim.objects.none(), widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _LOOKED_AT),
    )  # fmt: skip
    edition = forms.IntegerField(
        widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), _LOOKED_AT)
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.obj.claims.filter(state=ClaimState.HANDED_IN).select_related(*_RELATED)
        self.fields["claim"].queryset = rows
        key, edition = rows.values_list("pk", "edition").first() or (None, None)
        self.initial = {"claim": key, "edition": edition, **self.initial}

    def show(self):
        """What is judged, in `read`; None when nothing is. When it is another one by now, that is read and sent."""
        self.read = next(iter(_opened(self.obj.claims.filter(state=ClaimState.HANDED_IN))), None)
        now = {"claim": str(self.read.pk), "edition": str(self.read.edition)} if self.read else {}
        if self.is_bound:
            self.data = self.data.dict() | now
        self.initial = {**self.initial, **now}

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


JUDGING_ENTRIES = {
    "approve_claim": EntryAction(
        _approve, APPROVE, ClaimForm, _("Approve the claim"), looks=True, panel=PANEL,
        template="intake/workbench/claim_judged.html",
        consequences=(_("It stands in the statement of this month. The coordinator gets a mail that there is news."),),
        done=_("The claim was approved"),
    ),
    "send_claim_back": EntryAction(
        _send_back, APPROVE, SendBackForm, _("Send the claim back"), looks=True, panel=PANEL,
        template="intake/workbench/claim_judged.html", done=_("The claim was sent back"),
    ),
}  # fmt: skip


def claims_panel(case: Case, user) -> Panel:
    """Made while looking at the case; a number of queries that does not grow."""
    claims = _opened(case.claims.all())
    may_judge = case.region_id in user.region_ids and user.holds(APPROVE)
    waiting = sum(claim.is_handed_in for claim in claims) if may_judge else 0
    context = {"case": case, "claims": claims, "may_judge": may_judge}
    return Panel(PANEL, _("Hours and costs"), "intake/workbench/claims.html", context, waiting=waiting)


def _opened(claims):
    """With their lines, what these add up to, and whose they are."""
    claims = list(claims.select_related(*_RELATED).prefetch_related("lines__vault"))
    for claim in claims:
        sums = {f"sum_{kind}": Decimal(0) for kind in ("hours", "kilometres", "expense")}
        for line in claim.lines.all():
            sums[f"sum_{line.kind}"] += line.number
        vars(claim).update(sums)
        claim.total, claim.called = total_of(claim), called(claim.assignment.coordinator)
        claim.is_handed_in = claim.state == ClaimState.HANDED_IN
    return claims
