"""What staff do with people and an event: place somebody, answer for them, give up, swap, record who was there."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.backoffice.entries import EntryAction, EntryForm, EntryView
from portal.privacy.looking import refused
from portal.workflow.moves import NotPossible
from portal.workflow.references import read_reference
from training.actions.concluding import Concluded, conclusions, record_who_was_there
from training.actions.seating import accept_offer, give_up_seat, swap_seat, take_seat
from training.event_states import PLACE
from training.models import Candidate, Seat, TrainingEvent
from training.states import GUIDE
from training.viewsets.events.choosing import eligible_for, others_like

_MAIL = gettext_lazy("They get a mail that there is news, without a word about it.")


class PlaceForm(EntryForm):
    """Whom, by their number: names are nowhere in this page."""

    reference = forms.CharField(
        label=gettext_lazy("Number of the candidate"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_reference(self):
        reference = read_reference(self.cleaned_data["reference"])
        candidate = Candidate.objects.visible_to(self.user).filter(reference=reference).first() if reference else None
        if candidate is None:
            raise ValidationError(_("There is no file with this number here. Look at the number once more."))
        self.cleaned_data["candidate"] = candidate
        return reference


class SeatForm(EntryForm):
    """About one seat, which the view found."""

    seat = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, about: Seat, **kwargs):
        super().__init__(*args, initial={"seat": about.pk}, **kwargs)
        self.about = about

    def clean_seat(self):
        return self.about


class SwapForm(SeatForm):
    """To which other event of the same kind."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("To which one"),
        queryset=TrainingEvent.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"invalid_choice": gettext_lazy("Choose one that is still open.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = others_like(self.obj, self.about.candidate, self.user)
        self.fields["to"].label_from_instance = _in_one_line


class EventEntryView(EntryView):
    """What is about a seat is asked with its key (`?seat=…`): one that is not the user's is not there."""

    about_a_seat = ("give_up", "accept", "swap")
    result = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_about_a_seat = kwargs["entry"] in self.about_a_seat

    def dispatch(self, request, *args, **kwargs):
        if self.is_about_a_seat and request.user.holds(PLACE):
            self.seat = self.seat_asked()
        return super().dispatch(request, *args, **kwargs)

    def seat_asked(self) -> Seat:
        """Raises Http404 for one that is not there or not theirs, before anything else is asked."""
        try:
            key = forms.UUIDField().clean(self.request.POST.get("seat") or self.request.GET.get("seat"))
        except ValidationError:
            raise Http404 from None
        rows = Seat._base_manager.filter(event=self.object).select_related("candidate", "event")
        seat = rows.filter(pk=key).first()
        if seat is None:
            raise Http404
        # Whose file they may not see, they do not speak for: the list shows that seat by its number only.
        if not Candidate.objects.visible_to(self.request.user).filter(pk=seat.candidate_id).exists():
            refused(seat.candidate, by=self.request.user, screen=self.viewset.screen)
            raise Http404
        return seat

    def get_template_names(self):
        name = self.kwargs["entry"]
        return [f"training/events/{_TEMPLATES.get(name, name)}.html"]

    def get_form(self, data=None, files=None):
        known = {"obj": self.object, "user": self.request.user}
        if self.is_about_a_seat:
            return self.asked.form(data, files, about=self.seat, **known)
        initial = {"reference": self.request.GET.get("reference", "")[:40]}
        return self.asked.form(data, files, initial=initial, **known)

    def post(self, request, *args, **kwargs):
        self._write_down_a_foreign_number()
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.is_about_a_seat:
            return context | {"seat": self.seat}
        if self.kwargs["entry"] == "place":
            return context | {"eligible": eligible_for(self.object, self.request.user)}
        return context | {"conclusions": conclusions(self.object, by=self.request.user)}

    def get_success_message(self):
        if isinstance(self.result, Seat):
            return f"{self.result.candidate}: {self.result.state_label}"
        if isinstance(self.result, Concluded):
            return _in_numbers(self.result)
        return super().get_success_message()

    def _done(self, result):
        self.result = result
        return super()._done(result)

    def _write_down_a_foreign_number(self):
        """A number of somebody else's candidate is a try that those whose it is can read."""
        reference = read_reference(self.request.POST.get("reference", "")[:40])
        if not reference or not self.request.user.holds(PLACE):
            return
        rows = Candidate._base_manager.filter(reference=reference)
        foreign = rows.exclude(pk__in=Candidate.objects.visible_to(self.request.user).order_by().values("pk")).first()
        if foreign is not None:
            refused(foreign, by=self.request.user, screen=self.viewset.screen)


# What has a panel by this name too.
_TEMPLATES = {"record": "record_entry", "accept": "about_seat", "give_up": "about_seat"}


def _place(event, *, by, reference, candidate):
    try:
        return take_seat(event, candidate, by=by)
    except NotPossible as refusal:
        raise NotPossible(refusal.message, field="reference") from refusal


def _about(action):
    """An action on a seat, for the page of its event."""

    def do(event, *, by, seat, **answers):
        return action(seat, by=by, **answers)

    return do


def _in_numbers(concluded):
    done, left = len(concluded.done), len(concluded.left)
    sentence = ngettext("%(count)d candidate was recorded.", "%(count)d candidates were recorded.", done)
    said = sentence % {"count": done}
    if not left:
        return said
    more = ngettext("%(count)d was left: read why below.", "%(count)d were left: read why below.", left)
    return f"{said} {more % {'count': left}}"


def _in_one_line(event):
    day = date(timezone.localtime(event.starts), "DATE_FORMAT")
    facts = {"event": event, "day": day, "place": event.place}
    line = _("%(event)s, %(day)s, %(place)s") % facts
    free = ngettext("%(count)d place free", "%(count)d places free", event.free) % {"count": event.free}
    return f"{line}: {free}"


ENTRIES = {
    "place": EntryAction(
        _place, PLACE, PlaceForm, gettext_lazy("Give a place"), panel="people",
        consequences=(
            gettext_lazy("If it is full, they come onto the waiting list, which moves up by itself."),
            _MAIL,
        ),
    ),
    "accept": EntryAction(
        _about(accept_offer), PLACE, SeatForm, gettext_lazy("Take the place for them"), panel="people",
        consequences=(gettext_lazy("For when they told you. On their own page they can do it themselves."),),
    ),
    "give_up": EntryAction(
        _about(give_up_seat), PLACE, SeatForm, gettext_lazy("Give up the place for them"), panel="people",
        consequences=(
            gettext_lazy("For when they told you. On their own page they can do it themselves."),
            gettext_lazy("The place goes to who waits the longest."),
        ),
    ),
    "swap": EntryAction(
        _about(swap_seat), PLACE, SwapForm, gettext_lazy("Swap for another date"), panel="people",
        consequences=(gettext_lazy("The old place is given up only when there is a free place on the new date."),),
    ),
    "record": EntryAction(
        record_who_was_there, GUIDE, EntryForm, gettext_lazy("Record who was there"), panel="record",
        consequences=(
            gettext_lazy("Each goes on from here by themselves, and gets a mail that there is news."),
            gettext_lazy("It is written in the timeline of each, with your name."),
        ),
    ),
}  # fmt: skip
