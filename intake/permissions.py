"""What the roles may do in intake. Which rows they may do it with is asked of `visible_to`."""

from intake.assignment_states import ASSIGNMENT_TRACK
from intake.case_states import CASE_TRACK
from intake.claim_states import CLAIM_TRACK
from intake.follow_up_states import FOLLOW_UP_TRACK
from intake.plan_states import PLAN_TRACK
from intake.states import REFERRAL_TRACK
from portal.accounts.roles import MANAGER

VIEW = [
    "intake.view_referral", "intake.view_case", "intake.view_assignment", "intake.view_plan", "intake.view_followup",
    "intake.view_claim",
]  # fmt: skip
_TRACKS = (REFERRAL_TRACK, CASE_TRACK, ASSIGNMENT_TRACK, PLAN_TRACK, FOLLOW_UP_TRACK, CLAIM_TRACK)
STEPS = [transition.permission for track in _TRACKS for transition in track.transitions if transition.permission]
WORK = ["intake.enter_referral", "intake.write_referral", "intake.pause_case", "intake.settle_concern"]
BY_ROLE = {MANAGER: list(dict.fromkeys([*VIEW, *STEPS, *WORK]))}
