"""The two tracks of intake as data: from referral to an accepted one, and the case that is born from it (DOMAIN §3)."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.tracks import States, Track, Transition


class ReferralState(States):
    RECEIVED = "received", _("Received"), _("We have your request")
    IN_TALK = "in_talk", _("In talk"), _("We are talking about it")
    ACCEPTED = "accepted", _("Accepted"), _("We are going to work with you")
    DECLINED = "declined", _("Declined"), _("Closed")


REFERRAL_TRACK = Track(
    name="intake.referral",
    states=ReferralState,
    initial=ReferralState.RECEIVED,
    transitions=(
        Transition(
            name="start_talk",
            label=_("Start the talk"),
            done=_("The talk started"),
            public=_("We are talking about it"),
            sources=(ReferralState.RECEIVED,),
            target=ReferralState.IN_TALK,
            permission="intake.start_talk",
        ),
        Transition(
            name="record_agreement",
            label=_("Record an agreement"),
            done=_("An agreement was recorded"),
            sources=(ReferralState.IN_TALK,),
            target=ReferralState.IN_TALK,
            permission="intake.record_agreement",
            asks_date=True,
        ),
        Transition(
            name="accept",
            label=_("Accept"),
            done=_("Accepted: a case was opened"),
            public=_("We are going to work with you"),
            sources=(ReferralState.IN_TALK,),
            target=ReferralState.ACCEPTED,
            permission="intake.accept_referral",
            conditions=("everyone_agreed",),
            tone="positive",
        ),
        Transition(
            name="decline",
            label=_("Decline"),
            done=_("Declined"),
            public=_("Closed"),
            sources=(ReferralState.RECEIVED, ReferralState.IN_TALK),
            target=ReferralState.DECLINED,
            permission="intake.decline_referral",
            asks_reason=True,
            tone="serious",
        ),
    ),
    conditions={
        "everyone_agreed": _("First record that everyone it is about agrees: when, and who spoke to them."),
    },
    notes={"receive": _("Came in")},
)


class CaseState(States):
    QUESTION = "question", _("Question"), _("We are looking for the question together")
    STOPPED = "stopped", _("Stopped"), _("Closed")


CASE_TRACK = Track(
    name="intake.case",
    states=CaseState,
    initial=CaseState.QUESTION,
    transitions=(
        Transition(
            name="stop",
            label=_("Stop the case"),
            done=_("Stopped"),
            public=_("Closed"),
            sources=(CaseState.QUESTION,),
            target=CaseState.STOPPED,
            permission="intake.stop_case",
            asks_reason=True,
            tone="serious",
        ),
    ),
    notes={"open": _("Opened")},
)
