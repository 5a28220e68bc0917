"""What the roles may do in intake. Which rows they may do it with is asked of `visible_to`."""

from intake.assignment_states import ASSIGNMENT_TRACK
from intake.case_states import CASE_TRACK
from intake.states import REFERRAL_TRACK
from portal.accounts.roles import MANAGER

VIEW = ["intake.view_referral", "intake.view_case", "intake.view_assignment"]
STEPS = [
    transition.permission
    for track in (REFERRAL_TRACK, CASE_TRACK, ASSIGNMENT_TRACK)
    for transition in track.transitions
    if transition.permission
]
WORK = ["intake.enter_referral", "intake.write_referral"]
BY_ROLE = {MANAGER: list(dict.fromkeys([*VIEW, *STEPS, *WORK]))}
