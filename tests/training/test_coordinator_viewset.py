"""Coordinators in the admin: the list, searching, the workbench, and what is written there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from portal.backoffice.exports.making import make_exports
from portal.backoffice.models import Export
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry
from tests.accounts.factories import UserFactory
from tests.backoffice.exports.files import file_of
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_candidate, make_trainer
from tests.training.further import make_coordinator
from training.actions.guiding import see_conduct
from training.actions.offering import change_own_data
from training.coordinator_states import CoordinatorState
from training.models import Candidate, Coordinator, CoordinatorScope
from training.states import CandidateState

pytestmark = pytest.mark.django_db
LIST, SEARCH = "/admin/coordinators/", "/admin/coordinators/search/"
SECRET = "Gelovig opgevoed in Paramaribo"


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel")
    make_manager(region)
    region.refresh_from_db()
    return region


@pytest.fixture
def registered(region):
    return Coordinator.objects.get(candidate=make_coordinator(region))


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


def bench(coordinator):
    return reverse("coordinators:inspect", args=[coordinator.pk])


def write(coordinator, entry):
    return reverse("coordinators:entry", args=[coordinator.pk, entry])


def step(coordinator, name):
    return reverse("coordinators:step", args=[coordinator.pk, name])


def text_of(response):
    return response.content.decode()


def shown(client, **asked):
    return {row.pk for row in client.get(LIST, asked).context["object_list"]}


def tell(coordinator, **said):
    own = {
        "languages": ["nl"], "travel_minutes": 60, "evenings": True, "weekends": True, "weekdays": True,
        "away_from": None, "away_until": None, "regions": [],
    }  # fmt: skip
    with looking(coordinator, by=None, screen="tests"):
        change_own_data(coordinator, by=coordinator.candidate.user, **(own | said))


def test_the_list_tells_what_matching_asks(client, registered):
    page = text_of(client.get(LIST))
    for fact in ("Overijssel", "Families and individuals", "Arabic", "Available", "Registered"):
        assert fact in page


def test_the_filters_narrow_it(client, region, registered):
    practising = Coordinator.objects.get(candidate=make_candidate(region, state=CandidateState.PRACTISING))
    CoordinatorScope.objects.create(coordinator=registered, scope="work")
    tell(registered, languages=["nl", "so"])
    both = {registered.pk, practising.pk}
    assert shown(client) == both
    assert shown(client, state="practising") == {practising.pk}
    assert shown(client, scope="work") == {registered.pk}
    assert shown(client, spoken="so") == {registered.pk}
    assert shown(client, available="yes") == {registered.pk}
    assert shown(client, available="no") == {practising.pk}
    assert shown(client, conduct="missing") == {practising.pk}
    assert shown(client, conduct="expires") == set()
    see_conduct(practising.candidate, by=region.manager, on=timezone.localdate() - timedelta(days=1070))
    assert shown(client, conduct="expires") == {practising.pk}
    tell(registered, away_from=timezone.localdate())
    assert shown(client, available="yes") == set()


def test_the_list_costs_the_same_for_one_and_for_more(client, region, registered):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    cost()
    one = cost()
    for _number in range(3):
        make_coordinator(region)
    assert cost() == one


def test_found_by_number_and_by_name_without_opening_anything(client, registered):
    other = make_coordinator(RegionFactory(organisation=registered.organisation))
    lines = AccessLogEntry.objects.count()
    for said in (registered.registration_number, registered.candidate.reference, "nadia", "06 12345678"):
        found = client.post(SEARCH, {"q": said}).context["object_list"]
        assert [row.pk for row in found] == [registered.pk], said
    assert list(client.post(SEARCH, {"q": "Somebody"}).context["object_list"]) == []
    assert AccessLogEntry.objects.count() == lines
    assert other != registered.candidate


def test_the_workbench_tells_who_it_is_and_is_logged(client, registered):
    page = text_of(client.get(bench(registered)))
    assert "Nadia Demo" in page
    assert reverse("candidates:inspect", args=[registered.candidate_id]) in page
    assert AccessLogEntry.objects.get(screen="coordinator: workbench").actor_kind == "user"


def test_it_says_why_nobody_can_ask_them(client, registered):
    assert "Cannot be asked" not in text_of(client.get(bench(registered)))
    Candidate.objects.update(conduct_seen_on="2020-01-01", conduct_valid_until="2020-02-01")
    tell(registered, away_from=timezone.localdate())
    page = text_of(client.get(bench(registered)))
    assert "There is no good-conduct document that counts." in page
    assert "Not available on that day." in page


def test_scopes_change_with_a_reason(client, registered):
    refused = client.post(write(registered, "scopes"), {"scopes": ["family", "learning"], "reason": ""})
    assert "Write down the reason." in text_of(refused)
    assert [each.scope for each in registered.scopes.all()] == ["family"]
    assert "Choose at least one." in text_of(client.post(write(registered, "scopes"), {"reason": "Took it."}))
    client.post(write(registered, "scopes"), {"scopes": ["family", "learning"], "reason": "Took the training."})
    assert {each.scope for each in registered.scopes.all()} == {"family", "learning"}
    line = MoveLogEntry.objects.for_instance(registered).get(action="training.coordinator.change_scopes")
    with looking(registered, by=None, screen="tests"):
        assert line.reason == "Took the training."


def test_who_practises_gets_no_other_scope(client, region):
    practising = Coordinator.objects.get(candidate=make_candidate(region, state=CandidateState.PRACTISING))
    page = client.post(write(practising, "scopes"), {"scopes": ["family", "group"], "reason": "Asked."})
    assert "families and individuals only" in text_of(page)
    assert practising.scopes.count() == 1


def test_a_conference_is_written_down(client, registered):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "still to come" in text_of(client.post(write(registered, "conference"), {"on": str(tomorrow)}))
    client.post(write(registered, "conference"), {"on": str(timezone.localdate())})
    assert Candidate.objects.get().conferences_held == 2


def test_what_they_told_is_changed_for_them(client, registered):
    page = text_of(client.get(write(registered, "offered")))
    assert "background" not in page.lower()
    said = {"languages": ["nl", "tr"], "travel_minutes": "30", "evenings": "on", "edition": "1",
            "away_from": "2031-01-02", "away_until": "2031-01-09"}  # fmt: skip
    wrong = client.post(write(registered, "offered"), said | {"away_until": "2031-01-01"})
    assert "The last day comes after the first." in text_of(wrong)
    nothing = client.post(write(registered, "offered"), said | {"evenings": ""})
    assert "Choose when you can" in text_of(nothing)
    client.post(write(registered, "offered"), said)
    registered.refresh_from_db()
    assert (registered.travel_minutes, registered.weekends, registered.edition) == (30, False, 2)


def test_where_something_else_was_kept_both_are_seen_and_what_was_typed_can_be_kept(client, registered):
    said = {"languages": ["nl", "tr"], "travel_minutes": "30", "evenings": "on", "edition": "1"}
    client.post(write(registered, "offered"), said | {"away_from": "2031-01-02"})
    late = client.post(write(registered, "offered"), said | {"travel_minutes": "5"})
    page = text_of(late)
    for line in ("In the meantime something else was kept", "Something else was kept meanwhile", "At most 30 minutes"):
        assert line in page
    form = late.context["form"]
    assert (form["travel_minutes"].value(), form["edition"].value()) == ("5", "2")
    kept = client.post(write(registered, "offered"), said | {"travel_minutes": "5", "edition": form["edition"].value()})
    assert kept.status_code == 302
    registered.refresh_from_db()
    assert (registered.travel_minutes, registered.away_from) == (5, None)


def test_the_day_of_their_last_change_stands_there_only_once_they_changed_something(client, registered, as_user):
    label = "Last changed by themselves"
    assert label not in text_of(client.get(bench(registered)))
    client.post(write(registered, "offered"), {"languages": ["nl"], "travel_minutes": "30", "evenings": "on"})
    assert label not in text_of(client.get(bench(registered)))
    own = {"languages": ["nl"], "travel_minutes": "45", "when": ["evenings"]}
    assert as_user(registered.candidate.user).post(reverse("training:my_coordinator"), own).status_code == 302
    assert label in text_of(client.get(bench(registered)))


def test_scopes_are_not_asked_without_saying_so_beside_the_field(client, registered):
    form = client.post(write(registered, "scopes"), {}).context["form"]
    assert form.errors == {"scopes": ["Choose at least one."], "reason": ["Write down the reason."]}


def test_leaving_and_coming_back(client, registered):
    client.post(step(registered, "leave"), {"reason": "Moves abroad."})
    registered.refresh_from_db()
    assert registered.state == CoordinatorState.LEFT
    assert shown(client, available="yes") == set()
    client.post(step(registered, "return"))
    registered.refresh_from_db()
    assert registered.state == CoordinatorState.REGISTERED


def test_a_background_is_read_only_when_a_family_asks(client, registered, region):
    address = reverse("coordinators:background", args=[registered.pk])
    assert client.get(address).status_code == 404
    tell(registered, background=SECRET, background_agreed=True)
    assert SECRET not in text_of(client.get(bench(registered)))
    assert SECRET not in text_of(client.get(address))
    before = AccessLogEntry.objects.filter(screen__startswith="coordinator: background").count()
    assert SECRET in text_of(client.post(address))
    assert AccessLogEntry.objects.filter(screen__startswith="coordinator: background").count() == before + 1


def test_nobody_else_sees_any(registered, as_user):
    elsewhere = make_manager(RegionFactory(organisation=registered.organisation))
    client = as_user(elsewhere)
    assert shown(client) == set()
    for address in (bench(registered), step(registered, "leave"), write(registered, "scopes"),
                    reverse("coordinators:background", args=[registered.pk])):  # fmt: skip
        assert client.get(address).status_code == 404
    trainer = as_user(make_trainer(registered.organisation))
    assert trainer.get(LIST).status_code in (302, 403)
    for role in ("editor", "administrator"):
        somebody = as_user(UserFactory(role=role, is_staff=True, organisation=registered.organisation))
        assert somebody.get(bench(registered)).status_code in (302, 403, 404)


def test_the_list_is_taken_along_without_a_name(client, registered):
    address = client.post(f"{LIST}take-along/", {"query": "state=registered"})["Location"]
    export = Export.objects.get()
    assert str(export.pk) in address
    make_exports()
    export.refresh_from_db()
    heading, line = file_of(client, export)
    assert "Refreshers in three years" in heading
    assert "Arabic, Dutch" in line
    assert "Nadia" not in "".join(line)
