"""Asking for the newsletter: the same answer for everybody, what is wrong beside its field, what was typed kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from portal.newsletter.models import Subscriber, TypedForm
from portal.newsletter.tasks import erase_typed_forms
from portal.newsletter.typed import SESSION_KEY
from portal.privacy import NotLooking
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry, Vault
from tests.newsletter.factories import make_subscriber
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db
ADDRESS, SENT = "/en/newsletter/", "/en/newsletter/sent/"
TYPED = {"email": "samira@example.org", "about": "all", "region": ""}


def send(client, **changes):
    return client.post(ADDRESS, TYPED | changes)


def test_who_asks_is_kept_sealed_and_gets_a_mail(client, organisation, mailbox, link_in):
    region = RegionFactory(organisation=organisation, name="Overijssel")
    response = send(client, about="meetings", region=region.pk)
    assert (response.status_code, response["Location"]) == (303, SENT)
    subscriber = Subscriber.objects.get()
    assert (subscriber.organisation, subscriber.language) == (organisation, "en")
    assert (subscriber.about, subscriber.region, subscriber.agreed_to) == ("meetings", region, 1)
    assert not subscriber.is_confirmed
    assert "samira" not in str(subscriber)
    with pytest.raises(NotLooking):
        str(subscriber.address)
    with looking(subscriber, by=None, screen="test"):
        assert subscriber.address == "samira@example.org"
    (mail,) = mailbox()
    assert mail.to == ["samira@example.org"]
    assert mail.extra_headers["Content-Language"] == "en"
    assert client.get(link_in(mail)).status_code == 200


def test_the_outbox_holds_no_link_in_plain(client, organisation):
    send(client)
    mail = Email.objects.get()
    assert "http" not in mail.subject + mail.message
    assert mail.message == ""


def test_a_known_address_gets_the_same_answer_as_an_unknown_one(organisation):
    make_subscriber(organisation, "known@example.org", language="en", confirmed=True)
    make_subscriber(organisation, "waiting@example.org", language="en")
    answers = []
    for address in ("known@example.org", "waiting@example.org", "unknown@example.org"):
        client = Client()
        response = send(client, email=address)
        page = client.get(response["Location"])
        answers.append((response.status_code, response["Location"], response.content, page.content))
    assert answers[0] == answers[1] == answers[2]


def test_only_news_has_no_region(client, organisation):
    send(client, about="news", region=RegionFactory(organisation=organisation).pk)
    assert Subscriber.objects.get().region is None


def test_nothing_but_the_address_is_needed(client, organisation):
    client.post(ADDRESS, {"email": "samira@example.org"})
    assert Subscriber.objects.get().about == "all"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"email": ""}, "Fill in your e-mail address."),
        ({"email": "samira"}, "This is not a complete e-mail address."),
        ({"email": "s" * 250 + "@example.org"}, "This e-mail address is too long to be right."),
        ({"email": "\0@example.org"}, "Null characters are not allowed."),
        ({"about": "everything"}, "Choose one of the list."),
        ({"region": "x"}, "Choose one of the list."),
        ({"website": "https://cheap.example"}, "Something was filled in that people do not see"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, organisation, changes, says):
    response = send(client, **changes)
    assert (response.status_code, response["Location"]) == (303, ADDRESS)
    page = client.get(ADDRESS)
    html = page.content.decode()
    assert says in html
    assert "no-store" in page["Cache-Control"]
    assert page.context["form"]["email"].value() == (TYPED | changes)["email"]
    assert not Subscriber.objects.exists()
    assert set(client.session.keys()) == {SESSION_KEY}, "the session holds nothing that was typed"


def test_a_region_of_the_sister_cannot_be_chosen(client, organisation, sister):
    elsewhere = RegionFactory(organisation=sister)
    send(client, region=elsewhere.pk)
    assert "Choose one of the list." in client.get(ADDRESS).content.decode()


def test_direction_marks_are_left_out_of_the_address(client, organisation, mailbox):
    send(client, email="\u200esamira@example.org\u200f")
    assert mailbox()[0].to == ["samira@example.org"]


def test_what_was_typed_is_forgotten_once_it_is_sent(client, organisation):
    send(client, email="samira")
    vault = TypedForm.objects.get().vault_id
    send(client)
    assert not TypedForm.objects.exists()
    assert not Vault.objects.filter(pk=vault).exists()
    assert "samira" not in client.get(ADDRESS).content.decode()


def test_what_was_typed_is_forgotten_after_an_hour(client, organisation):
    send(client, email="samira")
    assert erase_typed_forms() == 0
    TypedForm.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "samira" not in client.get(ADDRESS).content.decode()
    assert erase_typed_forms() == 1
    assert not TypedForm.objects.exists()
    assert not Vault.objects.filter(kind="typed").exists()


def test_nobody_else_reads_what_was_typed(client, organisation, sister):
    send(client, email="samira")
    assert "samira" not in Client().get(ADDRESS).content.decode()
    assert "samira" not in client.get(ADDRESS, SERVER_NAME="be.localhost").content.decode()


def test_two_mistakes_keep_the_last_and_one_line_of_who_looked(client, organisation):
    for typed in ("samira", "samira@"):
        send(client, email=typed)
        client.get(ADDRESS)
    assert client.get(ADDRESS).context["form"]["email"].value() == "samira@"
    assert AccessLogEntry.objects.filter(object_id=TypedForm.objects.get().pk).count() == 1


@pytest.mark.parametrize("nonsense", ["", "x", "4df0715e-fb12-4870-84b9-b246545eb67d", 7, None])
def test_a_session_that_leads_nowhere_starts_anew(client, organisation, nonsense):
    session = client.session
    session[SESSION_KEY] = nonsense
    session.save()
    assert client.get(ADDRESS).status_code == 200
    assert send(client).status_code == 303


def test_too_many_at_once_wait_and_lose_nothing(client, organisation, settings):
    settings.SPAM_LIMITS = settings.SPAM_LIMITS | {"unproven": {"an_hour": 1, "pause": 90}}
    for number in range(3):
        response = send(client, email=f"person{number}@example.org")
    assert (response.status_code, response["Location"]) == (303, ADDRESS)
    html = client.get(ADDRESS).content.decode()
    assert "A lot came in at once from where you are." in html
    assert "person2@example.org" in html
    TypedForm.objects.update(wait_until=timezone.now())
    assert "A lot came in at once" not in client.get(ADDRESS).content.decode()


def test_very_many_mistakes_of_one_network_are_not_kept(organisation, monkeypatch):
    monkeypatch.setattr("portal.newsletter.typed._BEGUN_AN_HOUR", "2/h/ip")
    answers = [send(Client(), email="samira") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert int(answers[2]["Retry-After"]) > 0
    assert 'value="samira"' in answers[2].content.decode()
    assert TypedForm.objects.count() == 2


def test_the_page_is_kept_by_no_cache_and_found_by_no_search_engine(client, organisation):
    page = client.get(ADDRESS)
    assert "no-store" in page["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in page.content.decode()


def test_where_no_organisation_is_there_is_no_newsletter(client, db):
    assert client.get(ADDRESS, SERVER_NAME="elsewhere.localhost").status_code == 404


def test_pages_lead_there(client, organisation):
    assert '<a href="/en/newsletter/">' in client.get("/en/refer/").content.decode()


def test_asking_costs_the_same_number_of_questions_for_any_number_of_subscribers(
    client, organisation, django_assert_max_num_queries
):
    for number in range(3):
        make_subscriber(organisation, f"person{number}@example.org")
    client.get(ADDRESS)
    with django_assert_max_num_queries(8):
        client.get(ADDRESS)
