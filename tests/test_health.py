from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from post_office.models import STATUS, Email

from portal.periodic.models import PeriodicRun
from portal.settings.base import redis_cache

pytestmark = pytest.mark.django_db


@pytest.fixture
def beating():
    PeriodicRun.objects.create(name="send_mail", started_at=timezone.now())


@pytest.fixture
def dead_redis(settings):
    """A Redis address at which nobody answers, with the settings that production uses."""
    settings.CACHES = {"default": redis_cache("redis://127.0.0.1:6390/0")}


def queue_mail(*, minutes_ago, **fields):
    mail = Email.objects.create(from_email="a@demo.example", to=["b@demo.example"], status=STATUS.queued, **fields)
    Email.objects.filter(pk=mail.pk).update(created=timezone.now() - timedelta(minutes=minutes_ago))


def test_healthz_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"alive": True}
    assert "no-store" in response["Cache-Control"]


def test_readyz_when_all_is_well(client, beating):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": "ok", "cache": "ok", "mail": "ok", "beat": "ok"}


def test_readyz_when_nothing_beats(client):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["beat"] == "late"


def test_readyz_when_the_last_beat_was_long_ago(client):
    PeriodicRun.objects.create(name="send_mail", started_at=timezone.now() - timedelta(minutes=3))
    assert client.get("/readyz").json()["beat"] == "late"


def test_readyz_when_mail_lies_waiting(client, beating):
    queue_mail(minutes_ago=11)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["mail"] == "late"


def test_readyz_lets_fresh_and_scheduled_mail_wait(client, beating):
    queue_mail(minutes_ago=1)
    queue_mail(minutes_ago=60, scheduled_time=timezone.now() + timedelta(hours=1))
    assert client.get("/readyz").json()["mail"] == "ok"


def test_readyz_when_redis_is_away(client, beating, dead_redis):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["cache"] == "away"
    assert "6390" not in response.content.decode()


def test_a_dead_redis_is_a_miss(dead_redis):
    cache.set("key", "value")
    assert cache.get("key", "missed") == "missed"
    assert not cache.add("key", 1)


@pytest.mark.django_db(transaction=True)
def test_readyz_answers_when_the_database_is_away(client, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", "/nowhere/at/all")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": "away", "cache": "ok", "mail": "away", "beat": "away"}


def test_a_page_answers_when_redis_is_away(client, dead_redis):
    assert client.get("/").status_code == 302
    assert client.get("/nl/accounts/login/").status_code == 200
