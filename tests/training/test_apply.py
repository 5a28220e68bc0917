"""Writing the letter: kept at every step, nothing lost, sent once, and nobody else's to read."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry, Vault
from portal.workflow.references import shown
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import make_candidate, make_rule_book
from training.models import Candidate
from training.tasks import discard_untouched_letters

pytestmark = pytest.mark.django_db

YOU = {"name": "Nadia Demo", "telephone": "06 12345678", "postcode": "8011 GD"}
LETTER = {"motivation": "I trust people to find their own way."}
NO_TIES = {"has_ties": "no", "ties": ""}


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel", postcodes=["8011"])
    make_manager(region)
    make_rule_book(region.organisation)
    return region


@pytest.fixture
def user(region):
    return UserFactory(organisation=region.organisation)


@pytest.fixture
def client(as_user, user):
    return as_user(user)


def at(page):
    return reverse(f"training:apply_{page}")


def text_of(response):
    return response.content.decode()


def write_all(client):
    """The whole letter up to the check page."""
    assert client.post(at("you"), YOU)["Location"] == at("languages")
    assert client.post(at("languages"), {"languages": ["nl", "ar"]})["Location"] == at("motivation")
    assert client.post(at("motivation"), LETTER)["Location"] == at("experience")
    assert client.post(at("experience"), {"experience": ""})["Location"] == at("ties")
    assert client.post(at("ties"), NO_TIES)["Location"] == at("check")


def the_letter():
    return Candidate.objects.select_related("vault").get()


def test_who_has_no_account_is_led_to_make_one_and_back(region):
    for name in ["apply", "apply_you", "apply_check", "apply_discard"]:
        response = Client().get(reverse(f"training:{name}"))
        assert response["Location"] == f"{reverse('account_signup')}?next=%2Fnl%2Fmy%2Fapply%2F"


def test_who_was_signed_out_while_writing_gets_the_text_back(region):
    response = Client().post(at("motivation"), LETTER)
    assert response.status_code == 403
    assert LETTER["motivation"] in text_of(response)


def test_a_letter_is_written_sent_and_arrives_in_its_region(client, region, user):
    assert client.get(reverse("training:apply"))["Location"] == at("you")
    write_all(client)
    page = text_of(client.get(at("check")))
    assert "Nadia Demo" in page
    assert LETTER["motivation"] in page
    assert client.post(at("check"), {"agreed": "on"})["Location"] == reverse("training:apply_sent")
    candidate = the_letter()
    assert (candidate.state, candidate.region, candidate.user) == ("applied", region, user)
    assert candidate.consented_at
    assert shown(candidate.reference) in text_of(client.get(reverse("training:apply_sent")))
    assert Email.objects.count() == 2  # to the candidate, and to the region


def test_looking_at_the_form_makes_no_row(client):
    assert client.get(at("you")).status_code == 200
    assert not Candidate.objects.exists()


def test_nothing_lies_in_plain(client):
    write_all(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM training_candidate")
        stored = str(cursor.fetchall())
    assert "Nadia" not in stored
    assert "trust people" not in stored
    assert "trust people" not in str(dict(client.session))


@pytest.mark.parametrize(
    ("page", "typed", "shown_again"),
    [
        ("you", {"name": "", "telephone": "12", "postcode": "Zwolle"}, ["12", "Zwolle"]),
        ("you", {"name": "N" * 121, "telephone": "", "postcode": ""}, ["N" * 121]),
        ("languages", {"other": "Klingons"}, ["Klingons"]),
        ("motivation", {"motivation": ""}, []),
        ("motivation", {"motivation": "x" * 10_001}, ["x" * 10_001]),
        ("motivation", {"motivation": "a\x00b"}, []),
        ("ties", {"has_ties": "yes", "ties": ""}, []),
        ("ties", {"has_ties": "perhaps", "ties": "My sister."}, ["My sister."]),
        ("ties", {}, []),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_all_that_was_typed_stays(client, page, typed, shown_again):
    client.post(at("you"), YOU)
    response = client.post(at(page), typed)
    assert response.status_code == 422
    page_text = text_of(response)
    assert "_error" in page_text
    assert 'class="errors"' in page_text
    for text in shown_again:
        assert text in page_text


def test_back_and_later_keep_what_is_not_right_yet(client):
    assert client.post(at("you"), YOU | {"telephone": "12", "later": "1"})["Location"] == reverse("training:apply_kept")
    assert client.get(reverse("training:apply_kept")).status_code == 200
    assert 'value="12"' in text_of(client.get(at("you")))
    assert client.get(reverse("training:apply"))["Location"] == at("check")
    response = client.post(at("ties"), {"has_ties": "yes", "ties": "", "back": "1"})
    assert response["Location"] == at("experience")
    assert "checked" in text_of(client.get(at("ties")))


def test_what_cannot_be_kept_is_not_left_behind(client):
    response = client.post(at("you"), YOU | {"name": "N" * 200, "back": "1"})
    assert response.status_code == 422
    assert "N" * 200 in text_of(response)


def test_languages_are_found_by_name_and_added_one_by_one(client):
    client.post(at("you"), YOU)
    assert client.post(at("languages"), {"languages": ["nl"], "other": "swahili", "add": "1"})["Location"].startswith(
        at("languages")
    )
    page = text_of(client.get(at("languages")))
    assert 'value="sw"' in page
    client.post(at("languages"), {"languages": ["nl", "sw"], "other": "فارسی"})
    assert set(the_letter().spoken_languages.values_list("code", flat=True)) == {"nl", "sw", "fa"}
    client.post(at("languages"), {"languages": ["sw"]})
    assert list(the_letter().spoken_languages.values_list("code", flat=True)) == ["sw"]


def test_a_language_written_nearly_right_gets_a_hint(client):
    client.post(at("you"), YOU)
    assert "Swahili" in text_of(client.post(at("languages"), {"languages": ["nl"], "other": "Swahilli"}))


def test_a_language_that_does_not_exist_is_not_kept(client):
    client.post(at("you"), YOU)
    assert client.post(at("languages"), {"languages": ["nl", "<b>"]}).status_code == 422
    assert list(the_letter().spoken_languages.values_list("code", flat=True)) == ["nl"]


def test_a_tie_is_told_and_sends_nobody_away(client):
    write_all(client)
    client.post(at("ties"), {"has_ties": "yes", "ties": "I work for a school board."})
    client.post(at("check"), {"agreed": "on"})
    candidate = the_letter()
    assert (candidate.state, candidate.has_ties) == ("applied", "yes")


def test_the_check_page_names_what_is_missing_with_the_way_there(client):
    client.post(at("you"), {"name": "Nadia", "telephone": "", "postcode": "", "later": "1"})
    assert client.get(at("check")).status_code == 200
    response = client.post(at("check"), {"agreed": "on"})
    assert response.status_code == 422
    page = text_of(response)
    for missing in ["you", "languages", "motivation", "ties"]:
        assert f'<li><a href="{at(missing)}">' in page
    assert the_letter().state == "writing"


def test_without_agreement_nothing_is_sent(client):
    write_all(client)
    response = client.post(at("check"), {})
    assert response.status_code == 422
    assert 'href="#id_agreed"' in text_of(response)
    assert the_letter().state == "writing"


def test_sent_twice_is_sent_once(client):
    write_all(client)
    for _try in range(2):
        assert client.post(at("check"), {"agreed": "on"}, follow=True).redirect_chain
    assert Email.objects.count() == 2


def test_what_was_sent_is_not_changed_any_more(client):
    write_all(client)
    client.post(at("check"), {"agreed": "on"})
    for page in ["you", "languages", "check"]:
        assert client.get(at(page))["Location"] == reverse("training:apply_sent")
        assert client.post(at(page), YOU | {"name": "Other"})["Location"] == reverse("training:apply_sent")
    assert client.post(reverse("training:apply_discard"))["Location"] == reverse("training:apply_sent")
    candidate = the_letter()
    with looking(candidate, by=None, screen="tests"):
        assert candidate.name == "Nadia Demo"


def test_a_letter_thrown_away_is_gone_with_its_key(client, user):
    write_all(client)
    assert client.get(reverse("training:apply_discard")).status_code == 200
    assert Candidate.objects.count() == 1
    assert client.post(reverse("training:apply_discard"))["Location"] == reverse("training:coordinator")
    assert not Candidate.objects.exists()
    assert not Vault.objects.filter(kind="candidate").exists()
    user.refresh_from_db()
    assert client.get(at("you")).status_code == 200


def test_nobody_reads_the_letter_of_another(client, as_user, region):
    write_all(client)
    other = as_user(UserFactory(organisation=region.organisation))
    assert "Nadia" not in text_of(other.get(at("you")))
    assert other.get(at("check"))["Location"] == at("you")
    assert other.post(reverse("training:apply_discard"))["Location"] == at("you")
    assert Candidate.objects.count() == 1


def test_staff_write_no_letter(as_user, region, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert as_user(region.manager).get(at("you")).status_code == 403


def test_where_no_rule_book_is_nobody_writes_for_nothing(as_user):
    region = RegionFactory()
    client = as_user(UserFactory(organisation=region.organisation))
    assert client.get(at("you"))["Location"] == reverse("training:coordinator")
    assert client.post(at("you"), YOU)["Location"] == reverse("training:coordinator")
    assert not Candidate.objects.exists()


def test_a_belgian_letter_is_of_the_belgian_organisation(as_user, region):
    sister = OrganisationFactory(belgian=True)
    make_rule_book(sister)
    client = as_user(UserFactory(organisation=sister))
    page = text_of(client.post(at("you"), YOU | {"telephone": "12"}))
    assert "0470 12 34 56" in page
    client.post(at("you"), YOU | {"telephone": "0470 12 34 56", "postcode": "1000"})
    assert the_letter().organisation == sister


def test_pages_are_stored_nowhere_and_each_sitting_is_a_line(client, user):
    write_all(client)
    response = client.get(at("check"))
    assert "no-store" in response["Cache-Control"]
    lines = AccessLogEntry.objects.filter(vault_id=the_letter().vault_id)
    assert [(line.actor_id, line.screen) for line in lines] == [(user.pk, "letter")]


@pytest.mark.parametrize("language", ["nl", "en", "fr", "tr", "ar", "pl"])
def test_every_page_opens_in_every_language(client, language):
    write_all(client)
    for page in ["you", "languages", "motivation", "experience", "ties", "check", "kept", "discard"]:
        response = client.get(at(page).replace("/en/", f"/{language}/").replace("/nl/", f"/{language}/"))
        assert response.status_code == 200
        assert f'<html lang="{language}"' in text_of(response)


def test_pages_cost_the_same_with_one_language_and_with_many(client, count_queries):
    write_all(client)
    few = count_queries(lambda: client.get(at("check")))
    client.post(at("languages"), {"languages": ["nl", "ar", "fr", "en", "de", "tr", "pl", "so", "ti"]})
    assert count_queries(lambda: client.get(at("check"))) == few
    assert few <= 20


def test_letters_that_nobody_touched_for_half_a_year_are_thrown_away(region):
    old, new = make_candidate(region, state="writing"), make_candidate(region, state="writing")
    sent = make_candidate(region, state="applied")
    Candidate.objects.filter(pk__in=[old.pk, sent.pk]).update(touched_at=timezone.now() - timedelta(days=181))
    Candidate.objects.filter(pk=new.pk).update(touched_at=timezone.now() - timedelta(days=179))
    assert discard_untouched_letters() == 1
    assert set(Candidate.objects.values_list("pk", flat=True)) == {new.pk, sent.pk}
    assert not Vault.objects.filter(pk=old.vault_id).exists()
    assert discard_untouched_letters() == 0
    assert mail.outbox == []
