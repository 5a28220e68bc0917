"""What the roles may do in training. Which rows they may do it with is asked of `visible_to`."""

from portal.accounts.roles import ADMINISTRATOR, MANAGER, TRAINER

_VIEW = ["training.view_candidate"]
_ANSWER = ["training.answer_report"]
_EVENTS = [
    "training.view_trainingevent", "training.add_trainingevent", "training.change_trainingevent",
    "training.plan_event", "training.place_candidate", "training.take_attendance", "training.view_seat",
]  # fmt: skip
_ROSTER = ["training.view_coordinator", "training.view_certificate", "training.revoke_certificate"]
# The rules of an organisation, and nothing of anybody who lives by them.
RULES = ["training.view_rulebook", "training.add_rulebook", "training.change_rulebook"]
BY_ROLE = {
    ADMINISTRATOR: RULES,
    MANAGER: [
        *_VIEW,
        "training.guide_candidate",
        "training.turn_down_candidate",
        "training.write_candidate",
        *_EVENTS,
        *_ROSTER,
    ],
    TRAINER: [*_VIEW, *_ANSWER, *_EVENTS],
}
