"""What waits for a regional manager: referrals to answer and cases without a question."""

from django.urls import reverse
from django.utils.translation import gettext as _

from intake.queries import open_cases_for, waiting_referrals_for
from intake.states import ReferralState
from portal.backoffice.worklist import Line


def referral_lines(user):
    """The user's referrals that somebody still has to do something with, oldest first."""
    for referral in waiting_referrals_for(user).order_by("received_at"):
        is_new = referral.state == ReferralState.RECEIVED
        yield Line(
            title=str(referral),
            detail=_("Call to start the talk") if is_new else _("Find out who agrees, then accept or decline"),
            url=reverse("referrals:inspect", args=[referral.pk]),
            due=referral.promise_due,
            kind=_("Referral"),
        )


def case_lines(user):
    """The user's open cases, oldest clock first."""
    for case in open_cases_for(user).order_by("clock_from"):
        yield Line(
            title=str(case),
            detail=_("Find the question together"),
            url=reverse("cases:inspect", args=[case.pk]),
            due=case.promise_due,
            kind=_("Case"),
        )
