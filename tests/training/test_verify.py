"""A stranger asks whether somebody is a coordinator: what they hear, what not, and how guessing is slowed."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from portal.privacy.looking import looking
from portal.workflow.references import new_reference, shown
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.further import make_coordinator
from training.actions.certifying import give_new_certificate, revoke_certificate, show_name
from training.actions.erasing import erase_candidate
from training.actions.rostering import leave_roster
from training.models import Certificate, CoordinatorScope
from training.views.verify import FREE_TRIES

pytestmark = pytest.mark.django_db
COUNTS, REVOKED, LEFT, UNKNOWN = (
    "This certificate counts",
    "This certificate counts no more",
    "No longer registered",
    "We do not know this number",
)


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel")
    make_manager(region)
    return region


@pytest.fixture
def certificate(region):
    return newest(make_coordinator(region))


@pytest.fixture
def stranger():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as moved:
        yield moved


def newest(candidate):
    rows = Certificate.objects.select_related("vault", "coordinator__candidate")
    return rows.get(coordinator__candidate=candidate, state="valid")


def address(*number):
    with translation.override("en"):
        return reverse("training:verify_number" if number else "training:verify", args=number)


def told(browser, number, **options):
    response = browser.get(address(number), **options)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def heading(page):
    return next(said for said in (REVOKED, COUNTS, LEFT, UNKNOWN) if f"{said}</h1>" in page)


def test_a_stranger_reads_that_it_counts_and_no_name(certificate, stranger, region):
    page = told(stranger, certificate.number)
    assert heading(page) == COUNTS
    assert "Families and individuals" in page
    assert region.organisation.name in page
    assert "Nadia" not in page
    assert "Overijssel" not in page


def test_with_their_consent_a_stranger_reads_the_name(certificate, stranger):
    with looking(certificate, by=None, screen="tests"):
        show_name(certificate, by=certificate.coordinator.candidate.user)
    assert "Nadia Demo" in told(stranger, certificate.number)


def test_the_registration_number_will_do_too(certificate, stranger, region):
    number = certificate.coordinator.registration_number
    assert heading(told(stranger, number)) == COUNTS
    assert "Number of the certificate" not in told(stranger, number)
    revoke_certificate(certificate, by=region.manager, reason="So.")
    assert heading(told(stranger, number)) == REVOKED
    give_new_certificate(certificate.coordinator.candidate, by=region.manager)
    assert heading(told(stranger, number)) == COUNTS
    assert heading(told(stranger, certificate.number)) == REVOKED


@pytest.mark.parametrize("written", ["{0}", "{1}", "{2}", "{3}"])
def test_the_number_is_read_as_people_type_it(written, certificate, stranger):
    plain = certificate.number
    typed = written.format(plain, shown(plain), plain.lower(), f" {plain[:3]}-{plain[3:]} ")
    answer = stranger.get(address(), {"number": typed})
    assert answer.status_code == 302
    assert answer["Location"] == address(plain)
    assert heading(told(stranger, typed)) == COUNTS


def test_revoking_is_visible_at_once_with_its_day_and_without_its_reason(certificate, stranger, region):
    with looking(certificate, by=None, screen="tests"):
        show_name(certificate, by=certificate.coordinator.candidate.user)
    assert heading(told(stranger, certificate.number)) == COUNTS
    revoke_certificate(certificate, by=region.manager, reason="You decided for a family.")
    page = told(stranger, certificate.number)
    assert heading(page) == REVOKED
    for kept in ("Nadia", "You decided for a family.", "Families and individuals"):
        assert kept not in page


def test_who_left_is_no_longer_registered(certificate, stranger, region):
    leave_roster(certificate.coordinator, by=region.manager)
    assert heading(told(stranger, certificate.number)) == LEFT


def test_a_number_that_nobody_has_gets_a_kind_page_and_so_does_one_that_was_erased(certificate, stranger):
    number = certificate.number
    erase_candidate(certificate.coordinator.candidate)
    erased, never = told(stranger, number), told(stranger, free_number())
    assert heading(erased) == heading(never) == UNKNOWN
    assert heading(told(stranger, "AAAAAA")) == heading(told(stranger, "x" * 300)) == UNKNOWN


def free_number():
    while Certificate.objects.filter(number=(number := new_reference())).exists():
        continue
    return number


def test_what_cannot_be_a_number_is_said_beside_the_field_and_kept(stranger):
    for typed, said in [("7HN4RX<b>", "there is a letter or digit wrong"), ("", "Fill in the number.")]:
        answer = stranger.get(address(), {"number": typed})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert said in page
        assert "<b>4" not in page
    assert 'value="7HN4RX&lt;b&gt;"' in stranger.get(address(), {"number": "7HN4RX<b>"}).content.decode()


def test_the_sister_organisations_number_is_shown_as_hers(stranger):
    belgium = OrganisationFactory(belgian=True)
    OrganisationFactory()
    region = RegionFactory(organisation=belgium)
    make_manager(region)
    certificate = newest(make_coordinator(region))
    here, there = (
        told(stranger, certificate.number),
        told(stranger, certificate.number, headers={"host": "be.localhost"}),
    )
    assert "our sister organisation" in here
    assert "EKC België" in here
    assert "our sister organisation" not in there
    assert heading(here) == heading(there) == COUNTS


def test_the_page_is_kept_by_nobody_and_found_by_no_search_engine(certificate, stranger):
    for number in (certificate.number, free_number()):
        answer = stranger.get(address(number))
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
        assert not answer.cookies


def test_the_answer_costs_the_same_with_one_scope_and_with_many(certificate, stranger, count_queries):
    once = count_queries(lambda: stranger.get(address(certificate.number)))
    for scope in ("restorative", "group", "learning", "work"):
        CoordinatorScope.objects.create(coordinator=certificate.coordinator, scope=scope)
    assert count_queries(lambda: stranger.get(address(certificate.number))) == once


def guess(times):
    for _try in range(times):
        assert Client().get(address(free_number())).status_code == 200


def test_guessing_is_slowed_for_one_network_and_no_other(certificate, clock):
    guess(FREE_TRIES)
    browser = Client(headers={"accept-language": "en"})
    answer = browser.get(address(certificate.number))
    assert (answer.status_code, answer["Retry-After"]) == (429, "1")
    assert "Wait 1 second" in answer.content.decode()
    assert certificate.number in answer.content.decode()
    assert Client(REMOTE_ADDR="198.51.100.7").get(address(certificate.number)).status_code == 200
    clock.shift(1)
    assert heading(told(browser, certificate.number)) == COUNTS


def test_each_further_guess_waits_longer_to_a_minute_and_no_further(clock, region):
    guess(FREE_TRIES)
    waits = []
    for _try in range(8):
        waits.append(int(Client().get(address(free_number()))["Retry-After"]))
        clock.shift(waits[-1])
        assert Client().get(address(free_number())).status_code == 200
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_looking_up_what_is_there_is_no_guess(certificate, stranger):
    for _time in range(FREE_TRIES + 5):
        assert heading(told(stranger, certificate.number)) == COUNTS
