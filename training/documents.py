"""The certificate on paper: a tagged PDF in the language of whom it is for."""

from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html

from portal.outbound.pdf import render_pdf
from portal.outbound.pdf.drawn import ornament
from portal.outbound.pdf.qr import qr_data
from portal.workflow.references import shown
from training.drawn.spiral import spiral
from training.models import Certificate, Scope
from training.steps import STEPS


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as it counts today; to be called while looking at it.

    Raises portal.outbound.pdf.PdfUnavailable where none can be made.
    """
    coordinator = certificate.coordinator
    organisation, language = coordinator.organisation, coordinator.candidate.language
    with translation.override(language):
        drawn = ornament(spiral(["done"] * len(STEPS), label=""), sheets=("css/art.css", "css/track.css"))
    address = verify_address(certificate)
    held = {one.scope for one in coordinator.scopes.all()}
    context = {
        "certificate": certificate,
        "coordinator": coordinator,
        "organisation": organisation,
        "scopes": [scope.label for scope in Scope if scope in held],
        "number": shown(certificate.number),
        "registration_number": shown(coordinator.registration_number or ""),
        "whole_way": format_html('<div class="way" style="background-image: {}"></div>', drawn),
        "qr": qr_data(address),
        "address": address,
        "address_in_words": "{0.netloc}{0.path}".format(urlsplit(address)).rstrip("/"),
    }
    return render_pdf("pdf/certificate.html", context, language=language, base_url=organisation.site.root_url)


def verify_address(certificate: Certificate) -> str:
    """Where anybody sees what the certificate is worth now, in the language of its owner."""
    coordinator = certificate.coordinator
    with translation.override(coordinator.candidate.language):
        path = reverse("training:verify_number", args=[certificate.number])
    return f"{coordinator.organisation.site.root_url}{path}"
