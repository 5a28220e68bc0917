"""The keys that sign certificates as a file, and the list of what counts no more: made once, of this moment, cheap."""

import io
import threading

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.privacy.looking import looking
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.further import make_coordinator
from tests.training.test_badge import certificate_of, checked, is_revoked, published
from training.actions import badging
from training.actions.badging import give_badge
from training.actions.certifying import give_new_certificate, revoke_certificate
from training.actions.rostering import leave_roster, return_to_roster
from training.badges import status_list
from training.models import Certificate, Coordinator, GivenBadge, IssuerKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel")
    make_manager(region)
    return region


@pytest.fixture
def candidate(region):
    return make_coordinator(region)


@pytest.fixture
def take(as_user):
    def taken(candidate):
        with translation.override("en"):
            return as_user(candidate.user).get(reverse("training:my_badge"))

    return taken


def listed(organisation):
    return f"{organisation.site.root_url}{reverse('badges:badges_revoked')}"


def test_nobody_makes_a_key_by_asking_what_counts_no_more(candidate, take):
    for name in ("badges_revoked", "badge_keys"):
        Client().get(reverse(f"badges:{name}"), headers={"host": "localhost"})
    assert Client().get(reverse("badges:badges_revoked"), follow=True).status_code == 404
    assert not IssuerKey.objects.exists()
    take(candidate)
    assert IssuerKey.objects.count() == 1
    assert published(listed(candidate.organisation)).content


@pytest.mark.django_db(transaction=True)
def test_eight_first_badges_at_once_make_one_key(region):
    everybody = [make_coordinator(region) for _count in range(8)]
    together, failed = threading.Barrier(8), []

    def take_along(candidate):
        try:
            certificate = certificate_of(candidate)
            together.wait(timeout=60)
            with looking(certificate, by=None, screen="tests"):
                give_badge(certificate, by=candidate.user)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take_along, args=[one]) for one in everybody]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not failed
    assert (IssuerKey.objects.count(), GivenBadge.objects.count()) == (1, 8)


def test_who_left_has_a_badge_that_counts_no_more_until_they_return(candidate, take, region):
    said = checked(take(candidate).content.decode())
    assert not is_revoked(said)
    leave_roster(Coordinator.objects.get(), by=region.manager)
    assert is_revoked(said)
    return_to_roster(Coordinator.objects.get(), by=region.manager)
    assert not is_revoked(said)


def test_a_new_certificate_brings_no_old_badge_back(candidate, take, region):
    said = checked(take(candidate).content.decode())
    revoke_certificate(certificate_of(candidate), by=region.manager, reason="So.")
    give_new_certificate(candidate, by=region.manager)
    again = Certificate.objects.get(state="valid")
    with looking(again, by=None, screen="tests"):
        newer = checked(give_badge(again, by=candidate.user))
    assert (is_revoked(said), is_revoked(newer)) == (True, False)


def test_the_list_is_signed_once_while_nothing_changes(candidate, take, region, monkeypatch, count_queries):
    signings = []

    def counted(*args, **kwargs):
        signings.append(args)
        return status_list(*args, **kwargs)

    monkeypatch.setattr(badging, "status_list", counted)
    take(candidate)
    first = published(listed(candidate.organisation)).content
    once = count_queries(lambda: published(listed(candidate.organisation)))
    assert published(listed(candidate.organisation)).content == first
    assert len(signings) == 1
    for _count in range(2):
        take(make_coordinator(region))
    assert count_queries(lambda: published(listed(candidate.organisation))) == once
    assert len(signings) == 2
    call_command("renew_badge_key", "localhost", stdout=io.StringIO())
    assert published(listed(candidate.organisation)).content != first
    assert len(signings) == 3


def test_a_renewed_key_signs_and_the_older_stays_published(candidate, take):
    before = take(candidate).content.decode()
    said = io.StringIO()
    call_command("renew_badge_key", "localhost", stdout=said)
    newest = IssuerKey.objects.first()
    assert newest.name in said.getvalue()
    after = take(candidate).content.decode()
    assert before.split(".")[0] != after.split(".")[0]
    assert checked(before)["id"] == checked(after)["id"]
    assert IssuerKey.objects.count() == 2


def test_a_host_that_nobody_has_is_said(candidate):
    with pytest.raises(CommandError, match="localhost"):
        call_command("renew_badge_key", "example.org")
    assert not IssuerKey.objects.exists()
