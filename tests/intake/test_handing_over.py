"""Handing a referral over to another region, and opening one from outside when it cannot wait."""

import pytest
from django.urls import reverse
from post_office.models import Email

from intake.actions.following import Follower, answer_message
from intake.actions.people import add_person, change_person, issue_code
from intake.actions.referrals import accept_referral, correct_region
from intake.actions.writing import change_contact, change_details, record_call, send_message, write_note
from intake.models import Referral
from portal.accounts.models import User
from portal.organisations.queries import front_desk_of
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotPossible
from tests.intake.bench import bench
from tests.intake.factories import agree, make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]
GLASS = "/admin/break-glass/"


@pytest.fixture
def referral():
    return make_referral(state="in_talk")


@pytest.fixture
def elsewhere(referral):
    region = RegionFactory(organisation=referral.organisation, name="Drenthe")
    make_manager(region)
    return region


def hand_over(client, referral, region):
    return client.post(reverse("referrals:step", args=[referral.pk, "correct_region"]), {"region": region.pk})


# -- handing over -----------------------------------------------------------------------------------


def test_it_leaves_the_one_and_comes_to_the_other(referral, elsewhere, as_user):
    old, new = as_user(referral.region.manager), as_user(elsewhere.manager)
    assert new.get(bench(referral)).status_code == 404
    answered = hand_over(old, referral, elsewhere)
    assert answered["Location"] == reverse("referrals:index")
    assert "Handed over to another region" in old.get(answered["Location"]).content.decode()
    assert old.get(bench(referral)).status_code == 404
    page = new.get(bench(referral)).content.decode()
    assert "Handed over to another region" in page
    assert "Drenthe" in page.split('class="bo-timeline"')[1]
    assert Referral.objects.get(pk=referral.pk).state == "in_talk"


def test_whoever_answers_there_is_told_by_number_only(referral, elsewhere, as_user):
    Email.objects.all().delete()
    hand_over(as_user(referral.region.manager), referral, elsewhere)
    mail = Email.objects.get()
    assert str(referral) in mail.subject + mail.message
    for word in ("Younes", "Samira", "how to go on"):
        assert word not in mail.subject + mail.message


def test_who_answers_for_both_goes_on_where_they_were(referral, elsewhere, as_user):
    elsewhere.deputy = referral.region.manager
    elsewhere.save(update_fields=["deputy"])
    answered = hand_over(as_user(referral.region.manager), referral, elsewhere)
    assert answered["Location"] == bench(referral)


def test_the_form_offers_the_regions_of_the_own_organisation_where_somebody_answers(referral, elsewhere, as_user):
    RegionFactory(organisation=referral.organisation, name="Nobody there")
    belgian = RegionFactory(organisation=OrganisationFactory(belgian=True), name="Brussels")
    make_manager(belgian)
    client = as_user(referral.region.manager)
    page = client.get(reverse("referrals:step", args=[referral.pk, "correct_region"])).content.decode()
    assert "Drenthe" in page
    assert "It leaves your list" in page
    for name in ("Nobody there", "Brussels"):
        assert name not in page
    assert "region" in hand_over(client, referral, belgian).context["form"].errors
    assert Referral.objects.get(pk=referral.pk).region == referral.region


def test_where_nobody_answers_the_front_desk_takes_it_on_or_corrects_the_region_first(referral, elsewhere, as_user):
    manager = make_manager(front_desk_of(referral.organisation))
    agree(referral, by=referral.region.manager)
    User.objects.filter(pk=referral.region.manager_id).update(is_active=False)
    client, step = as_user(manager), reverse("referrals:step", args=[referral.pk, "accept"])
    page = client.get(step).content.decode()
    beside = page.split("Nobody answers for")[1]
    assert "the front desk takes it on" in beside
    assert reverse("referrals:step", args=[referral.pk, "correct_region"]) in beside
    client.post(step, {"model": "family_group", "manager": manager.pk})
    case = Referral.objects.get(pk=referral.pk).case
    assert (case.manager, case.region) == (manager, referral.region)


def test_where_somebody_answers_nobody_else_takes_it_on(referral, elsewhere):
    agree(referral, by=referral.region.manager)
    with pytest.raises(NotPossible) as refusal:
        accept_referral(referral, by=referral.region.manager, model="family_group", manager=elsewhere.manager)
    assert refusal.value.field == "manager"


@pytest.mark.parametrize("where", ["the same", "another organisation", "nobody there"])
def test_it_goes_nowhere_else(referral, where):
    region = {
        "the same": lambda: referral.region,
        "another organisation": lambda: make_manager(
            RegionFactory(organisation=OrganisationFactory(belgian=True))
        ).managed_regions.get(),
        "nobody there": lambda: RegionFactory(organisation=referral.organisation),
    }[where]()
    with pytest.raises(NotPossible) as refusal:
        correct_region(referral, by=referral.region.manager, region=region)
    assert refusal.value.field == "region"
    assert Referral.objects.get(pk=referral.pk).region == referral.region


