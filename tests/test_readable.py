"""A form in another charset is a bad request on every page, and what comes in UTF-8 is read as always."""

import pytest
from django.urls import reverse

from intake.models import Draft, Note
from tests.intake.factories import make_referral
from tests.intake.filling import at
from tests.intake.following import make_region, receive, see

pytestmark = pytest.mark.django_db
HALF_A_SIGN = "he+2AA-lp"


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def send(client, address, names=(), *, charset="utf-7", disposition="", text=HALF_A_SIGN):
    client.raise_request_exception = False
    parts = [f"--b\r\nContent-Disposition: form-data; {disposition or f'name={name}'}\r\n\r\n{text}" for name in names]
    body = "\r\n".join([*parts, "--b--", ""])
    return client.generic("POST", address, body, content_type=f"multipart/form-data; boundary=b; charset={charset}")


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "base64", "idna", "utf-16", "nonsense"])
def test_another_charset_is_a_bad_request(client, charset):
    referral, code = receive(make_region())
    see(client, referral, code)
    for address, names in [
        ("/en/follow/", ["reference", "code"]),
        ("/en/follow/request/", ["text"]),
        ("/en/follow/withdraw/", ["reason"]),
        (at("who"), ["for_whom", "end"]),
        (reverse("account_login"), ["login", "password"]),
    ]:
        assert send(client, address, names, charset=charset).status_code == 400, address
    assert not referral.messages.exists()
    assert not Draft.objects.exists()


def test_another_charset_is_a_bad_request_in_the_admin(as_user):
    referral = make_referral(state="in_talk")
    client = as_user(referral.region.manager)
    for entry, names in [("note", ["text"]), ("message", ["text"]), ("add_person", ["name", "kind"])]:
        address = reverse("referrals:entry", args=[referral.pk, entry])
        assert send(client, address, names).status_code == 400
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "disposition", ["name*=utf-7''%2B2AA-", "name*=base64''%41", "name=\"a\"; filename*=idna''%ff"]
)
def test_a_name_with_a_charset_of_its_own_breaks_nothing(as_user, disposition):
    referral = make_referral(state="in_talk")
    address = reverse("referrals:entry", args=[referral.pk, "note"])
    answer = send(as_user(referral.region.manager), address, ["x"], charset="utf-8", disposition=disposition)
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "utf_8"])
def test_our_own_alphabet_is_read(client, charset):
    make_region()
    assert send(client, at("who"), ["for_whom", "end"], charset=charset, text="family").status_code == 303
    assert Draft.objects.count() == 1


def test_whoever_reads_nothing_into_it_says_so_kindly(client):
    make_region()
    page = send(client, "/en/follow/", ["code"]).content.decode()
    assert "<h1>" in page
