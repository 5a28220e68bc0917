"""The certificate: who gives and revokes it, when, what stands on paper, and what goes with it when it ends."""

import io
import threading

import pikepdf
import pypdf
import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone, translation
from post_office.models import Email

from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from portal.workflow.references import shown
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import evaluate_well, make_candidate, make_trainer
from tests.training.further import make_coordinator
from training.actions.certifying import certify, give_new_certificate, hide_name, revoke_certificate, show_name
from training.documents import certificate_pdf
from training.models import Candidate, Certificate, Coordinator
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


def certificate_of(candidate):
    return Certificate.objects.select_related("vault", "coordinator__candidate").get(
        coordinator__candidate=candidate, state="valid"
    )


def address(name, *args):
    with translation.override("en"):
        return reverse(f"training:{name}", args=args)


def entry(candidate, name):
    return reverse("candidates:entry", args=[candidate.pk, name])


# -- giving ------------------------------------------------------------------------------------------


def test_the_certificate_comes_with_the_registration(candidate, certificate, region):
    coordinator = Coordinator.objects.get(candidate=candidate)
    assert (coordinator.state, coordinator.registered_on) == ("registered", timezone.localdate())
    assert len(coordinator.registration_number) == 6
    assert coordinator.registration_number != certificate.number
    assert [one.scope for one in coordinator.scopes.all()] == ["family"]
    assert certificate.issued_by == region.manager
    assert certificate.public_name == ""
    with looking(certificate, by=None, screen="tests"):
        assert certificate.name == "Nadia Demo"


def test_the_second_report_adds_what_fits(region):
    coordinator = make_coordinator(region, state=CandidateState.COMPLETE).coordinator
    assert {one.scope for one in coordinator.scopes.all()} == {"family", "group"}


def test_whoever_gives_it_does_not_read_the_name(region):
    candidate = make_candidate(region, state="looking_back")
    evaluate_well(candidate, by=region.manager)
    before = AccessLogEntry.objects.count()
    certify(Candidate.objects.get(pk=candidate.pk), by=region.manager)
    assert AccessLogEntry.objects.count() == before + 1
    line = AccessLogEntry.objects.get(screen="certificate: name taken over")
    assert (line.actor_kind, line.vault_id) == ("system", candidate.vault_id)


@pytest.mark.parametrize("missing", ["evaluation", "conduct"])
def test_no_certificate_before_everything_is_there(missing, region):
    candidate = make_candidate(region, state="looking_back")
    if missing != "evaluation":
        evaluate_well(candidate, by=region.manager)
    if missing == "conduct":
        Candidate.objects.update(conduct_seen_on=None, conduct_seen_by=None, conduct_valid_until=None)
    with pytest.raises(NotPossible):
        certify(candidate, by=region.manager)
    assert not Certificate.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_give_one_certificate(region):
    candidate = make_candidate(region, state="looking_back")
    evaluate_well(candidate, by=region.manager)
    results, together = [], threading.Barrier(16)

    def give():
        try:
            together.wait(timeout=60)
            certify(Candidate.objects.get(pk=candidate.pk), by=region.manager)
            results.append("given")
        except NotPossible:
            results.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=give) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(results) == ["given"] + ["refused"] * 15
    assert Certificate.objects.count() == Coordinator.objects.count() == 1


# -- revoking ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["trainer", "owner", "manager elsewhere", "administrator", "superuser"])
def test_only_the_manager_of_the_region_revokes(who, candidate, certificate, region):
    somebody = {
        "trainer": lambda: make_trainer(region.organisation),
        "owner": lambda: candidate.user,
        "manager elsewhere": lambda: make_manager(RegionFactory(organisation=region.organisation)),
        "administrator": lambda: UserFactory(role="administrator", is_staff=True, organisation=region.organisation),
        "superuser": lambda: UserFactory(superuser=True, organisation=region.organisation),
    }[who]()
    with pytest.raises(NotAllowed):
        revoke_certificate(certificate, by=somebody, reason="I want to.")
    with pytest.raises(NotAllowed):
        give_new_certificate(candidate, by=somebody)
    assert Certificate.objects.get().state == "valid"


def test_a_revoked_certificate_takes_its_owner_off_the_roster_and_tells_why(candidate, certificate, region, as_user):
    mails = Email.objects.count()
    manager = as_user(region.manager)
    assert "Revoke the certificate" in manager.get(bench(candidate)).content.decode()
    page = manager.get(entry(candidate, "revoke_certificate")).content.decode()
    assert "They leave the roster" in page
    assert manager.post(entry(candidate, "revoke_certificate"), {"reason": ""}).status_code == 200
    assert Certificate.objects.get().state == "valid"
    assert (
        manager.post(entry(candidate, "revoke_certificate"), {"reason": "You decided for a family."}).status_code == 302
    )
    certificate.refresh_from_db()
    assert (certificate.state, certificate.revoked_on) == ("revoked", timezone.localdate())
    assert Coordinator.objects.get().state == "left"
    assert Email.objects.count() == mails + 1
    logged = set(MoveLogEntry.objects.values_list("action", flat=True))
    assert logged >= {
        "training.certificate.revoke", "training.coordinator.leave", "training.candidate.revoke_certificate",
    }  # fmt: skip
    own = as_user(candidate.user).get(address("my")).content.decode()
    assert "You are not a coordinator with us now" in own
    assert "You decided for a family." in own
    assert address("my_certificate") not in own


def bench(candidate):
    return reverse("candidates:inspect", args=[candidate.pk])


