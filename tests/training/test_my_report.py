"""Writing the report, page by page; and the second one, with what fits."""

import uuid

import pytest
from django.utils.translation import override

from portal.privacy.looking import looking
from portal.workflow.moves import NotPossible
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_candidate
from tests.training.further import make_coordinator
from tests.training.test_my import address, read
from tests.training.test_my_acts import drawn_on, mark_on
from training.actions.ending import pause_track
from training.actions.reporting import choose_scopes, keep_report
from training.models import Candidate, Report
from training.states import CandidateState

pytestmark = pytest.mark.django_db
S = CandidateState


@pytest.fixture
def candidate():
    return make_candidate(RegionFactory(name="Overijssel"), state="trained")


def kept(candidate, part=1):
    with looking(candidate, by=None, screen="test"):
        report = Report.objects.get(candidate=candidate, part=part)
        return report.points, report.conclusion, report.verdict


def write(browser, number, text, **said):
    page = address("my_report_point", number)
    return browser.post(page, {"text": text, "read": mark_on(browser.get(page))} | said)


def test_each_page_keeps_its_point_and_leads_on(as_user, candidate):
    browser = as_user(candidate.user)
    assert write(browser, 1, "Always.").url == address("my_report_point", 2)
    assert write(browser, 2, "Enough.", back="1").url == address("my_report_point", 1)
    assert write(browser, 14, "I am free.").url == address("my_report_conclusion")
    conclusion = {"conclusion": "It fits me.", "verdict": "yes", "read": ""}
    assert browser.post(address("my_report_conclusion"), conclusion).url == address("my_report")
    points = {"trust": "Always.", "life": "Enough.", "independent": "I am free."}
    assert kept(candidate) == (points, "It fits me.", "yes")
    assert "You wrote about 3 of the 14 points" in read(as_user, candidate)


@pytest.mark.parametrize("number", [0, 15])
def test_there_are_fourteen_points(as_user, candidate, number):
    assert as_user(candidate.user).get(address("my_report_point", number)).status_code == 404


def test_two_windows_at_different_points_lose_nothing(as_user, candidate):
    browser = as_user(candidate.user)
    one, other = (browser.get(address("my_report_point", number)) for number in (1, 2))
    browser.post(address("my_report_point", 1), {"text": "Always.", "read": mark_on(one)})
    browser.post(address("my_report_point", 2), {"text": "Enough.", "read": mark_on(other)})
    assert kept(candidate)[0] == {"trust": "Always.", "life": "Enough."}


def test_two_windows_at_one_point_lose_nothing(as_user, candidate):
    browser = as_user(candidate.user)
    old = mark_on(browser.get(address("my_report_point", 1)))
    write(browser, 1, "From my telephone.")
    response = browser.post(address("my_report_point", 1), {"text": "From my computer.", "read": old})
    html = response.content.decode()
    assert response.status_code == 409
    assert "From my telephone." in html
    assert "From my computer." in html
    assert kept(candidate)[0] == {"trust": "From my telephone."}
    browser.post(address("my_report_point", 1), {"text": "Both.", "read": mark_on(response)})
    assert kept(candidate)[0] == {"trust": "Both."}


def test_without_an_own_verdict_it_is_not_sent(as_user, candidate):
    browser = as_user(candidate.user)
    write(browser, 1, "Always.")
    response = browser.post(address("my_report"), {"drawn": str(uuid.uuid4())})
    assert response.status_code == 422
    assert "Say what you think yourself" in response.content.decode()
    assert Candidate.objects.get().state == S.TRAINED


def test_it_is_sent_once_and_stays_to_be_read(as_user, candidate):
    browser = as_user(candidate.user)
    with looking(candidate, by=None, screen="test"):
        keep_report(candidate, by=candidate.user, points={"trust": "Always."}, verdict="yes")
    drawn = drawn_on(browser.get(address("my_report")))
    for _again in range(2):
        assert browser.post(address("my_report"), {"drawn": drawn}).url == address("my")
    assert Candidate.objects.get().state == S.REPORTED
    html = browser.get(address("my_report")).content.decode()
    assert "Always." in html
    assert "<form method" not in html
    assert browser.get(address("my_report_point", 1)).url == address("my")


def test_what_is_typed_after_it_was_sent_is_given_back(as_user):
    candidate = make_candidate(RegionFactory(), state="reported")
    response = as_user(candidate.user).post(address("my_report_point", 1), {"text": "One thing more.", "read": ""})
    assert response.status_code == 409
    assert "One thing more." in response.content.decode()


def test_in_a_pause_it_can_be_written_and_not_sent(as_user, candidate):
    pause_track(candidate, by=candidate.user)
    browser = as_user(candidate.user)
    write(browser, 1, "Always.")
    assert "First go on" in browser.get(address("my_report")).content.decode()
    assert kept(candidate)[0] == {"trust": "Always."}


def test_a_text_that_is_too_long_stays(as_user, candidate):
    response = write(as_user(candidate.user), 1, "a" * 10_001)
    assert response.status_code == 422
    assert "a" * 10_001 in response.content.decode()


def test_keeping_one_thing_leaves_the_rest(candidate):
    with looking(candidate, by=None, screen="test"):
        keep_report(candidate, by=candidate.user, points={"trust": "Always."}, conclusion="Yes.", verdict="yes")
        keep_report(candidate, by=candidate.user, points={"life": "Enough.", "nonsense": "No."})
    assert kept(candidate) == ({"trust": "Always.", "life": "Enough."}, "Yes.", "yes")


def test_the_second_report_chooses_what_fits(as_user):
    candidate = make_coordinator(RegionFactory(), state=S.DEEPENED)
    browser = as_user(candidate.user)
    said = {"scopes": ["group"], "conclusion": "I like a full room.", "read": ""}
    response = browser.post(address("my_second_report"), said)
    assert response.url == address("my_second_report_send")
    page = browser.get(response.url)
    assert "Not for: Repair after an offence." in page.content.decode()
    assert browser.post(response.url, {"drawn": drawn_on(page)}).url == address("my")
    candidate.refresh_from_db()
    assert candidate.state == S.COMPLETE
    assert Report.objects.get(part=2).scopes == ["family", "group"]
    track = read(as_user, candidate)
    assert "Groups and neighbourhoods" in track
    assert f'href="{address("my_second_report")}"' in track
    again = read(as_user, candidate, "my_second_report")
    for text in ("I like a full room.", "Groups and neighbourhoods", "Not for: Repair after an offence."):
        assert text in again
    assert "<form" not in again.split("<main")[1].split("</main>")[0]
    assert browser.post(address("my_second_report"), said).status_code == 409


def test_there_is_no_second_report_to_read_before_it_was_sent(as_user):
    browser = as_user(make_coordinator(RegionFactory()).user)
    assert browser.get(address("my_second_report")).url == address("my")


def test_only_families_is_a_choice_too(as_user):
    candidate = make_coordinator(RegionFactory(), state=S.DEEPENED)
    browser = as_user(candidate.user)
    browser.post(address("my_second_report"), {"conclusion": "", "read": ""})
    browser.post(address("my_second_report_send"), {"drawn": str(uuid.uuid4())})
    assert Report.objects.get(part=2).scopes == ["family"]
    assert Candidate.objects.get().state == S.COMPLETE


def test_scopes_are_never_none_at_all():
    candidate = make_coordinator(RegionFactory(), state=S.DEEPENED)
    with looking(candidate, by=None, screen="test"):
        keep_report(candidate, by=candidate.user, conclusion="I do not know.")
        with override("en"), pytest.raises(NotPossible, match="what fits"):
            choose_scopes(candidate, by=candidate.user)
