"""Beside the form: asking to be called back, and what to do in danger."""

import pytest
from post_office.models import Email

from intake.models import Draft, Referral
from portal.privacy import VISITOR
from portal.privacy.looking import looking
from tests.intake.filling import at, fill_in, post, send
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
CALL = {
    "referrer_name": "Samira",
    "telephone": "06 1234 5678",
    "safe_times": "na zes uur",
    "never_do": "niet met mijn man spreken",
    "postcode": "8011",
}


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_name_and_a_number_are_enough(client, region, language):
    assert client.get(at("call", language)).status_code == 200
    response = post(client, "call", CALL, language=language)
    assert (response.status_code, response.url) == (303, at("received", language))
    referral = Referral.objects.get()
    assert (referral.channel, referral.for_whom, referral.language) == ("callback", "", language)
    assert (referral.region, referral.voicemail_is_safe, referral.needs_look) == (region, False, True)
    assert not referral.core_persons.exists()
    with looking(referral, by=VISITOR, screen="test"):
        assert (referral.referrer_name, referral.telephone) == ("Samira", "06 1234 5678")
        assert (referral.safe_times, referral.never_do) == ("na zes uur", "niet met mijn man spreken")
    page = client.get(at("received", language))
    assert str(referral) in page.content.decode()
    assert page.context["code"]
    assert Email.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"referrer_name": ""}, "referrer_name"),
        ({"telephone": ""}, "telephone"),
        ({"telephone": "06"}, "telephone"),
        ({"postcode": "80"}, "postcode"),
        ({"never_do": "\x00"}, "never_do"),
    ],
)
def test_what_is_wrong_comes_back_with_everything_typed(client, region, wrong, field):
    response = post(client, "call", CALL | wrong)
    assert (response.status_code, response.url) == (303, at("call"))
    page = client.get(at("call"))
    assert list(page.context["form"].errors) == [field]
    assert "na zes uur" in page.content.decode()
    assert not Referral.objects.exists()


def test_asking_twice_is_one_referral(client, region):
    post(client, "call", CALL)
    assert post(client, "call", CALL).url == at("received")
    assert client.get(at("call")).url == at("received")
    assert Referral.objects.count() == 1


def test_who_was_writing_need_not_write_the_number_again(client, region):
    fill_in(client)
    page = client.get(at("call"))
    assert "06 1234 5678" in page.content.decode()
    assert not page.context["form"].errors


def test_who_writes_after_all_finds_the_form_as_it_was(client, region):
    fill_in(client)
    post(client, "call", CALL | {"telephone": "06"})
    assert send(client).url == at("received")
    assert Referral.objects.get().channel == "web"


def test_a_machine_is_slowed_down(client, region, settings):
    settings.SPAM_LIMITS = {"proven": {"an_hour": 1, "pause": 30}, "unproven": {"an_hour": 1, "pause": 90}}
    for _time in range(2):
        post(client, "call", CALL)
        client.post(at("another"))
    response = post(client, "call", CALL)
    assert (response.status_code, Referral.objects.count()) == (429, 2)
    assert "na zes uur" in client.get(at("call")).content.decode()
    trapped = post(client, "call", CALL | {"website": "https://example.org"})
    assert trapped.status_code == 422


def test_danger_says_whom_to_call_in_each_country_and_leads_back(client, region):
    belgian = OrganisationFactory(belgian=True)
    belgian.help_lines.filter(kind="violence").update(number="1712", name="1712")
    for host, number in [("localhost", "08002000"), ("be.localhost", "1712")]:
        page = client.get(at("danger"), headers={"host": host}).content.decode()
        main = page[page.index("<main") :]
        assert 'href="tel:112"' in main
        assert f'href="tel:{number}"' in main
    assert not Draft.objects.exists()
    post(client, "who", {"for_whom": "self"})
    assert f'href="{at("check")}"' in client.get(at("danger")).content.decode()
    assert client.get(at("check")).url == at("story")
