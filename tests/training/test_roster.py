"""Who can be matched, who cannot and why, at the same cost for ten and for thousands."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from portal.privacy.errors import NotLooking
from portal.privacy.models import AccessLogEntry
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import make_candidate, make_trainer
from tests.training.further import make_coordinator
from training.actions.guiding import see_conduct
from training.actions.rostering import leave_roster
from training.coordinator_states import CoordinatorState
from training.languages import OFTEN
from training.models import (
    Attendance,
    Candidate,
    Certificate,
    Coordinator,
    CoordinatorRegion,
    CoordinatorScope,
    EventDay,
    Scope,
    Seat,
    TrainingEvent,
)
from training.roster import away_on, roster, why_not
from training.states import CandidateState

pytestmark = pytest.mark.django_db
S = CandidateState


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    region.refresh_from_db()
    return region


@pytest.fixture
def registered(region):
    return Coordinator.objects.get(candidate=make_coordinator(region))


@pytest.fixture
def practising(region):
    candidate = make_candidate(region, state=S.PRACTISING)
    see_conduct(candidate, by=region.manager, on=timezone.localdate())
    return Coordinator.objects.get(candidate=candidate)


def asked(own, /, **what):
    return list(roster(own.organisation, **what))


def said(coordinator, **what):
    with translation.override("en"):
        return [str(words) for words in why_not(coordinator, **what)]


def test_who_is_registered_stands_there_with_the_facts(region, registered):
    (found,) = asked(region)
    assert found == registered
    assert (found.conferences_held, found.refreshed, found.is_away) == (1, 0, False)
    assert found.conduct_counts
    assert found.has_certificate
    assert found.conduct_until > timezone.localdate()
    assert said(registered) == []


def test_nothing_sealed_is_opened_or_even_read(region, registered):
    lines = AccessLogEntry.objects.count()
    (found,) = asked(region)
    assert {"background"} <= found.get_deferred_fields()
    assert {"name", "telephone", "postcode", "motivation"} <= found.candidate.get_deferred_fields()
    with pytest.raises(NotLooking):
        _name = found.candidate.name
    assert AccessLogEntry.objects.count() == lines


def test_without_a_document_that_counts_nobody_is_matched(region, registered):
    ended = timezone.localdate() - timedelta(days=1)
    Candidate.objects.update(conduct_seen_on=ended - timedelta(days=900), conduct_valid_until=ended)
    assert asked(region) == []
    assert said(registered) == ["There is no good-conduct document that counts."]
    Candidate.objects.update(conduct_seen_on=None, conduct_seen_by=None, conduct_valid_until=None)
    assert asked(region) == []


def test_a_document_counts_on_the_day_that_is_asked(region, registered):
    day = Candidate.objects.get().conduct_valid_until
    assert asked(region, on=day) == [registered]
    assert asked(region, on=day + timedelta(days=1)) == []


def test_who_practises_is_asked_only_where_that_is_said_and_for_families(region, practising):
    assert asked(region) == []
    assert said(practising) == ["Still practises: the manager places and mentors them."]
    assert asked(region, include_practising=True, scope=Scope.FAMILY) == [practising]
    CoordinatorScope.objects.create(coordinator=practising, scope=Scope.GROUP)
    assert asked(region, include_practising=True, scope=Scope.GROUP) == []


def test_who_looks_back_on_the_first_conference_gets_no_other(region, practising):
    Candidate.objects.update(state=S.LOOKING_BACK)
    assert asked(region, include_practising=True) == []
    assert said(practising, include_practising=True) == ["Looks back on the first conference now."]


def test_scope_language_and_region_are_those_of_the_coordinator(region, registered):
    other, third = (RegionFactory(organisation=region.organisation) for _number in range(2))
    CoordinatorRegion.objects.create(coordinator=registered, region=other)
    for what, found in [
        ({"scope": Scope.FAMILY}, True), ({"scope": Scope.WORK}, False), ({"language": "ar"}, True),
        ({"language": "so"}, False), ({"region": region}, True), ({"region": other}, True), ({"region": third}, False),
        ({"scope": Scope.FAMILY, "language": "ar", "region": other}, True),
        ({"scope": Scope.FAMILY, "language": "so", "region": other}, False),
    ]:  # fmt: skip
        assert (asked(region, **what) == [registered]) == found, what
        assert (said(registered, **what) == []) == found, what


def test_every_reason_is_said(registered):
    assert said(registered, scope=Scope.WORK, language="so", region=RegionFactory()) == [
        "Not registered for this kind of conference.",
        "Does not speak this language.",
        "Does not work in this region.",
    ]


def test_who_is_away_is_not_asked_for_those_days(region, registered):
    today = timezone.localdate()
    first, last = today + timedelta(days=3), today + timedelta(days=5)
    Coordinator.objects.update(away_from=first, away_until=last)
    here = [bool(asked(region, on=first + timedelta(days=number - 1))) for number in range(5)]
    assert here == [True, False, False, False, True]
    assert said(registered, on=last) == ["Not available on that day."]
    Coordinator.objects.update(away_until=None)
    assert asked(region, on=today + timedelta(days=300)) == []
    assert Coordinator.objects.filter(away_on(today)).count() == 0


def test_without_certificate_off_the_roster_or_paused_nobody_is_asked(region, registered):
    Certificate.objects.update(state="revoked", revoked_on=timezone.localdate())
    assert said(registered) == ["There is no valid certificate."]
    Certificate.objects.update(state="valid", revoked_on=None)
    Candidate.objects.update(paused_at=timezone.now())
    assert said(registered) == ["Paused."]
    Candidate.objects.update(paused_at=None)
    leave_roster(registered, by=region.manager)
    assert said(registered)[0] == "Is not on the roster."
    assert asked(region) == []


def test_the_sister_has_a_roster_of_its_own(region, registered):
    sister = OrganisationFactory(belgian=region.organisation.country != "BE")
    assert list(roster(sister)) == []


def test_refreshers_count_once_each_and_for_three_years(region, registered):
    def follow(kind, years, *, was_there=True, days=1):
        event = TrainingEvent.objects.create(
            organisation=region.organisation, kind=kind, language="nl", place="Zwolle", capacity=9
        )
        seat = Seat.objects.create(event=event, candidate=registered.candidate, state="taken", number=1)
        for number in range(days):
            starts = timezone.now() - timedelta(days=365 * years + 5 + number)
            day = EventDay.objects.create(event=event, starts=starts, ends=starts + timedelta(hours=2))
            Attendance.objects.create(day=day, seat=seat, was_there=was_there, by=region.manager)

    follow("refresher", 0, days=2)
    follow("study_day", 2)
    follow("workshop", 1)
    follow("refresher", 4)
    follow("regional", 0)
    follow("refresher", 0, was_there=False)
    assert [found.refreshed for found in asked(region)] == [3]


@pytest.fixture
def many():
    """The only region of a fresh organisation, with as many coordinators as are asked."""
    region = OrganisationFactory().regions.get()
    make_manager(region)
    make_trainer(region.organisation)
    make_trainer(region.organisation)

    def add(count):
        call_command("seed_demo", coordinators=count, verbosity=0)
        return region

    return add


def spend(own, /, **what):
    """How many queries a list costs with everything it shows, and how many stand in it."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rows = asked(own, **what)
        for row in rows:
            row.scopes_there = [each.scope for each in row.scopes.all()]
            row.regions_there = [row.region.name, *(each.region.name for each in row.also_in.all())]
            row.spoken = [each.code for each in row.candidate.spoken_languages.all()]
    return len(queries), len(rows)


