"""Planning a training event and changing it: one page with everything, its days below."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.backoffice.scope import ScopedObject, drawn_now
from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once
from training.actions.planning import DayTimes, change_event, plan_event
from training.models import TrainingEvent
from training.viewsets.events.forms import EventForm, days_formset, with_more_rows

PLAN = "training.plan_event"
_CHANGED_MEANWHILE = _(
    "Somebody else changed this event in the meantime. Open it again to see how it is now: what you typed stands here "
    "still."
)


class _EventPage(WagtailAdminTemplateMixin, TemplateView):
    """GET draws the form, POST keeps it; the button "more" only draws more rows for days."""

    template_name = "training/events/form.html"
    header_icon = "date"
    viewset = None
    event: TrainingEvent | None = None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.holds(PLAN) or request.user.organisation_id is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self._page(EventForm(instance=self._instance(), user=request.user), days_formset(event=self.event))

    def post(self, request, *args, **kwargs):
        if "more" in request.POST:
            # Drawn as it was typed: nothing is said about it before somebody wants to keep it.
            data = with_more_rows(request.POST)
            return self._page(_unjudged(self._form(data)), _unjudged(days_formset(data, event=self.event)))
        form, days = self._form(request.POST), days_formset(request.POST, event=self.event)
        if not all([form.is_valid(), days.is_valid()]):
            return self._page(form, days)
        try:
            with transaction.atomic():
                event = self.keep(form, [DayTimes(*day) for day in days.days])
        except NotPossible as refusal:
            _say(refusal, form, days)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except DoneBefore:
            return HttpResponseRedirect(reverse(self.viewset.get_url_name("index")))
        else:
            messages.success(request, self.done % {"event": event})
            return HttpResponseRedirect(reverse(self.viewset.get_url_name("inspect"), args=[event.pk]))
        return self._page(form, days)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.viewset.get_url_name("index")), "label": self.viewset.menu_label},
            *self.between,
            {"url": "", "label": self.get_page_title()},
        ]

    def _form(self, data):
        return EventForm(data, instance=self._instance(), user=self.request.user)

    def _page(self, form, days):
        back = reverse(self.viewset.get_url_name("index"))
        if self.event is not None:
            back = reverse(self.viewset.get_url_name("inspect"), args=[self.event.pk])
        return drawn_now(self.render_to_response(self.get_context_data(form=form, days=days, back_url=back)))


class EventAddView(_EventPage):
    page_title = _("Plan a training event")
    done = _("%(event)s was planned. Open it for enrolment when everything stands there.")
    between = ()

    def _instance(self):
        return TrainingEvent()

    def keep(self, form, days):
        if drawn := form.cleaned_data["drawn"]:
            once(drawn, f"{self.request.path}?{self.request.POST.urlencode()}")
        user = self.request.user
        trainers = form.cleaned_data["trainers"]
        return plan_event(user.organisation, by=user, days=days, trainers=trainers, **form.answers)


class EventEditView(ScopedObject, _EventPage):
    page_title = _("Change the event")
    done = _("%(event)s was changed.")
    model = None
    pk_url_kwarg = "pk"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.event = self.get_object()

    @property
    def between(self):
        address = reverse(self.viewset.get_url_name("inspect"), args=[self.event.pk])
        return [{"url": address, "label": str(self.event)}]

    def _instance(self):
        return TrainingEvent.objects.get(pk=self.event.pk)  # one of its own: the form writes into it

    def keep(self, form, days):
        event = TrainingEvent.objects.select_for_update().get(pk=self.event.pk)
        if form.cleaned_data["edition"] != event.edition:
            raise NotPossible(str(_CHANGED_MEANWHILE))
        trainers = form.cleaned_data["trainers"]
        return change_event(event, by=self.request.user, days=days, trainers=trainers, **form.answers)


def _say(refusal, form, days):
    """Next to what it is about."""
    if refusal.field == "days":
        days.non_form_errors().append(refusal.message)
        return
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def _unjudged(form):
    """A bound form, or every form of a set, of which nothing is found wrong yet."""
    for one in getattr(form, "forms", [form]):
        one._errors = ErrorDict()
    if hasattr(form, "forms"):
        form._errors, form._non_form_errors = [one._errors for one in form.forms], form.error_class()
    return form
