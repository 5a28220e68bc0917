"""The track of a plan: the circle's words, judged, accepted, given to everybody (DOMAIN §3.5–3.6; DESIGN §3, Plan)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.workflow.tracks import States, Track, Transition


class PlanState(States):
    WRITING = "writing", _("Being written"), _("The plan is written down")
    PRESENTED = "presented", _("Presented"), _("The plan is gone through together")
    ACCEPTED = "accepted", pgettext_lazy("of a plan", "Accepted"), _("The plan is accepted")
    GIVEN = "given", _("Everybody has it"), _("The plan is there")


P = PlanState
_WORK = "intake.work_case"

PLAN_TRACK = Track(
    name="intake.plan",
    states=PlanState,
    initial=P.WRITING,
    transitions=(
        Transition(
            name="present",
            label=_("Present the plan"),
            done=_("Presented"),
            sources=(P.WRITING,),
            target=P.PRESENTED,
            by_owner=True,
            conditions=("has_agreements",),
            tone="positive",
        ),
        Transition(
            name="return_to_circle",
            label=_("Back to the circle"),
            done=_("Back to the circle"),
            sources=(P.PRESENTED, P.ACCEPTED),
            target=P.WRITING,
            permission=_WORK,
            by_owner=True,
            asks_reason=True,
        ),
        Transition(
            name="refuse",
            label=_("Back to the circle"),
            done=_("Not accepted: back to the circle"),
            sources=(P.PRESENTED,),
            target=P.WRITING,  # by the code of who must accept it
        ),
        Transition(
            name="accept",
            label=_("Accept the plan"),
            done=pgettext_lazy("of a plan", "Accepted"),
            sources=(P.PRESENTED,),
            target=P.ACCEPTED,
            permission=_WORK,
            by_owner=True,
            conditions=("verdicts_are_yes",),
            tone="positive",
        ),
        Transition(
            name="accept_by_code",
            label=_("Accept the plan"),
            done=_("Accepted, by own code"),
            sources=(P.PRESENTED,),
            target=P.ACCEPTED,  # by the code of who must accept it
            conditions=("verdicts_are_yes",),
        ),
        Transition(
            name="give",
            label=_("Give the plan to everybody"),
            done=_("Everybody has the plan"),
            sources=(P.ACCEPTED,),
            target=P.GIVEN,
            permission=_WORK,
            by_owner=True,
            tone="positive",
        ),
        Transition(
            name="revise",
            label=_("Change the plan"),
            done=_("The circle changes the plan"),
            sources=(P.GIVEN,),
            target=P.WRITING,
            permission=_WORK,
            conditions=("somebody_types",),
            asks_reason=True,
        ),
        Transition(
            name="let_rest",
            label=_("The plan stays as it was given"),
            done=_("The plan stays as it was given"),
            sources=(P.WRITING, P.PRESENTED, P.ACCEPTED),
            target=P.GIVEN,  # by the system, when the region ends the change of a plan that everybody has
            conditions=("is_changed",),
        ),
    ),
    conditions={
        "has_agreements": _("First write down at least one agreement."),
        "verdicts_are_yes": _("First it is safe, legal and workable: three times yes."),
        # With empty words the step is not offered at all.
        "somebody_types": "",
        "is_changed": "",
    },
)
