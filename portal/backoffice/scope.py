"""Views see no row that the user may not see: a foreign one is not there (404), whatever the address."""

from contextlib import contextmanager

from django.contrib.admin.utils import unquote
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers

from portal.privacy.looking import looking
from portal.privacy.models import SealedModel


class ScopedObject:
    """Goes before any of Wagtail's views of one object. They scope lists, not objects (PROMISES, Object scope)."""

    def get_object(self, queryset=None):
        found = getattr(self, "object", None)  # some of Wagtail's views ask twice
        if found is not None:
            return found
        return get_object_or_404(
            self.model.objects.visible_to(self.request.user), pk=unquote(str(self.kwargs[self.pk_url_kwarg]))
        )


@contextmanager
def looking_at(obj, *, by, screen: str):
    """`looking`, also for rows that hold nothing sealed: those are simply there."""
    if not isinstance(obj, SealedModel):
        yield obj
        return
    with looking(obj, by=by, screen=screen):
        yield obj


def drawn_now(response):
    """A template response, drawn while what it shows is open, and kept by no cache."""
    response.render()
    add_never_cache_headers(response)
    return response
