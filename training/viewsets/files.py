"""What a candidate sent along, for staff: taken along under the eyes of the access log, never shown in the browser."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_noop
from django.views.generic import View

from portal.backoffice.scope import looking_at, row_for
from portal.outbound.pdf import PdfUnavailable
from training.coordinator_states import CertificateState
from training.documents import certificate_pdf
from training.models import Candidate, Certificate

SCREEN = gettext_noop("candidate: file")
CERTIFICATE_SCREEN = gettext_noop("candidate: certificate")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store, private",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class CertificateFileView(View):
    """GET gives the certificate that counts as a PDF, as its owner has it."""

    http_method_names = ("get", "head")
    viewset = None

    def get(self, request, *, pk):
        if not request.user.holds("training.view_certificate"):
            raise PermissionDenied
        certificate = row_for(request.user, Certificate, pk=pk, screen=CERTIFICATE_SCREEN)
        if certificate.state != CertificateState.VALID:
            raise Http404
        with looking_at(certificate, by=request.user, screen=CERTIFICATE_SCREEN):
            try:
                content = certificate_pdf(certificate)
            except PdfUnavailable as error:
                return HttpResponse(str(error), content_type="text/plain", status=503)
        disposition = {"Content-Disposition": f'attachment; filename="certificate-{certificate.number}.pdf"'}
        return HttpResponse(content, content_type="application/pdf", headers=_HEADERS | disposition)


class CandidateFileView(View):
    """GET gives the file of this kind. Its name on disk says whose it is by number only."""

    http_method_names = ("get", "head")
    viewset = None

    def get(self, request, *, pk, kind):
        if not request.user.holds("training.view_candidate"):
            raise PermissionDenied
        candidate = row_for(request.user, Candidate, pk=pk, screen=SCREEN)
        if not candidate.files.filter(kind=kind).exists():
            raise Http404
        with looking_at(candidate, by=request.user, screen=SCREEN):
            content = bytes(candidate.files.get(kind=kind).content)
        name = f"{candidate.reference}-{kind}.pdf"
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type="application/pdf", headers=_HEADERS | disposition)
