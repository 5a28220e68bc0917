"""Periodic work on accounts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.accounts.models import Tally
from portal.accounts.tasks import clear_sessions

pytestmark = pytest.mark.django_db


def test_what_has_run_out_is_deleted_and_the_rest_is_kept():
    hour = timedelta(hours=1)
    for name, expires in [("old", timezone.now() - hour), ("new", timezone.now() + hour)]:
        Session.objects.create(session_key=name, session_data="", expire_date=expires)
        Tally.objects.create(cache_key=name, value="", expires=expires)
    clear_sessions()
    clear_sessions()
    assert [session.pk for session in Session.objects.all()] == ["new"]
    assert [tally.pk for tally in Tally.objects.all()] == ["new"]
