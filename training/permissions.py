"""What the roles may do in training. Which rows they may do it with is asked of `visible_to`."""

from portal.accounts.roles import MANAGER, TRAINER

_VIEW = ["training.view_candidate"]
_ANSWER = ["training.answer_report"]
BY_ROLE = {
    MANAGER: [*_VIEW, "training.guide_candidate", "training.turn_down_candidate", "training.write_candidate"],
    TRAINER: [*_VIEW, *_ANSWER],
}
