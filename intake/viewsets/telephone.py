"""A referral by telephone: one page to write it down, one answer to say aloud, and the same page to complete it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from intake.actions.codes import renew_told_code
from intake.actions.telephone import complete_details, take_down, taken_down_before
from intake.forms.refer import typed
from intake.forms.telephone import DetailsForm, TelephoneForm
from portal.backoffice.asking import AskingView
from portal.backoffice.entries import EntryAction
from portal.backoffice.scope import drawn_now, looking_at
from portal.workflow.moves import NotPossible
from portal.workflow.references import shown, spelled

MAY_ENTER = "intake.enter_referral"
NEW, DETAILS = "new", "details"


def may_enter(user) -> bool:
    """Whether this user may write down referrals; somebody without an organisation has nowhere to."""
    return user.holds(MAY_ENTER) and user.organisation_id is not None


def start_by_telephone(user):
    """The way there from the home of the admin."""
    return (_("New referral by telephone"), reverse("referrals:new")) if may_enter(user) else None


class TelephoneRoutes:
    """What ReferralViewSet offers besides the list and the workbench: `referrals:new` and `referrals:details`."""

    @property
    def new_view(self):
        return self.construct_view(TelephoneView)

    @property
    def details_view(self):
        return self.construct_view(DetailsView)

    def get_urlpatterns(self):
        own = [
            path("new/", self.new_view, name=NEW),
            path(f"details/<{self.pk_path_converter}:pk>/", self.details_view, name=DETAILS),
        ]
        return super().get_urlpatterns() + own  # the menu leads to the first


@method_decorator(sensitive_post_parameters(), name="dispatch")
class TelephoneView(WagtailAdminTemplateMixin, TemplateView):
    """GET an empty page; POST answers at once with the number and the code to say, which is shown this once."""

    viewset = None
    template_name = "intake/telephone/form.html"
    page_title = _("New referral by telephone")

    def dispatch(self, request, *args, **kwargs):
        if not may_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self._page(self._form())

    def post(self, request, *args, **kwargs):
        form = self._form(typed(request.POST))
        before = taken_down_before(form["drawn"].field.to_python(form["drawn"].value()), by=request.user)
        if before is not None and "renew" in request.POST:
            return self._renewed(before)
        if before is not None:
            return self._answer(before)
        if not form.is_valid():
            return self._page(form)
        answers = form.cleaned_data
        try:
            taken = take_down(
                answers,
                by=request.user,
                language=answers.pop("language"),
                region=answers.pop("region"),
                form=answers.pop("drawn"),
            )
        except NotPossible as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            return self._page(form)
        return self._answer(taken.referral, code=taken.code)

    def get_breadcrumbs_items(self):
        index = {"url": reverse(self.viewset.get_url_name("index")), "label": self.viewset.menu_label}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def _form(self, data=None):
        return TelephoneForm(data, organisation=self.request.user.organisation)

    def _page(self, form):
        back = reverse(self.viewset.get_url_name("index"))
        return drawn_now(
            self.render_to_response(self.get_context_data(form=form, back_url=back, label=_("Write it down")))
        )

    def _renewed(self, referral):
        try:
            return self._answer(referral, code=renew_told_code(referral, by=self.request.user).code)
        except NotPossible as refusal:
            messages.error(self.request, refusal.message)
            return self._answer(referral)

    def _answer(self, referral, *, code=""):
        """Without a code: the same form was sent before, and its code is kept nowhere."""
        self.template_name = "intake/telephone/answer.html"
        is_own = referral.region_id in self.request.user.region_ids
        workbench = reverse(self.viewset.get_url_name("inspect"), args=[referral.pk]) if is_own else ""
        context = self.get_context_data(
            reference=shown(referral.reference),
            spelling=spelled(referral.reference),
            digits=code,
            number=referral.organisation.number_for_referrals,
            code=f"{code[:4]} {code[4:8]} {code[8:]}".strip(),
            region=referral.region,
            has_people=bool(referral.region.people),
            drawn=self.request.POST.get("drawn", ""),
            workbench_url=workbench,
            again_url=reverse(self.viewset.get_url_name(NEW)),
            back_url=reverse(self.viewset.get_url_name("index")),
        )
        return drawn_now(self.render_to_response(context))


class DetailsView(AskingView):
    """Everything that is known of an open referral, to change or to complete after a call-back."""

    template_name = "intake/telephone/form.html"
    asked = EntryAction(
        complete_details,
        "intake.write_referral",
        DetailsForm,
        _("Change the details"),
        looks=True,
        done=_("The details were changed"),
    )

    def dispatch(self, request, *args, **kwargs):
        if not request.user.holds(self.asked.permission):
            raise PermissionDenied
        if not self.object.is_open:
            messages.warning(request, _("It is closed: its details stay as they are."))
            return HttpResponseRedirect(reverse(self.viewset.get_url_name("inspect"), args=[self.object.pk]))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        with looking_at(self.object, by=request.user, screen=self.viewset.screen):
            return super().post(request, *args, **kwargs)

    def get_form(self, data=None, files=None):
        return DetailsForm(data and typed(data), obj=self.object, user=self.request.user)

    def get_label(self):
        return self.asked.label if self.object.for_whom else _("Call back and complete it")

    def get_success_message(self):
        return f"{self.object}: {self.asked.done}"

    def get_context_data(self, **kwargs):
        stays = None if "story" in kwargs["form"].fields else self.object
        return super().get_context_data(**kwargs) | {"stays": stays, "label": _("Save")}
