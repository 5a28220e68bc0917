"""Anything may be sent as a passkey's answer: it is refused in words, and opens nothing."""

import json

import pytest
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from tests.accounts.factories import PASSWORD, UserFactory, give_app

pytestmark = pytest.mark.django_db

_ID = "AAAA"
_NO_DATA = {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": "MQ"}
NONSENSE = [
    {"id": 1},
    {"id": _ID},
    [],
    [1],
    "passkey",
    1,
    {"id": _ID, "rawId": _ID, "type": "public-key", "response": 1},
    {"id": _ID, "rawId": _ID, "type": "public-key", "response": {}},
    {"id": _ID, "rawId": _ID, "type": "public-key", "response": _NO_DATA},
    {"id": _ID, "rawId": _ID, "type": "public-key", "response": {"clientDataJSON": "e30", "attestationObject": "AAAA"}},
]
anything = pytest.mark.parametrize("sent", NONSENSE, ids=json.dumps)


@pytest.fixture
def manager():
    return UserFactory(role="manager")


def give_passkey(user):
    """One whose id is _ID; nobody holds its private half."""
    public = ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    data = AuthenticatorData.create(bytes(32), 0x45, 0, AttestedCredentialData.create(Aaguid.NONE, bytes(3), public))
    said = {"type": "webauthn.create", "challenge": "AAAA", "origin": "https://example.org"}
    answer = {"clientDataJSON": websafe_encode(json.dumps(said).encode())}
    answer["attestationObject"] = websafe_encode(AttestationObject.create("none", data, {}))
    WebAuthn.add(user, "phone", {"id": _ID, "rawId": _ID, "type": "public-key", "response": answer})


@anything
def test_at_the_login(client, is_signed_in, sent):
    address = reverse("mfa_login_webauthn")
    client.get(address, headers={"x-requested-with": "XMLHttpRequest"})  # the challenge
    answer = client.post(address, {"credential": json.dumps(sent)})
    assert answer["Location"] == reverse("account_login")
    assert is_signed_in() is None


@anything
def test_after_the_password(client, sign_in, is_signed_in, manager, sent):
    give_app(manager)
    sign_in(manager)
    client.get(reverse("mfa_authenticate"))
    answer = client.post(reverse("mfa_authenticate"), {"credential": json.dumps(sent)})
    assert answer.status_code == 200
    assert is_signed_in() is None


@anything
def test_when_asked_once_more(client, sign_in, manager, sent):
    sign_in(manager)
    give_passkey(manager)  # on another computer
    address = reverse("mfa_reauthenticate_webauthn")
    assert client.get(address).status_code == 200
    answer = client.post(address, {"credential": json.dumps(sent)})
    assert answer["Location"] == reverse("account_login")
    assert client.get("/admin/").status_code == 302


@anything
def test_when_adding_a_passkey(client, sign_in, manager, sent):
    sign_in(manager)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    address = reverse("mfa_add_webauthn")
    client.get(address)
    answer = client.post(address, {"name": "phone", "credential": json.dumps(sent)})
    assert answer.status_code == 200
    assert not manager.authenticator_set.exists()
