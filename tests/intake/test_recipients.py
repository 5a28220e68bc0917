"""To whom a message goes: said each time, once more than one person can read something."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from intake.models import Message
from tests.intake.following import accept, make_region, receive, see

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def region():
    return make_region()


def address(referral, more=""):
    return reverse("referrals:entry", args=[referral.pk, "message"]) + more


def offered(page):
    """The radio buttons of the form, as they were drawn."""
    return re.findall(r'<input type="radio" name="core_person"[^>]*>', page.content.decode())


def chosen(page):
    return [re.search(r'value="([^"]*)"', one)[1] for one in offered(page) if "checked" in one]


def test_before_there_is_a_case_it_goes_to_who_asked(as_user, region):
    referral, code = receive(region)
    desk = as_user(region.manager)
    page = desk.get(address(referral))
    assert chosen(page) == ["referrer"]
    assert "Samira Demo, who asked" in page.content.decode()
    assert desk.post(address(referral), {"text": "Hello"}).status_code == 302
    assert "Hello" in see(Client(), referral, code).content.decode()


def test_once_there_is_a_case_nobody_is_chosen_and_nobody_is_an_error(as_user, region):
    referral, code = receive(region)
    accept(referral)
    desk = as_user(region.manager)
    page = desk.get(address(referral))
    assert chosen(page) == []
    assert len(offered(page)) == 2
    assert "Samira Demo, who asked" in page.content.decode()
    for answers in ({"text": "To Younes only"}, {"text": "To Younes only", "core_person": ""}):
        page = desk.post(address(referral), answers)
        assert page.status_code == 200
        assert page.context["form"].errors == {"core_person": ["Choose who it is for."]}
        assert "Choose who it is for." in page.content.decode()
        assert "To Younes only" in page.content.decode()
    assert not Message.objects.exists()


def test_each_is_reached_by_choosing_them(as_user, region):
    referral, code = receive(region)
    (person,) = accept(referral)
    desk = as_user(region.manager)
    assert desk.post(address(referral), {"text": "For Samira", "core_person": "referrer"}).status_code == 302
    assert desk.post(address(referral), {"text": "For Younes", "core_person": person.core_person.pk}).status_code == 302
    threads = [see(Client(), referral, each).content.decode() for each in (code, person.code)]
    assert ["For Samira" in page for page in threads] == [True, False]
    assert ["For Younes" in page for page in threads] == [False, True]


@pytest.mark.parametrize("nonsense", ["nobody", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_a_stranger_is_an_error_at_the_field(as_user, region, nonsense):
    referral, _code = receive(region)
    accept(referral)
    page = as_user(region.manager).post(address(referral), {"text": "x", "core_person": nonsense})
    assert list(page.context["form"].errors) == ["core_person"]


def test_a_link_chooses_whom_it_names(as_user, region):
    referral, _code = receive(region)
    (person,) = accept(referral)
    desk = as_user(region.manager)
    assert chosen(desk.get(address(referral, f"?core_person={person.core_person.pk}"))) == [str(person.core_person.pk)]
    assert chosen(desk.get(address(referral, "?core_person=referrer"))) == ["referrer"]


def test_the_form_inside_the_panel_chooses_nobody_either(as_user, region):
    referral, _code = receive(region)
    accept(referral)
    page = as_user(region.manager).get(reverse("referrals:inspect", args=[referral.pk])).content.decode()
    assert 'name="core_person" value="referrer"' in page
    assert 'value="referrer" checked' not in page
