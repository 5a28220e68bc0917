"""The track between a case and one coordinator: asked, interested, accepted (DOMAIN §3.3; DESIGN §3, Assignment)."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.tracks import States, Track, Transition


class AssignmentState(States):
    OFFERED = "offered", _("Asked"), _("You are asked for a conference")
    INTERESTED = "interested", _("Wants to know more"), _("You looked at who it is about")
    ACCEPTED = "accepted", _("Accepted"), _("This conference is yours to prepare")
    DECLINED = "declined", _("Said no"), _("You said no")
    EXPIRED = "expired", _("Did not answer in time"), _("The time to answer is over")
    WITHDRAWN = "withdrawn", _("Taken back"), _("We took the question back")
    DISTRIBUTED = "distributed", _("Plan given"), _("The plan is there. You still call once")
    DONE = "done", _("Done"), _("This conference is finished")
    ENDED = "ended", _("Ended early"), _("You stopped with this conference")


A = AssignmentState
# Waiting for the coordinator's word.
ASKED = (A.OFFERED, A.INTERESTED)
# Counts as a case at hand: accepted until the plan is distributed (DESIGN §3, Assignment).
ACTIVE = (A.ACCEPTED,)
# What they did is known to them still: until the call after four weeks is written down.
AT_HAND = (*ACTIVE, A.DISTRIBUTED)
# One of these at most for each case.
RUNNING = (*ASKED, *ACTIVE)
_OFFER = "intake.offer_case"

ASSIGNMENT_TRACK = Track(
    name="intake.assignment",
    states=AssignmentState,
    initial=A.OFFERED,
    transitions=(
        Transition(
            name="show_interest",
            label=_("Tell me more"),
            done=_("Wants to know more: the names were shown"),
            sources=(A.OFFERED,),
            target=A.INTERESTED,
            by_owner=True,
            conditions=("is_in_time",),
        ),
        Transition(
            name="accept",
            label=_("Yes, I do it"),
            done=_("Accepted"),
            sources=(A.INTERESTED,),
            target=A.ACCEPTED,
            by_owner=True,
            conditions=("is_in_time",),
            tone="positive",
        ),
        Transition(
            name="decline",
            label=_("No, not this one"),
            done=_("Said no"),
            sources=ASKED,
            target=A.DECLINED,
            by_owner=True,
            permission=_OFFER,
        ),
        Transition(
            name="withdraw",
            label=_("Take the question back"),
            done=_("Taken back"),
            sources=ASKED,
            target=A.WITHDRAWN,
            permission=_OFFER,
            asks_reason=True,
            tone="serious",
        ),
        Transition(
            name="expire",
            label=_("Let it lapse"),
            done=_("The time to answer went by"),
            sources=ASKED,
            target=A.EXPIRED,  # by the system
        ),
        Transition(
            name="cancel",
            label=_("Cancel"),
            done=_("Taken back: the case stopped"),
            sources=ASKED,
            target=A.WITHDRAWN,  # by the system, when the case stops
        ),
        Transition(
            name="end",
            label=_("End the assignment"),
            done=_("Ended early"),
            sources=ACTIVE,
            target=A.ENDED,
            by_owner=True,
            permission="intake.end_assignment",
            asks_reason=True,
            tone="serious",
        ),
        Transition(
            name="end_by_family",
            label=_("Ask another coordinator"),
            done=_("Ended: who it is about asked for another coordinator"),
            sources=ACTIVE,
            target=A.ENDED,  # by the code of a core person
            tone="serious",
        ),
        Transition(
            name="give_plan",
            label=_("The plan was given"),
            done=_("Everybody has the plan: the task is done but for the call"),
            sources=ACTIVE,
            target=A.DISTRIBUTED,  # by the system, when the plan is given to everybody
        ),
        Transition(
            name="finish",
            label=_("Finish"),
            done=_("The call after four weeks was written down, or lapsed"),
            sources=(A.DISTRIBUTED,),
            target=A.DONE,  # by the system
        ),
        Transition(
            name="take_up",
            label=_("Let the coordinator write the changed plan"),
            done=_("The plan must change: the coordinator writes it"),
            sources=(A.DONE,),
            target=A.DISTRIBUTED,
            permission=_OFFER,
            conditions=("can_take_up",),
            asks_reason=True,
        ),
        Transition(
            name="let_rest",
            label=_("The plan stays as it was given"),
            done=_("Done: the plan stays as it was given"),
            sources=(A.DISTRIBUTED,),
            target=A.DONE,
            permission=_OFFER,
            conditions=("call_is_over",),
            asks_reason=True,
        ),
        Transition(
            name="end_with_case",
            label=_("End"),
            done=_("Ended: the case stopped"),
            sources=AT_HAND,
            target=A.ENDED,  # by the system, when the case stops
            tone="serious",
        ),
        Transition(
            name="end_with_coordinator",
            label=_("End"),
            done=_("Ended: the coordinator is not on the roster any more"),
            sources=AT_HAND,
            target=A.ENDED,  # by the system
            tone="serious",
        ),
    ),
    conditions={
        "is_in_time": _("The time to answer is over. Call your region if you still want to do it."),
        "can_take_up": _(
            "This coordinator cannot write the plan now: the plan must be carried out, they must still do conferences "
            "for us, and nobody else may have the case."
        ),
        "call_is_over": _("First the coordinator writes down the call after four weeks."),
    },
    notes={"offer": _("Asked"), "hand_over": _("A handover was written")},
)
