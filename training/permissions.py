"""What the roles may do in training. Which rows they may do it with is asked of `visible_to`."""

from portal.accounts.roles import ADMINISTRATOR, COACH, MANAGER, TRAINER
from training.coordinator_states import REVOKE, SEE_CERTIFICATE, SEE_COORDINATOR
from training.event_states import ATTENDANCE, PLACE, PLAN
from training.states import ANSWER, GUIDE, SEE_CANDIDATE, TURN_DOWN, WRITE

_VIEW = [SEE_CANDIDATE]
_ANSWER = [ANSWER]
_EVENTS = [
    "training.view_trainingevent", "training.add_trainingevent", "training.change_trainingevent",
    PLAN, PLACE, ATTENDANCE, "training.view_seat",
]  # fmt: skip
_ROSTER = [SEE_COORDINATOR, SEE_CERTIFICATE, REVOKE]
# The rules of an organisation, and nothing of anybody who lives by them.
RULES = ["training.view_rulebook", "training.add_rulebook", "training.change_rulebook"]
# Whom a volunteer may have as a coach.
COACHES = "training.coach_coordinators"
BY_ROLE = {
    ADMINISTRATOR: RULES,
    MANAGER: [
        *_VIEW,
        GUIDE,
        TURN_DOWN,
        WRITE,
        *_EVENTS,
        *_ROSTER,
    ],
    TRAINER: [*_VIEW, *_ANSWER, *_EVENTS],
    COACH: [COACHES],
}


def is_coach(user) -> bool:
    """Whether the user coaches volunteers: there are coaches nowhere else (DESIGN §1)."""
    return user.holds(COACHES) and user.organisation is not None and user.organisation.has_volunteers


def is_trainer(user) -> bool:
    """Whether the user trains people; managers plan events too, and read nobody's name for it."""
    return user.holds(ANSWER)


def plans_in(user, region_id: int | None) -> bool:
    """Whether the user plans events of this region (None: for all regions): who answers for it, and every trainer.

    Of their own organisation: that is asked besides.
    """
    return user.holds(PLAN) and (region_id is None or is_trainer(user) or region_id in user.region_ids)
