"""Training events in the admin: the list, the workbench of one, its form, and the attendance sheets."""

from django import forms
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.backoffice.steps import StepAction, StepForm
from portal.backoffice.viewsets import ScopedViewSet
from portal.backoffice.workbench import WorkbenchView
from training.actions.planning import cancel_event, hold_event, open_event
from training.models import TrainingEvent
from training.permissions import plans_in
from training.viewsets.events.attendance import AttendanceView
from training.viewsets.events.editing import EventAddView, EventEditView
from training.viewsets.events.entries import ENTRIES, EventEntryView
from training.viewsets.events.listing import (
    EVENT_COLUMNS,
    EVENT_EXPORT,
    ORDER,
    EventIndexView,
    EventSearchView,
    matches_event,
)
from training.viewsets.events.panels import Seated, notices_of, panels_of
from training.viewsets.events.people import PeopleView


class CancelForm(StepForm):
    because = forms.CharField(
        label=_("Why"),
        help_text=_("Everybody who wanted to come reads it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


STEPS = {
    "open": StepAction(
        open_event,
        consequences=(_("From now on people can take a place. If it is for the public agenda, it stands there too."),),
    ),
    "hold": StepAction(
        hold_event,
        consequences=(
            _("Who waits for a place hears nothing more of it."),
            _("You can still write down who was there."),
        ),
    ),
    "cancel": StepAction(
        cancel_event,
        form=CancelForm,
        consequences=(
            _("Everybody who has a place, or waits for one, gets a mail."),
            _("Who had a place in a training chooses another date."),
        ),
    ),
}


class EventWorkbenchView(WorkbenchView):
    def get_edit_url(self):
        """Another region's event is theirs to change."""
        return super().get_edit_url() if plans_in(self.request.user, self.object.region_id) else None


class TrainingEventViewSet(ScopedViewSet):
    model = TrainingEvent
    name = "training_events"
    url_prefix = "training-events"
    icon = "date"
    menu_label = _("Training events")
    menu_order = 135
    add_to_admin_menu = True
    screen = gettext_noop("training event: workbench")
    views = ("add", "edit")
    index_view_class = EventIndexView
    search_view_class = EventSearchView
    inspect_view_class = EventWorkbenchView
    index_results_template_name = "training/events/results.html"
    inspect_template_name = "training/events/event.html"
    search_label = _("Title, kind or place")
    nothing_found = _("Nothing found.")
    list_display = EVENT_COLUMNS
    list_select_related = ("region",)
    export_columns = EVENT_EXPORT
    ordering = ORDER
    steps = STEPS
    entries = ENTRIES
    entry_view_class = EventEntryView

    def search(self, text, user):
        return matches_event(text)

    def get_workbench(self, obj, user):
        seated = Seated(obj, user)
        shown = {"event": obj, "seated": seated, "notices": notices_of(obj), "panels": panels_of(seated)}
        return shown if seated.plans else shown | {"steps": []}  # another region's to open, hold and cancel

    @property
    def add_view(self):
        return self.construct_view(EventAddView)

    @property
    def edit_view(self):
        return self.construct_view(EventEditView)

    @property
    def people_view(self):
        return self.construct_view(PeopleView)

    @property
    def attendance_view(self):
        return self.construct_view(AttendanceView)

    def get_urlpatterns(self):
        key = f"<{self.pk_path_converter}:pk>"
        own = [
            path(f"{key}/people/", self.people_view, name="people"),
            path(f"{key}/attendance/<int:day>/", self.attendance_view, name="attendance"),
        ]
        return super().get_urlpatterns() + own
