"""Two members of staff have the same form before them: the second overwrites nothing that they could not read."""

import uuid

import pytest
from django.urls import reverse

from intake.models import CorePerson, Referral
from tests.intake.factories import make_referral
from tests.intake.telephone import opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def referral():
    return make_referral(state="in_talk")


@pytest.fixture
def client(referral, as_user):
    return as_user(referral.region.manager)


def drawn(client, address):
    """What a browser would send of the form that this address shows."""
    form = client.get(address).context["form"]
    return {name: value for name in form.fields if not _is_empty(value := form[name].value())}


def _is_empty(value):
    return value is None or value is False


def again(page):
    """What a browser would send of the form that came back."""
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in sent.items() if not _is_empty(value)} | {"drawn": str(uuid.uuid4())}


def addresses(referral):
    person = referral.core_persons.get()
    return {
        "details": (reverse("referrals:details", args=[referral.pk]), referral, "never_do"),
        "change_contact": (reverse("referrals:entry", args=[referral.pk, "change_contact"]), referral, "never_do"),
        "change_person": (
            reverse("referrals:entry", args=[referral.pk, "change_person"]) + f"?core_person={person.pk}",
            person,
            "reach_safely",
        ),
    }


@pytest.mark.parametrize("which", ["details", "change_contact", "change_person"])
def test_an_old_form_is_refused_and_says_what_stands_there_now(client, referral, which):
    address, row, field = addresses(referral)[which]
    mine, theirs = drawn(client, address), drawn(client, address)
    assert client.post(address, theirs | {field: "NEVER CALL, he listens"}).status_code == 302

    page = client.post(address, mine | {field: "after 9", "telephone": "06 87654321"})
    assert page.status_code == 200
    assert stored(row, field, referral) == "NEVER CALL, he listens"
    text = page.content.decode()
    assert "Somebody changed this in the meantime." in text
    assert "In the meantime it is: NEVER CALL, he listens" in text
    assert "after 9" in text
    assert "06 87654321" in text
    assert set(page.context["form"].errors) == {"__all__", field, "telephone"}

    assert client.post(address, again(page) | {field: "NEVER CALL, he listens; after 9"}).status_code == 302
    assert stored(row, field, referral) == "NEVER CALL, he listens; after 9"


def test_a_form_without_an_edition_changes_nothing(client, referral):
    address, row, field = addresses(referral)["change_contact"]
    mine = drawn(client, address)
    del mine["edition"]
    assert client.post(address, mine | {field: "after 9"}).status_code == 200
    assert stored(row, field, referral) == "no letters"


def test_a_choice_and_a_tick_are_told_in_words(client, referral):
    address, _row, _field = addresses(referral)["change_contact"]
    mine = drawn(client, address)
    theirs = mine | {"safe_channel": "code", "voicemail_is_safe": "on", "drawn": str(uuid.uuid4())}
    assert client.post(address, theirs).status_code == 302
    errors = client.post(address, mine | {"safe_times": "after 9"}).context["form"].errors
    assert errors["safe_channel"] == ["In the meantime it is: Only by the code: I look for a message myself"]
    assert errors["voicemail_is_safe"] == ["In the meantime it is: yes"]
    assert errors["safe_times"] == ["In the meantime it is: in the morning"]


def stored(row, field, referral):
    model = CorePerson if isinstance(row, CorePerson) else Referral
    with opened(Referral.objects.get(pk=referral.pk)):
        return getattr(model.objects.get(pk=row.pk), field)
