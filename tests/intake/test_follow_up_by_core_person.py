"""Those whom it is about tell how it goes with their own code: once, in child words for a child, and nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from intake.actions.cases import stop_case
from intake.actions.following import follow_referral
from intake.actions.following_up import Said, reply_by_code
from intake.actions.people import issue_code, new_code_of
from intake.models import Case, CorePerson, FollowUp, FollowUpReply, Participant
from portal.privacy.looking import looking
from portal.workflow.moves import NotPossible
from tests.intake.ended import make_running
from tests.intake.following import follow
from tests.intake.voiced import words_of

pytestmark = pytest.mark.django_db(transaction=True)
PAGE, OWN = "/en/follow/how-it-goes/", "/en/follow/request/"
SAID = {"improved": "better", "mark_conference": "9", "words": "Rustiger thuis"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def case():
    case = make_running()
    due(case)
    return Case.objects.select_related("referral", "vault", "manager").get(pk=case.pk)


def due(case, **fields):
    """It is asked now: the plan was given three months ago."""
    day = timezone.localdate()
    fields = {"due_on": day, "lapses_on": day + timedelta(days=20)} | fields
    FollowUp.objects.filter(case=case, moment="three_months").update(**fields)


def browser_of(case, *, person=None):
    person = person or case.referral.core_persons.get()
    client = Client(headers={"accept-language": "en"})
    follow(client, case.referral, new_code_of(person).code)
    return client


def text_of(response):
    return response.content.decode().split("<main")[1].split("</main>")[0]


def test_they_are_asked_on_their_page_and_answer_once(case):
    client = browser_of(case)
    assert PAGE in text_of(client.get(OWN))
    page = text_of(client.get(PAGE))
    assert "mark_coordinator" in page
    assert "Back to your page" in page
    assert "only reads whether it is better now, and only if you allow it" in page
    answered = client.post(PAGE, SAID, follow=True)
    assert "You answered already" in text_of(answered)
    assert OWN in text_of(answered)
    reply = FollowUpReply.objects.get()
    person = case.referral.core_persons.get()
    assert (reply.participant.is_core, reply.participant.side) == (True, person)
    assert (reply.improved, reply.giver, reply.by_code) == ("better", "adult", True)
    assert words_of(reply) == "Rustiger thuis"
    assert PAGE not in text_of(client.get(OWN))
    client.post(PAGE, SAID | {"improved": "worse"})
    assert FollowUpReply.objects.count() == 1


def test_they_stand_in_the_circle_once_however_often_they_look(case):
    client = browser_of(case)
    for _time in range(3):
        client.get(PAGE)
    client.post(PAGE, SAID)
    assert Participant.objects.filter(case=case, is_core=True).count() == 1


def test_a_child_reads_a_childs_words(case):
    person = case.referral.core_persons.get()
    with looking(case.referral, by=None, screen="test"):
        person.age = 11
        person.save(update_fields=["age"])
    client = browser_of(case)
    page = text_of(client.get(PAGE))
    assert "🙂 Better than before" in page
    assert "mark_coordinator" not in page
    assert "How is it going?" in text_of(client.get(OWN))
    assert "You told us how it is" in text_of(client.post(PAGE, {"improved": "same"}, follow=True))
    assert FollowUpReply.objects.get().giver == "child"


def test_a_child_who_sends_it_without_having_looked_answers_as_a_child(case):
    person = case.referral.core_persons.get()
    with looking(case.referral, by=None, screen="test"):
        person.age = 11
        person.save(update_fields=["age"])
    case.participants.all().delete()
    browser_of(case).post(PAGE, {"improved": "same", "mark_coordinator": "3"})
    reply = FollowUpReply.objects.get()
    assert (reply.giver, reply.mark_coordinator) == ("child", None)


def test_a_child_who_asked_for_themselves_answers_as_a_child(case):
    case.referral.core_persons.update(is_referrer=True)
    type(case.referral).objects.filter(pk=case.referral.pk).update(for_whom="child")
    client = browser_of_asker(case)
    assert "How is it going?" in text_of(client.get(OWN))
    page = text_of(client.get(PAGE))
    assert "🙂 Better than before" in page
    assert "only if you allow it" not in page
    client.post(PAGE, {"improved": "same", "mark_plan": "8"})
    assert FollowUpReply.objects.get().giver == "child"


def browser_of_asker(case):
    """With the code of who asked."""
    person, referral = case.referral.core_persons.get(), case.referral
    code = new_code_of(person).code
    type(referral).objects.filter(pk=referral.pk).update(follow_code_hash=person.code_hash)
    if not person.is_referrer:
        CorePerson.objects.filter(pk=person.pk).update(code_hash="")
    client = Client(headers={"accept-language": "en"})
    follow(client, referral, code)
    return client


def test_who_asked_and_is_it_themselves_answers_too(case):
    case.referral.core_persons.update(is_referrer=True)
    client = browser_of_asker(case)
    assert PAGE in text_of(client.get(OWN))
    client.post(PAGE, SAID)
    assert FollowUpReply.objects.get().participant.is_core


def test_who_asked_for_somebody_else_never_sees_it(case):
    client = browser_of_asker(case)
    assert PAGE not in text_of(client.get(OWN))
    assert client.get(PAGE).url == OWN
    assert client.post(PAGE, SAID).url == OWN
    assert not FollowUpReply.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [({}, "Choose one, or write a few words."), ({"mark_plan": "11", "words": "Kept words"}, "a mark from 1 to 10")],
)
def test_what_is_wrong_stands_beside_it_and_nothing_is_lost(case, said, words):
    response = browser_of(case).post(PAGE, said)
    assert response.status_code == 422
    assert words in text_of(response)
    assert ("Kept words" in text_of(response)) == ("words" in said)
    assert not FollowUpReply.objects.exists()


@pytest.mark.parametrize("why", ["on hold", "stopped", "lapsed", "early"])
def test_when_it_is_not_asked_nothing_is_kept_and_what_was_typed_is_given_back(case, why):
    client = browser_of(case)
    if why == "on hold":
        Case.objects.update(paused_at=timezone.now())
    if why == "stopped":
        stop_case(case, by=case.manager, reason="Moved")
    if why == "lapsed":
        due(case, state="lapsed")
    if why == "early":
        day = timezone.localdate() + timedelta(days=80)
        due(case, due_on=day, lapses_on=day)
    assert PAGE not in text_of(client.get(OWN))
    assert "mark_plan" not in text_of(client.get(PAGE))
    page = text_of(client.post(PAGE, SAID))
    assert "Rustiger thuis" in page
    assert not FollowUpReply.objects.exists()


def test_a_new_code_is_the_same_person(case):
    person = case.referral.core_persons.get()
    old = browser_of(case, person=person)
    old.post(PAGE, SAID)
    new = browser_of(case, person=person)
    assert old.get(PAGE).status_code == 404
    assert "Rustiger thuis" in old.post(PAGE, SAID).content.decode()
    assert "You answered already" in text_of(new.get(PAGE))
    assert PAGE not in text_of(new.get(OWN))
    assert FollowUpReply.objects.count() == 1


def test_a_code_that_is_replaced_while_they_write_answers_nothing(case):
    person = case.referral.core_persons.get()
    follower = follow_referral(organisation=case.organisation, reference=case.reference, code=new_code_of(person).code)
    issue_code(case.referral, by=case.manager, core_person=person)
    with looking(case, by=None, screen="test"), pytest.raises(NotPossible):
        reply_by_code(follower, said=Said("better"))
    assert not FollowUpReply.objects.exists()


def test_what_one_of_them_says_is_not_what_the_other_said(case):
    other = CorePerson(vault=case.vault, referral=case.referral, kind="responsible", code_hash="")
    with looking(case.referral, by=None, screen="test"):
        other.name = "Bram"
        other.save(force_insert=True)
    first = case.referral.core_persons.exclude(pk=other.pk).get()
    browser_of(case, person=first).post(PAGE, SAID)
    client = browser_of(case, person=other)
    page = text_of(client.get(PAGE))
    assert "Rustiger" not in page
    client.post(PAGE, {"improved": "worse"})
    said = dict(FollowUpReply.objects.values_list("participant__side", "improved"))
    assert said == {first.pk: "better", other.pk: "worse"}


def test_a_code_of_another_case_answers_for_its_own_alone(case):
    other = make_running()
    due(other)
    client = browser_of(Case.objects.select_related("referral").get(pk=other.pk))
    client.post(PAGE, SAID)
    assert FollowUpReply.objects.get().case_id == other.pk
