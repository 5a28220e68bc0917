"""Candidates in the admin: the list, searching, the workbench, and the files that came along."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import evaluate_well, make_candidate, make_trainer
from tests.training.further import in_state
from training.actions.ending import pause_track
from training.actions.guiding import see_conduct
from training.actions.reporting import choose_scopes, keep_report
from training.models import Candidate, CandidateFile
from training.states import CandidateState

pytestmark = pytest.mark.django_db
LIST, SEARCH = "/admin/candidates/", "/admin/candidates/search/"


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel")
    make_manager(region)
    return region


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


def bench(candidate):
    return reverse("candidates:inspect", args=[candidate.pk])


def text_of(client, candidate):
    return client.get(bench(candidate)).content.decode()


def shown(client, **asked):
    return {row.pk for row in client.get(LIST, asked).context["object_list"]}


def line_of(client, row):
    page = client.get(LIST).content.decode()
    return next(line for line in page.split("<tr") if str(row.pk) in line)


def give_file(candidate, kind="cv", content=b"%PDF-1.7 Zilvermeeuw"):
    return CandidateFile.objects.create(
        vault_id=candidate.vault_id, candidate=candidate, kind=kind, name="Zilvermeeuw.pdf", content=content, size=20
    )


def waiting(candidate, days):
    """`candidate` as if they had come into this state so many days ago."""
    day = timezone.now() - timedelta(days=days, minutes=1)
    MoveLogEntry.objects.filter(object_id=candidate.pk).update(timestamp=day)
    return candidate


# -- list --------------------------------------------------------------------------------------------


def test_the_list_shows_where_each_is_and_what_they_speak(client, region):
    candidate = make_candidate(region, languages=["nl", "ar", "tr", "pl", "so", "ti"])
    line = line_of(client, candidate)
    for text in (str(candidate), "Applied", "Overijssel", "Arabic", "and 2 more"):
        assert text in line


def test_a_pause_and_a_document_that_ends_stand_out(client, region):
    candidate = make_candidate(region, state="informed")
    pause_track(candidate, by=region.manager)
    see_conduct(candidate, by=region.manager, on=timezone.localdate() - relativedelta(months=35))
    line = line_of(client, candidate)
    assert "Paused" in line
    assert "Ends soon" in line
    Candidate.objects.update(
        conduct_seen_on=timezone.localdate() - timedelta(days=9),
        conduct_valid_until=timezone.localdate() - timedelta(days=1),
    )
    assert "Does not count any more" in line_of(client, candidate)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"state": "informed"}, {"informed"}),
        ({"state": "on_the_way"}, {"applied", "informed"}),
        ({"state": "nonsense"}, {"applied", "informed", "withdrawn"}),
        ({"spoken": "so"}, {"informed"}),
        ({"paused": "yes"}, {"informed"}),
        ({"paused": "no"}, {"applied", "withdrawn"}),
        ({"conduct": "expires"}, {"informed"}),
        ({"conduct": "missing"}, {"applied", "withdrawn"}),
        ({"waits": "half"}, {"informed"}),
        ({"waits": "month"}, {"applied", "withdrawn"}),
        ({"waits": "longer"}, set()),
    ],
)
def test_the_list_is_narrowed_by_what_is_plain(asked, wanted, client, region):
    rows = {
        "applied": make_candidate(region),
        "informed": waiting(make_candidate(region, state="informed", languages=["so"]), 100),
        "withdrawn": make_candidate(region, state="withdrawn"),
    }
    pause_track(rows["informed"], by=region.manager)
    see_conduct(rows["informed"], by=region.manager, on=timezone.localdate() - relativedelta(months=34))
    assert shown(client, **asked) == {rows[state].pk for state in wanted}


def test_a_manager_of_one_organisation_is_not_asked_which(client, region):
    make_candidate(region)
    assert 'name="organisation"' not in client.get(LIST).content.decode()


def test_the_list_costs_the_same_with_one_row_and_with_many(client, region, count_queries):
    make_candidate(region)
    queries = count_queries(lambda: client.get(LIST))
    for state in ("applied", "invited", "trained", "looking_back", "not_now"):
        make_candidate(region, state=state, languages=["nl", "fr", "so"])
    assert count_queries(lambda: client.get(LIST)) == queries == 20


def test_nothing_sealed_is_opened_for_the_list(client, region):
    candidate = make_candidate(region)
    before = AccessLogEntry.objects.count()
    assert str(candidate) in client.get(LIST).content.decode()
    assert "Nadia" not in client.get(LIST).content.decode()
    assert AccessLogEntry.objects.count() == before


def test_a_candidate_of_elsewhere_or_one_who_still_writes_is_not_in_the_list(client, region):
    own = make_candidate(region)
    make_candidate(region, state="writing")
    make_candidate(RegionFactory(organisation=region.organisation))
    make_candidate(RegionFactory(organisation=OrganisationFactory(belgian=True)))
    assert shown(client) == {own.pk}


@pytest.mark.parametrize("state", CandidateState.values)
def test_trainers_see_those_in_training_and_no_others(state, region, as_user):
    if state in ("certified", "deepening", "deepened", "complete"):
        candidate = make_candidate(region)
        Candidate.objects.update(state=state)
    else:
        candidate = make_candidate(region, state=state)
    theirs = state in (
        "in_training", "trained", "reported", "in_talk", "practising", "looking_back", "deepening", "deepened",
    )  # fmt: skip
    browser = as_user(make_trainer(region.organisation))
    assert shown(browser) == ({candidate.pk} if theirs else set())
    assert browser.get(bench(candidate)).status_code == (200 if theirs else 404)
    elsewhere = as_user(make_trainer(OrganisationFactory(belgian=True)))
    assert elsewhere.get(bench(candidate)).status_code == 404


@pytest.mark.parametrize("typed", ["Nadia", "nadia demo", "0612345678", "06 12345678", "person@candidates.example"])
def test_a_candidate_is_found_by_name_address_or_number(typed, client, region):
    user = UserFactory(organisation=region.organisation, email="person@candidates.example")
    candidate = make_candidate(region, user=user)
    make_candidate(region, name="Somebody Else", telephone="06 87654321")
    found = client.post(SEARCH, {"q": typed}).context["object_list"]
    assert [row.pk for row in found] == [candidate.pk]


def test_a_candidate_is_found_by_their_reference_and_never_elsewhere(client, region):
    candidate = make_candidate(region)
    foreign = make_candidate(RegionFactory(organisation=region.organisation))
    assert [row.pk for row in client.post(SEARCH, {"q": str(candidate)}).context["object_list"]] == [candidate.pk]
    assert not client.post(SEARCH, {"q": str(foreign)}).context["object_list"]


# -- workbench ---------------------------------------------------------------------------------------


def test_the_workbench_shows_who_it_is_and_writes_down_who_looked(client, region):
    candidate = make_candidate(region, has_ties="yes", ties="I work for the city, one day a week.")
    page = text_of(client, candidate)
    for text in ("Nadia Demo", "06 12345678", "I trust people", "busy kitchen table", "Arabic", "one day a week"):
        assert text in page
    assert "Talk about it." in page
    line = AccessLogEntry.objects.filter(vault_id=candidate.vault_id, screen="candidate: workbench").get()
    assert (line.actor_id, line.kind) == (region.manager.pk, "opened")


def test_languages_are_named_in_the_readers_words(client, region):
    candidate = make_candidate(region, languages=["ar"])
    UserProfile.objects.create(user=region.manager, preferred_language="fr")
    assert "arabe" in text_of(client, candidate)


@pytest.mark.parametrize("state", [state for state in CandidateState.values if state != "writing"])
def test_every_state_has_a_workbench_at_the_same_cost_again(state, client, region, count_queries):
    if state in ("certified", "deepening", "deepened", "complete"):
        candidate = make_candidate(region, state="looking_back")
        evaluate_well(candidate, by=region.manager)
        Candidate.objects.update(state=state)
    else:
        candidate = make_candidate(region, state=state)
    assert client.get(bench(candidate)).status_code == 200
    assert count_queries(lambda: client.get(bench(candidate))) < 60


def test_a_report_that_is_being_written_is_its_writers_alone(region, as_user):
    candidate = make_candidate(region, state="trained")
    keep_report(candidate, by=candidate.user, points={"trust": "Still thinking."}, conclusion="Hm.", verdict="yes")
    for user in (region.manager, make_trainer(region.organisation)):
        page = text_of(as_user(user), candidate)
        assert "Still thinking." not in page
        assert 'id="report"' not in page


@pytest.mark.parametrize("state", ["applied", "reported", "practising"])
def test_only_the_steps_of_ones_role_are_offered(state, region, as_user):
    candidate = make_candidate(region, state=state)
    steps = {step["transition"].name for step in as_user(region.manager).get(bench(candidate)).context["steps"]}
    guided = {"not_now", "record_withdrawal", "pause", "see_conduct", "correct_region"}
    more = {"applied": {"invite", "attend_meeting"}, "practising": {"hold_first_conference", "wait_for_another"}}
    assert steps == guided | more.get(state, set())
    if state == "reported":
        trainer = as_user(make_trainer(region.organisation))
        assert {s["transition"].name for s in trainer.get(bench(candidate)).context["steps"]} == {"agree", "talk"}


@pytest.mark.parametrize(
    ("state", "step", "reads"),
    [
        ("reported", "talk", True),
        ("in_training", "leave_training", True),
        ("looking_back", "practise_again", True),
        ("applied", "not_now", True),
        ("applied", "record_withdrawal", False),
        ("practising", "wait_for_another", False),
    ],
)
def test_staff_read_beforehand_whether_the_candidate_reads_their_reason(state, step, reads, region, as_user):
    candidate = make_candidate(region, state=state)
    who = make_trainer(region.organisation) if step == "talk" else region.manager
    page = as_user(who).get(reverse("candidates:step", args=[candidate.pk, step])).content.decode()
    assert 'name="reason"' in page
    assert ("They read the reason." in page) is reads


def test_the_second_report_is_read_once_it_was_sent(client, region):
    candidate = in_state(region, "deepened")
    with looking(candidate, by=None, screen="tests"):
        said = {"scopes": ["family", "repair"], "conclusion": "Repair moves me."}
        keep_report(candidate, by=candidate.user, **said)
        assert 'id="second_report"' not in text_of(client, candidate)
        choose_scopes(candidate, by=candidate.user)
    page = text_of(client, candidate)
    assert "Repair moves me." in page.split('id="second_report"')[1]


def test_the_timeline_calls_a_candidate_by_no_address(client, region, as_user):
    candidate = make_candidate(region)
    candidate.user.email = "nadia@example.org"
    candidate.user.save()
    as_user(candidate.user).get(reverse("training:my"))
    side = text_of(client, candidate).split('id="timeline"')[1]
    assert "nadia@example.org" not in side.lower()
    assert "Candidate," in " ".join(side.split())
    assert "<b>Candidate</b>" in side


def test_what_staff_do_not_take_has_no_page(client, region):
    candidate = make_candidate(region, state="looking_back")
    for name in ("withdraw", "take_place", "count_first_conference", "nonsense"):
        assert client.get(reverse("candidates:step", args=[candidate.pk, name])).status_code == 404


def test_a_document_is_recorded_with_who_saw_it(client, region):
    candidate = make_candidate(region, state="practising")
    address = reverse("candidates:step", args=[candidate.pk, "see_conduct"])
    today = timezone.localdate()
    assert "Keep no copy" in client.get(address).content.decode()
    for on, until, wrong in [
        (today + timedelta(days=1), today + timedelta(days=90), "on"),
        (today, today - timedelta(days=1), "valid_until"),
        (today - relativedelta(months=40), "", "on"),
    ]:
        assert wrong in client.post(address, {"on": on, "valid_until": until}).context["form"].errors
    client.post(address, {"on": today, "valid_until": today + timedelta(days=90)})
    seen = Candidate.objects.get(pk=candidate.pk)
    assert (seen.conduct_seen_on, seen.conduct_seen_by) == (today, region.manager)
    assert seen.conduct_valid_until == today + timedelta(days=90)
    client.post(address, {"on": today, "valid_until": ""})
    assert Candidate.objects.get(pk=candidate.pk).conduct_valid_until == today + relativedelta(months=36)


def test_handing_over_leads_back_to_the_list(client, region):
    candidate = make_candidate(region)
    other = RegionFactory(organisation=region.organisation)
    make_manager(other)
    answered = client.post(reverse("candidates:step", args=[candidate.pk, "correct_region"]), {"region": other.pk})
    assert answered["Location"] == LIST
    assert client.get(bench(candidate)).status_code == 404
    assert Candidate.objects.get().region == other


def test_a_note_is_written_and_read(client, region, as_user):
    candidate = make_candidate(region, state="in_training")
    address = reverse("candidates:entry", args=[candidate.pk, "note"])
    assert client.post(address, {"text": "Asked about childcare."}).status_code == 302
    assert "Asked about childcare." in text_of(client, candidate)
    trainer = as_user(make_trainer(region.organisation))
    assert "Asked about childcare." in text_of(trainer, candidate)
    assert trainer.post(address, {"text": "No"})["Location"] == "/admin/"
    assert candidate.notes.count() == 1


def test_looking_back_is_written_by_the_manager_for_both(client, region):
    candidate = make_candidate(region, state="looking_back")
    assert "Still to look back: Regional manager, Family, Candidate" in text_of(client, candidate)
    address = reverse("candidates:entry", args=[candidate.pk, "evaluate"])
    assert "is_positive" in client.post(address, {"text": "Good."}).context["form"].errors
    client.post(address, {"text": "Calm and clear.", "is_positive": "True"})
    client.post(reverse("candidates:entry", args=[candidate.pk, "evaluate_family"]), {"text": "She listened."})
    page = text_of(client, candidate)
    assert "Still to look back: Candidate" in page
    assert "She listened." in page
    client.post(address, {"text": "On second thoughts, not yet.", "is_positive": "False"})
    assert candidate.evaluations.get(by_whom="manager").is_positive is False
    with looking(candidate, by=region.manager, screen="test"):
        assert {one.text for one in candidate.evaluations.all()} == {"On second thoughts, not yet.", "She listened."}


def test_staff_who_are_a_candidate_too_do_not_guide_themselves(region, as_user):
    candidate = make_candidate(region, user=region.manager)
    browser = as_user(region.manager)
    assert shown(browser) == set()
    assert browser.get(bench(candidate)).status_code == 404


# -- files -------------------------------------------------------------------------------------------


def test_a_file_is_taken_along_and_never_shown(client, region):
    candidate = make_candidate(region)
    give_file(candidate)
    address = reverse("candidates:file", args=[candidate.pk, "cv"])
    page = text_of(client, candidate)
    assert f'href="{address}" download' in page
    assert "Zilvermeeuw.pdf" in page
    response = client.get(address)
    assert response.content == b"%PDF-1.7 Zilvermeeuw"
    assert response["Content-Disposition"] == f'attachment; filename="{candidate.reference}-cv.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    line = AccessLogEntry.objects.get(vault_id=candidate.vault_id, screen="candidate: file")
    assert line.actor_id == region.manager.pk


def test_a_file_that_is_not_there_opens_nothing(client, region):
    candidate = make_candidate(region)
    for kind in ("cv", "nonsense"):
        assert client.get(reverse("candidates:file", args=[candidate.pk, kind])).status_code == 404
    assert not AccessLogEntry.objects.filter(screen="candidate: file").exists()


@pytest.mark.parametrize("who", ["another manager", "administrator", "editor", "trainer", "superuser", "themselves"])
def test_a_file_of_somebody_else_is_not_there(who, region, as_user):
    candidate = make_candidate(region)
    give_file(candidate)
    organisation = region.organisation
    user = {
        "another manager": lambda: make_manager(RegionFactory(organisation=organisation)),
        "superuser": lambda: UserFactory(superuser=True, organisation=organisation),
        "themselves": lambda: candidate.user,
    }.get(who, lambda: UserFactory(role=who, is_staff=True, organisation=organisation))()
    response = as_user(user).get(reverse("candidates:file", args=[candidate.pk, "cv"]))
    assert response.status_code in (302, 403, 404)
    assert b"Zilvermeeuw" not in response.content
    assert not AccessLogEntry.objects.filter(screen="candidate: file", kind="opened").exists()
