"""Where nobody answers for a region, the people of the front desk see what comes in, hear of it and hand it over."""

import pytest
from django.urls import reverse
from post_office.models import Email

from intake.actions.referrals import correct_region
from intake.mails import send_answer_waits_mail
from intake.models import Referral
from portal.organisations.queries import front_desk_of, people_for, regions_of
from portal.outbound.models import OutgoingAddress
from portal.privacy.looking import looking
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_case, make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def referral():
    return make_referral(state="in_talk")


@pytest.fixture
def desk(referral):
    return make_manager(front_desk_of(referral.organisation))


def switch_off(referral):
    manager = referral.region.manager
    manager.is_active = False
    manager.save()
    return Referral.objects.get(pk=referral.pk)


def leave_empty(referral):
    referral.region.manager = None
    referral.region.save()
    return Referral.objects.get(pk=referral.pk)


def move_away(referral):
    manager = referral.region.manager
    manager.organisation = OrganisationFactory(belgian=True)
    manager.save()
    return Referral.objects.get(pk=referral.pk)


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def told_addresses():
    found = set()
    for one in OutgoingAddress.objects.all():
        with looking(one, by=None, screen="test"):
            found.add(one.address)
    return found


@pytest.mark.parametrize("go", [switch_off, leave_empty, move_away])
def test_the_front_desk_sees_what_nobody_answers_for(referral, desk, as_user, go):
    address = reverse("referrals:inspect", args=[referral.pk])
    assert as_user(desk).get(address).status_code == 404
    referral = go(referral)
    assert people_for(referral.region) == [desk]
    client = as_user(fresh(desk))
    assert client.get(address).status_code == 200
    assert str(referral) in client.get("/admin/referrals/").content.decode()


def test_it_stands_on_their_worklist(referral, desk, as_user):
    case = make_case(referral.region)
    home = as_user(desk).get(reverse("wagtailadmin_home")).content.decode()
    assert str(referral) not in home
    assert str(case) not in home
    switch_off(referral)
    home = as_user(fresh(desk)).get(reverse("wagtailadmin_home")).content.decode()
    assert str(referral) in home
    assert str(case) in home


def test_a_region_with_one_who_answers_is_not_theirs(referral, desk):
    referral.region.deputy = UserFactory(role="manager", is_staff=True, organisation=referral.organisation)
    referral.region.save()
    switch_off(referral)
    assert referral.region not in regions_of(desk)


def test_nobody_but_the_front_desk_of_the_same_organisation_sees_it(referral, desk):
    belgian = OrganisationFactory(belgian=True)
    sister = make_manager(front_desk_of(belgian))
    neighbour = make_manager(RegionFactory(organisation=referral.organisation))
    switch_off(referral)
    assert referral.region not in regions_of(sister)
    assert referral.region not in regions_of(neighbour)
    assert referral.region in regions_of(desk)
    desk.is_active = False
    desk.save()
    assert fresh(desk).region_ids == frozenset()


def test_they_hand_it_over(referral, desk):
    referral = switch_off(referral)
    there = RegionFactory(organisation=referral.organisation)
    make_manager(there)
    correct_region(referral, by=fresh(desk), region=there)
    assert Referral.objects.get().region == there
    assert not Referral.objects.visible_to(fresh(desk)).exists()


def test_mails_go_to_the_front_desk_and_to_the_organisation_when_nobody_is_there_either(referral, desk):
    referral = switch_off(referral)
    Email.objects.all().delete()
    OutgoingAddress.objects.all().delete()
    send_answer_waits_mail(referral)
    assert told_addresses() == {desk.email}
    desk.is_active = False
    desk.save()
    OutgoingAddress.objects.all().delete()
    send_answer_waits_mail(Referral.objects.get(pk=referral.pk))
    assert told_addresses() == {referral.organisation.email}


def test_to_know_ones_regions_takes_one_question(desk, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert fresh_ids(desk)


def fresh_ids(user):
    user.__dict__.pop("region_ids", None)
    return user.region_ids
