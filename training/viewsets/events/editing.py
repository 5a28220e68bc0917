"""Planning a training event and changing it: one page with everything, its days below."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import HttpResponseRedirect
from django.template.defaultfilters import date, yesno
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.backoffice.scope import ScopedObject, drawn_now
from portal.backoffice.trail import Trail
from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once
from training.actions.planning import change_event, plan_event
from training.days import DayTimes
from training.event_states import PLAN
from training.models import TrainingEvent
from training.permissions import plans_in
from training.viewsets.events.forms import EventForm, days_formset, with_more_rows

_CHANGED_MEANWHILE = _(
    "Somebody else changed this event in the meantime. What you typed stands here still; where it differs you read "
    "what stands there now. Press “Save” once more to keep yours."
)


class ChangedMeanwhile(NotPossible):
    """The form was drawn before somebody else kept theirs."""


class EventFormView(Trail, WagtailAdminTemplateMixin, TemplateView):
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
                event = self.keep(form, days.days)
        except NotPossible as refusal:
            self.say(refusal, form, days)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except DoneBefore:
            return HttpResponseRedirect(self.index_url)
        else:
            messages.success(request, self.done % {"event": event})
            return HttpResponseRedirect(reverse(self.viewset.get_url_name("inspect"), args=[event.pk]))
        return self._page(form, days)

    def get_trail_row(self):
        return self.event

    def say(self, refusal, form, days):
        """Next to what it is about."""
        if refusal.field == "days":
            days.non_form_errors().append(refusal.message)
            return
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)

    def _form(self, data):
        return EventForm(data, instance=self._instance(), user=self.request.user)

    def _page(self, form, days):
        back = self.index_url if self.event is None else self.workbench_url
        return drawn_now(self.render_to_response(self.get_context_data(form=form, days=days, back_url=back)))


class EventAddView(EventFormView):
    page_title = _("Plan a training event")
    done = _("%(event)s was planned. Open it for enrolment when everything stands there.")

    def _instance(self):
        return TrainingEvent()

    def keep(self, form, days):
        if drawn := form.cleaned_data["drawn"]:
            once(drawn, f"{self.request.path}?{self.request.POST.urlencode()}")
        user = self.request.user
        trainers = form.cleaned_data["trainers"]
        return plan_event(user.organisation, by=user, days=days, trainers=trainers, **form.answers)


class EventEditView(ScopedObject, EventFormView):
    page_title = _("Change the event")
    done = _("%(event)s was changed.")
    model = None
    pk_url_kwarg = "pk"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.event = self.get_object()

    def dispatch(self, request, *args, **kwargs):
        if not plans_in(request.user, self.event.region_id):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def _instance(self):
        return TrainingEvent.objects.get(pk=self.event.pk)  # one of its own: the form writes into it

    def keep(self, form, days):
        event = TrainingEvent.objects.select_for_update().get(pk=self.event.pk)
        if form.cleaned_data["edition"] != event.edition:
            raise ChangedMeanwhile(str(_CHANGED_MEANWHILE))
        trainers = form.cleaned_data["trainers"]
        return change_event(event, by=self.request.user, days=days, trainers=trainers, **form.answers)

    def say(self, refusal, form, days):
        super().say(refusal, form, days)
        if not isinstance(refusal, ChangedMeanwhile):
            return
        standing = self._instance()
        for name, value in _differing(form, standing).items():
            form.add_error(name, gettext("Now there stands: %(value)s") % {"value": value})
        kept = [DayTimes(day.starts, day.ends, day.place) for day in standing.days.all()]
        if kept != days.days:
            words = "; ".join(_day_in_words(day) for day in kept) or gettext("nothing")
            days.non_form_errors().append(gettext("Now there stands: %(value)s") % {"value": words})
        form.data = form.data.copy()
        form.data["edition"] = str(standing.edition)


def _differing(form, event) -> dict:
    """What stands in the event now, by the names of the fields in which something else was typed."""
    answers = form.cleaned_data
    found = {name: _in_words(event, name) for name in form.answers if answers[name] != getattr(event, name)}
    given_by = [one.trainer for one in event.given_by.select_related("trainer")]
    if set(given_by) != set(answers["trainers"]):
        found["trainers"] = ", ".join(str(one) for one in given_by) or gettext("nothing")
    return found


def _in_words(event, name):
    value = getattr(event, name)
    if name == "is_public":
        return yesno(value, gettext("Yes,No"))
    if name == "enrol_until" and value:
        return _moment(value)
    if name in ("kind", "language"):
        return getattr(event, f"get_{name}_display")()
    return value or (gettext("All regions") if name == "region" else gettext("nothing"))


def _day_in_words(day):
    until = date(timezone.localtime(day.ends), "TIME_FORMAT")
    return f"{_moment(day.starts)} – {until}" + (f", {day.place}" if day.place else "")


def _moment(moment):
    local = timezone.localtime(moment)
    return f"{date(local, 'DATE_FORMAT')}, {date(local, 'TIME_FORMAT')}"


def _unjudged(form):
    """A bound form, or every form of a set, of which nothing is found wrong yet."""
    for one in getattr(form, "forms", [form]):
        one._errors = ErrorDict()
    if hasattr(form, "forms"):
        form._errors, form._non_form_errors = [one._errors for one in form.forms], form.error_class()
    return form
