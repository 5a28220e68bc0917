"""What becomes of a certificate when its owner leaves the roster, comes back or is erased, and who takes it along."""

import pytest
from django.urls import reverse

from portal.outbound.pdf import PdfUnavailable
from portal.workflow.models import MoveLogEntry
from portal.workflow.references import shown
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.factories import evaluate_well, make_candidate, make_trainer
from tests.training.further import make_coordinator
from tests.training.test_certificate import address, bench, certificate_of
from training.actions.certifying import certify
from training.actions.ending import begin_again, withdraw_candidacy
from training.actions.erasing import erase_candidate
from training.actions.rostering import leave_roster, return_to_roster
from training.models import Candidate, Certificate, Coordinator, GivenBadge
from training.states import CandidateState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel")
    make_manager(region)
    return region


@pytest.fixture
def candidate(region):
    return make_coordinator(region)


@pytest.fixture
def certificate(candidate):
    return certificate_of(candidate)


def test_erasing_leaves_nothing_of_a_certificate_but_its_place_in_the_list(candidate, certificate, region, as_user):
    assert as_user(candidate.user).get(address("my_badge")).status_code == 200
    keys = [certificate.pk, certificate.coordinator_id]
    erase_candidate(candidate)
    assert not Certificate.objects.exists()
    assert not MoveLogEntry.objects.filter(object_id__in=keys).exists()
    assert GivenBadge.objects.get().certificate is None


def test_who_left_the_roster_keeps_what_they_have_and_takes_nothing_new_along(candidate, certificate, as_user, region):
    browser, manager = as_user(candidate.user), as_user(region.manager)
    file = reverse("candidates:certificate", args=[certificate.pk])
    assert file in manager.get(bench(candidate)).content.decode()
    leave_roster(certificate.coordinator, by=region.manager)
    page = browser.get(address("my")).content.decode()
    assert "you are no longer registered" in page
    assert "What you took along before stays yours." in page
    for name in ("my_certificate", "my_badge"):
        assert f'href="{address(name)}"' not in page
        assert browser.get(address(name)).status_code == 404
    assert browser.get(address("my_name_show")).status_code == 302
    assert file not in manager.get(bench(candidate)).content.decode()
    assert manager.get(file).status_code == 404
    return_to_roster(Coordinator.objects.get(), by=region.manager)
    assert f'href="{address("my_badge")}"' in browser.get(address("my")).content.decode()
    assert browser.get(address("my_certificate")).content.startswith(b"%PDF")


def test_who_left_may_still_take_their_name_back(candidate, certificate, as_user, region):
    browser = as_user(candidate.user)
    browser.post(address("my_name_show"), {})
    leave_roster(certificate.coordinator, by=region.manager)
    assert address("my_name_hide") in browser.get(address("my")).content.decode()
    assert browser.get(address("my_name_hide")).status_code == 200
    assert browser.post(address("my_name_hide"), {}).status_code == 302
    assert Certificate.objects.get().public_name == ""


def test_who_sees_a_certificate_is_offered_only_what_they_may_take_along(candidate, certificate, region, as_user):
    Candidate.objects.update(state=CandidateState.DEEPENING)  # where trainers see them
    browser = as_user(make_trainer(region.organisation))
    file = reverse("candidates:certificate", args=[certificate.pk])
    page = browser.get(bench(candidate)).content.decode()
    assert shown(certificate.number) in page
    assert file not in page
    assert browser.get(file)["Location"] == reverse("wagtailadmin_home")


def test_where_no_pdf_can_be_made_staff_read_so_on_the_workbench(certificate, candidate, region, as_user, monkeypatch):
    def unavailable(*args, **kwargs):
        raise PdfUnavailable("WeasyPrint lacks a library.")

    monkeypatch.setattr("training.documents.render_pdf", unavailable)
    answer = as_user(region.manager).get(reverse("candidates:certificate", args=[certificate.pk]), follow=True)
    assert answer.redirect_chain == [(bench(candidate), 302)]
    page = answer.content.decode()
    assert "The certificate cannot be made as a PDF just now. Try again later." in page
    assert "WeasyPrint" not in page


def test_who_comes_back_after_stopping_gets_one_registration(region):
    candidate = make_candidate(region, state="looking_back")
    withdraw_candidacy(candidate, by=candidate.user)
    assert Coordinator.objects.get().state == "left"
    begin_again(candidate, by=candidate.user)
    assert Coordinator.objects.get().state == "left"
    Candidate.objects.update(state="looking_back")
    Coordinator.objects.update(state="practising")
    candidate.refresh_from_db()
    evaluate_well(candidate, by=region.manager)
    certify(candidate, by=region.manager)
    assert Coordinator.objects.get().state == "registered"
