"""Questions about referrals and cases that lists, worklists and pages ask."""

from django.db.models import Q
from django.utils import timezone

from intake.models import Case, Draft, Referral
from intake.references import read_reference
from intake.states import CaseState, ReferralState
from portal.privacy import blind


def referrals_for(user):
    """The referrals of the user's regions, with what a list shows."""
    return Referral.objects.visible_to(user).select_related("region", "organisation")


def cases_for(user):
    """The cases of the user's regions, with what a list shows."""
    return Case.objects.visible_to(user).select_related("region", "organisation", "manager")


def waiting_referrals_for(user):
    """The user's referrals that somebody still has to do something with."""
    return referrals_for(user).filter(state__in=[ReferralState.RECEIVED, ReferralState.IN_TALK])


def open_cases_for(user):
    """The user's cases that run."""
    return cases_for(user).filter(state=CaseState.QUESTION)


def matches_search(model, text: str, *, user) -> Q:
    """Which of a model's rows have this number, or name this person, e-mail address or telephone number.

    Names are found without opening anything, in the user's own organisation only. A case is found by its referral.
    """
    reference = read_reference(text)
    if reference:
        return Q(reference=reference)
    found = blind.matching(Referral, text, organisations={user.organisation_id} - {None})
    return Q(pk__in=found) if model is Referral else Q(referral_id__in=found)


def unfinished_draft(key) -> Draft | None:
    """The draft with this key, while it is kept."""
    kept = Draft.objects.filter(pk=key, expires_at__gt=timezone.now())
    return kept.select_related("vault", "organisation").first() if key else None
