"""The circle on its coordinator's pages: the picture that grows, the list, and a page for each of them."""

from functools import partial

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.actions.circle import add_participant, change_participant, core_of_circle, remove_participant
from intake.case_states import AT_WORK
from intake.circle_drawn import drawn_circle
from intake.forms.circle import ParticipantForm
from intake.forms.my_case import ActForm
from intake.models import Participant
from intake.views.at_work import AtWorkActView, AtWorkView
from intake.views.my_case_acts import SOMETHING_CHANGED
from intake.views.my_plan import key_of

_TYPED = ("name", "who", "invited_by", "telephone", "email", "address", "hindrance", "arranged")


class CircleView(AtWorkView):
    """Who is in the middle stands in it from the first look on: that adds nobody who was not there."""

    tab = "my_circle"

    def get(self, request):
        may_change = self.case.state in AT_WORK
        with self.look_at_work():
            if may_change:
                core_of_circle(self.case)
            return self.show("circle", {"circle": drawn_circle(self.case), "may_change": may_change})


class CircleActView(AtWorkActView):
    """Does one thing with somebody of the circle, while there is work on it."""

    tab = back = "my_circle"

    def find(self, *, pk, participant=None):
        super().find(pk=pk)
        self.key = participant

    @cached_property
    def participant(self) -> Participant | None:
        """The one that the address names; None for somebody new. Of another case there is none."""
        if self.key is None:
            return None
        row = Participant.objects.select_related("vault", "side__vault").filter(case=self.case, pk=self.key).first()
        if row is None:
            raise Http404
        row.case = self.case
        return row

    def post(self, request):
        try:
            return super().post(request)
        except Http404:
            # Taken out of the circle meanwhile: what was typed is theirs.
            if not self._typed():
                raise
            return self._not_kept(status=404)

    @property
    def is_possible(self):
        return super().is_possible and self.case.state in AT_WORK

    def page(self, form, *, status=200):
        with self.look_at_work():
            self.prepare(form)
            return self.show(self.template, {"form": form, "participant": self.participant}, status=status)

    def prepare(self, form) -> None:
        """Completes the form with what is sealed."""

    def too_late(self):
        return self._not_kept(status=409) if self._typed() else super().too_late()

    def _not_kept(self, *, status):
        return self.show("case_not_kept", {"typed": self._typed(), "hint": SOMETHING_CHANGED}, status=status)

    def _typed(self) -> str:
        return "\n\n".join(filter(str.strip, (self.request.POST.get(name, "") for name in _TYPED)))


class AddParticipantView(CircleActView):
    """Somebody new; the address may say on whose side."""

    template = "participant"
    done = _("The circle has grown.")

    @property
    def form_class(self):
        return partial(ParticipantForm, case=self.case, participant=self.participant)

    def prepare(self, form):
        if "side" in form.fields and not form.is_bound:
            form.initial["side"] = key_of(self.request.GET.get("side"))

    def act(self, **answers):
        add_participant(self.case, by=self.request.user, **answers)


class ParticipantView(AddParticipantView):
    done = _("It was kept.")

    def prepare(self, form):
        row = Participant.objects.select_related("vault", "side__vault").filter(pk=self.participant.pk).first()
        if row is not None:
            form.show_row(row)

    def act(self, **answers):
        change_participant(self.participant, by=self.request.user, **answers)


class RemoveParticipantView(CircleActView):
    """Asks once; everything that was written about them is erased."""

    form_class = ActForm
    template = "participant_remove"
    done = _("They do not belong to the circle any more.")

    @property
    def is_possible(self):
        return super().is_possible and not self.participant.is_core

    def act(self):
        remove_participant(self.participant, by=self.request.user)
