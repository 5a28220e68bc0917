"""The session must have passed a second factor; that the user has one is not enough."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.outbound.mail.sending import send_queued
from tests.accounts.factories import PASSWORD, UserFactory, code_of, give_app

pytestmark = pytest.mark.django_db
# allauth tells of a new factor when its transaction is committed.
commits = pytest.mark.django_db(transaction=True)


@pytest.fixture
def manager(db):
    return UserFactory(role="manager")


def is_let_in(client):
    """Whether this browser gets to see the staff's work."""
    return client.get("/admin/").status_code == 200


def confirm_password(client):
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def key_on(page):
    """The app's key as the page shows it."""
    return page.context["form"].secret


def enrol_app(client):
    confirm_password(client)
    secret = key_on(client.get(reverse("mfa_activate_totp")))
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def test_a_password_alone_leads_to_enrolment(client, sign_in, manager):
    sign_in(manager)
    response = client.get("/admin/referrals/?page=2")
    assert response["Location"] == f"{reverse('mfa_index')}?next=%2Fadmin%2Freferrals%2F%3Fpage%3D2"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("address", ["/admin/", "/admin/users/", "/admin/pages/", "/admin/api/main/pages/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_of_the_admin_opens_without_it(client, sign_in, method, address):
    sign_in(UserFactory(superuser=True))
    response = getattr(client, method)(address)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("mfa_index"))


def test_the_demo_does_without(client, sign_in, manager, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(manager)
    assert is_let_in(client)


def test_whoever_enrolled_is_asked_for_a_code_before_being_signed_in(client, sign_in, is_signed_in, manager):
    secret = give_app(manager)
    assert sign_in(manager)["Location"] == reverse("mfa_authenticate")
    assert is_signed_in() is None
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert is_signed_in() is None
    response = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert response["Location"] == "/admin/"
    assert is_let_in(client)


def test_a_code_works_once_as_long_as_it_would_be_accepted(client, sign_in, is_signed_in, manager, time_machine):
    time_machine.move_to("2026-11-21 12:00:05")
    secret = give_app(manager)
    code = code_of(secret)
    sign_in(manager)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.post(reverse("account_logout"))
    time_machine.shift(40)  # one period on: still inside the tolerance
    sign_in(manager)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_signed_in() is None


def test_a_recovery_code_is_a_second_factor(client, sign_in, manager):
    give_app(manager)
    codes = Authenticator.objects.get(user=manager, type="recovery_codes").wrap().generate_codes()
    sign_in(manager)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_let_in(client)


@commits
def test_enrolling_an_app_counts_as_passing(client, sign_in, manager):
    sign_in(manager)
    assert not is_let_in(client)
    enrol_app(client)
    assert is_let_in(client)


def test_enrolling_asks_for_the_password_once_more(client, sign_in, manager):
    sign_in(manager)
    response = client.get(reverse("mfa_activate_totp"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_a_session_from_before_the_enrolment_elsewhere_is_asked_for_it(client, sign_in, manager):
    sign_in(manager)
    secret = give_app(manager)  # on another computer
    response = client.get("/admin/")
    assert response["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2F"
    answer = client.post(response["Location"], {"code": code_of(secret), "next": "/admin/"})
    assert answer["Location"] == "/admin/"
    assert is_let_in(client)


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "account_change_password",
        "account_email",
        "account_reauthenticate",
    ],
)
def test_a_session_that_owes_the_second_factor_cannot_touch_the_accounts_keys(client, sign_in, manager, name):
    """Not even after the password: else a stolen password would give itself a second factor."""
    sign_in(manager)
    confirm_password(client)
    give_app(manager)
    for answer in [client.get(reverse(name)), client.post(reverse(name), {"password": PASSWORD, "code": "1"})]:
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("mfa_reauthenticate"))


def test_a_factor_that_is_taken_away_shuts_the_sessions_it_opened(client, sign_in, manager):
    secret = give_app(manager)
    sign_in(manager)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_let_in(client)
    Authenticator.objects.filter(user=manager).delete()  # on another computer
    assert not is_let_in(client)


@commits
def test_new_recovery_codes_do_not_shut_out_whoever_made_them_with_an_old_one(client, sign_in, manager):
    give_app(manager)
    codes = Authenticator.objects.get(user=manager, type="recovery_codes").wrap().generate_codes()
    sign_in(manager)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    confirm_password(client)
    client.post(reverse("mfa_generate_recovery_codes"))
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert is_let_in(client)


@commits
def test_what_one_session_passed_another_has_not(client, sign_in, manager):
    sign_in(manager)
    enrol_app(client)
    other = Client()
    other.force_login(manager)
    assert is_let_in(client)
    assert not is_let_in(other)


@commits
def test_somebody_elses_records_do_not_count(client, sign_in, manager):
    sign_in(manager)
    enrol_app(client)
    session = client.session
    stolen = session["account_authentication_methods"]
    other = Client()
    thief = UserFactory(role="manager")
    other.force_login(thief)
    session = other.session
    session["account_authentication_methods"] = stolen
    session["account_authentication_methods_user"] = str(thief.pk)
    session.save()
    assert not is_let_in(other)


def test_secrets_lie_sealed_in_the_database(client, sign_in, manager):
    sign_in(manager)
    confirm_password(client)
    secret = key_on(client.get(reverse("mfa_activate_totp")))
    assert secret not in str([session.get_decoded() for session in Session.objects.all()])
    taken = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert taken.status_code == 302, taken.context["form"].errors
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = str(cursor.fetchall())
    assert secret not in stored
    assert stored.count("sealed1:") == 2  # the app's key and the seed of the recovery codes


@commits
def test_a_wrong_code_at_enrolment_keeps_the_same_key(client, sign_in, manager):
    sign_in(manager)
    confirm_password(client)
    secret = key_on(client.get(reverse("mfa_activate_totp")))
    again = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert again.status_code == 200
    assert key_on(again) == secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert is_let_in(client)


def test_what_was_typed_is_not_kept_while_the_password_is_asked(client, sign_in, manager):
    sign_in(manager)
    response = client.post(reverse("mfa_activate_totp"), {"code": "123456", "note": "canary"})
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert "canary" not in str(client.session.items())


@commits
def test_the_owner_hears_of_a_new_factor(client, sign_in, manager, mailoutbox):
    sign_in(manager)
    enrol_app(client)
    send_queued()
    assert [letter.to for letter in mailoutbox] == [[manager.email]]
    assert "testserver" not in mailoutbox[0].body


@commits
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_every_page_of_the_second_factor_opens(client, sign_in, manager, language):
    sign_in(manager)
    enrol_app(client)
    names = [
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
        "account_change_password",
        "account_email",
        "account_logout",
        "account_reauthenticate",
    ]
    for name in names:
        page = client.get(reverse(name).replace("/nl/", f"/{language}/", 1))
        assert page.status_code == 200, name
