"""What is asked for and still waits for a coordinator, told to the roster's gaps as bare counts."""

from django.db.models import Count, F

from intake.case_states import LOOKING
from intake.models import ConferenceModel
from intake.queries import open_cases_for, waiting_referrals_for
from training.demand import Demand
from training.models import Scope

# For which scope a coordinator must be registered to do it (DOMAIN §2, §4).
SCOPE_OF = {
    ConferenceModel.FAMILY_GROUP: Scope.FAMILY,
    ConferenceModel.RESTORATIVE: Scope.RESTORATIVE,
    ConferenceModel.ALL_HANDS: Scope.GROUP,
    ConferenceModel.LEARNING: Scope.LEARNING,
    ConferenceModel.WORK: Scope.WORK,
}


def waiting_demand(user) -> list[Demand]:
    """By region, language of the form and model; which languages a family speaks besides is sealed and not counted."""
    if not user.holds("intake.view_referral"):
        return []
    referrals = waiting_referrals_for(user).values("region_id", asked_in=F("language"), asked_for=F("wished_model"))
    cases = (
        open_cases_for(user)
        .filter(state__in=LOOKING)
        .values("region_id", asked_in=F("referral__language"), asked_for=F("model"))
    )
    rows = [*referrals.order_by().annotate(count=Count("pk")), *cases.order_by().annotate(count=Count("pk"))]
    return [Demand(row["region_id"], row["count"], row["asked_in"], SCOPE_OF.get(row["asked_for"], "")) for row in rows]
