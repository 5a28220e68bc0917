"""Tracks of training events and of the seats in them, as data (DESIGN §3, TrainingEvent)."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.tracks import States, Track, Transition


class EventState(States):
    PLANNED = "planned", _("Being prepared"), _("Being prepared")
    OPEN = "open", _("Open for enrolment"), _("You can take a place")
    HELD = "held", _("Held"), _("It has been")
    CANCELLED = "cancelled", _("Cancelled"), _("It does not take place")


class SeatState(States):
    WAITING = "waiting", _("On the waiting list"), _("You are on the waiting list")
    OFFERED = "offered", _("Place offered"), _("There is a place for you: do you take it?")
    TAKEN = "taken", _("Has a place"), _("You have a place")
    GIVEN_UP = "given_up", _("Gave up the place"), _("You gave up your place")
    LAPSED = "lapsed", _("Did not answer in time"), _("You did not answer in time, so somebody else could come")
    LEFT_OUT = "left_out", _("No place came free"), _("No place came free for you")
    CANCELLED = "cancelled", _("The event was cancelled"), _("It does not take place")


E, S = EventState, SeatState
# What counts against the capacity: a place that somebody has, and one that is kept for somebody until they answer.
HOLDING = (S.TAKEN, S.OFFERED)
ACTIVE = (*HOLDING, S.WAITING)
# What staff may do with events and seats.
PLAN = "training.plan_event"
PLACE = "training.place_candidate"
ATTENDANCE = "training.take_attendance"

EVENT_TRACK = Track(
    name="training.event",
    states=EventState,
    initial=E.PLANNED,
    transitions=(
        Transition(
            name="open",
            label=_("Open it for enrolment"),
            done=_("Opened for enrolment"),
            sources=(E.PLANNED,),
            target=E.OPEN,
            permission=PLAN,
            conditions=("has_days",),
            tone="positive",
        ),
        Transition(
            name="hold",
            label=_("It was held"),
            done=_("It was held"),
            sources=(E.OPEN,),
            target=E.HELD,
            permission=PLAN,
            conditions=("has_begun",),
            tone="positive",
        ),
        Transition(
            name="cancel",
            label=_("Cancel it"),
            done=_("Cancelled"),
            sources=(E.PLANNED, E.OPEN),
            target=E.CANCELLED,
            permission=PLAN,
            tone="serious",
        ),
    ),
    conditions={
        "has_days": _("First fill in the days."),
        "has_begun": _("It has not begun yet."),
    },
    notes={
        "change": _("The details were changed"),
        "move_days": _("Moved to other days"),
        "attendance": _("Written down who was there"),
    },
)

SEAT_TRACK = Track(
    name="training.seat",
    states=SeatState,
    initial=S.WAITING,
    transitions=(
        Transition(
            name="take",
            label=_("Take the place"),
            done=_("Took a place"),
            sources=(S.WAITING, S.OFFERED, S.GIVEN_UP, S.LAPSED, S.LEFT_OUT),
            target=S.TAKEN,
            permission=PLACE,
            by_owner=True,
            tone="positive",
        ),
        Transition(
            name="wait",
            label=_("Stand on the waiting list"),
            done=_("Came onto the waiting list"),
            sources=(S.GIVEN_UP, S.LAPSED, S.LEFT_OUT),
            target=S.WAITING,
            permission=PLACE,
            by_owner=True,
        ),
        Transition(
            name="offer",
            label=_("Offer the place"),
            done=_("A place came free and was offered"),
            sources=(S.WAITING,),
            target=S.OFFERED,
        ),
        Transition(
            name="lapse",
            label=_("The offer ended"),
            done=_("The offered place went on: no answer in time"),
            sources=(S.OFFERED,),
            target=S.LAPSED,
        ),
        Transition(
            name="leave_out",
            label=_("The event is over"),
            done=_("The event is over: no place came free"),
            sources=(S.WAITING,),
            target=S.LEFT_OUT,
        ),
        Transition(
            name="give_up",
            label=_("Give up the place"),
            done=_("Gave up the place"),
            sources=ACTIVE,
            target=S.GIVEN_UP,
            permission=PLACE,
            by_owner=True,
        ),
        Transition(
            name="release",
            label=_("The place comes free"),
            done=_("The place came free, because it is not for them any more"),
            sources=ACTIVE,
            target=S.GIVEN_UP,
        ),
        Transition(
            name="cancel",
            label=_("The event is cancelled"),
            done=_("The event was cancelled"),
            sources=ACTIVE,
            target=S.CANCELLED,
        ),
    ),
)
