"""Periodic work of intake."""

from django.utils import timezone

from intake.actions.assigning import end_of_those_who_left, expire_offers, remind_asked
from intake.actions.drafts import discard_draft
from intake.actions.following_up import lapse_follow_ups, remind_of_follow_ups
from intake.actions.lapsing import erase_unagreed, warn_of_erasure
from intake.actions.pausing import resume_due
from intake.models import Draft
from intake.queries import lapsed_referrals, lapsing_referrals


def delete_expired_drafts() -> int:
    """Takes away every draft whose day is over; how many."""
    expired = list(Draft.objects.filter(expires_at__lte=timezone.now()).select_related("vault"))
    for draft in expired:
        discard_draft(draft)
    return len(expired)


def warn_of_erasures() -> int:
    """Warns of every referral that erases itself within a week; how many."""
    return sum(warn_of_erasure(referral) for referral in lapsing_referrals())


def erase_unagreed_referrals() -> int:
    """Erases every referral whose term is over and to which nobody agreed; how many."""
    return sum(erase_unagreed(referral) for referral in lapsed_referrals())


def keep_offer_terms() -> int:
    """Ends what coordinators did not answer in time, or left behind, and reminds who is still in time; how many."""
    return end_of_those_who_left() + expire_offers() + remind_asked()


def keep_follow_up_terms() -> int:
    """Ends what nobody answered in time of how a plan goes, and tells whose turn it is to ask; how many."""
    return lapse_follow_ups() + remind_of_follow_ups()


def end_pauses() -> int:
    """Lets every case go on of which the day has come until which it was on hold; how many."""
    return resume_due()
