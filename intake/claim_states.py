"""The track of a claim: hours and expenses of a coordinator for a case (DESIGN §3, Claim)."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.tracks import States, Track, Transition


class ClaimState(States):
    WRITING = "writing", _("Being written"), _("Not handed in yet")
    HANDED_IN = "handed_in", _("Handed in"), _("Handed in: your region looks at it")
    APPROVED = "approved", _("Approved"), _("Approved")
    RETURNED = "returned", _("Sent back"), _("Sent back: read why, and hand it in again")


L = ClaimState
# The coordinator may still change it.
OPEN_CLAIMS = (L.WRITING, L.RETURNED)

CLAIM_TRACK = Track(
    name="intake.claim",
    states=ClaimState,
    initial=L.WRITING,
    transitions=(
        Transition(
            name="hand_in",
            label=_("Hand it in"),
            done=_("Handed in"),
            sources=OPEN_CLAIMS,
            target=L.HANDED_IN,
            by_owner=True,
            conditions=("has_lines",),
            tone="positive",
        ),
        Transition(
            name="approve",
            label=_("Approve"),
            done=_("Approved"),
            sources=(L.HANDED_IN,),
            target=L.APPROVED,
            permission="intake.approve_claim",
            tone="positive",
        ),
        Transition(
            name="send_back",
            label=_("Send it back"),
            done=_("Sent back"),
            sources=(L.HANDED_IN,),
            target=L.RETURNED,
            permission="intake.approve_claim",
            asks_reason=True,
        ),
    ),
    conditions={"has_lines": _("First write down hours or expenses.")},
)
