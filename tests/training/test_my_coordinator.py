"""A coordinator's own page: what they can do and when, nothing typed is lost, and leaving the roster."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from portal.outbound.models import OutgoingAddress
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry
from portal.workflow.references import shown
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_candidate
from tests.training.further import make_coordinator
from training.actions.rostering import leave_roster
from training.coordinator_states import CoordinatorState
from training.forms.my_coordinator import OwnDataForm
from training.models import Candidate, Coordinator, SpokenLanguage
from training.states import CandidateState

pytestmark = pytest.mark.django_db
ADDRESS, LEAVE, TRACK = "/en/my/coordinator/", "/en/my/coordinator/leave/", "/en/my/"
SAID = {
    "languages": ["nl", "ar"], "other": "", "travel_minutes": "45", "when": ["evenings", "weekends"],
    "away_from": "", "away_until": "", "background": "", "edition": "1",
}  # fmt: skip
SECRET = "Gelovig opgevoed in Paramaribo"


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    region.refresh_from_db()
    return region


@pytest.fixture
def registered(region):
    return Coordinator.objects.get(candidate=make_coordinator(region))


@pytest.fixture
def own(client, registered):
    client.force_login(registered.candidate.user)
    return client


def text_of(response):
    return response.content.decode()


def fresh():
    return Coordinator.objects.select_related("candidate", "vault").get()


def opened(coordinator, name):
    with looking(coordinator, by=None, screen="tests"):
        return getattr(coordinator, name)


def test_it_is_linked_from_the_own_track_from_practising_on(client, region):
    client.force_login(make_candidate(region, state=CandidateState.REPORTED).user)
    assert f'href="{ADDRESS}"' not in text_of(client.get(TRACK))
    assert client.get(ADDRESS).status_code == 404
    client.force_login(make_candidate(region, state=CandidateState.PRACTISING).user)
    assert f'href="{ADDRESS}"' in text_of(client.get(TRACK))
    assert client.get(ADDRESS).status_code == 200


def test_it_tells_what_stands_there(own, registered):
    page = text_of(own.get(ADDRESS))
    assert "Families and individuals" in page
    assert "Counts until" in page
    assert shown(registered.registration_number) in page
    Candidate.objects.update(conduct_seen_on="2020-01-01", conduct_valid_until="2020-02-01")
    assert "Nobody can ask you before we saw a new one" in text_of(own.get(ADDRESS))


def test_what_they_say_is_kept(own, registered):
    other = RegionFactory(organisation=registered.organisation)
    until = timezone.localdate() + timedelta(days=9)
    said = SAID | {"other": "Somali", "regions": [other.pk], "away_from": str(timezone.localdate()),
                   "away_until": str(until)}  # fmt: skip
    response = own.post(ADDRESS, said, follow=True)
    assert "We kept it." in text_of(response)
    now = fresh()
    assert (now.travel_minutes, now.evenings, now.weekends, now.weekdays) == (45, True, True, False)
    assert (now.away_until, now.edition) == (until, 2)
    assert [each.region for each in now.also_in.all()] == [other]
    assert set(SpokenLanguage.objects.values_list("code", flat=True)) == {"nl", "ar", "so"}
    assert MoveLogEntry.objects.for_instance(now).filter(action="training.coordinator.change_own").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"travel_minutes": "much"}, "Write it as a number"),
        ({"travel_minutes": ""}, "Fill in a number of minutes"),
        ({"travel_minutes": "301"}, "At most 300 minutes"),
        ({"travel_minutes": "-1"}, "Write it as a number"),
        ({"languages": []}, "Choose at least one language"),
        ({"languages": ["zz"]}, "Choose one of the answers below"),
        ({"other": "Elvisch"}, "We do not know this language"),
        ({"when": []}, "Choose when you can"),
        ({"when": ["nights"]}, "Choose one of the answers below"),
        ({"away_from": "soon"}, "Write a day like this"),
        ({"away_until": "2031-01-01"}, "Say from which day"),
        ({"away_from": "2031-01-02", "away_until": "2031-01-01"}, "The last day comes after the first"),
        ({"away_from": "0001-01-01"}, "too long ago"),
        ({"regions": ["x"]}, "Choose one of the answers below"),
        ({"background": SECRET}, "Tick that we may use it"),
        ({"background": "x" * 1001}, "This is too long"),
        ({"background": "a\x00b"}, "a sign in this that we cannot keep"),
    ],
)
def test_what_is_wrong_stands_next_to_its_field_and_the_rest_stays(own, registered, wrong, said):
    RegionFactory(organisation=registered.organisation)
    response = own.post(ADDRESS, SAID | {"background_agreed": ""} | wrong)
    page = text_of(response)
    assert response.status_code == 422
    assert said in page
    assert 'value="45"' in page or "travel_minutes" in wrong
    assert fresh().edition == 1


def test_a_background_is_sealed_kept_with_a_yes_and_erased_without(own):
    own.post(ADDRESS, SAID | {"background": SECRET, "background_agreed": "on"})
    now = fresh()
    assert opened(now, "background") == SECRET
    assert now.background_agreed_at is not None
    agreed = now.background_agreed_at
    own.post(ADDRESS, SAID | {"background": SECRET, "background_agreed": "on", "edition": "2"})
    assert fresh().background_agreed_at == agreed
    own.post(ADDRESS, SAID | {"background": "", "edition": "3"})
    assert (opened(fresh(), "background"), fresh().background_agreed_at) == ("", None)


def test_two_windows_lose_nothing(own):
    own.post(ADDRESS, SAID | {"travel_minutes": "90", "away_from": "2031-01-02", "away_until": "2031-02-03"})
    late = own.post(ADDRESS, SAID | {"travel_minutes": "15", "background": SECRET, "background_agreed": "on"})
    page = text_of(late)
    assert late.status_code == 409
    assert "Something else was kept meanwhile" in page
    assert "At most 90 minutes" in page
    assert "Away from" in page
    with translation.override("en"):
        assert date_format(date(2031, 2, 3)) in page
    assert 'value="15"' in page
    assert SECRET in page
    assert fresh().travel_minutes == 90
    edition = re.search(r'name="edition" value="(\d+)"', page)[1]
    own.post(ADDRESS, SAID | {"travel_minutes": "15", "edition": edition})
    assert fresh().travel_minutes == 15


def test_a_form_sent_twice_counts_once(own):
    drawn = re.search(r'name="drawn" value="([^"]+)"', text_of(own.get(ADDRESS)))[1]
    for _time in range(2):
        assert own.post(ADDRESS, SAID | {"drawn": drawn}).status_code == 302
    assert fresh().edition == 2


def test_leaving_asks_once_more_and_then_nobody_asks(own, registered):
    assert f'href="{LEAVE}"' in text_of(own.get(ADDRESS))
    assert "Do you want to leave the roster?" in text_of(own.get(LEAVE))
    assert fresh().state == CoordinatorState.REGISTERED
    own.post(ADDRESS, SAID | {"travel_minutes": "60", "background": SECRET, "background_agreed": "on"})
    told = OutgoingAddress.objects.count()
    page = text_of(own.post(LEAVE, {"reason": "No time."}, follow=True))
    assert fresh().state == CoordinatorState.LEFT
    assert (opened(fresh(), "background"), fresh().background_agreed_at) == ("", None)
    assert OutgoingAddress.objects.count() == told + 1  # the region hears of it
    assert "You left the roster: nobody asks you" in page
    assert '<form class="sec-in"' not in page
    too_late = own.post(ADDRESS, SAID | {"travel_minutes": "5", "background": SECRET})
    assert (too_late.status_code, fresh().travel_minutes) == (409, 60)
    for said in ("It was not kept", SECRET, "You left the roster in the meantime"):
        assert said in text_of(too_late)


def test_who_left_while_it_was_being_kept_gets_back_what_they_typed(own, registered, region, monkeypatch):
    is_valid = OwnDataForm.is_valid

    def left_meanwhile(form):
        leave_roster(fresh(), by=region.manager)
        return is_valid(form)

    monkeypatch.setattr(OwnDataForm, "is_valid", left_meanwhile)
    said = SAID | {"background": SECRET, "background_agreed": "on", "away_from": "2031-01-02"}
    too_late = own.post(ADDRESS, said)
    assert too_late.status_code == 409
    assert SECRET in text_of(too_late)
    assert "2031-01-02" in text_of(too_late)
    assert fresh().state == CoordinatorState.LEFT


def test_who_practises_leaves_on_the_track_instead(client, region):
    client.force_login(make_candidate(region, state=CandidateState.PRACTISING).user)
    assert LEAVE not in text_of(client.get(ADDRESS))
    assert client.get(LEAVE).status_code == 302
    client.post(LEAVE, {"reason": ""})
    assert fresh().state == CoordinatorState.PRACTISING


def test_it_is_theirs_alone(client, registered, region):
    assert client.get(ADDRESS).status_code == 302  # to sign in
    for stranger in (UserFactory(), region.manager, make_coordinator(region).user):
        client.force_login(stranger)
        response = client.get(ADDRESS)
        assert response.status_code == (
            200 if stranger.email != region.manager.email and hasattr(stranger, "candidate") else 404
        )
        assert shown(registered.registration_number) not in text_of(response)


def test_words_typed_after_the_sitting_are_given_back(client, own):
    client.logout()
    response = client.post(ADDRESS, SAID | {"background": SECRET})
    assert response.status_code == 403
    assert SECRET in text_of(response)


def test_looking_is_one_line_a_sitting(own):
    before = AccessLogEntry.objects.count()
    own.get(ADDRESS)
    own.get(ADDRESS)
    assert AccessLogEntry.objects.count() == before + 1


def test_the_address_has_a_name():
    assert reverse("training:my_coordinator").endswith("/my/coordinator/")
