"""What a candidate sent along, for staff: taken along under the eyes of the access log, never shown in the browser."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_noop
from django.views.generic import View

from portal.backoffice.scope import looking_at, row_for
from training.models import Candidate

SCREEN = gettext_noop("candidate: file")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store, private",
    "Cross-Origin-Resource-Policy": "same-origin",
}


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
