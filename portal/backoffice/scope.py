"""Views see no row that the user may not see: a foreign one is not there (404), whatever the address.

Of what is sealed, the try is written down all the same: those whose row it is read it under "who looked".
"""

from contextlib import contextmanager

from django.contrib.admin.utils import unquote
from django.http import Http404
from django.utils.cache import add_never_cache_headers

from portal.privacy.looking import looking, refused
from portal.privacy.models import SealedModel


class ScopedObject:
    """Goes before any of Wagtail's views of one object. They scope lists, not objects (PROMISES, Object scope)."""

    viewset = None

    def get_object(self, queryset=None):
        found = getattr(self, "object", None)  # some of Wagtail's views ask twice
        if found is not None:
            return found
        pk = unquote(str(self.kwargs[self.pk_url_kwarg]))
        return row_for(self.request.user, self.model, pk=pk, screen=self.viewset.screen)


def row_for(user, model, *, pk, screen: str):
    """The row that the user asks for by its key. Raises Http404 when it is not there or not theirs.

    The second is a line in the access log, when the row is sealed; so this is called outside any transaction.
    """
    row = model.objects.visible_to(user).filter(pk=pk).first()
    if row is not None:
        return row
    if issubclass(model, SealedModel) and (foreign := model._base_manager.filter(pk=pk).first()):
        refused(foreign, by=user, screen=screen)
    raise Http404


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
