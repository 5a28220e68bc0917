"""The registration of a case at a glance: piece by piece what is there and what is missing. Nothing is opened."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.claim_states import ClaimState
from intake.follow_up_states import FollowUpState
from intake.models import Case
from intake.models.registration import Asked, missing_in


class Registered(NamedTuple):
    """One piece. `sign` is done, todo, or none where nothing needs to stand there."""

    heading: str
    said: str
    sign: str


def registration_of(case: Case) -> list[Registered]:
    """In the order in which a case comes about, in a number of queries that does not grow."""
    missing = missing_in(case)
    states = dict(case.followups.order_by().values_list("moment", "state"))
    claims = list(case.claims.order_by().values_list("state", flat=True))
    pieces = [_piece(asked, is_missing=asked in missing, states=states, claims=claims) for asked in Asked]
    if Asked.PLAN in missing and case.has_given_plan():
        pieces[list(Asked).index(Asked.PLAN)] = Registered(str(Asked.PLAN.label), _("It is being changed"), "todo")
    return pieces


def _piece(asked, *, is_missing, states, claims):
    heading = str(asked.label)
    if asked == Asked.CLAIMS:
        return Registered(heading, *_claims(claims))
    if is_missing:
        return Registered(heading, _("Missing"), "todo")
    lapsed = states.get(asked.value) == FollowUpState.LAPSED
    return Registered(heading, _("Nobody answered") if lapsed else _("There"), "done")


def _claims(states):
    if not states:
        return _("Nothing claimed"), "none"
    if waits := states.count(ClaimState.HANDED_IN):
        return ngettext("%(count)d to look at", "%(count)d to look at", waits) % {"count": waits}, "todo"
    if all(state == ClaimState.APPROVED for state in states):
        return _("Approved"), "done"
    return _("Being written"), "none"
