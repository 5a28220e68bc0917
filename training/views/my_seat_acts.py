"""What somebody does with their seats: take one, answer an offer, give it up, swap it. Each asks once more first."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from portal.workflow.moves import NotPossible
from training.actions.seating import accept_offer, give_up_seat, swap_seat, take_seat
from training.admission import ANOTHER_DATE, refusal
from training.agenda import title_of
from training.event_states import ACTIVE, SeatState
from training.forms.my_training import PLACE, WAITING_LIST, SwapForm, TakeForm
from training.models import Seat, TrainingEvent
from training.queries import events_for, kinds_chosen, was_open, with_places
from training.views.my_acts import ActView
from training.views.my_training import dates_instead_of, own_seat

HAS_PLACE = _("You have a place. You get a mail, and the days stand here.")
TAKEN_MEANWHILE = _("Meanwhile somebody else took the last place. You can stand on the waiting list.")


class FullMeanwhile(NotPossible):
    """They chose a place, and there is only the waiting list: that they choose themselves."""


class DateView(ActView, ABC):
    """An act about a date; afterwards they are back at their days."""

    template = "date_act"
    leads_to = "training:my_training"
    back = _("No, go back")
    event: TrainingEvent
    refused_because: NotPossible | None = None
    warning = ""

    @property
    def title(self) -> str:
        return title_of(self.event.kind, self.event.title)

    def get(self, request, pk):
        self.find(pk)
        if said := self.hindrance():
            messages.warning(request, said)
            return redirect(self.leads_to)
        return self.page(self.form_of())

    def post(self, request, pk):
        self.find(pk)
        return super().post(request)

    @abstractmethod
    def find(self, pk) -> None:
        """Raises Http404 for what is not theirs."""

    def hindrance(self) -> str:
        """Why this cannot be done now, in words for them; empty when it can."""
        return ""

    def act(self, **answers):
        try:
            self.do(**answers)
        except NotPossible as refusal:
            self.refused_because = refusal
            raise

    @abstractmethod
    def do(self, **answers):
        """Does it with the seat that `find` found; raises NotPossible."""

    def too_late(self):
        messages.warning(self.request, str(self.refused_because))
        return redirect(self.leads_to)


class TakeView(DateView):
    """A place when one is free, else one on the waiting list; nobody comes on the list who chose a place."""

    form_class = TakeForm

    def find(self, pk):
        own = self.candidate
        events = TrainingEvent.objects.filter(organisation=own.organisation_id, pk=pk)
        found = with_places(events).first()
        if found is None or not was_open(found) or not (found.is_public or self._is_for_them(found)):
            raise Http404
        self.event = found

    def _is_for_them(self, event):
        return not refusal(self.candidate, event.kind) and event.region_id in (None, self.candidate.region_id)

    def hindrance(self):
        if own := self._own_seat():
            return str(own.public_state_label) if own.state in ACTIVE else self._closed()
        return self._closed()

    def _closed(self):
        if any(event.pk == self.event.pk for event in events_for(self.candidate)):
            return str(ANOTHER_DATE) if self.event.kind in kinds_chosen(self.candidate) else ""
        return refusal(self.candidate, self.event.kind) or str(_("You can no longer take a place here."))

    def form_of(self, said=None):
        return self.form_class(said, initial={"wants": PLACE if self.event.free else WAITING_LIST})

    @property
    def has_room(self) -> bool:
        return bool(self.event.free) and not self.warning

    @property
    def heading(self):
        return _("Do you take a place?") if self.has_room else _("Do you want to stand on the waiting list?")

    @property
    def lead(self):
        if self.has_room:
            return _("The place is yours then. Can you not come after all? Give it up here, and somebody else is glad.")
        return _("It is full now. When a place comes free, we keep it for you and you get a mail. You choose then.")

    @property
    def button(self):
        return _("Yes, I come") if self.has_room else _("Yes, put me on the waiting list")

    @property
    def done(self):
        seat = self._own_seat()
        if seat is not None and seat.state == SeatState.WAITING:
            return _("You are on the waiting list. When a place comes free, you get a mail.")
        return HAS_PLACE

    def do(self, *, wants):
        seat = take_seat(self.event, self.candidate, by=self.request.user)
        if wants == PLACE and seat.state != SeatState.TAKEN:
            raise FullMeanwhile(str(TAKEN_MEANWHILE))

    def too_late(self):
        if not isinstance(self.refused_because, FullMeanwhile):
            return super().too_late()
        self.warning = str(TAKEN_MEANWHILE)
        return self.page(self.form_class(initial={"wants": WAITING_LIST}), status=409)

    def _own_seat(self):
        return Seat.objects.filter(event=self.event, candidate=self.candidate).first()


class SeatView(DateView):
    """An act about a seat that they have."""

    seat: Seat

    def find(self, pk):
        self.seat = own_seat(self.candidate, pk, by=self.request.user)
        self.event = self.seat.event


class AcceptView(SeatView):
    heading = _("Do you take the place?")
    button = _("Yes, I come")
    back = _("Not yet, go back")
    done = HAS_PLACE

    @property
    def lead(self):
        moment = date_format(localtime(self.seat.offered_until), "l j F, H:i")
        return _("We keep it for you until %(moment)s.") % {"moment": moment}

    def hindrance(self):
        return "" if self.seat.state == SeatState.OFFERED else str(self.seat.public_state_label)

    def do(self):
        accept_offer(self.seat, by=self.request.user)


class GiveUpView(SeatView):
    """Gives up a place, an offer or the waiting."""

    @property
    def heading(self):
        if self.seat.state == SeatState.OFFERED:
            return _("Do you let this place go?")
        if self.seat.state == SeatState.WAITING:
            return _("Do you want to leave the waiting list?")
        return _("Do you give up your place?")

    @property
    def lead(self):
        if self.seat.state == SeatState.WAITING:
            return _("Then you get no mail when a place comes free.")
        return _("You need no reason. The place goes to somebody else, and you can choose another date.")

    @property
    def button(self):
        return _("Yes, leave the list") if self.seat.state == SeatState.WAITING else _("Yes, give it up")

    @property
    def done(self):
        return _("You gave it up. Thank you for telling us.")

    def hindrance(self):
        return "" if self.seat.state in ACTIVE else str(self.seat.public_state_label)

    def do(self):
        give_up_seat(self.seat, by=self.request.user)


class SwapView(SeatView):
    """Another date: the old place goes only when the new one is theirs."""

    form_class: Any = SwapForm
    heading = _("Do you choose another date?")
    lead = _("You keep your place until the other one is yours. Then somebody else can have it.")
    button = _("Yes, take this date")
    back = _("No, keep what I have")
    done = HAS_PLACE

    @cached_property
    def dates(self):
        return dates_instead_of(self.seat, events_for(self.candidate))

    def form_of(self, said=None):
        return self.form_class(said, dates=self.dates)

    def hindrance(self):
        return "" if self.dates else str(_("There is no other date with a free place now."))

    def do(self, *, to):
        swap_seat(self.seat, to=TrainingEvent.objects.get(pk=to), by=self.request.user)