def test_what_is_revoked_is_not_revoked_again_nor_taken_along(candidate, certificate, region, as_user):
    revoke_certificate(certificate, by=region.manager, reason="So.")
    with pytest.raises(NotPossible):
        revoke_certificate(certificate, by=region.manager, reason="Once more.")
    for name in ("my_certificate", "my_badge"):
        assert as_user(candidate.user).get(address(name)).status_code == 404
    assert as_user(region.manager).get(reverse("candidates:certificate", args=[certificate.pk])).status_code == 404


def test_after_revoking_a_new_certificate_has_its_own_number(candidate, certificate, region, as_user):
    with pytest.raises(NotPossible):
        give_new_certificate(candidate, by=region.manager)
    revoke_certificate(certificate, by=region.manager, reason="A mistake.")
    assert as_user(region.manager).post(entry(candidate, "new_certificate"), {}).status_code == 302
    again = certificate_of(candidate)
    assert again.number != certificate.number
    assert Coordinator.objects.get().state == "registered"
    assert "Revoked on" in as_user(region.manager).get(bench(candidate)).content.decode()


def test_without_a_document_of_conduct_there_is_no_new_certificate(candidate, certificate, region):
    revoke_certificate(certificate, by=region.manager, reason="So.")
    Candidate.objects.update(conduct_seen_on=None, conduct_seen_by=None, conduct_valid_until=None)
    with pytest.raises(NotPossible):
        give_new_certificate(candidate, by=region.manager)


def test_the_workbench_costs_the_same_with_one_certificate_and_with_three(candidate, region, as_user, count_queries):
    manager = as_user(region.manager)
    assert shown(certificate_of(candidate).number) in manager.get(bench(candidate)).content.decode()
    once = count_queries(lambda: manager.get(bench(candidate)))
    for _time in range(2):
        revoke_certificate(certificate_of(candidate), by=region.manager, reason="So.")
        give_new_certificate(candidate, by=region.manager)
    assert count_queries(lambda: manager.get(bench(candidate))) == once


# -- on paper ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en", "fr", "tr", "ar", "pl"])
def test_the_paper_says_who_and_for_what_in_the_language_of_its_owner(language, region):
    candidate = make_coordinator(region)
    Candidate.objects.update(language=language)
    certificate = certificate_of(candidate)
    with looking(certificate, by=None, screen="tests"):
        content = certificate_pdf(certificate)
    text = " ".join(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    for part in ("Nadia Demo", shown(certificate.number), shown(certificate.coordinator.registration_number)):
        assert part in text
    assert f"/{language}/verify/{certificate.number}" in text
    if language == "en":
        assert "is registered as a coordinator with" in text
        assert "Families and individuals" in text
        assert region.organisation.legal_name in text
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"


def test_its_owner_takes_it_along_and_each_time_is_written_down(candidate, certificate, as_user):
    browser = as_user(candidate.user)
    assert address("my_certificate") in browser.get(address("my")).content.decode()
    response = browser.get(address("my_certificate"))
    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"] == f'attachment; filename="certificate-{certificate.number}.pdf"'
    assert "no-store" in response["Cache-Control"]
    line = AccessLogEntry.objects.filter(screen="my certificate").get()
    assert (line.actor_id, line.reference) == (candidate.user.pk, certificate.number)


def test_staff_of_the_region_take_it_along_and_nobody_else(candidate, certificate, region, as_user):
    file = reverse("candidates:certificate", args=[certificate.pk])
    response = as_user(region.manager).get(file)
    assert response.content.startswith(b"%PDF")
    assert "no-store" in response["Cache-Control"]
    assert AccessLogEntry.objects.filter(screen="candidate: certificate", actor_id=region.manager.pk).count() == 1
    elsewhere = make_manager(RegionFactory(organisation=OrganisationFactory(belgian=True)))
    assert as_user(elsewhere).get(file).status_code == 404
    assert AccessLogEntry.objects.filter(kind="refused", actor_id=elsewhere.pk).count() == 1


def test_who_has_no_certificate_has_nothing_to_take_along(region, as_user):
    candidate = make_candidate(region, state="looking_back")
    browser = as_user(candidate.user)
    assert address("my_certificate") not in browser.get(address("my")).content.decode()
    for name in ("my_certificate", "my_badge"):
        assert browser.get(address(name)).status_code == 404


# -- the name ----------------------------------------------------------------------------------------


def test_its_owner_shows_the_name_and_takes_it_back(candidate, certificate, as_user):
    browser = as_user(candidate.user)
    assert address("my_name_show") in browser.get(address("my")).content.decode()
    assert browser.get(address("my_name_hide")).status_code == 302
    assert browser.get(address("my_name_show")).status_code == 200
    assert browser.post(address("my_name_show"), {}).status_code == 302
    certificate.refresh_from_db()
    assert certificate.public_name == "Nadia Demo"
    assert browser.get(address("my_name_show")).status_code == 302
    assert address("my_name_hide") in browser.get(address("my")).content.decode()
    assert browser.post(address("my_name_hide"), {}).status_code == 302
    certificate.refresh_from_db()
    assert certificate.public_name == ""
    actions = MoveLogEntry.objects.for_instance(certificate).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["training.certificate.show_name", "training.certificate.hide_name"]


def test_nobody_else_shows_the_name(candidate, certificate, region):
    with looking(certificate, by=None, screen="tests"):
        for somebody in (region.manager, UserFactory(organisation=region.organisation)):
            for act in (show_name, hide_name):
                with pytest.raises(NotAllowed):
                    act(certificate, by=somebody)


def test_a_revoked_certificate_shows_no_name(candidate, certificate, region, as_user):
    as_user(candidate.user).post(address("my_name_show"), {})
    revoke_certificate(certificate, by=region.manager, reason="So.")
    assert Certificate.objects.get().public_name == ""
    as_user(candidate.user).post(address("my_name_show"), {})
    assert Certificate.objects.get().public_name == ""
