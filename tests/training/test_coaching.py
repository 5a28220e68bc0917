"""The coach of a coordinator: chosen on the bench by the regional manager, read on the coordinator's own page."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation
from post_office.models import Email

from portal.accounts.models import User
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.further import make_coordinator
from training.actions.coaching import choose_coach
from training.actions.rostering import leave_roster
from training.coaching import coach_of, coaches_for
from training.models import Coordinator

pytestmark = pytest.mark.django_db
OWN = "/en/my/coordinator/"


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory(organisation=OrganisationFactory(belgian=True))
    make_manager(region)
    region.refresh_from_db()
    return region


@pytest.fixture
def coordinator(region):
    return Coordinator.objects.select_related("organisation", "candidate__user").get(candidate=make_coordinator(region))


@pytest.fixture
def coach(region):
    return UserFactory(role="coach", organisation=region.organisation, first_name="Karel", last_name="Demo")


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


def bench(coordinator):
    return reverse("coordinators:inspect", args=[coordinator.pk])


def entry(coordinator):
    return reverse("coordinators:entry", args=[coordinator.pk, "coach"])


def text_of(response):
    return " ".join(response.content.decode().split())


def chosen(coordinator):
    return Coordinator.objects.get(pk=coordinator.pk).coach


def notes(coordinator):
    rows = MoveLogEntry.objects.for_instance(coordinator).order_by("timestamp", "id")
    return [row.action.rsplit(".", 1)[-1] for row in rows]


def test_the_manager_chooses_on_the_bench(client, coordinator, coach):
    assert "Nobody yet" in text_of(client.get(bench(coordinator)))
    before = Email.objects.count()
    assert client.post(entry(coordinator), {"coach": coach.pk}).status_code == 302
    assert chosen(coordinator) == coach
    assert notes(coordinator)[-1] == "choose_coach"
    assert Email.objects.count() == before + 1
    page = text_of(client.get(bench(coordinator)))
    assert "Karel Demo" in page
    assert "A coach was chosen" in page


def test_the_mail_is_neutral(coordinator, coach, region):
    choose_coach(coordinator, by=region.manager, coach=coach)
    mail = Email.objects.latest("pk")
    assert "/my/" in mail.message
    with translation.override("nl"):
        assert region.organisation.site.root_url in mail.message
    for word in ("coach", "Karel", coordinator.candidate.user.email):
        assert word not in mail.message


def test_the_same_again_does_nothing_and_nobody_is_a_choice(client, coordinator, coach, region):
    choose_coach(coordinator, by=region.manager, coach=coach)
    mails = Email.objects.count()
    choose_coach(coordinator, by=region.manager, coach=coach)
    assert notes(coordinator).count("choose_coach") == 1
    client.post(entry(coordinator), {"coach": ""})
    assert chosen(coordinator) is None
    assert notes(coordinator)[-1] == "remove_coach"
    assert Email.objects.count() == mails


def test_only_coaches_of_the_own_organisation_are_offered(client, coordinator, coach, region):
    others = [
        UserFactory(role="coach", organisation=OrganisationFactory()),
        UserFactory(role="coach", organisation=region.organisation, is_active=False),
        UserFactory(role="trainer", organisation=region.organisation),
        UserFactory(organisation=region.organisation),
    ]
    coordinator.candidate.user.groups.add(Group.objects.get(name="coach"))
    assert list(coaches_for(coordinator)) == [coach]
    page = text_of(client.get(entry(coordinator)))
    assert "Karel Demo" in page
    for other in [*others, coordinator.candidate.user]:
        response = client.post(entry(coordinator), {"coach": other.pk})
        assert "cannot be their coach" in text_of(response)
        with pytest.raises(NotPossible):
            choose_coach(coordinator, by=region.manager, coach=other)
    assert chosen(coordinator) is None


def test_where_they_are_paid_there_is_no_coach(as_user, coach):
    region = RegionFactory(organisation=OrganisationFactory(hour_fee=28))
    make_manager(region)
    region.refresh_from_db()
    paid = Coordinator.objects.get(candidate=make_coordinator(region))
    assert 'id="coach"' not in as_user(region.manager).get(bench(paid)).content.decode()
    with pytest.raises(NotPossible):
        choose_coach(paid, by=region.manager, coach=coach)
    with pytest.raises(NotPossible):
        choose_coach(paid, by=region.manager, coach=None)


def test_nobody_else_chooses(coordinator, coach, region):
    elsewhere = RegionFactory(organisation=region.organisation)
    trainer = UserFactory(role="trainer", organisation=region.organisation)
    for somebody in (coach, coordinator.candidate.user, make_manager(elsewhere), trainer):
        with pytest.raises(NotAllowed):
            choose_coach(coordinator, by=somebody, coach=coach)


def test_who_left_gets_no_coach(coordinator, coach, region):
    leave_roster(coordinator, by=region.manager, reason="Moves")
    with pytest.raises(NotPossible):
        choose_coach(coordinator, by=region.manager, coach=coach)


def test_a_coach_who_cannot_be_it_any_more_is_said(client, coordinator, coach, region):
    choose_coach(coordinator, by=region.manager, coach=coach)
    User.objects.filter(pk=coach.pk).update(is_active=False)
    coordinator = Coordinator.objects.select_related("coach__organisation").get(pk=coordinator.pk)
    assert coach_of(coordinator) is None
    assert "Cannot be their coach any more" in text_of(client.get(bench(coordinator)))


def test_the_coordinator_reads_who_it_is_by_first_name(as_user, coordinator, coach, region):
    own = as_user(coordinator.candidate.user)
    assert "Your coach" not in text_of(own.get(OWN))
    choose_coach(coordinator, by=region.manager, coach=coach)
    page = text_of(own.get(OWN))
    assert "Your coach" in page
    assert "Karel" in page
    assert coach.email not in page
    coach.groups.clear()
    assert "Your coach" not in text_of(own.get(OWN))


def test_the_bench_leads_to_all_cases_of_the_coordinator(client, coordinator):
    address = reverse("cases:of_coordinator", args=[coordinator.pk])
    assert address in client.get(bench(coordinator)).content.decode()
    assert client.get(address).status_code == 200
