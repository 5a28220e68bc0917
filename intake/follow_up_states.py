"""The track of one measurement of how a plan goes (DOMAIN §3.7; DESIGN §3, Follow-up). Not answering is an answer."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.tracks import States, Track, Transition


class FollowUpState(States):
    WAITING = "waiting", _("Still to be asked"), _("We will ask how it goes")
    ANSWERED = "answered", _("Answered"), _("You told how it goes")
    LAPSED = "lapsed", _("Nobody answered"), _("We did not hear how it goes")


F = FollowUpState

FOLLOW_UP_TRACK = Track(
    name="intake.followup",
    states=FollowUpState,
    initial=F.WAITING,
    transitions=(
        Transition(
            name="answer",
            label=_("Write down how it goes"),
            done=_("Written down how it goes"),
            sources=(F.WAITING,),
            target=F.ANSWERED,
            permission="intake.work_case",
            by_owner=True,
            tone="positive",
        ),
        Transition(
            name="answer_by_code",
            label=_("Answer"),
            done=_("Answered, by own code"),
            sources=(F.WAITING,),
            target=F.ANSWERED,  # when the time to answer is over and somebody did, by the system
        ),
        Transition(
            name="lapse",
            label=_("Let it lapse"),
            done=_("Nobody answered"),
            sources=(F.WAITING,),
            target=F.LAPSED,  # by the system
        ),
    ),
)
