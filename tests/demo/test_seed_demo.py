"""The demo as a whole or not at all: what was stopped halfway is made anew the next time."""

import pytest
from django.core.management import call_command

from intake.models import Referral
from portal.demo.management.commands import seed_demo
from portal.demo.stories import STORIES
from portal.organisations.models import Organisation
from portal.privacy.models import AccessLogEntry


@pytest.mark.django_db(transaction=True)
def test_a_demo_that_was_stopped_halfway_can_be_made_again(monkeypatch):
    def killed(organisations):
        make_referrals(organisations)
        raise KeyboardInterrupt

    make_referrals = seed_demo.make_referrals
    with monkeypatch.context() as patched:
        patched.setattr(seed_demo, "make_referrals", killed)
        with pytest.raises(KeyboardInterrupt):
            call_command("seed_demo", verbosity=0)
    assert not Organisation.objects.exists()

    call_command("seed_demo", verbosity=0)
    assert Referral.objects.count() == len(STORIES)
    assert set(AccessLogEntry.objects.values_list("actor_kind", flat=True)) == {"system"}
