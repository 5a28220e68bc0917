"""What is written on the workbench of a referral: notes, calls, messages, people, and who may."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from intake.actions.following import Follower, answer_message
from intake.actions.writing import send_message
from intake.models import CallAttempt, CorePerson, Message, Note, Referral
from tests.accounts.factories import UserFactory
from tests.intake.bench import alarms, bench, opened, page_of, panel
from tests.intake.factories import agree, make_manager, make_referral

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def referral():
    return make_referral(state="in_talk", awareness="knows")


@pytest.fixture
def client(referral, as_user):
    return as_user(referral.region.manager)


def write(client, referral, entry, **answers):
    return client.post(reverse("referrals:entry", args=[referral.pk, entry]), answers)


def test_a_note_is_written_and_read_by_the_region(client, referral):
    assert write(client, referral, "note", text="Call her sister")["Location"] == bench(referral) + "#notes"
    page = page_of(client, referral)
    assert "Call her sister" in panel(page, "notes")
    assert "A note was written" in page


@pytest.mark.parametrize("to", ["", "person"])
def test_a_call_is_written_down(client, referral, to):
    person = referral.core_persons.get()
    write(client, referral, "call", core_person=person.pk if to else "", outcome="no_answer", text="Rang long")
    call = CallAttempt.objects.get()
    assert (call.core_person, call.outcome, call.by) == (person if to else None, "no_answer", referral.region.manager)
    text = panel(page_of(client, referral), "calls")
    assert f"No answer , {'Younes' if to else 'Samira Demo'}" in text
    assert "Rang long" in text


def test_a_call_to_come_is_refused(client, referral):
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    answered = write(client, referral, "call", outcome="reached", at=tomorrow)
    assert "at" in answered.context["form"].errors
    assert not CallAttempt.objects.exists()


def test_a_message_goes_to_the_referrer_with_a_neutral_mail(client, referral):
    Email.objects.all().delete()
    write(client, referral, "message", text="Can we call tomorrow?")
    message = Message.objects.get()
    assert (message.core_person, message.by) == (None, referral.region.manager)
    assert Email.objects.count() == 1
    assert "Can we call tomorrow?" in panel(page_of(client, referral), "messages")


def test_nobody_without_a_code_is_written_to(client, referral):
    answered = write(client, referral, "message", core_person=referral.core_persons.get().pk, text="Hello")
    assert "core_person" in answered.context["form"].errors
    assert not Message.objects.exists()


def test_each_has_a_thread_of_their_own(as_user):
    referral = make_referral(state="accepted")
    person = referral.core_persons.get()
    client = as_user(referral.region.manager)
    write(client, referral, "message", core_person="referrer", text="To Samira")
    write(client, referral, "message", core_person=person.pk, text="To Younes")
    assert {message.core_person for message in Message.objects.all()} == {None, person}
    text = panel(page_of(client, referral), "messages")
    assert text.index("Samira Demo") < text.index("To Samira") < text.index("Younes") < text.index("To Younes")


def test_who_asked_for_themselves_has_one_thread(as_user):
    referral = make_referral(state="accepted", for_whom="self")
    with opened(referral):
        send_message(referral, by=referral.region.manager, text="Hello", core_person=referral.core_persons.get())
    assert Message.objects.get().core_person is None


def test_an_answer_is_new_until_somebody_of_the_region_saw_it(client, referral):
    answer_message(Follower(referral, None), text="Yes, tomorrow")
    first = page_of(client, referral)
    assert "1 message that nobody has read" in alarms(first)
    assert "new" in panel(first, "messages").split("Yes, tomorrow")[1]
    assert Message.objects.get().read_at
    second = page_of(client, referral)
    assert "that nobody has read" not in alarms(second)
    assert '<b class="in-new">' not in second


def test_the_case_shows_that_something_waits_and_does_not_take_it_as_read(as_user):
    referral = make_referral(state="accepted")
    answer_message(Follower(referral, None), text="Yes, tomorrow")
    client = as_user(referral.region.manager)
    page = client.get(reverse("cases:inspect", args=[referral.case.pk])).content.decode()
    assert "1 message that nobody has read" in alarms(page)
    assert "Yes, tomorrow" not in page
    assert Message.objects.get().read_at is None


def test_somebody_is_added_and_their_agreement_is_needed(client, referral):
    agree(referral, by=referral.region.manager)
    write(client, referral, "add_person", kind="person", name="Lina Demo", telephone="06 87654321")
    assert referral.core_persons.count() == 2
    assert Referral.objects.get(pk=referral.pk).agreed_at is None
    assert "Lina Demo: nobody was asked yet." in panel(page_of(client, referral), "agreement")


def test_a_number_that_cannot_be_called_is_refused(client, referral):
    answered = write(client, referral, "add_person", kind="person", name="Lina", telephone="12")
    assert "telephone" in answered.context["form"].errors
    assert referral.core_persons.count() == 1


def test_what_is_known_of_somebody_stands_in_the_form_and_can_change(client, referral):
    write(client, referral, "add_person", kind="person", name="Lina Demo", reach_safely="Only at school")
    lina = CorePerson.objects.latest("created")
    address = reverse("referrals:entry", args=[referral.pk, "change_person"])
    form = client.get(f"{address}?core_person={lina.pk}").content.decode()
    assert 'value="Lina Demo"' in form
    assert "Only at school</textarea>" in form
    write(client, referral, "change_person", core_person=lina.pk, kind="person", name="Lina van Dam", edition=1)
    text = panel(page_of(client, referral), "agreement")
    assert "Lina van Dam" in text
    assert "Younes" in text


@pytest.mark.parametrize("entry", ["change_person", "call", "message", "issue_code", "add_person", "note"])
@pytest.mark.parametrize("asked", ["", "?core_person=nonsense", "?core_person=00000000-0000-0000-0000-000000000001"])
def test_an_address_with_nonsense_asks_all_the_same(client, referral, entry, asked):
    assert client.get(reverse("referrals:entry", args=[referral.pk, entry]) + asked).status_code == 200


def test_what_would_be_written_in_an_entry_reaches_no_referral_of_another(referral, as_user):
    stranger = as_user(make_manager())
    for entry in ["note", "call", "message", "add_person", "change_person", "issue_code"]:
        assert write(stranger, referral, entry, text="Mine", name="Mine").status_code == 404
    assert not Note.objects.exists()
    assert referral.core_persons.count() == 1


@pytest.mark.parametrize("role", ["editor", "trainer", "administrator"])
def test_other_roles_write_nothing(role, referral, as_user):
    somebody = UserFactory(role=role, is_staff=True, organisation=referral.organisation)
    referral.region.deputy = somebody
    referral.region.save()
    for entry in ["note", "message"]:
        assert write(as_user(somebody), referral, entry, text="Mine").status_code in (302, 404)
    assert not Note.objects.exists()
    assert not Message.objects.exists()
