"""Redis is away: the whole journey goes on, from the form to an open case. A dead cache is a miss, never an error."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from intake.models import Case, Referral
from portal.settings.base import redis_cache
from tests.accounts.factories import PASSWORD
from tests.intake.factories import make_manager
from tests.intake.filling import fill_in, send
from tests.organisations.factories import RegionFactory

NOBODY_LISTENS_HERE = "redis://127.0.0.1:1/0"


@pytest.mark.django_db
def test_from_the_form_to_a_case_without_redis(settings):
    settings.CACHES = {"default": redis_cache(NOBODY_LISTENS_HERE)}
    settings.SECOND_FACTOR_REQUIRED = False
    cache.set("here", "it is")
    assert cache.get("here") is None

    region = RegionFactory(postcodes=["8011"])
    manager = make_manager(region)
    visitor, staff = Client(), Client()
    fill_in(visitor)
    send(visitor)
    referral = Referral.objects.get()

    signed_in = staff.post("/nl/accounts/login/", {"login": manager.email, "password": PASSWORD})
    assert signed_in.status_code == 302
    assert str(referral) in staff.get("/admin/").content.decode()
    steps = {
        "start_talk": {},
        "record_agreement": {
            "core_person": str(referral.core_persons.get().pk),
            "grown_up": "yes",
            "given_by": "self",
            "answer": "yes",
            "on": timezone.localdate().isoformat(),
        },
        "accept": {"model": "family_group", "manager": str(manager.pk)},
    }
    for name, answers in steps.items():
        # Accepting answers at once, with the code that is shown only once.
        answered = staff.post(f"/admin/referrals/step/{referral.pk}/{name}/", answers)
        assert answered.status_code == (200 if name == "accept" else 302), answered.context["form"].errors
    assert staff.get(f"/admin/cases/inspect/{Case.objects.get().pk}/").status_code == 200
