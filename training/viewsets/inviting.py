"""Inviting several candidates at once: who was chosen in the list, one by one and each only once."""

import uuid
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.backoffice.asking import Drawn
from portal.backoffice.scope import drawn_now
from portal.privacy.looking import refused
from portal.workflow.moves import NotAllowed, NotPossible
from portal.workflow.once import DoneBefore, once
from training.actions.guiding import invite_candidate
from training.models import Candidate
from training.viewsets.lists import GUIDE, can_be_invited

MOST_AT_ONCE = 100


class DrawnForm(forms.Form):
    drawn = Drawn()


@dataclass(frozen=True)
class Left:
    """Somebody who was not invited, and why."""

    candidate: Candidate
    why: str


class InviteView(WagtailAdminTemplateMixin, TemplateView):
    """GET with the keys of the chosen (`?chosen=…`) asks, POST invites them and says who could not be, and why.

    Each is invited in a transaction of their own; the same form sent twice invites nobody a second time. A row that is
    not the user's is not there, and the try is written down.
    """

    template_name = "training/candidates/invite.html"
    page_title = _("Invite to an information meeting")
    header_icon = "mail"
    viewset = None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.holds(GUIDE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        chosen = self._chosen(request.GET)
        if not chosen:
            messages.warning(request, gettext("Choose in the list whom you want to invite."))
            return HttpResponseRedirect(self._list_url())
        left = [Left(one, _why_not(one)) for one in chosen if not can_be_invited(one)]
        ready = [one for one in chosen if can_be_invited(one)]
        return self._page(ready=ready, left=left, form=DrawnForm())

    def post(self, request, *args, **kwargs):
        chosen = self._chosen(request.POST)
        if not chosen:
            return HttpResponseRedirect(self._list_url())
        form = DrawnForm(request.POST)
        drawn = form.cleaned_data["drawn"] if form.is_valid() else None
        invited, left = [], []
        for candidate in chosen:
            why = self._invite(candidate, drawn)
            if why:
                left.append(Left(candidate, why))
            else:
                invited.append(candidate)
        sentence = ngettext("%(count)d candidate was invited.", "%(count)d candidates were invited.", len(invited))
        done = sentence % {"count": len(invited)} if invited else gettext("Nobody was invited.")
        return self._page(invited=invited, left=left, done=done)

    def get_breadcrumbs_items(self):
        index = {"url": self._list_url(), "label": self.viewset.menu_label}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]

    def _invite(self, candidate, drawn) -> str:
        """Empty when they are invited, else why not."""
        try:
            with transaction.atomic():
                if drawn:
                    once(drawn, f"{self.request.path}?{candidate.pk}")
                invite_candidate(candidate, by=self.request.user)
        except DoneBefore:
            return ""
        except NotPossible as refusal:
            return str(refusal.message)
        except NotAllowed:
            return gettext("This was handed over to another region in the meantime.")
        return ""

    def _chosen(self, data) -> list[Candidate]:
        keys = list(dict.fromkeys(key for text in data.getlist("chosen") if (key := _key(text))))[:MOST_AT_ONCE]
        rows = Candidate.objects.visible_to(self.request.user).filter(pk__in=keys).order_by("applied_at", "pk")
        found = list(rows.select_related("vault", "organisation", "region", "user"))
        foreign = Candidate._base_manager.filter(pk__in=set(keys) - {one.pk for one in found})
        for candidate in foreign:
            refused(candidate, by=self.request.user, screen=self.viewset.screen)
        return found

    def _list_url(self):
        return reverse(self.viewset.get_url_name("index"))

    def _page(self, **context):
        base = {"list_url": self._list_url(), "viewset": self.viewset}
        return drawn_now(self.render_to_response(self.get_context_data(**base, **context)))


def _key(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _why_not(candidate):
    if candidate.is_paused:
        return gettext("Paused.")
    return gettext("This cannot be done now: it is “%(state)s”.") % {"state": candidate.state_label}
