"""Breaking the glass: a file of another region, when it cannot wait; once, read-only, and never unnoticed.

Upper apps register what can be opened so, in `AppConfig.ready()`. Nothing is granted for later (PROMISES, Access log).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.accounts.limits import attempt
from portal.backoffice.asking import Drawn
from portal.backoffice.scope import drawn_now
from portal.privacy.looking import breaking_glass
from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once

TRIES = "10/15m/user"  # wrong numbers
SCREEN = gettext_noop("break the glass")


@dataclass(frozen=True)
class Glass:
    """One kind of file behind glass, for users who hold `permission`.

    `find(reference, user)` gives the row with this full reference in the user's own organisation, else None.
    `tell(obj, by=…, reason=…)` logs the reason and tells the region; it is committed before anything opens, and may
    raise NotPossible. `panels(obj, user)` gives the Panels to draw, made while looking.
    """

    permission: str
    find: Callable
    tell: Callable
    panels: Callable


_glasses: list[Glass] = []


def register_glass(glass: Glass) -> None:
    """Makes a kind of file known to the page; twice is once."""
    if glass not in _glasses:
        _glasses.append(glass)


def glasses_for(user) -> list[Glass]:
    """What this user may break, if need be."""
    return [glass for glass in _glasses if user.holds(glass.permission)]


class GlassForm(forms.Form):
    drawn = Drawn()
    reference = forms.CharField(
        label=_("Number of the file"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reason = forms.CharField(
        label=_("Why do you need it now?"),
        help_text=_("The region reads this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
    )


@method_decorator(sensitive_post_parameters(), name="dispatch")
class BreakGlassView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "backoffice/break_glass.html"
    page_title = _("A file of another region")
    header_icon = "lock-open"

    def dispatch(self, request, *args, **kwargs):
        self.glasses = glasses_for(request.user)
        if not self.glasses:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self._ask(GlassForm())

    def post(self, request, *args, **kwargs):
        form = GlassForm(request.POST)
        if not form.is_valid():
            return self._ask(form)
        tried = attempt(request, action="break_glass", rate=TRIES)
        if tried is None:
            form.add_error("reference", _("There were too many wrong numbers. Wait a quarter of an hour."))
            return self._ask(form, status=429)
        glass, row = self._find(form.cleaned_data["reference"])
        if row is None:
            form.add_error("reference", _("There is no file with this number here. Look at the number once more."))
            return self._ask(form)
        tried.rollback()
        if self._is_theirs(row):
            messages.success(request, gettext("%(file)s is a file of your own.") % {"file": row})
            return HttpResponseRedirect(AdminURLFinder(request.user).get_edit_url(row) or reverse("wagtailadmin_home"))
        try:
            self._tell(glass, row, form.cleaned_data)
        except DoneBefore:
            messages.warning(request, gettext("You opened this once. To see it again, ask again."))
            return HttpResponseRedirect(request.path)
        except NotPossible as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            return self._ask(form)
        return self._open(glass, row)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def _ask(self, form, *, status=200):
        return drawn_now(self.render_to_response(self.get_context_data(form=form), status=status))

    def _find(self, reference):
        for glass in self.glasses:
            if (row := glass.find(reference, self.request.user)) is not None:
                return glass, row
        return None, None

    def _is_theirs(self, row):
        return type(row).objects.visible_to(self.request.user).filter(pk=row.pk).exists()

    def _tell(self, glass, row, answers):
        with transaction.atomic(durable=True):
            if answers["drawn"]:
                once(answers["drawn"], f"{self.request.path}?{self.request.POST.urlencode()}")
            glass.tell(row, by=self.request.user, reason=answers["reason"])

    def _open(self, glass, row):
        self.template_name = "backoffice/behind_glass.html"
        with breaking_glass(row, by=self.request.user, screen=SCREEN):
            panels = glass.panels(row, self.request.user)
            return drawn_now(self.render_to_response(self.get_context_data(object=row, panels=panels)))
