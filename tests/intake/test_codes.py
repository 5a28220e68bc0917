"""Codes of core persons: their own at acceptance, shown once, and replaced when somebody asks for a new one."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from intake.actions.following import follow_referral
from intake.actions.people import add_person, issue_code
from intake.actions.receiving import receive_referral
from intake.actions.referrals import accept_referral
from intake.models import Case, Referral
from portal.privacy.looking import looking
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotPossible
from tests.intake.factories import agree, answers, make_manager, make_referral
from tests.intake.test_meanwhile import drawn
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]


def agreed(**changes):
    """A referral that can be accepted, and the referrer's code."""
    region = RegionFactory()
    manager = make_manager(region)
    referral, code = receive_referral(
        answers(**changes), organisation=region.organisation, language="nl", region=region
    )
    Referral.objects.filter(pk=referral.pk).update(state="in_talk")
    referral = Referral.objects.get(pk=referral.pk)
    agree(referral, by=manager)
    return referral, code


def accepted(referral):
    manager = referral.region.manager
    return accept_referral(referral, by=manager, model="family_group", manager=manager)


def follow(referral, code):
    return follow_referral(organisation=referral.organisation, reference=referral.reference, code=code)


def shown(page):
    """The codes on a page, as they are typed."""
    return [
        "".join(found.split())
        for found in re.findall(r'class="in-digits"><bdi dir="ltr">([\d ]+)</bdi>', page.content.decode())
    ]


def test_each_core_person_gets_a_code_of_their_own_at_acceptance():
    people = [{"kind": "person", "name": "Younes"}, {"kind": "person", "name": "Lina"}]
    referral, referrers = agreed(people=people)
    codes = accepted(referral).codes
    assert len({referrers, *(issued.code for issued in codes)}) == 3
    for issued in codes:
        assert follow(referral, issued.code).core_person == issued.core_person
    assert follow(referral, referrers).core_person is None


def test_who_asked_for_themselves_keeps_the_code_they_have():
    referral, referrers = agreed(for_whom="self")
    assert accepted(referral).codes == []
    assert follow(referral, referrers).is_owner


def test_a_victim_who_asked_keeps_the_code_and_stays_owner_of_it():
    people = [{"kind": "harmed", "name": "Samira Demo", "is_referrer": True}, {"kind": "responsible", "name": "Kim"}]
    referral, referrers = agreed(for_whom="repair", people=people)
    [issued] = accepted(referral).codes
    assert issued.core_person.kind == "responsible"
    assert follow(referral, referrers).core_person is None
    assert follow(referral, referrers).is_owner
    assert follow(referral, issued.code).core_person == issued.core_person


def test_only_one_of_the_people_is_who_asked():
    twice = [{"kind": "person", "name": name, "is_referrer": True} for name in ("Samira", "Younes")]
    with pytest.raises(IntegrityError):
        agreed(people=twice)


def test_who_stands_beside_somebody_who_asked_for_themselves_gets_a_code():
    referral, referrers = agreed(for_whom="self")
    manager = referral.region.manager
    with looking(referral, by=manager, screen="test"):
        lina = add_person(referral, by=manager, kind="person", name="Lina")
    agree(referral, by=manager)
    [issued] = accepted(referral).codes
    assert issued.core_person == lina
    assert follow(referral, issued.code).core_person == lina
    assert follow(referral, referrers).core_person is None


@pytest.mark.parametrize("for_whom", ["family", "self"])
def test_the_old_code_opens_nothing_after_a_new_one(for_whom):
    referral, referrers = agreed(for_whom=for_whom)
    codes = accepted(referral).codes
    old = codes[0].code if codes else referrers
    person = referral.core_persons.get()
    new = issue_code(referral, by=referral.region.manager, core_person=person).code
    assert follow(referral, old) is None
    assert follow(referral, new).is_owner
    assert (follow(referral, referrers) is None) is (for_whom == "self")


def test_there_is_no_code_before_acceptance():
    referral, _code = agreed()
    with pytest.raises(NotPossible):
        issue_code(referral, by=referral.region.manager, core_person=referral.core_persons.get())


def test_no_code_for_somebody_of_another_referral():
    referral = make_referral(state="accepted")
    stranger = make_referral(referral.region, state="accepted").core_persons.get()
    with pytest.raises(NotPossible):
        issue_code(referral, by=referral.region.manager, core_person=stranger)


# -- on the screen ----------------------------------------------------------------------------------


def accept(client, referral, **extra):
    address = reverse("referrals:step", args=[referral.pk, "accept"])
    return client.post(address, {"model": "restorative", "manager": referral.region.manager.pk} | extra)


