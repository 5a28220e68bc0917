"""The demo's coach: thinks along with a Belgian volunteer, who asked them to read along."""

from intake.actions.case_messages import write_to_coordinator, write_to_region
from intake.actions.coaching import open_to_coach
from intake.assignment_states import ACTIVE
from intake.models import Assignment
from portal.accounts.models import User
from portal.demo.clock import days_ago
from training.actions.coaching import choose_coach
from training.models import Coordinator

_COACH, _COORDINATOR = "coach@demo.example", "nadine@demo.example"


def make_coaching() -> None:
    """The coordinator and their conference are there already."""
    coordinator = Coordinator.objects.select_related("region__manager").get(candidate__user__email=_COORDINATOR)
    manager, own = coordinator.region.manager, coordinator.candidate.user
    with days_ago(60, hour=11):
        choose_coach(coordinator, by=manager, coach=User.objects.get(email=_COACH))
    with days_ago(6, hour=20):
        write_to_region(_conference(), by=own, text="Het buurthuis is vrij op zaterdag. Mag ik het vastleggen?")
    with days_ago(5, hour=9):
        write_to_coordinator(
            _conference().case, by=manager, text="Ja, doe maar. Vraag je de kring nog eens wie er mist?"
        )
    with days_ago(2, hour=19):
        open_to_coach(_conference(), by=own)


def _conference():
    rows = Assignment.objects.select_related("case__vault", "case__region", "case__organisation__site", "coordinator")
    return rows.get(coordinator__candidate__user__email=_COORDINATOR, state__in=ACTIVE)
