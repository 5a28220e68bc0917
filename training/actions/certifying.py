"""The certificate: given with the registration, revoked with a reason, and whether strangers read the name on it.

DOMAIN §4.8; DESIGN §3, Coordinator.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.privacy.looking import looking
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, may, move
from portal.workflow.references import new_reference
from training.actions.releasing import lock_events_of
from training.actions.rostering import join_roster, leave_roster, return_to_roster
from training.coordinator_states import CertificateState, CoordinatorState
from training.mails import send_step_mail
from training.models import Candidate, Certificate, Coordinator
from training.states import REGISTERED

_SCREEN = "certificate: name taken over"


@transaction.atomic
def certify(candidate: Candidate, *, by) -> Certificate:
    """They are a coordinator now: registered for families and individuals, with a certificate in their name."""
    move(candidate, "certify", by=by)
    coordinator = join_roster(candidate, by=by)
    number = coordinator.registration_number or _free_number()
    move(coordinator, "register", by=by, registration_number=number, registered_on=timezone.localdate())
    certificate = _issue(coordinator, by=by)
    send_step_mail(candidate)
    return certificate


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, by, reason: str) -> Certificate:
    """It counts no more, from this moment; its owner leaves the roster and reads the reason on their own page.

    Strangers read the name no longer. Raises NotPossible for one that was revoked already (field "reason" without one).
    """
    lock_events_of(certificate.coordinator.candidate)
    lock(certificate.coordinator.candidate)
    move(certificate, "revoke", by=by, reason=reason, revoked_on=timezone.localdate(), public_name="")
    coordinator = certificate.coordinator
    log.note(coordinator.candidate, "revoke_certificate", by=by, reason=reason)
    if coordinator.state != CoordinatorState.LEFT:
        leave_roster(coordinator, by=by)
    send_step_mail(coordinator.candidate)
    return certificate


def revoke_certificate_of(candidate: Candidate, *, by, reason: str) -> Certificate:
    """The one that they have; raises NotPossible when none counts any more."""
    rows = Certificate.objects.filter(coordinator__candidate=candidate, state=CertificateState.VALID)
    certificate = rows.select_related("vault", "coordinator__candidate").first()
    if certificate is None:
        raise NotPossible(_("There is no valid certificate any more."))
    return revoke_certificate(certificate, by=by, reason=reason)


@transaction.atomic
def give_new_certificate(candidate: Candidate, *, by) -> Certificate:
    """After one was revoked: a new certificate, with a number of its own, and back on the roster.

    Raises NotAllowed, or NotPossible for who is no coordinator, has a valid one, or shows no valid document of conduct.
    """
    lock(candidate)
    coordinator = Coordinator.objects.select_for_update().filter(candidate=candidate).first()
    if not may(by, candidate, "certify"):
        raise NotAllowed(f"{by!r} gives {candidate.pk} no certificate.")
    if candidate.state not in REGISTERED or coordinator is None or coordinator.registration_number is None:
        raise NotPossible(_("Only who is a coordinator gets a new certificate."))
    if coordinator.has_valid_certificate():
        raise NotPossible(_("There is a valid certificate already."))
    if not candidate.conduct_is_valid:
        raise NotPossible(_("First record a good-conduct document that is still valid."))
    certificate = _issue(coordinator, by=by)
    if coordinator.state == CoordinatorState.LEFT:
        return_to_roster(coordinator, by=by)
    log.note(candidate, "give_new_certificate", by=by)
    send_step_mail(candidate)
    return certificate


@transaction.atomic
def show_name(certificate: Certificate, *, by) -> Certificate:
    """Its owner agrees that strangers who look the number up read the name. To be called while looking at it."""
    _lock_own(certificate, by=by)
    if not certificate.counts:
        raise NotPossible(_("This certificate counts no more."))
    if not certificate.public_name:
        certificate.public_name = certificate.name
        certificate.save(update_fields=["public_name"])
        log.note(certificate, "show_name", by=by)
    return certificate


@transaction.atomic
def hide_name(certificate: Certificate, *, by) -> Certificate:
    """Its owner does not agree any more: from this moment nobody reads the name."""
    _lock_own(certificate, by=by)
    if certificate.public_name:
        certificate.public_name = ""
        certificate.save(update_fields=["public_name"])
        log.note(certificate, "hide_name", by=by)
    return certificate


def _issue(coordinator, *, by):
    """A new valid certificate. The system takes the name over; whoever gives the certificate does not see it."""
    candidate = coordinator.candidate
    with looking(candidate, by=None, screen=_SCREEN):
        if not candidate.name.strip():
            raise NotPossible(_("There is no name yet to put on the certificate."))
        return Certificate.objects.create(
            vault=candidate.vault,
            coordinator=coordinator,
            number=_free_number(),
            issued_by=by,
            name=candidate.name,
        )


def _lock_own(certificate, *, by):
    lock(certificate)
    if not certificate.belongs_to(by):
        raise NotAllowed(f"{certificate.pk} is not of {by!r}.")


def _free_number():
    """Free among certificates and registrations: whoever types either at /verify/ means one person."""
    number = new_reference()
    while (
        Certificate.objects.filter(number=number).exists()
        or Coordinator.objects.filter(registration_number=number).exists()
    ):
        number = new_reference()
    return number
