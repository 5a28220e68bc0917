"""What a coordinator lets their coach read of a conference of theirs, and that they close it again."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.actions.coaching import close_to_coach, open_to_coach
from intake.views.at_work import AtWorkActView
from training.coaching import coach_of


class OpenToCoachView(AtWorkActView):
    """Says first what the coach reads then, and that the family should know."""

    template = "case_coach_open"
    done = _("Your coach reads along now, until you close it.")

    @cached_property
    def coach(self):
        return coach_of(self.assignment.coordinator)

    @property
    def is_possible(self):
        return super().is_possible and self.coach is not None and self.assignment.opened_to_coach_at is None

    def act(self):
        open_to_coach(self.assignment, by=self.request.user)

    def show(self, template, context, *, status=200):
        return super().show(template, {"coach": self.coach} | context, status=status)


class CloseToCoachView(AtWorkActView):
    template = "case_coach_close"
    done = _("It is closed to your coach again.")

    @property
    def is_possible(self):
        return super().is_possible and self.assignment.opened_to_coach_at is not None

    def act(self):
        close_to_coach(self.assignment, by=self.request.user)
