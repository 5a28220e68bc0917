"""Signing in by e-mail and password, a forgotten password, and what strangers learn: nothing."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import translation
from post_office.models import Email

from portal.accounts.models import User
from portal.outbound.mail.sending import send_queued
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
CODE = r"^\w{3,4}-\w{3,4}$"


@pytest.mark.parametrize(("role", "home"), [("manager", "/admin/"), ("administrator", "/admin/"), (None, "/nl/my/")])
def test_people_go_where_they_work(sign_in, role, home):
    response = sign_in(UserFactory(role=role))
    assert (response.status_code, response["Location"]) == (302, home)


def test_capitals_in_the_address_do_not_matter(client, is_signed_in):
    user = UserFactory(email="jan@example.org")
    client.post(reverse("account_login"), {"login": "Jan@Example.org", "password": PASSWORD})
    assert is_signed_in() == str(user.pk)


def test_the_next_page_is_kept_but_never_on_another_site(client):
    user = UserFactory(role="manager")
    typed = {"login": user.email, "password": PASSWORD}
    response = client.post(reverse("account_login"), typed | {"next": "/admin/referrals/"})
    assert response["Location"] == "/admin/referrals/"
    client.post(reverse("account_logout"))
    assert client.post(reverse("account_login"), typed | {"next": "https://evil.example/"})["Location"] == "/admin/"


def test_a_session_ends_with_the_browser(client, sign_in):
    sign_in(UserFactory())
    assert client.session.get_expire_at_browser_close()


def test_somebody_unknown_and_a_wrong_password_get_the_same_answer(client):
    user = UserFactory()
    answers = []
    for address in [user.email, "nobody@example.org"]:
        response = client.post(reverse("account_login"), {"login": address, "password": "wrong"})
        body = re.sub(r'(name="csrfmiddlewaretoken" value|value)="[^"]*"', "", response.content.decode())
        answers.append((response.status_code, body))
    assert answers[0] == answers[1]


def test_asking_for_a_new_password_tells_nothing_and_costs_the_same(client):
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": "first@example.org"})  # makes the rows that count tries
    answers, work = [], []
    for address in [user.email, "nobody@example.org"]:
        Email.objects.all().delete()
        with _Counted() as counted:
            response = client.post(reverse("account_reset_password"), {"email": address})
        answers.append((response.status_code, response["Location"]))
        work.append(sum("INSERT" in query for query in counted.written))
        assert Email.objects.count() == 1
    assert answers[0] == answers[1]
    assert work[0] == work[1]


class _Counted:
    """Every statement that the block writes."""

    def __enter__(self):
        self.written = []
        self._wrapper = connection.execute_wrapper(self._note)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *trouble):
        return self._wrapper.__exit__(*trouble)

    def _note(self, execute, sql, params, many, context):
        self.written.append(sql)
        return execute(sql, params, many, context)


def test_nobody_writes_to_an_address_without_an_account(client):
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    send_queued()
    assert mail.outbox == []


def test_a_forgotten_password_is_replaced_by_mail_in_the_readers_language(client, is_signed_in):
    user = UserFactory()
    with translation.override("fr"):
        client.post(reverse("account_reset_password"), {"email": user.email})
    [row] = Email.objects.all()
    assert row.headers["Content-Language"] == "fr"
    assert user.email not in row.message
    send_queued()
    [letter] = mail.outbox
    assert letter.to == [user.email]
    [link] = re.findall(r"http://testserver(/fr/accounts/password/reset/key/\S+)", letter.body)
    page = client.get(link)
    new = "another tangled red thread"
    client.post(page["Location"], {"password1": new, "password2": new})
    assert is_signed_in() is None  # the mailbox alone opens no session
    user.refresh_from_db()
    assert user.check_password(new)
    assert client.get(link).status_code == 200
    send_queued()
    assert len(mail.outbox) == 2  # the owner hears that it was changed


def test_the_link_lies_nowhere_in_plain(client):
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": user.email})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM post_office_email")
        assert "password/reset" not in str(cursor.fetchall())


def test_whoever_chose_a_password_by_mail_need_not_confirm_the_address_again(client, sign_in, is_signed_in):
    user = User.objects.create_user("new@example.org")
    client.post(reverse("account_reset_password"), {"email": user.email})
    send_queued()
    [link] = re.findall(r"http://testserver(\S+/key/\S+)", mail.outbox[0].body)
    client.post(client.get(link)["Location"], {"password1": PASSWORD, "password2": PASSWORD})
    assert EmailAddress.objects.get(user=user).verified
    sign_in(user)
    assert is_signed_in() == str(user.pk)


def test_an_unconfirmed_address_is_confirmed_first(client, sign_in, is_signed_in):
    user = User.objects.create_user("new@example.org", PASSWORD)
    assert sign_in(user)["Location"] == reverse("account_email_verification_sent")
    assert is_signed_in() is None
    send_queued()
    [code] = re.findall(CODE, mail.outbox[0].body, re.MULTILINE)
    client.post(reverse("account_email_verification_sent"), {"code": code})
    assert is_signed_in() == str(user.pk)


def test_where_no_organisation_is_nobody_signs_up_and_is_told_so_kindly(client):
    response = client.get(reverse("account_signup"))
    assert response.status_code == 200
    assert reverse("account_login") in response.content.decode()
    client.post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD})
    assert not User.objects.exists()


def test_an_account_that_is_switched_off_stays_out(sign_in, is_signed_in):
    assert sign_in(UserFactory(is_active=False))["Location"] == reverse("account_inactive")
    assert is_signed_in() is None


@pytest.mark.parametrize("language", ["nl", "en", "fr", "tr", "ar", "pl"])
def test_every_page_opens_in_every_language(client, language):
    names = [
        "account_login",
        "account_signup",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_request_login_code",
    ]
    with translation.override(language):
        for name in names:
            response = client.get(reverse(name))
            assert response.status_code == 200
            assert f'<html lang="{language}"' in response.content.decode()
