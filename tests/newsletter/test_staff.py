"""Editors and administrators see how many, take the addresses along as a sealed file, and nothing of the sister."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.roles import roles
from portal.backoffice.exports.making import make_exports
from portal.backoffice.models import Export
from portal.newsletter.models import Subscriber
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import PASSWORD, UserFactory
from tests.newsletter.factories import make_subscriber, tokens_of

pytestmark = pytest.mark.django_db
COUNTS, ASK = "/admin/newsletter/", "/admin/newsletter/take-along/"


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def sign_in(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def staff(organisation, role="editor"):
    return UserFactory(role=role, is_staff=True, organisation=organisation)


@pytest.fixture
def editor(organisation):
    return staff(organisation)


@pytest.fixture
def client(editor):
    return sign_in(editor)


@pytest.fixture
def subscribers(organisation, sister):
    return [
        make_subscriber(organisation, "first@example.org", confirmed=True, about="news"),
        make_subscriber(organisation, "second@example.org", language="ar", confirmed=True),
        make_subscriber(organisation, "waiting@example.org"),
        make_subscriber(sister, "sister@example.org", confirmed=True),
    ]


def file_of(client, export):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    response = client.get(reverse("exports:file", args=[export.pk]))
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def counts_on(page):
    return [(row["code"], row["confirmed"], row["waiting"]) for row in page.context["counts"]]


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_the_page_counts_by_language_and_shows_no_address(organisation, subscribers, role):
    page = sign_in(staff(organisation, role)).get(COUNTS)
    assert counts_on(page) == [("ar", 1, 0), ("nl", 1, 1)]
    html = page.content.decode()
    assert not [name for name in ("first", "second", "waiting", "sister") if f"{name}@" in html]
    assert not AccessLogEntry.objects.filter(actor_kind="user").exists()


def test_the_page_of_the_sister_counts_its_own(sister, subscribers):
    assert counts_on(sign_in(staff(sister)).get(COUNTS)) == [("nl", 1, 0)]


def test_nobody_yet(client):
    html = client.get(COUNTS).content.decode()
    assert "Nobody signed up for the newsletter yet." in html
    assert ASK not in html


@pytest.mark.parametrize("role", sorted(set(roles()) - {"editor", "administrator"}))
def test_other_roles_have_no_newsletter(organisation, subscribers, role):
    user = staff(organisation, role)
    client = sign_in(user)
    assert client.get(COUNTS).status_code == 302
    assert client.post(ASK, {"query": ""}).status_code == 302
    assert not Export.objects.exists()
    assert not Subscriber.objects.visible_to(user).exists()


def test_there_is_no_page_of_one_subscriber(client, subscribers):
    for path in ("inspect", "edit", "delete", "history"):
        assert client.get(f"{COUNTS}{path}/{subscribers[0].pk}/").status_code == 404
    assert client.get(f"{COUNTS}results/").status_code == 404


def test_the_file_holds_who_confirmed_with_a_link_that_stops(client, editor, subscribers):
    client.post(ASK, {"query": ""})
    assert make_exports() == 1
    export = Export.objects.get()
    headings, *lines = file_of(client, export)
    assert headings == ["E-mail address", "Language", "Wants to hear about", "Region", "Confirmed on", "Link to stop"]
    assert sorted(line[:3] for line in lines) == [
        ["first@example.org", "nl", "Only news"],
        ["second@example.org", "ar", "News and meetings"],
    ]
    (link,) = [line[5] for line in lines if line[1] == "ar"]
    assert link == f"http://localhost/ar/newsletter/leave/{tokens_of(subscribers[1])['leave']}/"
    assert Client().post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.filter(pk=subscribers[1].pk).exists()


def test_every_address_in_the_file_is_a_line_of_who_looked(client, editor, subscribers):
    client.post(ASK, {"query": ""})
    make_exports()
    opened = AccessLogEntry.objects.filter(actor_id=editor.pk, kind="opened", screen="newsletter file")
    assert set(opened.values_list("object_id", flat=True)) == {one.pk for one in subscribers[:2]}


def test_the_file_asks_for_the_password_once_more(client, subscribers):
    client.post(ASK, {"query": ""})
    make_exports()
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    response = client.get(reverse("exports:file", args=[Export.objects.get().pk]))
    assert response.status_code == 302
    assert "reauthenticate" in response["Location"]


def test_the_file_of_the_sister_is_not_there(client, sister, subscribers):
    theirs = sign_in(staff(sister))
    theirs.post(ASK, {"query": ""})
    make_exports()
    export = Export.objects.get()
    for name in ("export", "file"):
        assert client.get(reverse(f"exports:{name}", args=[export.pk])).status_code == 404
    assert [line[0] for line in file_of(theirs, export)[1:]] == ["sister@example.org"]


def test_who_is_no_editor_any_more_gets_no_file(client, editor, subscribers):
    client.post(ASK, {"query": ""})
    editor.groups.clear()
    assert make_exports() == 0
    assert client.get(reverse("exports:file", args=[Export.objects.get().pk])).status_code in (302, 404)


def test_the_page_takes_as_many_questions_for_many_as_for_one(client, organisation):
    def questions():
        client.get(COUNTS)
        with CaptureQueriesContext(connection) as queries:
            client.get(COUNTS)
        return len(queries)

    make_subscriber(organisation, "one@example.org", confirmed=True)
    with_one = questions()
    for number, language in enumerate(["nl", "fr", "tr"]):
        make_subscriber(organisation, f"person{number}@example.org", language=language, confirmed=True)
    assert questions() == with_one
