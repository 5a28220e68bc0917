"""The ten steps that a candidate sees, and at which of them each state is (DOMAIN §4)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from training.states import CandidateState

S = CandidateState


@dataclass(frozen=True)
class Step:
    """`ended_by` is the move that leaves it behind; `done` says so with a day, `later` what it will be."""

    number: int
    name: object
    ended_by: str
    done: object
    later: object


STEPS = (
    Step(1, _("Letter and CV"), "apply", _("We got it on %(day)s"), _("You tell us why you want to do this")),
    Step(
        2,
        _("Information meeting"),
        "attend_meeting",
        _("You were there on %(day)s"),
        _("You hear what the work is, and ask what you like"),
    ),
    Step(3, _("Your decision"), "decide", _("You said yes on %(day)s"), _("You choose, at your own pace")),
    Step(
        4,
        _("Training (EK1)"),
        "finish_training",
        _("You took it until %(day)s"),
        _("You practise, and find out whether it fits"),
    ),
    Step(5, _("Your report"), "report", _("You sent it on %(day)s"), _("Does it fit you? You say so, point by point")),
    Step(
        6,
        _("Answer of the trainers"),
        "agree",
        _("Yes from both sides on %(day)s"),
        _("They read your report and answer together"),
    ),
    Step(
        7,
        _("Your first conference"),
        "hold_first_conference",
        _("Held on %(day)s"),
        _("With help from the %(manager)s"),
    ),
    Step(
        8,
        _("Evaluation and certificate"),
        "certify",
        _("You got your certificate on %(day)s"),
        _("You are registered as a coordinator"),
    ),
    Step(
        9,
        _("Training (EK2)"),
        "finish_deepening",
        _("You took it until %(day)s"),
        _("After %(conferences)s conferences"),
    ),
    Step(
        10,
        _("Your second report"),
        "choose_scopes",
        _("You sent it on %(day)s"),
        _("Repair and groups too, or rather not"),
    ),
)
ALL_DONE = len(STEPS) + 1
# States in which a track has ended have no step: they ended at that of the state before.
_AT = {
    S.WRITING: 1, S.APPLIED: 2, S.INVITED: 2, S.INFORMED: 3, S.DECIDED: 4, S.IN_TRAINING: 4, S.TRAINED: 5,
    S.REPORTED: 6, S.IN_TALK: 6, S.PRACTISING: 7, S.LOOKING_BACK: 8, S.CERTIFIED: 9, S.DEEPENING: 9, S.DEEPENED: 10,
    S.COMPLETE: ALL_DONE,
}  # fmt: skip


def step_at(state: str) -> int:
    """The number of the step at which this state is, ALL_DONE behind the last; LookupError where a track has ended."""
    return _AT[CandidateState(state)]
