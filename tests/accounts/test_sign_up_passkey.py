"""Making an account with a passkey: after the code by mail and never instead of it; not for staff."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse

from portal.accounts.models import User
from tests.accounts.factories import UserFactory
from tests.accounts.test_passkey_nonsense import anything
from tests.accounts.test_sign_up import CODE, CONFIRM, CONFIRM_LOGIN, ask_for_code, letters, mailed_code, page_of
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db
MAKE = "mfa_signup_webauthn"


@pytest.fixture(autouse=True)
def organisation():
    return RegionFactory().organisation


def begin(client, email="new@example.org", **more):
    return client.post(reverse("account_signup_by_passkey"), {"email": email} | more)


def confirm(client):
    return client.post(reverse(CONFIRM), {"code": mailed_code()})


def test_the_address_is_proven_by_a_code_before_any_passkey_is_made(client, organisation, is_signed_in):
    assert begin(client, next="/nl/my/apply/")["Location"] == reverse(CONFIRM)
    assert client.get(reverse(MAKE))["Location"] == reverse("account_signup")  # which leads back to the code
    assert not EmailAddress.objects.get().verified
    assert confirm(client)["Location"] == reverse(MAKE)
    assert EmailAddress.objects.get().verified
    assert is_signed_in() is None
    page = client.get(reverse(MAKE))
    asked = page.context["js_data"]["creation_options"]["publicKey"]["authenticatorSelection"]
    assert (asked["residentKey"], asked["userVerification"]) == ("required", "required")
    assert "no-store" in page["Cache-Control"]
    user = User.objects.get()
    assert (user.organisation, user.is_staff, user.has_usable_password()) == (organisation, False, False)


def test_nobody_makes_one_who_did_not_just_begin(client, is_signed_in):
    for method in (client.get, client.post):
        assert method(reverse(MAKE))["Location"] == reverse("account_signup")
    client.post(reverse("account_signup"), {"email": "new@example.org"})
    confirm(client)
    client.post(reverse("account_logout"))
    assert client.post(reverse(MAKE), {"name": "phone", "credential": "{}"})["Location"] == reverse("account_signup")
    assert not Authenticator.objects.exists()


@anything
def test_nonsense_is_refused_and_opens_nothing(client, is_signed_in, sent):
    begin(client)
    confirm(client)
    client.get(reverse(MAKE))
    answer = client.post(reverse(MAKE), {"name": "phone", "credential": json.dumps(sent)})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Authenticator.objects.exists()
    assert is_signed_in() is None


def test_who_became_staff_meanwhile_makes_none_here(client, is_signed_in):
    begin(client)
    confirm(client)
    User.objects.update(is_staff=True)
    client.get(reverse(MAKE))
    answer = client.post(reverse(MAKE), {"name": "phone", "credential": "{}"})
    assert answer.context["form"].non_field_errors()
    assert is_signed_in() is None


@pytest.mark.parametrize("kind", [{}, {"role": "manager"}, {"superuser": True}])
def test_a_known_address_gets_the_same_answer_and_no_code(client, kind, is_signed_in):
    known = UserFactory(email="known@example.org", **kind)
    answers = []
    for address in [known.email, "new@example.org"]:
        client.cookies.clear()
        first = begin(client, address)
        answers.append((first["Location"], page_of(client.get(first["Location"]))))
    assert answers[0] == answers[1]
    [told] = [letter for letter in letters() if letter.to == [known.email]]
    assert not CODE.findall(told.body)
    assert not Authenticator.objects.exists()


def test_who_makes_none_after_all_has_an_account_and_signs_in_with_a_code(client, is_signed_in):
    begin(client)
    confirm(client)
    page = client.get(reverse(MAKE)).content.decode()
    assert f'name="next" value="{reverse("account_request_login_code")}"' in page
    onward = client.post(reverse("account_logout"), {"next": reverse("account_request_login_code")})
    assert onward["Location"] == reverse("account_request_login_code")
    ask_for_code(client, "new@example.org")
    client.post(reverse(CONFIRM_LOGIN), {"code": mailed_code()})
    assert is_signed_in() == str(User.objects.get().pk)


def test_a_wrong_address_stands_next_to_its_field_on_the_same_page(client):
    answer = begin(client, "no address")
    html = answer.content.decode()
    assert 'id="id_email_error"' in html
    assert 'value="no address"' in html
    assert f'formaction="{reverse("account_signup_by_passkey")}"' in html
