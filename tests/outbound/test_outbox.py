"""Mail on its way in: in the caller's transaction, and never with a readable address."""

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import connection, transaction
from django.utils import translation
from post_office.models import STATUS, Email

from portal.outbound.models import OutgoingAddress
from portal.privacy import NotLooking
from portal.privacy.looking import looking
from portal.privacy.models import Vault
from tests.outbound.factories import SOMEBODY, queue

pytestmark = pytest.mark.django_db


def everything_stored():
    """All that the tables behind the outbox hold, as one text."""
    with connection.cursor() as cursor:
        for table in ["post_office_email", "post_office_log", "outbound_outgoingaddress", "privacy_accesslogentry"]:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our tables
            for row in cursor.fetchall():
                for value in row:
                    yield bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def test_a_queued_mail_waits_for_an_opaque_address():
    queue()
    mail = Email.objects.get()
    assert mail.status == STATUS.queued
    assert mail.to == [f"{mail.outgoing_address.pk}@sealed.invalid"]
    assert (mail.subject, mail.message) == ("Uw aanvraag is binnen", "Uw nummer is EK-7H2K.\n")
    assert mail.headers["Content-Language"] == "nl"
    assert mail.outgoing_address.reference == "EK-7H2K"


def test_the_address_is_in_no_table():
    queue()
    assert "EK-7H2K" in "\n".join(everything_stored())
    assert "idrissi" not in "\n".join(everything_stored()).lower()


def test_the_address_is_sealed_in_the_callers_vault():
    vault = Vault.objects.open("referral")
    queue(vault=vault)
    outgoing = OutgoingAddress.objects.get()
    assert outgoing.vault == vault
    with pytest.raises(NotLooking):
        assert outgoing.address
    with looking(outgoing, by=None, screen="test"):
        assert outgoing.address == SOMEBODY


def test_a_change_that_is_rolled_back_leaves_no_mail():
    def change_and_fail():
        with transaction.atomic():
            queue()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    assert not Email.objects.exists()
    assert not OutgoingAddress.objects.exists()


@pytest.mark.parametrize("address", ["", "nobody", "a@b@c", "a@example.org\nBcc: b@example.org"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValidationError):
        queue(to=address)
    assert not Email.objects.exists()


def test_a_subject_of_two_lines_is_refused():
    with pytest.raises(ValueError, match="one line"):
        queue(subject="Hello\nBcc: somebody@example.org")
    assert not Email.objects.exists()


def test_text_is_taken_as_it_is_and_not_as_a_template():
    queue(subject="{{ secret }}", text="{% load static %} {{ secret }}")
    mail = Email.objects.get()
    assert (mail.subject, mail.message) == ("{{ secret }}", "{% load static %} {{ secret }}")


def test_mail_of_the_libraries_is_sealed_with_its_text():
    with translation.override("fr"):
        send_mail("Nouveau mot de passe", "https://example.org/key/abc", None, ["Jan <jan@example.org>"])
    mail = Email.objects.get()
    assert mail.message == ""
    assert mail.headers["Content-Language"] == "fr"
    assert mail.outgoing_address.vault.kind == "mail"
    assert "key/abc" not in "\n".join(everything_stored())
    with looking(mail.outgoing_address, by=None, screen="test"):
        assert mail.outgoing_address.address == "jan@example.org"
        assert mail.outgoing_address.text == "https://example.org/key/abc"


def test_everybody_addressed_gets_a_mail_of_their_own():
    message = EmailMultiAlternatives(
        "Hello", "Text", None, ["a@example.org"], cc=["b@example.org"], bcc=["c@example.org"]
    )
    message.attach_alternative("<p>Text</p>", "text/html")
    message.send()
    assert [len(mail.to + mail.cc + mail.bcc) for mail in Email.objects.all()] == [1, 1, 1]
    assert not Email.objects.exclude(html_message="").exists()


def test_an_attachment_is_refused():
    message = EmailMultiAlternatives("Hello", "Text", None, ["a@example.org"])
    message.attach("plan.pdf", b"%PDF", "application/pdf")
    with pytest.raises(ValueError, match="attachments"):
        message.send()
    assert not Email.objects.exists()
