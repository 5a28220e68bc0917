"""The canary: words typed into every field of the product are found nowhere in plain (PROMISES, Privacy).

The forms are those of the pages themselves, whatever fields they have; and every sealed field of every model must have
been reached, so that a new field is covered or fails here.
"""

import logging
from pathlib import Path

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from intake.models import Case, Referral
from portal.outbound.mail.sending import send_queued
from portal.privacy.fields import SealedField
from tests.accounts.factories import UserFactory
from tests.canary_case import decide_themselves, do_a_conference
from tests.canary_typed import NUMBER, POSTCODE, WORD, filled, send, sign_in, take_step, write
from tests.cms_pages.factories import HomePageFactory
from tests.cms_pages.test_folders import folder_below, index_below
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_rule_book, make_trainer
from training.models import Candidate, Coordinator, ProfilePoint

_EMPTY = 45  # bytes of a seal around an empty text
TRACES = [WORD.lower(), "qzcanary", NUMBER, NUMBER[1:], POSTCODE.lower()]
# Sealed fields that this journey cannot fill, and why.
ELSEWHERE = {
    "intake.Draft.answers": "taken away when the form was sent; looked for before that",
    "privacy.PurposeKey": "no field of anybody's",
    "backoffice.ExportPart.content": "what a list exports: tests/backoffice/exports/test_making.py",
}


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_is_nowhere_in_plain(settings, caplog, tmp_path):
    settings.SECOND_FACTOR_REQUIRED = False
    settings.MEDIA_ROOT = tmp_path
    caplog.set_level(logging.DEBUG)
    region = RegionFactory(postcodes=["8011"])
    manager = make_manager(region)

    visitor, staff = Client(), Client()
    _refer(visitor, "work")
    _follow_wrongly(visitor)
    _order_leaflets(visitor, region)
    _sign_up_for_newsletter()
    staff.force_login(manager, backend=settings.AUTHENTICATION_BACKENDS[0])
    _search_in_vain(staff)
    _take_every_step(staff)
    own = _become_coordinator(staff, region)
    _refer(Client(), "work")
    do_a_conference(staff, own)
    _refer(Client(), "work")
    decide_themselves(staff)
    send_queued()

    for place, text in _everything_kept(caplog, tmp_path):
        found = [trace for trace in TRACES if trace in text.lower()]
        assert not found, f"{found} in plain in {place}"
    assert WORD.lower() in mail.outbox[0].to[0].lower()  # the address was opened only to send
    _every_sealed_field_was_reached()


def _refer(client, for_whom):
    page = client.get(reverse("intake:refer"))
    for _step in range(12):
        if "form" not in (page.context or {}):
            break
        for place, text in _tables():
            assert WORD.lower() not in text.lower(), f"in plain in {place} while it is being written"
        page = client.post(page.request["PATH_INFO"], filled(page.context["form"], for_whom=for_whom), follow=True)
    assert page.resolver_match.view_name == "intake:received"


def _order_leaflets(client, region):
    folder_below(index_below(HomePageFactory(organisation=region.organisation)))
    address = reverse("cms_pages:order_folders")
    answered = client.post(address, filled(client.get(address).context["form"]))
    assert answered.status_code == 302, answered.context["form"].errors


def _sign_up_for_newsletter():
    address = reverse("newsletter:sign_up")
    for wrong in ({}, {"email": WORD}):  # the second one has to correct it, and it is kept until then
        client = Client()
        answered = client.post(address, filled(client.get(address).context["form"]) | wrong)
        assert (answered.status_code, answered["Location"] == address) == (303, bool(wrong))


def _follow_wrongly(client):
    form = client.get(reverse("intake:follow")).context["form"]
    assert client.post(reverse("intake:follow"), filled(form)).status_code == 422


def _search_in_vain(client):
    for name in ["referrals", "cases", "claims", "candidates", "coordinators"]:
        assert client.get(reverse(f"{name}:index"), {"q": f"{WORD} {NUMBER}"}).status_code == 200


def _take_every_step(client):
    """All the way to a stopped case, and a second referral declined."""
    referral = Referral.objects.get()
    for name in ["start_talk", "record_agreement", "accept"]:
        take_step(client, "referrals", referral, name)
    take_step(client, "cases", Case.objects.get(), "stop")
    visitor = Client()
    _refer(visitor, "group")
    second = Referral.objects.exclude(pk=referral.pk).get()
    for name in ["note", "call", "message", "add_person", "change_person"]:
        write(client, "referrals", second, name)
    take_step(client, "referrals", second, "decline")
    for viewset, row in [("referrals", referral), ("cases", Case.objects.get())]:
        assert WORD in client.get(reverse(f"{viewset}:inspect", args=[row.pk])).content.decode()


