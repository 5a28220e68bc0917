"""What staff take along of somebody: what a candidate sent, and the certificate that counts.

It is never shown in the browser, and each time stands in the access log.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.generic import View

from portal.backoffice.scope import looking_at, row_for
from portal.outbound.attachments import as_attachment
from portal.outbound.pdf import PdfUnavailable
from training.coordinator_states import SEE_CERTIFICATE
from training.documents import certificate_pdf
from training.models import Candidate, Certificate
from training.states import SEE_CANDIDATE

SCREEN = gettext_noop("candidate: file")
CERTIFICATE_SCREEN = gettext_noop("candidate: certificate")


class CertificateFileView(View):
    """GET gives the certificate that counts as a PDF, as its owner has it."""

    http_method_names = ("get", "head")
    viewset = None

    def get(self, request, *, pk):
        if not request.user.holds(SEE_CERTIFICATE):
            raise PermissionDenied
        certificate = row_for(request.user, Certificate, pk=pk, screen=CERTIFICATE_SCREEN)
        if not certificate.counts:
            raise Http404
        with looking_at(certificate, by=request.user, screen=CERTIFICATE_SCREEN):
            try:
                content = certificate_pdf(certificate)
            except PdfUnavailable:
                messages.error(request, _("The certificate cannot be made as a PDF just now. Try again later."))
                return redirect(self.viewset.get_url_name("inspect"), certificate.coordinator.candidate_id)
        return as_attachment(content, content_type="application/pdf", name=f"certificate-{certificate.number}.pdf")


class CandidateFileView(View):
    """GET gives the file of this kind. Its name on disk says whose it is by number only."""

    http_method_names = ("get", "head")
    viewset = None

    def get(self, request, *, pk, kind):
        if not request.user.holds(SEE_CANDIDATE):
            raise PermissionDenied
        candidate = row_for(request.user, Candidate, pk=pk, screen=SCREEN)
        if not candidate.files.filter(kind=kind).exists():
            raise Http404
        with looking_at(candidate, by=request.user, screen=SCREEN):
            content = bytes(candidate.files.get(kind=kind).content)
        return as_attachment(content, content_type="application/pdf", name=f"{candidate.reference}-{kind}.pdf")
