"""Questions about referrals and cases that lists, worklists and pages ask."""

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


def referrals_found(text, *, user):
    """The user's referrals with this number, name, e-mail address or telephone number."""
    return _found(referrals_for(user), text, user=user)


def cases_found(text, *, user):
    """The user's cases with this number, or whose referral names this person, address or number."""
    return _found(cases_for(user), text, user=user, path="referral_id")


def unfinished_draft(key) -> Draft | None:
    """The draft with this key, while it is kept."""
    return Draft.objects.filter(pk=key).select_related("vault", "organisation").first() if key else None


def _found(rows, text, *, user, path="pk"):
    reference = read_reference(text)
    if reference:
        return rows.filter(reference=reference)
    organisations = {user.organisation_id} - {None}
    return rows.filter(**{f"{path}__in": blind.matching(Referral, text, organisations=organisations)})
