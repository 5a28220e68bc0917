"""What whoever checks a certificate as a file needs: who gave it, with which key, for what, and what was revoked.

Addresses without a language: they stand in files that people keep for years. Read by programs of any site.
"""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import cache_control

from portal.organisations.queries import organisation_for
from training.actions.badging import badges_that_count_no_more
from training.badges import achievement, issuer, public_key
from training.models import IssuerKey

_FOR_ALL = {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex"}


class PublicView(View):
    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, **kwargs):
        self.organisation = organisation_for(request)
        if self.organisation is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


@method_decorator(cache_control(max_age=3600), name="dispatch")
class IssuerView(PublicView):
    def get(self, request):
        return _said(issuer(self.organisation))


@method_decorator(cache_control(max_age=3600), name="dispatch")
class AchievementView(PublicView):
    def get(self, request):
        return _said(achievement(self.organisation, language=settings.LANGUAGE_CODE))


@method_decorator(cache_control(max_age=300), name="dispatch")
class KeysView(PublicView):
    """All keys, also those that sign no more: what they signed still counts."""

    def get(self, request):
        keys = IssuerKey.objects.filter(organisation=self.organisation).select_related("organisation__site")
        return _said({"keys": [public_key(key) for key in keys]})


@method_decorator(cache_control(max_age=300), name="dispatch")
class KeyView(PublicView):
    def get(self, request, name):
        keys = IssuerKey.objects.filter(organisation=self.organisation, name=name)
        key = keys.select_related("organisation__site").first()
        if key is None:
            raise Http404
        return _said(public_key(key), content_type="application/jwk+json")


@method_decorator(cache_control(no_store=True), name="dispatch")
class RevokedView(PublicView):
    """Never kept by anybody: what is revoked now counts no more now. Nothing is here before a badge was given."""

    def get(self, request):
        listed = badges_that_count_no_more(self.organisation)
        if listed is None:
            raise Http404
        return HttpResponse(listed, content_type="application/vc+jwt", headers=_FOR_ALL)


def _said(what, *, content_type="application/json"):
    return JsonResponse(what, content_type=content_type, headers=_FOR_ALL, json_dumps_params={"ensure_ascii": False})
