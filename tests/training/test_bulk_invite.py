"""Inviting several at once: asked first, each for themselves, only once, and never anybody of elsewhere."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from portal.outbound.models import OutgoingAddress
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_candidate, make_trainer
from training.actions.ending import pause_track
from training.actions.guiding import invite_candidate
from training.models import Candidate

pytestmark = pytest.mark.django_db
LIST, INVITE = "/admin/candidates/", "/admin/candidates/invite/"


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().split("<main", 1)[1]).split())


def ask(client, *rows):
    return client.get(INVITE, {"chosen": [row.pk for row in rows]})


def invite(client, *rows, drawn=None):
    return client.post(INVITE, {"chosen": [row.pk for row in rows], "drawn": drawn or uuid.uuid4()})


def states(*rows):
    return [Candidate.objects.get(pk=row.pk).state for row in rows]


def test_only_who_applied_can_be_chosen(client, region):
    applied, paused = make_candidate(region), make_candidate(region)
    later = make_candidate(region, state="informed")
    pause_track(paused, by=paused.user)
    page = client.get(LIST).content.decode()
    assert re.findall(r'name="chosen" value="([^"]+)"', page) == [str(applied.pk)]
    assert str(later.pk) in page
    assert f"Choose {applied}" in page


def test_several_are_invited_at_once(client, region):
    rows = [make_candidate(region) for _ in range(3)]
    page = text_of(ask(client, *rows[:2]))
    assert "You invite 2 candidates:" in page
    assert states(*rows) == ["applied"] * 3
    before = OutgoingAddress.objects.count()
    assert "2 candidates were invited." in text_of(invite(client, *rows[:2]))
    assert states(*rows) == ["invited", "invited", "applied"]
    assert OutgoingAddress.objects.count() == before + 2
    lines = MoveLogEntry.objects.filter(action="training.candidate.invite")
    assert {line.user_id for line in lines} == {region.manager.pk}


def test_the_same_form_twice_invites_nobody_twice(client, region):
    row = make_candidate(region)
    drawn = uuid.uuid4()
    for _time in range(2):
        assert "1 candidate was invited." in text_of(invite(client, row, drawn=drawn))
    assert MoveLogEntry.objects.filter(action="training.candidate.invite").count() == 1


def test_who_cannot_be_invited_is_named_with_the_reason(client, region):
    applied, paused, invited = (make_candidate(region) for _ in range(3))
    page = ask(client, applied, paused, invited)
    pause_track(paused, by=paused.user)
    invite_candidate(invited, by=region.manager)
    again = text_of(ask(client, applied, paused, invited))
    assert "You invite 1 candidate:" in again
    assert f"{paused} Paused." in again
    assert "“Invited to the information meeting”" in again
    done = text_of(invite(client, applied, paused, invited, drawn=page.context["form"]["drawn"].value()))
    assert "1 candidate was invited." in done
    assert "These cannot be invited now:" in done
    assert str(paused) in done
    assert states(applied, paused, invited) == ["invited", "applied", "invited"]


def test_nobody_left_to_invite_says_so(client, region):
    row = make_candidate(region, state="informed")
    assert "Invite them" not in text_of(ask(client, row))
    assert "Nobody was invited." in text_of(invite(client, row))


def test_a_row_of_elsewhere_is_not_there_and_the_try_is_written_down(client, region):
    own, foreign = make_candidate(region), make_candidate(RegionFactory(organisation=region.organisation))
    for response in (ask(client, own, foreign), invite(client, own, foreign)):
        assert str(foreign) not in response.content.decode()
    assert states(own, foreign) == ["invited", "applied"]
    tried = AccessLogEntry.objects.filter(vault_id=foreign.vault_id, kind="refused")
    assert {line.actor_id for line in tried} == {region.manager.pk}


@pytest.mark.parametrize("chosen", [[], ["nonsense"], [str(uuid.uuid4())]])
def test_who_chose_nobody_is_led_back(chosen, client):
    for ask_so in (client.get, client.post):
        response = ask_so(INVITE, {"chosen": chosen})
        assert (response.status_code, response["Location"]) == (302, LIST)


@pytest.mark.parametrize("who", ["trainer", "administrator", "editor", "superuser"])
def test_nobody_else_invites(who, region, as_user):
    row = make_candidate(region)
    organisation = region.organisation
    user = {
        "trainer": lambda: make_trainer(organisation),
        "superuser": lambda: UserFactory(superuser=True, organisation=organisation),
    }.get(who, lambda: UserFactory(role=who, is_staff=True, organisation=organisation))()
    browser = as_user(user)
    for response in (ask(browser, row), invite(browser, row)):
        assert response.status_code in (302, 403)
    assert states(row) == ["applied"]
    page = as_user(user).get(LIST)
    assert 'name="chosen"' not in page.content.decode()


def test_the_page_costs_the_same_for_one_and_for_many(client, region, count_queries):
    rows = [make_candidate(region) for _ in range(5)]
    assert count_queries(lambda: ask(client, rows[0])) == count_queries(lambda: ask(client, *rows))


def test_the_list_leads_to_it(client, region):
    make_candidate(region)
    page = client.get(LIST).content.decode()
    assert f'action="{reverse("candidates:invite")}"' in page