def _become_coordinator(staff, region):
    """From the letter with its files to the certificate, and what a coordinator says about themselves."""
    make_rule_book(region.organisation)
    own, trainers = Client(), [Client(), Client()]
    sign_in(own, UserFactory(organisation=region.organisation))
    for trainer in trainers:
        sign_in(trainer, make_trainer(region.organisation))
    for page in ["you", "languages", "motivation", "experience", "ties", "check"]:
        send(own, reverse(f"training:apply_{page}"), other="Swahili", has_ties="yes")
    candidate = Candidate.objects.get()
    for name in ["invite", "attend_meeting"]:
        take_step(staff, "candidates", candidate, name)
    send(own, reverse("training:my_decide"))
    for name in ["enrol", "finish_training"]:
        take_step(staff, "candidates", candidate, name)
    for number, _point in enumerate(ProfilePoint, start=1):
        send(own, reverse("training:my_report_point", args=[number]))
    for page in ["my_report_conclusion", "my_report"]:
        send(own, reverse(f"training:{page}"), verdict="yes")
    take_step(trainers[0], "candidates", candidate, "talk")
    write(trainers[0], "candidates", candidate, "talk")
    send(own, reverse("training:my_reconsider"), verdict="yes")
    for trainer, name in zip(trainers, ["answer", "sign"], strict=True):
        write(trainer, "candidates", candidate, name)
    take_step(trainers[0], "candidates", candidate, "agree")
    for name in ["see_conduct", "hold_first_conference"]:
        take_step(staff, "candidates", candidate, name)
    send(own, reverse("training:my_look_back"))
    for name in ["evaluate", "evaluate_family", "note"]:
        write(staff, "candidates", candidate, name)
    for name in ["practise_again", "hold_first_conference"]:
        take_step(staff, "candidates", candidate, name)
    write(staff, "candidates", candidate, "evaluate")
    take_step(staff, "candidates", candidate, "certify")
    send(own, reverse("training:my_coordinator"), other="Swahili")
    coordinator = Coordinator.objects.get()
    for name in ["offered", "scopes", "conference"]:
        write(staff, "coordinators", coordinator, name)
    assert WORD in staff.get(reverse("coordinators:inspect", args=[coordinator.pk])).content.decode()
    assert WORD in staff.get(reverse("candidates:inspect", args=[candidate.pk])).content.decode()
    assert WORD in own.get(reverse("training:my")).content.decode()
    return own


def _everything_kept(caplog, media):
    yield from _tables()
    yield from _database_file()
    yield from _cached()
    yield "the log", "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    for message in mail.outbox:
        yield "a sent mail", f"{message.subject} {message.body} {message.extra_headers}"
    for file in Path(media).rglob("*"):
        if file.is_file():
            yield str(file), f"{file.name} {_text(file.read_bytes())}"


def _tables():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our tables
            for row in cursor.fetchall():
                yield f"table {table}", " ".join(_text(value) for value in row)
    session_model = apps.get_model("sessions", "Session")
    for session in session_model.objects.all():
        yield "a session", str(session.get_decoded())


def _database_file():
    if connection.vendor != "sqlite":
        return
    for file in Path(connection.settings_dict["NAME"]).parent.glob(f"{Path(connection.settings_dict['NAME']).name}*"):
        yield str(file), _text(file.read_bytes())


def _cached():
    if hasattr(cache, "iter_keys"):
        for key in cache.iter_keys("*"):
            yield f"cache {key}", f"{key} {cache.get(key)}"
    else:
        for key, value in cache._cache.items():
            yield f"cache {key}", f"{key} {_text(value)}"


def _text(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return str(value)


def _every_sealed_field_was_reached():
    empty = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            name = f"{model._meta.label}.{field.name}"
            if not isinstance(field, SealedField) or name in ELSEWHERE:
                continue
            # Opened or not: a sealed field that was never filled is NULL or the seal of an empty text, 45 bytes.
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT MAX(LENGTH({field.column})) FROM {model._meta.db_table}")  # noqa: S608
                longest = cursor.fetchone()[0] or 0
            if longest <= _EMPTY:
                empty.append(name)
    assert not empty, "The canary must reach what was never filled in."
