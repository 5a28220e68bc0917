"""What anybody hears who asks for a number: whether somebody is a coordinator, of whom and for what."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, When
from django.utils.functional import Promise

from portal.organisations.models import Organisation
from training.coordinator_states import CertificateState
from training.models import Certificate, Scope


@dataclass(frozen=True)
class Verified:
    """`state` is "valid", "revoked" or "left". Without the owner's agreement, and once it counts no more, no name."""

    state: str
    number: str
    organisation: Organisation
    name: str
    scopes: list[str | Promise]
    since: date
    ended_on: date | None

    @property
    def is_valid(self) -> bool:
        return self.state == "valid"


def verified(number: str) -> Verified | None:
    """By the number of the certificate or of the registration, of either organisation; None for one that nobody has.

    Whose registration number it is hears of the certificate that counts, else of the newest.
    """
    rows = Certificate.objects.filter(Q(number=number) | Q(coordinator__registration_number=number))
    certificate = (
        rows.select_related("coordinator__organisation")
        .prefetch_related("coordinator__scopes")
        .order_by(Case(When(state=CertificateState.VALID, then=0), default=1), "-issued_on", "-revoked_on")
        .first()
    )
    return _as_told(certificate) if certificate else None


def _as_told(certificate):
    coordinator, state = certificate.coordinator, _state_of(certificate)
    held = {one.scope for one in coordinator.scopes.all()}
    is_valid = state == "valid"
    return Verified(
        state=state,
        number=certificate.number,
        organisation=coordinator.organisation,
        name=certificate.public_name if is_valid else "",
        scopes=[scope.label for scope in Scope if scope in held] if is_valid else [],
        since=coordinator.registered_on or certificate.issued_on,
        ended_on=certificate.revoked_on,
    )


def _state_of(certificate):
    if certificate.state != CertificateState.VALID:
        return "revoked"
    return "valid" if certificate.counts else "left"
