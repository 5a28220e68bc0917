"""How far it is, in the words of whoever follows: what they see depends on whose code it is (DESIGN §3, Case)."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intake.actions.following import Follower
from intake.case_states import CaseState
from intake.states import REFERRAL_TRACK, ReferralState
from intake.views.first_answer import awaited_answer
from portal.workflow.models import MoveLogEntry
from portal.workflow.tracks import Text, Track

BEADS = (ReferralState.RECEIVED, ReferralState.IN_TALK, ReferralState.ACCEPTED)

# What a state means for who follows it: what happens now, and what they can do. What is awaited of us at first stands
# in `first_answer`.
EXPLANATIONS: dict[str, Text] = {
    ReferralState.IN_TALK: _("We are finding out together whether a conference fits, and who agrees."),
    ReferralState.DECLINED: _("We do not go on with this request."),
    ReferralState.REFERRED_ON: _("We do not go on with this request."),
    ReferralState.WITHDRAWN: _("You took this request back. We stopped. Do you want to ask again? You can, any time."),
    ReferralState.DUPLICATE: _(
        "The same was asked before. We go on under that number. Under this one nothing happens."
    ),
    CaseState.QUESTION: _("Together with the person it is about, we look for the question and for a coordinator."),
    CaseState.MATCHING: _("The question is there. We look for a coordinator who suits the person it is about."),
    CaseState.PREPARATION: _("A coordinator prepares the conference together with the person it is about."),
    CaseState.HELD: _("The conference was held. The plan is written down, and then everybody who was there gets it."),
    CaseState.PLAN_RUNNING: _("The plan is there. After three months we ask how it goes."),
    CaseState.FOLLOWED_UP: _("The plan is there, and it was asked how it goes."),
    CaseState.CLOSED: _("This has come to its end. The plan stays with the people who made it."),
    CaseState.STOPPED: _("This has stopped."),
}
_CHILD_EXPLANATIONS: dict[str, Text] = {
    ReferralState.IN_TALK: pgettext_lazy("child", "We talk with you about what you want, and who must agree."),
    ReferralState.DECLINED: pgettext_lazy("child", "We do not go on with this."),
    ReferralState.REFERRED_ON: pgettext_lazy("child", "We do not go on with this."),
    ReferralState.WITHDRAWN: pgettext_lazy("child", "You took this back. We stopped. You can ask again any time."),
    CaseState.QUESTION: pgettext_lazy("child", "Together with you we look for the question and for a coordinator."),
    CaseState.MATCHING: pgettext_lazy("child", "The question is there. We look for a coordinator who suits you."),
    CaseState.PREPARATION: pgettext_lazy(
        "child", "A coordinator prepares the conference together with you. You say who comes."
    ),
    CaseState.HELD: pgettext_lazy("child", "You had the conference. Your plan is written down. Then you get it."),
    CaseState.PLAN_RUNNING: pgettext_lazy(
        "child", "Your plan is there. After three months we ask you how it goes. Is something wrong? Write to us."
    ),
    CaseState.FOLLOWED_UP: pgettext_lazy("child", "Thank you for telling us how it goes. The plan stays yours."),
    CaseState.CLOSED: pgettext_lazy("child", "We are done. The plan stays yours."),
    CaseState.STOPPED: pgettext_lazy("child", "This has stopped."),
}
# The core persons' own words: it is about them.
_OWN_EXPLANATIONS: dict[str, Text] = {
    CaseState.QUESTION: _("Together with you we look for the question and for a coordinator."),
    CaseState.MATCHING: _("The question is there. We look for a coordinator who suits you."),
    CaseState.PREPARATION: _("A coordinator prepares the conference together with you. You decide who comes."),
    CaseState.HELD: _("You had the conference. Your plan is written down. Then everybody who was there gets it."),
    CaseState.PLAN_RUNNING: _(
        "Your plan is there. After three months we ask how it goes. Does something not work? Write to us below."
    ),
    CaseState.FOLLOWED_UP: _("Your plan is there, and we asked how it goes. The plan stays yours."),
    CaseState.CLOSED: _("This has come to its end. The plan stays yours."),
}
_CLOSED_BY_US = (ReferralState.DECLINED, ReferralState.REFERRED_ON, CaseState.STOPPED)
_CALL = _("Do you want to know why, or ask again? Call us.")
_WRITE_OR_CALL = _("Do you want to know why, or ask again? Write it below, or call us.")
_CHILD_CALL = pgettext_lazy("child", "Do you want to know why, or ask again? Call us.")
_CHILD_WRITE_OR_CALL = pgettext_lazy("child", "Do you want to know why, or ask again? Write it below, or call us.")
# The tracks' public labels, where they say "you".
_CHILD_LABELS: dict[str, Text] = {
    ReferralState.RECEIVED: pgettext_lazy("child", "We have your request"),
    ReferralState.ACCEPTED: pgettext_lazy("child", "We are going to work with you"),
    CaseState.MATCHING: pgettext_lazy("child", "We are looking for a coordinator who suits you"),
    CaseState.PREPARATION: pgettext_lazy("child", "A coordinator is there: you prepare the conference together"),
    CaseState.HELD: pgettext_lazy("child", "You had the conference: the plan is written down"),
    CaseState.PLAN_RUNNING: pgettext_lazy("child", "The plan is there, and it is carried out"),
}
_CHILD_SAID: dict[str, Text] = {"hold": pgettext_lazy("child", "You had the conference")}
# Who of several stopped is not told to the others: it reads as when we close it.
_SAID_AS_THE_STATE = ("stop_by_family",)
_IN_TOUCH = (
    _("We are in touch"),
    _("We are in touch with the person it is about. From now on it is theirs: they decide what you hear."),
)
_ENDED = (_("Ended"), _("Our contact has ended. The person it is about decides what you hear of it."))


@dataclass(frozen=True)
class Progress:
    """`bead` is the number of BEADS it has come to, 0 where none are drawn; `lines` what happened, oldest first."""

    heading: Text
    explanation: Text
    bead: int = 0
    lines: list[tuple[datetime, Text]] = field(default_factory=list)


def progress_of(follower: Follower, *, is_answered: bool = False) -> Progress:
    """What this follower may know, and no more. `is_answered`: they have a message from us."""
    case = follower.case
    if not follower.is_owner:
        return Progress(*(_IN_TOUCH if follower.is_running else _ENDED))
    if follower.core_person is not None:
        return Progress(case.public_state_label, _explained(follower, case.state, _OWN_EXPLANATIONS))
    return _full_progress(follower, is_answered)


def _full_progress(follower, is_answered):
    referral, case = follower.referral, follower.case
    at, child = case or referral, follower.asked_as_child
    own = _CHILD_EXPLANATIONS if child else _OWN_EXPLANATIONS if referral.is_own else {}
    arrived = (referral.received_at, _label(REFERRAL_TRACK, ReferralState.RECEIVED, child))
    return Progress(
        heading=_label(at.track, at.state, child),
        explanation=(
            awaited_answer(referral, is_answered=is_answered)
            if at.state == ReferralState.RECEIVED
            else _explained(follower, at.state, own)
        ),
        bead=BEADS.index(ReferralState(referral.state)) + 1 if follower.is_running else 0,
        lines=[arrived, *_lines_of(referral, child), *(_lines_of(case, child) if case else [])],
    )


def _explained(follower, state, own):
    text = own.get(state) or EXPLANATIONS[state]
    if state not in _CLOSED_BY_US:
        return text
    if follower.asked_as_child:
        way = _CHILD_WRITE_OR_CALL if follower.may_write else _CHILD_CALL
    else:
        way = _WRITE_OR_CALL if follower.may_write else _CALL
    return f"{text} {way}"


def _label(track: Track, state, child):
    return (_CHILD_LABELS.get(state) if child else None) or track.public_label(state)


def _lines_of(obj, child):
    public = {obj.track.action(one.name): one for one in obj.track.transitions if one.public}
    happened = MoveLogEntry.objects.for_instance(obj).filter(action__in=public).order_by("timestamp", "id")
    for action, to_state, at in happened.values_list("action", "to_state", "timestamp"):
        yield at, _said(obj.track, public[action], to_state, child)


def _said(track, transition, state, child):
    if transition.name in _SAID_AS_THE_STATE or transition.public == track.public_label(state):
        return _label(track, state, child)
    return (_CHILD_SAID.get(transition.name) if child else None) or transition.public
