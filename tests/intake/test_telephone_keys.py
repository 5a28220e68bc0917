"""The name of a telephone form, whoever sends it: another's referral is not shown, nothing is lost, nothing breaks."""

import pytest

from intake.models import Referral
from tests.intake.factories import make_manager
from tests.intake.telephone import NEW, told
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def manager(region):
    return region.manager


@pytest.fixture
def colleague(region):
    return make_manager(RegionFactory(organisation=region.organisation))


@pytest.fixture
def neighbour(region):
    return make_manager(RegionFactory(organisation=OrganisationFactory(belgian=True)))


@pytest.mark.parametrize("who", ["colleague", "neighbour"])
def test_a_whole_page_under_anothers_name_breaks_nothing_and_shows_nothing(who, manager, as_user, request):
    answers = told(telephone="+31 6 12345678")
    assert as_user(manager).post(NEW, answers).status_code == 200
    [referral] = Referral.objects.all()
    client = as_user(request.getfixturevalue(who))
    for _click in range(2):
        answer = client.post(NEW, answers)
        assert answer.status_code == 200
        assert str(referral) not in answer.content.decode()
    [theirs] = Referral.objects.exclude(pk=referral.pk)
    assert str(theirs) in answer.content.decode()


def test_who_went_to_the_sister_in_between_sees_nothing_of_it(manager, as_user):
    answers = told(telephone="+31 6 12345678")
    as_user(manager).post(NEW, answers)
    [referral] = Referral.objects.all()
    sister = RegionFactory(organisation=OrganisationFactory(belgian=True))
    manager.organisation = sister.organisation
    manager.save()
    make_manager(sister, email="other@example.org")
    answer = as_user(manager).post(NEW, answers)
    assert answer.status_code == 200
    assert str(referral) not in answer.content.decode()
    assert Referral.objects.filter(organisation=sister.organisation).count() == 1
