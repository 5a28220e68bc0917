"""Changing what we know of an open referral, and completing a call-back, on the page of the telephone."""

import pytest
from django.urls import reverse

from intake.models import Referral
from portal.privacy.models import AccessLogEntry
from portal.workflow.queries import timeline
from tests.intake.factories import make_manager, make_referral
from tests.intake.telephone import TOLD, opened, told
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


def details_of(referral):
    return reverse("referrals:details", args=[referral.pk])


def detailed(**changes):
    without = {"edition": "1", "language": None, "person_1_name": None, "telephone": "06 12345678"}
    return told(**without | changes)


def test_details_are_shown_while_looking_and_changed(region, client):
    referral = make_referral(region, never_do="no letters")
    page = client.get(details_of(referral))
    assert "no letters" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert AccessLogEntry.objects.filter(object_id=referral.pk, actor_id=region.manager.pk).exists()
    answer = client.post(details_of(referral), detailed(never_do="Never by mail", referrer_name="Samira Anders"))
    assert answer.status_code == 302
    referral.refresh_from_db()
    with opened(referral):
        assert referral.never_do == "Never by mail"
    assert timeline(referral).first().action == "intake.referral.change_details"
    found = client.post("/admin/referrals/search/", {"q": "anders"}).context["object_list"]
    assert [row.pk for row in found] == [referral.pk]


def test_what_they_wrote_themselves_stays(region, client):
    referral = make_referral(region)
    page = client.get(details_of(referral))
    assert "story" not in page.context["form"].fields
    assert "We do not know how to go on." in page.content.decode()
    client.post(details_of(referral), detailed(story="Something else"))
    referral.refresh_from_db()
    with opened(referral):
        assert referral.story == "We do not know how to go on."


def test_a_wrong_detail_is_said_and_the_rest_stays_typed(region, client):
    referral = make_referral(region)
    page = client.post(details_of(referral), detailed(telephone="06 123", never_do="Never by mail"))
    assert "telephone" in page.context["form"].errors
    assert 'aria-labelledby="errors-title"' in page.content.decode()
    assert "Never by mail" in page.content.decode()


def test_a_change_does_not_make_the_referrer_the_one_in_the_middle(region, client):
    referral = make_referral(region)
    page = client.post(details_of(referral), detailed(for_whom="self"))
    assert list(page.context["form"].errors) == ["for_whom"]
    assert Referral.objects.get().for_whom == "family"


def test_details_of_a_closed_referral_stay(region, client):
    referral = make_referral(region, state="declined")
    inspect = reverse("referrals:inspect", args=[referral.pk])
    assert client.get(details_of(referral)).url == inspect
    assert client.post(details_of(referral), detailed(never_do="Changed")).url == inspect
    with opened(referral):
        assert referral.never_do == "no letters"


def test_details_of_another_region_are_not_there(client):
    referral = make_referral()
    assert client.get(details_of(referral)).status_code == 404
    assert client.post(details_of(referral), detailed()).status_code == 404


# -- call back --------------------------------------------------------------------------------------


def make_call_back(region):
    """What somebody leaves who would rather tell it on the telephone."""
    referral = make_referral(region, for_whom="", story="", awareness="", people=[])
    Referral.objects.filter(pk=referral.pk).update(channel="callback")
    return Referral.objects.get(pk=referral.pk)


def test_a_call_back_is_completed_on_this_page(region, client):
    referral = make_call_back(region)
    assert details_of(referral) in client.get("/admin/").content.decode()
    page = client.get(details_of(referral))
    assert "person_1_name" in page.context["form"].fields
    assert list(client.post(details_of(referral), detailed()).context["form"].errors) == ["person_1_name"]
    assert client.post(details_of(referral), detailed(person_1_name="Younes")).status_code == 302
    referral.refresh_from_db()
    with opened(referral):
        assert referral.story == TOLD["story"]
        assert [one.name for one in referral.core_persons.all()] == ["Younes"]
    assert [row.pk for row in client.post("/admin/referrals/search/", {"q": "younes"}).context["object_list"]] == [
        referral.pk
    ]
    assert details_of(referral) not in client.get("/admin/").content.decode()


def test_who_called_for_themselves_is_the_one_in_the_middle(region, client):
    referral = make_call_back(region)
    client.post(details_of(referral), detailed(for_whom="self"))
    with opened(referral):
        assert [one.name for one in referral.core_persons.all()] == ["Samira Demo"]
