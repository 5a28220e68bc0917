"""The ground of the tests: what one test commits is gone for the next, and what a migration laid is there."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from wagtail.models import Locale, Page, Site

from portal.periodic.models import PeriodicRun


def is_as_migrated():
    return (
        PeriodicRun.objects.count() == 0
        and Page.objects.filter(depth=1).exists()
        and Site.objects.exists()
        and Locale.objects.filter(language_code="nl").exists()
        and Permission.objects.exists()
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_that_commits_finds_the_ground_as_migrated(time):
    assert is_as_migrated()
    PeriodicRun.objects.create(name="left behind")
    Page.objects.filter(depth__gt=1).delete()
    Site.objects.all().delete()


@pytest.mark.django_db
def test_a_test_that_rolls_back_finds_the_ground_as_migrated():
    assert is_as_migrated()


@pytest.mark.django_db(transaction=True)
def test_sqlite_is_a_file_with_a_write_ahead_log():
    if connection.vendor != "sqlite":
        assert connection.settings_dict["NAME"].startswith("/") is False
        return
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
