"""How it goes: the coordinator's last call, after four weeks. Registering it closes the case to them."""

from functools import partial

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.actions.following_up import register_follow_up
from intake.assignment_states import ACTIVE, AT_HAND
from intake.follow_up_states import FollowUpState
from intake.forms.follow_up import CallForm
from intake.models import FollowUp, Moment
from intake.views.at_work import AtWorkActView
from intake.views.my_case_shown import people_by_side


class FollowUpView(AtWorkActView):
    """Until the plan is given it says what will be asked; then whom to call and the agreements, and nothing else.

    Whom to call: who is in the middle, with how to reach them safely, and who came or thought along (DESIGN §3,
    Assignment: the chosen contacts).
    """

    tab = "my_follow_up"
    states: tuple[str, ...] = AT_HAND
    template = "follow_up"
    done = _("Thank you. It is written down, and this conference is finished for you.")

    @cached_property
    def follow_up(self) -> FollowUp | None:
        rows = FollowUp.objects.select_related("vault", "case__vault", "case__organisation", "case__region")
        return rows.filter(case=self.case, moment=Moment.FOUR_WEEKS, state=FollowUpState.WAITING).first()

    @property
    def form_class(self):
        return partial(CallForm, follow_up=self.follow_up)

    @property
    def is_possible(self):
        return self.assignment.state in self.states and self.follow_up is not None

    def get(self, request):
        if self.follow_up is None:
            return self.show("follow_up_later", {"is_given": self.assignment.state not in ACTIVE})
        return super().get(request)

    def act(self, **answers):
        register_follow_up(self.follow_up, by=self.request.user, **answers)

    def page(self, form, *, status=200):
        with self.look_at_work():
            form.name_people()
            context = {"form": form, "follow_up": self.follow_up, "sides": people_by_side(self.case)}
            return self.show(self.template, context, status=status)
