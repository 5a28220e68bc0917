"""The attendance sheet of one day: on a telephone at the door, or printed; and sent again when it was offline."""

from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext
from wagtail.admin import messages

from portal.backoffice.scope import drawn_now
from portal.workflow.moves import NotPossible
from training.actions.attending import take_attendance
from training.event_states import EventState, SeatState
from training.models import Attendance
from training.viewsets.events.people import EventSubpage, names_of

SCREEN = gettext_noop("training event: attendance")
_ASKED = "was-"  # and the key of a seat: "yes" or "no"
_ANSWERS = {"yes": True, "no": False}


class AttendanceView(EventSubpage):
    """GET draws the sheet with names (each is a look); POST keeps what was ticked, and nothing about the others.

    A script may send the same answers again: what stands there already stays. It asks for JSON and gets numbers only.
    """

    template_name = "training/events/attendance.html"
    page_title = gettext_lazy("Who was there")
    http_method_names = ("get", "head", "post")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.day = self.object.days.filter(pk=kwargs["day"]).first()
        if self.day is None:
            raise Http404

    def get(self, request, *args, **kwargs):
        if self.object.state not in (EventState.OPEN, EventState.HELD):
            messages.warning(request, _("There is nothing to write down: it is “%(state)s”.") % self._state())
            return HttpResponseRedirect(self.workbench_url)
        return self._page()

    def post(self, request, *args, **kwargs):
        ticked = _ticked(request.POST)
        seats = self.object.seats.filter(state=SeatState.TAKEN).of_others(request.user)
        now_here = {str(pk) for pk in seats.values_list("pk", flat=True)}
        was_there = {pk: answer for pk, answer in ticked.items() if pk in now_here}
        try:
            take_attendance(self.day, by=request.user, was_there=was_there)
        except NotPossible as refusal:
            if self._wants_json():
                return JsonResponse({"refused": str(refusal.message)}, status=409)
            return self._page(refusal=refusal.message, ticked=ticked)
        left = len(ticked) - len(was_there)
        if self._wants_json():
            return JsonResponse({"saved": len(was_there), "left": left})
        messages.success(request, _said(len(was_there), left))
        return HttpResponseRedirect(f"{self.workbench_url}#days")

    def get_page_subtitle(self):
        return date(timezone.localtime(self.day.starts), "DATE_FORMAT")

    def _wants_json(self):
        return self.request.headers.get("accept", "").startswith("application/json")

    def _state(self):
        return {"state": self.object.state_label}

    def _page(self, *, refusal="", ticked=None):
        stands = dict(Attendance.objects.filter(day=self.day).values_list("seat_id", "was_there"))
        with names_of(self.object, by=self.request.user, screen=SCREEN, states=[SeatState.TAKEN]) as seats:
            for seat in seats:
                answer = (ticked or {}).get(str(seat.pk), stands.get(seat.pk))
                seat.was_there = {True: "yes", False: "no"}.get(answer, "")
            context = self.get_context_data(
                event=self.object, day=self.day, seats=seats, refusal=refusal, back_url=self.workbench_url
            )
            return drawn_now(self.render_to_response(context))


def _ticked(data) -> dict[str, bool]:
    """Key of a seat → was there; everything that is no such answer is left out."""
    answers = {name.removeprefix(_ASKED): data[name] for name in data if name.startswith(_ASKED)}
    return {key: _ANSWERS[answer] for key, answer in answers.items() if answer in _ANSWERS}


def _said(written, left):
    sentence = ngettext("Written down for %(count)d person.", "Written down for %(count)d people.", written)
    said = sentence % {"count": written}
    if not left:
        return said
    more = ngettext(
        "%(count)d has no place here any more, and was left out.",
        "%(count)d have no place here any more, and were left out.",
        left,
    )
    return f"{said} {more % {'count': left}}"
