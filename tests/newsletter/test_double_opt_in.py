"""Nobody gets a newsletter who did not press a button for it; nobody's mailbox is flooded; stopping is for good."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.utils import timezone

from portal.newsletter import agreement
from portal.newsletter.actions import LinkGone, confirm, sign_up
from portal.newsletter.models import MOST_MAILS, Subscriber
from portal.newsletter.tasks import erase_unconfirmed_subscribers
from portal.outbound.models import OutgoingAddress
from portal.privacy.models import AccessLogEntry, SearchToken, Vault
from tests.newsletter.factories import let_pass, make_subscriber, tokens_of
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
POSTS = 10
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def subscriber(organisation):
    return make_subscriber(organisation, language="en")


def path_of(subscriber, name):
    return f"/en/newsletter/{name}/{tokens_of(subscriber)[name]}/"


def ask_again(subscriber, **changes):
    sign_up(subscriber.organisation, language=changes.pop("language", "en"), address="samira@example.org", **changes)


class TestConfirming:
    def test_looking_at_the_link_confirms_nothing_and_pressing_does(self, client, subscriber):
        address = path_of(subscriber, "confirm")
        for _ in range(2):
            page = client.get(address)
            assert (page.status_code, client.head(address).status_code) == (200, 200)
        assert str(agreement.WORDS[agreement.VERSION]) in page.content.decode()
        assert not Subscriber.objects.get().is_confirmed
        response = client.post(address)
        assert (response.status_code, response["Location"]) == (303, "/en/newsletter/confirmed/")
        subscriber.refresh_from_db()
        assert timezone.now() - subscriber.confirmed_at < timedelta(minutes=1)
        assert subscriber.agreed_to == agreement.VERSION

    def test_pressing_twice_changes_nothing(self, client, subscriber):
        address = path_of(subscriber, "confirm")
        client.post(address)
        before = Subscriber.objects.get().confirmed_at
        assert client.post(address)["Location"] == "/en/newsletter/confirmed/"
        assert client.get(address)["Location"] == "/en/newsletter/confirmed/"
        assert Subscriber.objects.get().confirmed_at == before

    def test_it_asks_for_the_token_of_our_own_page(self, subscriber):
        assert Client(enforce_csrf_checks=True).post(path_of(subscriber, "confirm")).status_code == 403

    @pytest.mark.parametrize(
        "changed", [lambda t: t[:-1], lambda t: t + "A", lambda t: t.swapcase(), lambda t: "x", lambda t: "0" * 5000]
    )
    @pytest.mark.parametrize("name", ["confirm", "leave"])
    def test_a_changed_link_does_nothing(self, client, subscriber, name, changed):
        address = f"/en/newsletter/{name}/{changed(tokens_of(subscriber)[name])}/"
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 303
        assert not Subscriber.objects.get().is_confirmed

    def test_one_link_does_not_do_what_the_other_does(self, client, subscriber):
        tokens = tokens_of(subscriber)
        client.post(f"/en/newsletter/confirm/{tokens['leave']}/")
        client.post(f"/en/newsletter/leave/{tokens['confirm']}/")
        assert not Subscriber.objects.get().is_confirmed

    def test_a_link_opens_nothing_on_the_site_of_the_sister(self, belgian, sister, subscriber):
        for name in ("confirm", "leave"):
            assert belgian.get(path_of(subscriber, name)).status_code == 404
            belgian.post(path_of(subscriber, name))
        assert not Subscriber.objects.get().is_confirmed

    def test_after_seven_days_it_is_too_late(self, client, subscriber):
        address = path_of(subscriber, "confirm")
        let_pass(days=7)
        assert client.get(address).status_code == 404
        assert client.post(address)["Location"] == address
        with pytest.raises(LinkGone):
            confirm(subscriber.organisation, token=tokens_of(subscriber)["confirm"])

    def test_it_takes_few_questions(self, client, subscriber, django_assert_max_num_queries):
        address = path_of(subscriber, "confirm")
        client.get(address)
        with django_assert_max_num_queries(7):
            client.get(address)


class TestMails:
    def test_asked_again_within_a_quarter_of_an_hour_no_mail_goes(self, subscriber, mailbox):
        assert len(mailbox()) == 1
        ask_again(subscriber)
        assert mailbox() == []

    def test_asked_again_later_the_same_link_comes_a_few_times_and_no_more(self, subscriber, mailbox, link_in):
        links = {link_in(mail) for mail in mailbox()}
        for _ in range(6):
            let_pass(minutes=15)
            ask_again(subscriber)
            links |= {link_in(mail) for mail in mailbox()}
        assert links == {path_of(subscriber, "confirm")}
        assert Subscriber.objects.get().mails == MOST_MAILS
        assert AccessLogEntry.objects.filter(screen="mail about the newsletter").count() == MOST_MAILS

    def test_a_new_mail_gives_seven_days_anew(self, subscriber):
        let_pass(days=6)
        ask_again(subscriber)
        assert timezone.now() - Subscriber.objects.get().asked_at < timedelta(minutes=1)

    def test_what_was_asked_for_last_counts_until_it_is_confirmed(self, subscriber):
        ask_again(subscriber, about="news")
        assert Subscriber.objects.get().about == "news"
        confirm(subscriber.organisation, token=tokens_of(subscriber)["confirm"])
        ask_again(subscriber, about="meetings")
        assert Subscriber.objects.get().about == "news"

    def test_who_gets_it_already_is_told_how_to_stop_once_a_day(self, subscriber, mailbox, link_in):
        confirm(subscriber.organisation, token=tokens_of(subscriber)["confirm"])
        mailbox()
        ask_again(subscriber)
        assert mailbox() == []
        for _ in range(2):
            Subscriber.objects.update(mailed_at=timezone.now() - timedelta(days=1))
            ask_again(subscriber)
            ask_again(subscriber)
            (mail,) = mailbox()
            assert link_in(mail) == path_of(subscriber, "leave")

    def test_capitals_make_no_other_address_and_languages_do(self, subscriber, mailbox):
        mailbox()
        sign_up(subscriber.organisation, language="en", address="Samira@EXAMPLE.org")
        assert mailbox() == []
        sign_up(subscriber.organisation, language="ar", address="samira@example.org")
        (mail,) = mailbox()
        assert "/ar/newsletter/confirm/" in mail.body

    def test_the_sister_has_its_own(self, subscriber, sister):
        sign_up(sister, language="en", address="samira@example.org")
        digests = Subscriber.objects.values_list("address_digest", flat=True)
        assert len({bytes(digest) for digest in digests}) == 2

    def test_the_sender_does_not_tell_what_it_is_about(self, subscriber, mailbox):
        (mail,) = mailbox()
        assert subscriber.organisation.mail_name in mail.from_email
        assert subscriber.organisation.name not in mail.from_email + mail.subject + mail.body


class TestLeaving:
    def test_a_button_erases_the_row_its_mails_and_its_vault(self, client, subscriber):
        address = path_of(subscriber, "leave")
        assert client.get(address).status_code == 200
        assert Subscriber.objects.exists()
        response = client.post(address)
        assert (response.status_code, response["Location"]) == (303, "/en/newsletter/left/")
        assert not Subscriber.objects.exists()
        assert not OutgoingAddress.objects.exists()
        assert not Vault.objects.filter(pk=subscriber.vault_id).exists()
        assert client.get("/en/newsletter/left/").status_code == 200
        assert client.get(address).status_code == 404

    def test_one_click_of_a_mail_program_needs_no_cookie_and_is_not_redirected(self, subscriber):
        program, address = Client(enforce_csrf_checks=True), path_of(subscriber, "leave")
        for _ in range(2):
            response = program.post(address, ONE_CLICK)
            assert (response.status_code, response.content, dict(response.cookies)) == (200, b"", {})
        assert not Subscriber.objects.exists()

    def test_one_click_as_a_simple_form_works_too(self, subscriber):
        body = "List-Unsubscribe=One-Click"
        response = Client(enforce_csrf_checks=True).post(
            path_of(subscriber, "leave"), body, content_type="application/x-www-form-urlencoded"
        )
        assert response.status_code == 200
        assert not Subscriber.objects.exists()

    def test_one_click_of_somebody_unknown_is_heard_too(self, client, organisation):
        assert client.post("/en/newsletter/leave/unknown/", ONE_CLICK).status_code == 200

    def test_who_left_can_come_back(self, client, subscriber, mailbox):
        mailbox()
        client.post(path_of(subscriber, "leave"))
        ask_again(subscriber)
        assert len(mailbox()) == 1


def test_who_never_confirmed_is_erased_and_who_did_stays(organisation):
    waiting = make_subscriber(organisation, "waiting@example.org")
    make_subscriber(organisation, "confirmed@example.org", confirmed=True)
    let_pass(days=6, hours=23)
    assert erase_unconfirmed_subscribers() == 0
    Subscriber.objects.update(asked_at=timezone.now() - timedelta(days=7))
    assert erase_unconfirmed_subscribers() == 1
    assert Subscriber.objects.get().is_confirmed
    assert not Vault.objects.filter(pk=waiting.vault_id).exists()
    assert OutgoingAddress.objects.count() == 1


def test_the_digest_matches_nothing_that_staff_search_by(subscriber):
    assert not SearchToken.objects.exists()
    assert len(bytes(subscriber.address_digest)) == 32


@pytest.mark.parametrize(
    "changes",
    [
        {"about": "everything"},
        {"mails": MOST_MAILS + 1},
        {"agreed_to": 0},
        {"confirmed_at": timezone.now() - timedelta(days=400)},
    ],
)
def test_the_database_refuses_what_cannot_be(subscriber, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscriber.objects.update(**changes)


def test_the_database_refuses_a_region_for_only_news(subscriber):
    region = subscriber.organisation.regions.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscriber.objects.update(about="news", region=region)


@pytest.mark.django_db(transaction=True)
def test_many_posts_at_once_are_one_subscriber_with_one_mail(settings, mailbox):
    settings.SPAM_LIMITS = {kind: {"an_hour": POSTS, "pause": 1} for kind in ("proven", "unproven")}
    OrganisationFactory()

    def post(_number):
        try:
            return Client().post("/en/newsletter/", {"email": "samira@example.org"})["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(POSTS) as pool:
        assert set(pool.map(post, range(POSTS))) == {"/en/newsletter/sent/"}
    assert Subscriber.objects.count() == 1
    assert len(mailbox()) == 1
    assert Vault.objects.filter(kind="subscriber").count() == 1


@pytest.mark.django_db(transaction=True)
def test_leaving_and_confirming_at_once_leave_nobody_behind(organisation):
    subscriber = make_subscriber(organisation, language="en")
    tokens = tokens_of(subscriber)

    def post(name):
        try:
            return Client().post(f"/en/newsletter/{name}/{tokens[name]}/").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(POSTS) as pool:
        assert set(pool.map(post, ["confirm", "leave"] * (POSTS // 2))) == {303}
    assert not Subscriber.objects.exists()
    assert not Vault.objects.filter(kind="subscriber").exists()
