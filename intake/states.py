"""The track of a referral as data: from the question to us to an accepted one (DOMAIN §3.1)."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.tracks import States, Track, Transition


class ReferralState(States):
    RECEIVED = "received", _("Received"), _("We have your request")
    IN_TALK = "in_talk", _("In talk"), _("We are talking about it")
    ACCEPTED = "accepted", _("Accepted"), _("We are going to work with you")
    DECLINED = "declined", _("Declined"), _("Closed")
    REFERRED_ON = "referred_on", _("Referred on"), _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn"), _("Withdrawn")
    DUPLICATE = "duplicate", _("Duplicate"), _("We go on under another number")


OPEN_REFERRALS = (ReferralState.RECEIVED, ReferralState.IN_TALK)
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
            sources=OPEN_REFERRALS,
            target=ReferralState.DECLINED,
            permission="intake.decline_referral",
            asks_reason=True,
            tone="serious",
        ),
        Transition(
            name="refer_on",
            label=_("Refer on"),
            done=_("Referred on to somebody else"),
            public=_("Closed"),
            sources=OPEN_REFERRALS,
            target=ReferralState.REFERRED_ON,
            permission="intake.decline_referral",
            asks_reason=True,
            tone="serious",
        ),
        Transition(
            name="mark_duplicate",
            label=_("Is a duplicate"),
            done=_("Found to be a duplicate"),
            public=_("We go on under another number"),
            sources=OPEN_REFERRALS,
            target=ReferralState.DUPLICATE,
            permission="intake.decline_referral",
            tone="serious",
        ),
        Transition(
            name="record_withdrawal",
            label=_("Record a withdrawal"),
            done=_("Withdrawn, as the referrer told staff"),
            public=_("Withdrawn"),
            sources=OPEN_REFERRALS,
            target=ReferralState.WITHDRAWN,
            permission="intake.decline_referral",
            asks_reason=True,
            tone="serious",
        ),
        Transition(
            name="withdraw",
            label=_("Withdraw"),
            done=_("Withdrawn with the code"),
            public=_("Withdrawn"),
            sources=OPEN_REFERRALS,
            target=ReferralState.WITHDRAWN,
            permission=None,
            tone="serious",
        ),
        Transition(
            name="correct_region",
            label=_("Correct the region"),
            done=_("Handed over to another region"),
            sources=OPEN_REFERRALS,
            target=None,
            permission="intake.correct_region",
        ),
        Transition(
            name="hold",
            label=_("Keep it from being erased"),
            done=_("Kept: it will not be erased by itself"),
            sources=tuple(ReferralState),
            target=None,
            permission="intake.hold_referral",
            conditions=("is_not_held",),
            asks_reason=True,
        ),
        Transition(
            name="release",
            label=_("Let it be erased in time"),
            done=_("No longer kept from being erased"),
            sources=tuple(ReferralState),
            target=None,
            permission="intake.hold_referral",
            conditions=("is_held",),
        ),
    ),
    conditions={
        "is_held": "",  # to keep it, or to let go: only one of the two is ever offered
        "is_not_held": "",
        "everyone_agreed": _("First record that everyone it is about agrees: when, and who spoke to them."),
    },
    notes={
        "receive": _("Came in"),
        "note": _("A note was written"),
        "call": _("Somebody was called"),
        "message": _("A message was sent"),
        "answer": _("A message came in"),
        "add_person": _("A person was added"),
        "change_person": _("What we know of a person was changed"),
        "change_details": _("The details were changed"),
        "issue_code": _("A new code was made"),
        "warn": _("Warned: will be erased soon"),
        "break_glass": _("Opened from outside the region, with a reason"),
    },
)
