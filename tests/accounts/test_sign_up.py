"""Making an account with an address alone, and signing in with a code by mail: for everybody but staff."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import translation
from post_office.models import Email

from portal.accounts.models import User
from portal.outbound.mail.sending import send_queued
from tests.accounts.factories import UserFactory, give_app
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^\w{3,4}-\w{3,4}$", re.MULTILINE)
CONFIRM, CONFIRM_LOGIN = "account_email_verification_sent", "account_confirm_login_code"


@pytest.fixture
def organisation():
    return RegionFactory().organisation


def sign_up(client, email="new@example.org", **more):
    return client.post(reverse("account_signup"), {"email": email} | more)


def ask_for_code(client, email):
    return client.post(reverse("account_request_login_code"), {"email": email})


def letters():
    send_queued()
    return mail.outbox


def mailed_code():
    [code] = CODE.findall(letters()[-1].body)
    return code


def page_of(response):
    """The answer without what differs each time."""
    text = re.sub(r'value="[^"]{30,}"', "", response.content.decode())
    return response.status_code, re.sub(r"[\w.]+@example\.org", "", text)


def test_an_address_and_its_code_make_an_account_of_the_site_without_a_role(client, organisation, is_signed_in):
    response = sign_up(client, "New@Example.org", next="/nl/my/apply/")
    assert response["Location"] == reverse(CONFIRM)
    assert is_signed_in() is None
    assert "new@example.org" in client.get(response["Location"]).content.decode()
    response = client.post(response["Location"], {"code": mailed_code().lower()})
    user = User.objects.get()
    assert response["Location"] == "/nl/my/apply/"
    assert is_signed_in() == str(user.pk)
    assert (user.email, user.organisation, user.is_staff) == ("new@example.org", organisation, False)
    assert not user.groups.exists()
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified


def test_nobody_gives_themselves_a_role_or_a_password(client, organisation):
    sign_up(client, is_staff="on", is_superuser="on", groups="1", password1="a tangled red thread")
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.groups.count()) == (False, False, 0)
    assert not user.has_usable_password()


def test_a_wrong_code_opens_nothing_and_the_third_ends_it(client, organisation, is_signed_in):
    sign_up(client)
    first = client.post(reverse(CONFIRM), {"code": "nonsense"})
    assert first.status_code == 200
    assert 'id="id_code_error"' in first.content.decode()
    client.post(reverse(CONFIRM), {"code": "nonsense"})
    client.post(reverse(CONFIRM), {"code": "nonsense"})
    assert client.post(reverse(CONFIRM), {"code": mailed_code()})["Location"] == reverse("account_login")
    assert is_signed_in() is None


def test_a_new_code_can_be_asked_for(client, organisation, is_signed_in):
    sign_up(client)
    first = mailed_code()
    client.post(reverse(CONFIRM), {"action": "resend"})
    second = mailed_code()
    assert first != second
    client.post(reverse(CONFIRM), {"code": second})
    assert is_signed_in()


@pytest.mark.parametrize("is_verified", [True, False])
def test_a_known_address_gets_the_same_answer_and_a_letter(client, organisation, is_verified, is_signed_in):
    known = UserFactory(email="known@example.org")
    EmailAddress.objects.update(verified=is_verified)
    answers = []
    for address in [known.email, "new@example.org"]:
        client.cookies.clear()
        first = sign_up(client, address)
        answers.append((first["Location"], page_of(client.get(first["Location"]))))
    assert answers[0] == answers[1]
    assert User.objects.count() == 2
    told = [letter for letter in letters() if letter.to == [known.email]]
    assert len(told) == 1
    assert not CODE.findall(told[0].body)


def test_a_candidate_signs_in_with_a_code(client, organisation, is_signed_in):
    user = UserFactory(organisation=organisation, password=None)
    response = ask_for_code(client, user.email)
    assert response["Location"] == reverse(CONFIRM_LOGIN)
    assert client.get(response["Location"]).status_code == 200
    client.post(response["Location"], {"code": mailed_code()})
    assert is_signed_in() == str(user.pk)


def test_an_address_that_was_never_proven_is_proven_by_the_code_to_sign_in(client, organisation, is_signed_in):
    sign_up(client)
    client.cookies.clear()
    ask_for_code(client, "new@example.org")
    client.post(reverse(CONFIRM_LOGIN), {"code": mailed_code()})
    assert is_signed_in() == str(User.objects.get().pk)
    assert EmailAddress.objects.get().verified


def test_who_has_a_second_factor_is_asked_for_it_after_the_code(client, organisation, is_signed_in):
    user = UserFactory(organisation=organisation)
    give_app(user)
    ask_for_code(client, user.email)
    response = client.post(reverse(CONFIRM_LOGIN), {"code": mailed_code()})
    assert response["Location"] == reverse("mfa_authenticate")
    assert is_signed_in() is None


@pytest.mark.parametrize(
    "kind",
    [{"role": "manager"}, {"role": "trainer"}, {"role": "administrator"}, {"superuser": True}, {"is_staff": True}],
)
def test_staff_get_no_code_but_a_letter_that_says_so(client, organisation, kind, is_signed_in):
    user = UserFactory(organisation=organisation, **kind)
    answers = []
    for address in [user.email, "nobody@example.org"]:
        client.cookies.clear()
        response = ask_for_code(client, address)
        answers.append((response["Location"], page_of(client.get(response["Location"]))))
        assert client.post(reverse(CONFIRM_LOGIN), {"code": ""}).status_code == 200
        client.post(reverse(CONFIRM_LOGIN), {"code": "ABC-DEF"})
        assert is_signed_in() is None
    assert answers[0] == answers[1]
    [letter] = letters()
    assert letter.to == [user.email]
    assert not CODE.findall(letter.body)


def test_asking_for_a_code_makes_one_row_whoever_asks(client, organisation):
    candidate, staff = UserFactory(organisation=organisation), UserFactory(organisation=organisation, role="manager")
    for address in [candidate.email, staff.email, "nobody@example.org"]:
        Email.objects.all().delete()
        client.cookies.clear()
        ask_for_code(client, address)
        assert Email.objects.count() == 1


@pytest.mark.parametrize("language", ["nl", "en", "fr", "tr", "ar", "pl"])
def test_the_pages_open_in_every_language(client, organisation, language):
    with translation.override(language):
        assert client.get(reverse("account_signup")).status_code == 200
        sign_up(client)
        assert f'<html lang="{language}"' in client.get(reverse(CONFIRM)).content.decode()
        client.cookies.clear()
        ask_for_code(client, "new@example.org")
        assert f'<html lang="{language}"' in client.get(reverse(CONFIRM_LOGIN)).content.decode()
    letter = Email.objects.order_by("pk").first()
    assert letter.headers["Content-Language"] == language
