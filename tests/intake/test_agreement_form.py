"""The form that records an agreement: nobody becomes an adult because a field stayed empty."""

import pytest
from django.utils import timezone

from intake.models import Consent
from tests.intake.factories import make_referral

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("grown_up", "age", "field"),
    [("", "", "grown_up"), ("no", "", "age"), ("no", "18", "age"), ("yes", "17", "age"), ("no", "130", "age")],
)
def test_an_age_that_is_missing_or_does_not_fit_is_asked_again(client, settings, grown_up, age, field):
    settings.SECOND_FACTOR_REQUIRED = False
    referral = make_referral(state="in_talk")
    client.force_login(referral.region.manager)
    answered = client.post(
        f"/admin/referrals/step/{referral.pk}/record_agreement/",
        {
            "core_person": str(referral.core_persons.get().pk),
            "grown_up": grown_up,
            "age": age,
            "given_by": "self",
            "agreed": "yes",
            "on": timezone.localdate().isoformat(),
        },
    )
    assert field in answered.context["form"].errors
    assert not Consent.objects.exists()
