"""Gives people their own letter or CV back as it is kept: to be saved, never shown in the browser."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from portal.outbound.attachments import as_attachment
from portal.privacy.looking import looking, refused
from training.models import CandidateFile

SCREEN = "file"


@method_decorator(never_cache, name="dispatch")
class FileView(View):
    """Every opening is a line in the access log, and so is every refused try. Staff have their own in the admin."""

    def get(self, request, pk):
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        file = CandidateFile.objects.select_related("vault", "candidate").filter(pk=pk).first()
        if file is None:
            raise Http404
        if not file.candidate.belongs_to(request.user):
            refused(file, by=request.user, screen=SCREEN)
            raise Http404
        with looking(file, by=request.user, screen=SCREEN):
            content, name = file.content, file.name
        return as_attachment(content, content_type="application/pdf", name=name)
