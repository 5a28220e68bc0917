"""Which certificate somebody has, and what the own page says of it."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.workflow.references import shown
from training.coordinator_states import CertificateState
from training.documents import verify_address
from training.models import Candidate, Certificate
from training.telling import Happened
from training.views.my_now import Now


@dataclass(frozen=True)
class Told:
    """What the own page says of the newest certificate."""

    certificate: Certificate
    number: str
    registration_number: str
    address: str
    is_valid: bool
    counts: bool
    name_is_shown: bool


def told_of(candidate: Candidate) -> Told | None:
    """Nothing for who has no certificate; who was never registered costs no question."""
    coordinator = getattr(candidate, "coordinator", None)
    certificate = newest_of(candidate) if coordinator and coordinator.registration_number else None
    if certificate is None:
        return None
    return Told(
        certificate=certificate,
        number=shown(certificate.number),
        registration_number=shown(certificate.coordinator.registration_number or ""),
        address=verify_address(certificate),
        is_valid=certificate.state == CertificateState.VALID,
        counts=certificate.counts,
        name_is_shown=bool(certificate.public_name),
    )


def asked_off_the_roster(told: Told | None, happened: list[Happened]) -> Now | None:
    """What stands first on the own page of somebody whose certificate counts no more: that they left, or why not."""
    if told is None or told.counts:
        return None
    if told.is_valid:
        return Now(
            turn=_("You left the roster"),
            heading=_("Thank you for all that you did"),
            text=_("Nobody asks you for a conference now. Do you want to come back? You are welcome. Call us."),
        )
    reasons = [line.reason for line in happened if line.name == "revoke_certificate"]
    return Now(
        turn=_("Your certificate was revoked on %(day)s") % {"day": date_format(told.certificate.revoked_on)},
        heading=_("You are not a coordinator with us now"),
        text=_("This is why. Do you want to talk about it? Call us."),
        quote=reasons[-1] if reasons else "",
    )


def newest_of(candidate: Candidate) -> Certificate | None:
    """The certificate that counts, else the one that was revoked last."""
    related = ("vault", "coordinator__organisation__site", "coordinator__candidate", "issued_by")
    rows = Certificate.objects.filter(coordinator__candidate=candidate).select_related(*related)
    return rows.order_by("-state", "-issued_on", "-revoked_on").first()  # "valid" stands behind "revoked"
