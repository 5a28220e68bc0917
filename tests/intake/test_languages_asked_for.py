"""In which languages people ask for help: counts in which nobody can be recognised."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.models import Referral
from intake.queries import languages_asked_for
from tests.intake.factories import make_referral
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db


def test_small_counts_stay_unsaid_and_others_are_rounded_down():
    region = RegionFactory()
    for language, times in {"tr": 4, "pl": 5, "ar": 11}.items():
        for _number in range(times):
            make_referral(region, language=language)
    assert languages_asked_for() == {"ar": 10, "pl": 5}


def test_only_the_last_year_counts():
    region = RegionFactory()
    for _number in range(5):
        make_referral(region, language="tr")
    assert languages_asked_for() == {"tr": 5}
    Referral.objects.update(received_at=timezone.now() - timedelta(days=366))
    assert languages_asked_for() == {}
