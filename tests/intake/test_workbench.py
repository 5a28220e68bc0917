"""The workbench of a referral: what stands where, for whom, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.actions.people import record_agreement
from intake.actions.referrals import hold_referral, mark_duplicate
from intake.actions.writing import record_call, send_message, write_note
from intake.models import CorePerson, Referral
from portal.privacy.models import AccessLogEntry
from tests.intake.bench import alarms, bench, opened, page_of, panel
from tests.intake.factories import agree, make_referral
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def referral():
    return make_referral(state="in_talk", awareness="knows")


@pytest.fixture
def client(referral, as_user):
    return as_user(referral.region.manager)


def test_the_panels_stand_in_the_order_in_which_they_are_needed(client, referral):
    page = page_of(client, referral)
    wanted = ["contact", "story", "agreement", "messages", "notes", "calls", "duplicates"]
    assert re.findall(r'<section class="bo-panel" id="(\w+)"', page)[: len(wanted)] == wanted


def test_how_to_reach_somebody_safely_stands_before_every_number(client, referral):
    person = referral.core_persons.get()
    person.telephone, person.reach_safely = "06 87654321", "Only at school"
    with opened(referral):
        person.save()
    text = panel(page_of(client, referral), "contact")
    assert text.index("no letters") < text.index("Leave no message") < text.index("06 12345678")
    assert text.index("06 12345678") < text.index("Only at school") < text.index("06 87654321")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"safe_channel": "code"}, "Their numbers, only in danger"),
        ({"voicemail_is_safe": True}, "A message may be left"),
        ({"may_be_named": "no"}, "Never say who asked"),
        ({"may_be_named": "yes"}, "You may say who asked"),
        ({"safe_times": ""}, "Not said. Ask first whether it is a good moment."),
    ],
)
def test_safe_contact_says_what_was_said(as_user, changes, words):
    referral = make_referral(**changes)
    assert words in panel(page_of(as_user(referral.region.manager), referral), "contact")


def test_everything_that_was_told_stands_there(as_user):
    told = {
        "subjects": ["school", "money"],
        "children_involved": "yes",
        "children": "Sem of 6",
        "wished_model": "family_group",
        "bodies_involved": "The district team",
        "spoken_languages": "Darija",
        "interpreter": "yes",
        "access_needs": "No stairs",
    }
    referral = make_referral(**told)
    text = panel(page_of(as_user(referral.region.manager), referral), "story")
    for words in ["School", "Money or debts", "Sem of 6", "Family Group Conference", "The district team", "Darija",
                  "Needed", "No stairs"]:  # fmt: skip
        assert words in text


def test_a_referral_of_somebody_who_asked_to_be_called_back_has_gaps_and_no_faults(as_user):
    referral = make_referral(
        state="in_talk", for_whom="", people=[], story="", awareness="", email="", safe_times="", never_do=""
    )
    page = page_of(as_user(referral.region.manager), referral)
    assert "Nothing written yet" in panel(page, "story")
    assert "Nobody is in the middle yet" in panel(page, "agreement")
    assert "Call them back" in alarms(page)
    assert reverse("referrals:details", args=[referral.pk]) in page


def test_who_does_not_know_yet_is_spoken_to_by_nobody(as_user):
    referral = make_referral(awareness="not_yet")
    page = page_of(as_user(referral.region.manager), referral)
    assert "Speak only with the referrer Younes does not know of this request yet." in alarms(page)
    assert "They do not know yet. Speak only with the referrer." in panel(page, "contact")


def test_who_agreed_may_be_spoken_to(as_user):
    referral = make_referral(state="in_talk", awareness="not_yet")
    agree(referral, by=referral.region.manager)
    page = page_of(as_user(referral.region.manager), referral)
    assert "Speak only with the referrer" not in page
    assert "Erases itself" not in alarms(page)


def test_a_refusing_parent_pauses_it(client, referral):
    agree(referral, by=referral.region.manager, age=13)
    agree(referral, by=referral.region.manager, age=13, given_by="parent", answer="no")
    text = alarms(page_of(client, referral))
    assert "Paused: somebody said no Younes: a parent or guardian said no." in text


def test_what_came_without_proof_asks_for_a_look(client, referral):
    assert "Look whether it is real" not in page_of(client, referral)
    Referral.objects.filter(pk=referral.pk).update(needs_look=True)
    assert "Look whether it is real" in alarms(page_of(client, referral))


@pytest.mark.parametrize(("days", "tone"), [(1, "in-small"), (22, "in-alarm in-loud")])
def test_it_says_when_it_erases_itself(client, referral, days, tone):
    Referral.objects.filter(pk=referral.pk).update(term_from=timezone.now() - timedelta(days=days))
    page = page_of(client, referral)
    assert "Erases itself on" in alarms(page)
    assert "Erases itself on" in page.split(f'class="{tone}"')[1].split("</p>")[0]


def test_what_is_kept_says_so(client, referral):
    hold_referral(referral, by=referral.region.manager, reason="A judge asked for it")
    page = page_of(client, referral)
    assert "Kept: it does not erase itself" in alarms(page)
    assert "Erases itself on" not in page
    assert "A judge asked for it" in page


def test_a_duplicate_leads_on(client, referral):
    other = make_referral(referral.region)
    mark_duplicate(referral, by=referral.region.manager, reference=other.reference)
    page = page_of(client, referral)
    assert "It goes on under another number" in alarms(page)
    assert bench(other) in page


def test_a_duplicate_that_went_to_another_region_shows_only_where(client, referral):
    other = make_referral(referral.region)
    mark_duplicate(referral, by=referral.region.manager, reference=other.reference)
    elsewhere = RegionFactory(organisation=referral.organisation, name="Drenthe")
    Referral.objects.filter(pk=other.pk).update(region=elsewhere)
    page = page_of(client, referral)
    assert "In region Drenthe." in alarms(page)
    assert str(other) not in page
    assert bench(other) not in page


def test_who_agrees_says_what_each_said_and_what_is_missing(client, referral):
    person = referral.core_persons.get()
    record_agreement(
        referral,
        by=referral.region.manager,
        on=timezone.localdate(),
        core_person=person,
        age=13,
        given_by="self",
        answer="yes",
        words="If grandma comes too",
    )
    text = panel(page_of(client, referral), "agreement")
    for words in ["Younes", "13 years old", "Yes, they agree", "If grandma comes too", str(referral.region.manager),
                  "Younes: still to ask: a parent or guardian.", "not yet everyone"]:  # fmt: skip
        assert words in text


def test_the_timeline_says_what_was_answered_and_by_whom(client, referral):
    manager, person = referral.region.manager, referral.core_persons.get()
    for given_by, answer in [("self", "yes"), ("parent", "unsafe"), ("other_parent", "no")]:
        record_agreement(
            referral, by=manager, on=timezone.localdate(), core_person=person, age=13, given_by=given_by,
            answer=answer, words="Because",
        )  # fmt: skip
    happened = page_of(client, referral).split('class="bo-timeline"')[1]
    said = [
        "Younes (the other parent or guardian): No, they do not agree",
        "Younes (a parent or guardian): Not asked: asking is not safe",
        "Younes (the person themself): Yes, they agree",
    ]
    places = [happened.index(line) for line in said]
    assert places == sorted(places)


def test_the_workbench_costs_the_same_with_much_on_it(client, referral, count_queries):
    """With five of each, as with one."""

    def fill(times):
        manager = referral.region.manager
        for _ in range(times):
            with opened(referral):
                write_note(referral, by=manager, text="Note")
                record_call(referral, by=manager, outcome="reached", core_person=referral.core_persons.first())
                send_message(referral, by=manager, text="Message")
                person = CorePerson.objects.create(vault=referral.vault, referral=referral, name="Younes Demo")
                record_agreement(
                    referral, by=manager, on=timezone.localdate(), core_person=person, age=None, given_by="self",
                    answer="yes",
                )  # fmt: skip
            make_referral(referral.region)
            make_referral(RegionFactory(organisation=referral.organisation))

    fill(1)
    few = count_queries(lambda: client.get(bench(referral)))
    fill(5)
    assert count_queries(lambda: client.get(bench(referral))) == few


def test_one_look_is_one_line(client, referral):
    client.get(bench(referral))
    assert AccessLogEntry.objects.filter(object_id=referral.pk).count() == 1