# -- from outside, in need ----------------------------------------------------------------------------


def break_glass(client, reference, reason="Somebody is at the door and asks for help"):
    return client.post(GLASS, {"reference": reference, "reason": reason})


def test_it_is_seen_once_and_read_only(elsewhere, as_user):
    region = RegionFactory(organisation=elsewhere.organisation)
    referral = make_referral(region, state="in_talk", for_whom="", people=[{"kind": "person", "name": "Younes"}])
    make_referral(region)
    answer_message(Follower(referral, None), text="Please call")
    client = as_user(elsewhere.manager)
    page = break_glass(client, str(referral)).content.decode()
    for words in ("We do not know how to go on.", "06 12345678", "no letters", "In talk"):
        assert words in page
    for address in ("/step/", "/write/", "/details/", "/inspect/"):
        assert address not in page.split("<main")[1]
    assert client.get(bench(referral)).status_code == 404


def test_the_danger_of_speaking_to_somebody_stands_first(elsewhere, as_user):
    referral = make_referral(RegionFactory(organisation=elsewhere.organisation), awareness="not_yet")
    page = break_glass(as_user(elsewhere.manager), str(referral)).content.decode()
    assert page.index("Speak only with the referrer") < page.index("06 12345678")


def test_a_case_is_opened_with_its_referral(elsewhere, as_user):
    referral = make_referral(RegionFactory(organisation=elsewhere.organisation), state="accepted")
    page = break_glass(as_user(elsewhere.manager), referral.reference).content.decode()
    assert "Family Group Conference" in page
    assert "We do not know how to go on." in page


def test_the_region_is_told_and_sees_who_it_was_and_why(referral, elsewhere, as_user):
    Email.objects.all().delete()
    break_glass(as_user(elsewhere.manager), str(referral), reason="She stands at our door")
    mail = Email.objects.get()
    assert str(referral) in mail.subject + mail.message
    assert "door" not in mail.subject + mail.message
    page = as_user(referral.region.manager).get(bench(referral)).content.decode()
    happened = page.split('class="bo-timeline"')[1]
    assert "Opened from outside the region, with a reason" in happened
    assert "She stands at our door" in happened
    assert str(elsewhere.manager) in page.split('class="bo-openings"')[1]


def test_what_was_answered_waits_for_the_region_all_the_same(referral, elsewhere, as_user):
    message = answer_message(Follower(referral, None), text="Please call")
    assert "Please call" in break_glass(as_user(elsewhere.manager), str(referral)).content.decode()
    message.refresh_from_db()
    assert message.read_at is None


def test_a_number_of_another_organisation_is_as_wrong_as_any(referral, elsewhere, as_user):
    belgian = make_referral(RegionFactory(organisation=OrganisationFactory(belgian=True)))
    client = as_user(elsewhere.manager)

    def said(reference):
        page = break_glass(client, reference)
        assert page.status_code == 200
        return page.context["form"].errors

    assert said(str(belgian)) == said("7HN 4RK") != {}
    assert not AccessLogEntry.objects.filter(object_id=belgian.pk).exists()
    assert not MoveLogEntry.objects.filter(action="intake.referral.break_glass").exists()


def test_part_of_a_number_opens_nothing(referral, elsewhere, as_user):
    page = break_glass(as_user(elsewhere.manager), referral.reference[:4])
    assert "reference" in page.context["form"].errors


# -- what was under way ---------------------------------------------------------------------------------


UNDER_WAY = {
    "note": lambda referral, by, person: write_note(referral, by=by, text="x"),
    "call": lambda referral, by, person: record_call(referral, by=by, outcome="reached"),
    "message": lambda referral, by, person: send_message(referral, by=by, text="x"),
    "details": lambda referral, by, person: change_details(referral, by=by, never_do="x"),
    "contact": lambda referral, by, person: change_contact(referral, by=by, never_do="x"),
    "add": lambda referral, by, person: add_person(referral, by=by, name="x"),
    "change": lambda referral, by, person: change_person(referral, by=by, core_person=person, name="x"),
    "code": lambda referral, by, person: issue_code(referral, by=by, core_person=person),
}


@pytest.mark.parametrize("write", UNDER_WAY.values(), ids=UNDER_WAY.keys())
def test_what_was_under_way_when_it_was_handed_over_is_refused(referral, elsewhere, write):
    manager, mine = referral.region.manager, Referral.objects.get(pk=referral.pk)
    correct_region(referral, by=manager, region=elsewhere)
    lines = MoveLogEntry.objects.count()
    with looking(mine, by=None, screen="test"), pytest.raises(NotPossible) as refusal:
        write(mine, manager, mine.core_persons.get())
    assert "another region" in str(refusal.value)
    assert MoveLogEntry.objects.count() == lines
