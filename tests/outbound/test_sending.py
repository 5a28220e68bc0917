"""Mail on its way out: unsealed at the last moment, never lost, never readable in a log."""

import logging
import smtplib
from datetime import timedelta
from threading import Thread

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections
from django.utils import timezone
from post_office.models import STATUS, Email, Log

from portal.outbound.mail import sending
from portal.outbound.models import OutgoingAddress
from portal.privacy.erasure import erase
from portal.privacy.models import AccessLogEntry, Vault
from tests.outbound.factories import SOMEBODY, queue

pytestmark = pytest.mark.django_db


class Trouble(BaseEmailBackend):
    """A mail server that says no, and how."""

    error: Exception | None = None

    def send_messages(self, email_messages):
        raise self.error


@pytest.fixture
def later(time_machine):
    """Moves the clock on."""
    time_machine.move_to("2026-11-21 12:00")
    return time_machine.shift


@pytest.fixture
def trouble(settings):
    """Sets what the mail server answers."""

    def answer(error):
        settings.MAIL_BACKEND = f"{__name__}.Trouble"
        Trouble.error = error

    return answer


def test_a_mail_leaves_with_its_real_address():
    queue()
    assert sending.send_queued() == 1
    [sent] = mail.outbox
    assert sent.to == [SOMEBODY]
    assert sent.recipients() == [SOMEBODY]
    assert (sent.subject, sent.body) == ("Uw aanvraag is binnen", "Uw nummer is EK-7H2K.\n")
    assert sent.message()["Content-Language"] == "nl"
    assert Email.objects.get().status == STATUS.sent


def test_a_sealed_text_leaves_in_clear():
    mail.send_mail("New password", "https://example.org/key/abc", None, [SOMEBODY])
    sending.send_queued()
    assert mail.outbox[0].body == "https://example.org/key/abc"


def test_arabic_text_leaves_as_it_was_written():
    text = "رقمك هو EK-7H2K.\nاتصل بنا على الرقم 038 422 25 26.\n"
    queue(subject="وصل طلبك", text=text, language="ar")
    sending.send_queued()
    message = mail.outbox[0].message()
    assert message.get_content_type() == "text/plain"
    assert message.get_payload(decode=True).decode(message.get_content_charset()) == text
    assert mail.outbox[0].subject == "وصل طلبك"


def test_a_mail_is_sent_once():
    queue()
    assert [sending.send_queued(), sending.send_queued()] == [1, 0]
    assert len(mail.outbox) == 1


def test_every_opening_of_an_address_is_in_the_access_log():
    queue()
    sending.send_queued()
    entry = AccessLogEntry.objects.get()
    assert (entry.actor_kind, entry.what, entry.screen) == ("system", "outbound.address", "sending a mail")
    assert entry.reference == "EK-7H2K"


def test_a_refused_address_is_in_no_log_and_no_row(trouble, caplog):
    queue()
    trouble(smtplib.SMTPRecipientsRefused({SOMEBODY: (550, f"<{SOMEBODY}> unknown".encode())}))
    with caplog.at_level(logging.DEBUG):
        assert sending.send_queued() == 0
    assert "recipient refused, [550]" in caplog.text
    assert "idrissi" not in caplog.text
    assert not Log.objects.exists()
    assert Email.objects.get().status == STATUS.failed


def test_an_unexpected_error_carries_no_address_either(trouble, caplog):
    queue()
    trouble(ValueError(f"Invalid address {SOMEBODY}"))
    sending.send_queued()
    assert "ValueError" in caplog.text
    assert "idrissi" not in caplog.text


def test_a_temporary_refusal_is_tried_again_later_and_later(trouble, time_machine):
    queue()
    time_machine.move_to("2026-11-21 12:00", tick=False)
    trouble(smtplib.SMTPDataError(451, b"try later"))
    pauses = []
    for _try in range(3):
        assert sending.send_queued() == 0
        waiting = Email.objects.get()
        assert waiting.status == STATUS.requeued
        pauses.append((waiting.scheduled_time - timezone.now()).total_seconds())
        time_machine.move_to(waiting.scheduled_time, tick=False)
    assert pauses == [60, 120, 240]


def test_a_mail_that_never_gets_through_is_given_up(trouble, settings):
    queue()
    Email.objects.update(number_of_retries=settings.POST_OFFICE["MAX_RETRIES"])
    trouble(smtplib.SMTPDataError(451, b"try later"))
    sending.send_queued()
    assert Email.objects.get().status == STATUS.failed


def test_one_refused_mail_does_not_hold_up_the_next(trouble):
    queue()
    queue()
    trouble(smtplib.SMTPDataError(554, b"no"))
    sending.send_queued()
    assert list(Email.objects.values_list("number_of_retries", flat=True)) == [1, 1]


def test_with_the_server_away_the_other_mails_keep_their_tries(trouble):
    queue()
    queue()
    trouble(ConnectionRefusedError("no server"))
    sending.send_queued()
    assert sorted(tries or 0 for tries in Email.objects.values_list("number_of_retries", flat=True)) == [0, 1]


def test_a_mail_left_by_a_killed_worker_is_sent_after_its_lease(later):
    queue()
    assert sending._take_next() is not None  # and then the worker dies
    assert sending.send_queued() == 0
    later(sending.LEASE + timedelta(seconds=1))
    assert sending.send_queued() == 1


def test_an_erased_address_gets_no_mail():
    vault = Vault.objects.open("referral")
    queue(vault=vault)
    erase(vault)
    queue()
    OutgoingAddress.objects.exclude(vault=vault).delete()
    sending.send_queued()
    assert mail.outbox == []
    assert set(Email.objects.values_list("status", flat=True)) == {STATUS.sent}


def test_a_mail_to_nobody_goes_nowhere():
    queue(to="nobody@sealed.invalid")
    sending.send_queued()
    assert mail.outbox == []
    assert Email.objects.get().status == STATUS.sent


def test_a_mail_that_came_past_the_outbox_is_not_sent(caplog):
    Email.objects.create(from_email="a@example.org", to=["b@example.org"], status=STATUS.queued, priority=1)
    sending.send_queued()
    assert mail.outbox == []
    assert "b@example.org" not in caplog.text
    assert Email.objects.get().status == STATUS.failed


def test_old_mail_goes_with_its_address_and_its_key(later):
    queue()
    mail.send_mail("New password", "Text", None, [SOMEBODY])
    sending.send_queued()
    later(timedelta(days=13))
    assert sending.delete_old() == 0
    later(timedelta(days=2))
    assert sending.delete_old() == 2
    assert not Email.objects.exists()
    assert not OutgoingAddress.objects.exists()
    assert list(Vault.objects.values_list("kind", flat=True)) == ["referral"]


def test_mail_that_still_waits_is_never_too_old(later):
    queue()
    later(timedelta(days=30))
    assert sending.delete_old() == 0
    assert sending.send_queued() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_mail():
    for _mail in range(12):
        queue()

    def work():
        try:
            sending.send_queued()
        finally:
            connections.close_all()

    workers = [Thread(target=work) for _worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert len(mail.outbox) == 12
    assert set(Email.objects.values_list("status", flat=True)) == {STATUS.sent}
