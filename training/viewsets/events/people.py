"""Who comes, with their names: each name that is drawn is a look, and a line in the access log of whose it is."""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.backoffice.scope import ScopedObject, drawn_now
from portal.backoffice.trail import Trail
from portal.privacy.looking import looking_all
from training.event_states import ACTIVE, ATTENDANCE, SeatState
from training.models import Candidate, Seat, TrainingEvent
from training.permissions import is_trainer

SCREEN = gettext_noop("training event: who comes")


@contextmanager
def names_of(event: TrainingEvent, *, by, screen: str, states=ACTIVE):
    """The seats of `event` in these states with the names that `by` may read, open for as long as the block lasts.

    That are those of the candidates whom they see, and of all for the trainers who give the event: who stands at the
    door greets people by name. Each opening is a line. The others have no `name`, and are known by their number.
    """
    rows = event.seats.filter(state__in=states).of_others(by)
    seats = list(rows.select_related("candidate__vault", "candidate__region", "candidate__organisation"))
    readable = _readable(event, by)
    named = [seat.candidate for seat in seats if seat.candidate_id in readable]
    with looking_all(named, by=by, screen=screen):
        for seat in seats:
            seat.name = seat.candidate.name if seat.candidate_id in readable else ""
        yield sorted(seats, key=_by_name)


def _readable(event, by):
    rows = Candidate.objects.filter(seats__event=event)
    if not (is_trainer(by) and event.given_by.filter(trainer=by).exists()):
        rows = rows.filter(pk__in=Candidate.objects.visible_to(by).order_by().values("pk"))
    return frozenset(rows.order_by().values_list("pk", flat=True))


def _by_name(seat: Seat):
    return (not seat.name, seat.name.casefold(), str(seat.candidate))


class EventSubpage(Trail, ScopedObject, WagtailAdminTemplateMixin, TemplateView):
    """A page of an event besides its workbench, for who takes attendance."""

    viewset = None
    model = None
    pk_url_kwarg = "pk"
    header_icon = "group"
    http_method_names: tuple[str, ...] = ("get", "head")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def dispatch(self, request, *args, **kwargs):
        if not request.user.holds(ATTENDANCE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.object)


class PeopleView(EventSubpage):
    template_name = "training/events/names.html"
    page_title = _("Who comes")

    def get(self, request, *args, **kwargs):
        with names_of(self.object, by=request.user, screen=SCREEN) as seats:
            by_state = [(state, [seat for seat in seats if seat.state == state]) for state in _GROUPS]
            groups = [(state.label, rows) for state, rows in by_state if rows]
            context = self.get_context_data(event=self.object, groups=groups, back_url=self.workbench_url)
            return drawn_now(self.render_to_response(context))


_GROUPS = (SeatState.TAKEN, SeatState.OFFERED, SeatState.WAITING)
