"""The public referral form through its door: steps, errors, back without loss, sent once."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from post_office.models import Email

from intake.actions.drafts import DraftGone, DraftSent, discard_draft, keep_answers, submit_draft
from intake.models import Draft, Referral
from portal.outbound.models import OutgoingAddress
from portal.privacy import VISITOR
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry, Vault
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db

WHO = {"for_whom": "family"}
STORY = {"story": "Wij weten het niet meer.", "person": "Younes", "awareness": "agrees", "postcode": "8011 gd"}
CONTACT = {"name": "Samira Demo", "telephone": "06 1234 5678", "email": "samira@example.org"}


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel", postcodes=["8011"])
    make_manager(region, email="manager@example.org")
    return region


def at(name, language="nl"):
    with translation.override(language):
        return reverse(f"intake:{name}")


def fill_in(client, *, story=STORY, contact=CONTACT, who=WHO, language="nl"):
    for name, answers in [("refer", who), ("story", story), ("contact", contact)]:
        response = client.post(at(name, language), answers)
        assert response.status_code == 302, response.context["form"].errors
    return response


def send(client, language="nl"):
    return client.post(at("check", language), {"agreed": "on"})


def test_a_family_is_referred(client, region):
    assert fill_in(client).url == at("check")
    assert send(client).url == at("received")
    referral = Referral.objects.get()
    page = client.get(at("received")).content.decode()
    assert str(referral) in page
    assert (referral.region, referral.state, referral.language) == (region, "received", "nl")
    with looking(referral, by=None, screen="test"):
        assert referral.story == STORY["story"]
        assert referral.core_persons.get().name == "Younes"


def test_two_mails_wait_and_say_only_the_number(client, region):
    fill_in(client)
    send(client)
    referral = Referral.objects.get()
    mails = Email.objects.all()
    assert len(mails) == 2
    for mail in mails:
        text = f"{mail.subject} {mail.message} {mail.to}"
        assert str(referral) in text
        for word in ["Younes", "Samira", "samira", "Wij weten", "conferentie"]:
            assert word not in text
    addresses = set()
    for address in OutgoingAddress.objects.all():
        with looking(address, by=None, screen="test"):
            addresses.add(address.address)
    assert addresses == {"samira@example.org", "manager@example.org"}


def test_without_an_address_nobody_but_the_manager_gets_mail(client, region):
    fill_in(client, contact={"name": "Samira", "telephone": "06 1234 5678"})
    send(client)
    assert Email.objects.count() == 1


@pytest.mark.parametrize("name", ["refer", "story", "contact", "check"])
def test_pages_are_kept_by_no_cache(client, region, name):
    fill_in(client)
    response = client.get(at(name))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "bad", "field"),
    [
        ("refer", {}, "for_whom"),
        ("refer", {"for_whom": "nobody"}, "for_whom"),
        ("story", STORY | {"story": ""}, "story"),
        ("story", STORY | {"person": ""}, "person"),
        ("story", STORY | {"awareness": ""}, "awareness"),
        ("story", STORY | {"postcode": "80"}, "postcode"),
        ("story", STORY | {"story": "a" * 10_001}, "story"),
        ("contact", CONTACT | {"name": ""}, "name"),
        ("contact", {"name": "Samira"}, "telephone"),
        ("contact", CONTACT | {"telephone": "06"}, "telephone"),
        ("contact", CONTACT | {"email": "samira@"}, "email"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_bad_answers_come_back_with_an_error_and_everything_typed(client, region, name, bad, field, language):
    fill_in(client, language=language)
    response = client.post(at(name, language), bad)
    assert response.status_code == 422
    form = response.context["form"]
    assert field in form.errors
    page = response.content.decode()
    assert f'href="#id_{field}' in page
    for typed in bad.values():
        if typed and len(typed) < 100 and typed != "nobody":
            assert typed in page or f'value="{typed}" checked' in page


def test_answers_are_there_when_one_goes_back(client, region):
    fill_in(client)
    assert "Wij weten het niet meer." in client.get(at("story")).content.decode()
    assert "samira@example.org" in client.get(at("contact")).content.decode()


def test_the_addresses_carry_nothing_typed(client, region):
    response = client.post(at("refer"), WHO)
    assert response.url == at("story")
    assert "?" not in response.url


def test_whoever_asks_for_themselves_is_the_core_person(client, region):
    fill_in(client, who={"for_whom": "self"}, story={"story": "Ik loop vast.", "postcode": ""})
    send(client)
    referral = Referral.objects.get()
    assert referral.region.is_front_desk
    with looking(referral, by=None, screen="test"):
        assert referral.core_persons.get().name == "Samira Demo"


def test_changing_for_whom_asks_what_is_missing_then(client, region):
    fill_in(client, who={"for_whom": "self"}, story={"story": "Ik loop vast.", "postcode": ""})
    response = client.post(at("refer"), {"for_whom": "acquaintance"})
    assert response.url == at("story")
    assert client.get(at("check")).url == at("story")
    assert send(client).url == at("story")
    assert not Referral.objects.exists()
    assert "Ik loop vast." in client.get(at("story")).content.decode()


@pytest.mark.parametrize("name", ["story", "contact", "check", "received"])
def test_the_middle_of_the_form_leads_to_its_beginning(client, region, name):
    assert client.get(at(name)).url == at("refer")


def test_a_step_sent_without_a_draft_is_not_lost(client, region):
    response = client.post(at("story"), STORY)
    assert response.url == at("refer")
    assert client.post(at("refer"), WHO).url == at("contact")
    assert "Wij weten het niet meer." in client.get(at("story")).content.decode()


def test_sending_twice_is_one_referral(client, region):
    fill_in(client)
    send(client)
    code = client.get(at("received")).context["code"]
    assert send(client).url == at("received")
    assert client.get(at("received")).context["code"] == code
    assert Referral.objects.count() == 1
    assert Email.objects.count() == 2


def test_nothing_is_sent_without_the_tick(client, region):
    fill_in(client)
    response = client.post(at("check"), {})
    assert response.status_code == 422
    assert not Referral.objects.exists()


def test_leaving_takes_the_draft_and_its_key_away(client, region):
    fill_in(client)
    draft = Draft.objects.get()
    response = client.get(at("leave"))
    assert response.url == region.organisation.leave_to
    assert "storage" in response["Clear-Site-Data"]
    assert not Draft.objects.exists()
    assert not Vault.objects.filter(pk=draft.vault_id).exists()
    assert client.get(at("story")).url == at("refer")


def test_leaving_after_sending_keeps_the_referral(client, region):
    fill_in(client)
    send(client)
    client.get(at("leave"))
    assert Referral.objects.count() == 1
    assert client.get(at("received")).url == at("refer")


def test_another_browser_sees_nothing(client, region, django_user_model):
    fill_in(client)
    assert type(client)().get(at("story")).url == at("refer")


def test_a_draft_of_one_site_is_not_open_on_the_other(client, region):
    OrganisationFactory(belgian=True)
    fill_in(client)
    assert client.get(at("story"), headers={"host": "be.localhost"}).url == at("refer")


def test_every_look_at_a_draft_is_logged_as_a_visitors(client, region):
    fill_in(client)
    client.get(at("check"))
    draft = Draft.objects.get()
    lines = AccessLogEntry.objects.filter(object_id=draft.pk)
    assert {line.actor_kind for line in lines} == {AccessLogEntry.Actor.VISITOR}
    assert "refer: check" in {line.screen for line in lines}


def test_the_session_holds_nothing_but_the_drafts_key(client, region):
    fill_in(client)
    assert dict(client.session) == {"referral_draft": str(Draft.objects.get().pk)}


@pytest.mark.parametrize(
    "text",
    [
        "İpek Şahin ağladı 😢",
        "أختي لا تأكل \u200f منذ أيام",
        "Zażółć gęślą jaźń",
        "<script>alert(1)</script> & “quotes”",
    ],
)
def test_any_script_is_kept_as_it_was_written(client, region, text):
    fill_in(client, story=STORY | {"story": text, "person": text})
    send(client)
    referral = Referral.objects.get()
    with looking(referral, by=VISITOR, screen="test"):
        assert referral.story == text
        assert referral.core_persons.get().name == text


def test_two_windows_lose_nothing_of_each_other(client, region):
    """One window read the draft before the other wrote: what each wrote stays."""
    fill_in(client)
    draft = Draft.objects.get()
    with looking(draft, by=VISITOR, screen="test"):
        assert draft.answers["contact"]["never_do"] == ""
        client.post(at("contact"), CONTACT | {"never_do": "geen brief"})
        keep_answers(
            draft,
            step="story",
            answers=draft.answers["story"] | {"postcode": ""},
            language="nl",
            fit=lambda answers: (answers, "check"),
        )
    stored = Draft.objects.get()
    with looking(stored, by=VISITOR, screen="test"):
        assert stored.answers["contact"]["never_do"] == "geen brief"
        assert stored.answers["story"]["postcode"] == ""


def test_writing_after_sending_in_another_window_keeps_the_code(client, region):
    fill_in(client)
    before = Draft.objects.get()
    with looking(before, by=VISITOR, screen="test"):
        send(client)
        with pytest.raises(DraftSent):
            keep_answers(before, step="story", answers=STORY, language="nl", fit=lambda answers: (answers, "check"))
    assert client.get(at("received")).context["code"]


def test_sending_what_another_window_left_leads_to_the_beginning(client, region):
    fill_in(client)
    draft = Draft.objects.get()
    with looking(draft, by=VISITOR, screen="test"):
        discard_draft(Draft.objects.get())
        with pytest.raises(DraftGone):
            submit_draft(draft, fit=lambda answers: (answers, "check"))
    assert send(client).url == at("refer")


def test_a_draft_whose_day_is_over_is_not_open(client, region):
    fill_in(client)
    Draft.objects.update(expires_at=timezone.now())
    assert client.get(at("story")).url == at("refer")
    assert send(client).url == at("refer")
    assert not Referral.objects.exists()


def test_leaving_leaves_no_cookie(client, region):
    fill_in(client)
    client.get(at("leave"))
    assert not any(cookie.value for cookie in client.cookies.values())


def test_where_nobody_answers_the_organisation_gets_the_mail(client):
    organisation = RegionFactory(postcodes=["8011"]).organisation
    fill_in(client, contact={"name": "Samira", "telephone": "06 1234 5678"})
    send(client)
    address = OutgoingAddress.objects.get()
    with looking(address, by=None, screen="test"):
        assert address.address == organisation.email


def test_a_line_break_is_one_sign(client, region):
    text = "ja\r\n" * 3333
    assert len(text) > 10_000 > len(text.replace("\r\n", "\n").strip())
    fill_in(client, story=STORY | {"story": text})


def test_arabic_digits_reach_staff_as_they_read_them(client, region):
    fill_in(client, story=STORY | {"postcode": "٨٠١١"}, contact=CONTACT | {"telephone": "٠٦١٢٣٤٥٦٧٨"})
    send(client)
    referral = Referral.objects.get()
    assert referral.region == region
    with looking(referral, by=None, screen="test"):
        assert (referral.postcode, referral.telephone) == ("8011", "0612345678")


@pytest.mark.parametrize("number", ["06 123", "06 1234567", "038 422", "00000"])
def test_half_a_number_is_no_number(client, region, number):
    fill_in(client)
    assert client.post(at("contact"), CONTACT | {"telephone": number}).status_code == 422