def test_many_cost_as_many_queries_as_few(many):
    region = many(10)
    few, there = spend(region)
    assert there > 0
    many(400)
    cost, found = spend(region, on=timezone.localdate(), scope=Scope.FAMILY, language="nl", region=region)
    assert found > 100
    assert cost == few == 4


def test_who_is_not_in_the_list_has_a_reason_and_who_is_has_none(many):
    region = many(60)
    for what in [{}, {"include_practising": True}, {"scope": Scope.GROUP, "on": timezone.localdate()},
                 {"language": OFTEN[1], "region": region}]:  # fmt: skip
        found = {each.pk for each in asked(region, **what)}
        everybody = list(Coordinator.objects.all())
        assert 0 < len(found) < len(everybody)
        for coordinator in everybody:
            assert (why_not(coordinator, **what) == []) == (coordinator.pk in found)


def test_invented_coordinators_are_as_whole_as_real_ones(many):
    many(60)
    assert {each.state for each in Coordinator.objects.all()} == set(CoordinatorState.values)
    for coordinator in Coordinator.objects.select_related("candidate"):
        assert coordinator.vault_id == coordinator.candidate.vault_id
        assert coordinator.candidate.held_conferences.count() == coordinator.candidate.conferences_held
        assert coordinator.has_valid_certificate() == (coordinator.state != CoordinatorState.PRACTISING)
