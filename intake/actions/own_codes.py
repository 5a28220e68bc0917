"""A code of one's own, of either kind: of the circle and who must accept the plan, or of somebody whom it is about."""

from django.db.models import Q

from intake.actions.circle import core_of_circle
from intake.actions.following import Follower, follower_with
from intake.actions.voices import core_person_of
from intake.models import Participant, RecipientCode
from portal.workflow.moves import NotPossible, lock

OwnCode = RecipientCode | Follower


def opens_something(code: OwnCode) -> bool:
    """Whether it is theirs to tell how it goes: never a referrer's who is somebody else, nor a code taken back."""
    return code.works if isinstance(code, RecipientCode) else core_person_of(code) is not None


def as_it_is_now(code: OwnCode) -> OwnCode | None:
    """To be called with the case held. None when the code was replaced or taken back since the page was opened."""
    if isinstance(code, Follower):
        return follower_with(code.key, organisation=code.referral.organisation)
    try:
        lock(code)
    except NotPossible:
        return None
    return code if code.works else None


def replies_with(code: OwnCode) -> Q:
    """Which replies are theirs, whether they gave them by this code, an older one, or to who called."""
    if isinstance(code, Follower):
        return Q(participant__is_core=True, participant__side=core_person_of(code))
    if code.participant_id is not None:
        return Q(participant=code.participant_id)
    return Q(participant=None, by_code=True)


def is_child(code: OwnCode) -> bool:
    """Whether a child tells with it, as far as the circle says; they read a child's words."""
    if isinstance(code, Follower):
        return code.asked_as_child or bool((row := _core_row(code)) and row.is_child)
    return code.participant is not None and code.participant.is_child


def participant_of(code: OwnCode) -> Participant | None:
    """Their row in the circle; None for who must accept the plan. Whom it is about is put there if they were not yet.

    To be called while looking.
    """
    if isinstance(code, RecipientCode):
        return code.participant
    if _core_row(code) is None:
        core_of_circle(code.case)
    return _core_row(code)


def _core_row(follower):
    rows = Participant.objects.filter(case=follower.case, is_core=True, side=core_person_of(follower))
    return rows.first()