def test_accepting_shows_each_code_once_with_the_name_beside_it(as_user):
    people = [{"kind": "harmed", "name": "Younes"}, {"kind": "responsible", "name": "Lina"}]
    referral, _code = agreed(people=people)
    client = as_user(referral.region.manager)
    asked = client.get(reverse("referrals:step", args=[referral.pk, "accept"])).content.decode()
    sent = {"drawn": re.search(r'name="drawn" value="([^"]+)"', asked)[1]}
    page = accept(client, referral, **sent)
    codes = shown(page)
    assert [follow(referral, code).core_person.kind for code in codes] == ["harmed", "responsible"]
    assert "Younes" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    case = reverse("cases:inspect", args=[Case.objects.get().pk])
    assert case in page.content.decode()
    assert shown(accept(client, referral, **sent)) == codes
    MoveLogEntry.objects.update(timestamp=timezone.now() - timedelta(minutes=16))
    again = accept(client, referral, **sent)
    assert (again.status_code, again["Location"]) == (302, case)
    for address in (case, reverse("referrals:inspect", args=[referral.pk])):
        workbench = client.get(address).content.decode()
        assert not any(code in re.sub(r"\s", "", workbench) for code in codes)


def test_the_card_names_nobody(as_user):
    referral, _code = agreed()
    page = accept(as_user(referral.region.manager), referral).content.decode()
    card = page.split('class="in-card"')[1].split("</section>")[0]
    assert str(referral) in card
    for name in ("Younes", "Samira", "Eigen Kracht", referral.organisation.name):
        assert name not in card


def test_a_refused_acceptance_makes_no_codes(as_user):
    referral, _code = agreed()
    stranger = make_manager(RegionFactory(organisation=referral.organisation))
    answered = accept(as_user(referral.region.manager), referral, manager=stranger.pk)
    assert "manager" in answered.context["form"].errors
    assert not Case.objects.exists()
    assert referral.core_persons.get().code_hash == ""


def test_what_is_missing_is_said_person_by_person(as_user):
    referral = make_referral(
        state="in_talk", people=[{"kind": "person", "name": "Younes"}, {"kind": "group", "name": "The street"}]
    )
    page = as_user(referral.region.manager).get(reverse("referrals:step", args=[referral.pk, "accept"]))
    assert "Younes: nobody was asked yet." in page.content.decode()
    assert "The street: ask who speaks for the group." in page.content.decode()
    assert "<form method" not in page.content.decode()


def test_a_new_code_is_shown_once_and_is_written_in_the_timeline(as_user):
    referral = make_referral(state="accepted")
    person = referral.core_persons.get()
    client = as_user(referral.region.manager)
    address = reverse("referrals:entry", args=[referral.pk, "issue_code"])
    case = client.get(reverse("cases:inspect", args=[referral.case.pk])).content.decode()
    assert f"{address}?core_person={person.pk}" in case
    assert not shown(client.get(f"{address}?core_person={person.pk}"))
    page = client.post(address, {"core_person": person.pk})
    [code] = shown(page)
    assert "Younes" in page.content.decode()
    assert follow(referral, code).core_person == person
    assert MoveLogEntry.objects.filter(action="intake.referral.issue_code").count() == 1


@pytest.mark.parametrize("entry", ["renew_code", "issue_code"])
def test_a_double_click_shows_the_same_new_code_for_a_while(as_user, entry):
    referral = make_referral(state="accepted")
    client, address = as_user(referral.region.manager), reverse("referrals:entry", args=[referral.pk, entry])
    sent = drawn(client, address) | {"core_person": referral.core_persons.get().pk}
    codes = shown(client.post(address, sent))
    assert len(codes) == 1
    assert shown(client.post(address, sent)) == codes
    assert follow(referral, codes[0])
    assert MoveLogEntry.objects.filter(action="intake.referral.issue_code").count() == 1
    MoveLogEntry.objects.update(timestamp=timezone.now() - timedelta(minutes=16))
    assert client.post(address, sent).status_code == 302


@pytest.mark.parametrize("entry", ["renew_code", "issue_code"])
def test_a_code_that_was_replaced_since_is_not_shown_again(as_user, entry):
    referral = make_referral(state="accepted")
    client, address = as_user(referral.region.manager), reverse("referrals:entry", args=[referral.pk, entry])
    person = {"core_person": referral.core_persons.get().pk}
    first = drawn(client, address) | person
    client.post(address, first)
    assert len(shown(client.post(address, drawn(client, address) | person))) == 1
    assert client.post(address, first).status_code == 302
