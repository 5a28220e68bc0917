"""Writing a referral step by step, leaving it, and sending it: once, however often the button is pressed."""

from django.db import transaction

from intake.actions.receiving import receive_referral
from intake.models import Draft, Referral
from portal.privacy.models import Vault


@transaction.atomic
def start_draft(*, organisation, language: str, answers: dict) -> Draft:
    """A new draft with a vault of its own."""
    draft = Draft(vault=Vault.objects.open("draft"), organisation=organisation, language=language, answers=answers)
    draft.save(force_insert=True)
    return draft


def keep_answers(draft: Draft, *, answers: dict, language: str) -> None:
    """Stores the answers so far. To be called while looking at the draft."""
    draft.answers = answers
    draft.language = language
    draft.save(update_fields=["answers", "language"])


@transaction.atomic
def discard_draft(draft: Draft) -> None:
    """Takes a draft away, with its key."""
    vault = draft.vault
    draft.delete()
    vault.delete()


@transaction.atomic
def submit_draft(draft: Draft) -> Referral:
    """Makes the draft a referral and keeps in it only what its writer must still see: reference and follow-up code.

    To be called while looking at the draft. Called again, or fifty times at once, it gives the same referral: the row
    is locked, and the database holds at most one referral for a draft.
    """
    locked = Draft.objects.select_for_update().select_related("vault", "organisation").get(pk=draft.pk)
    if locked.referral is not None:
        return locked.referral
    referral, code = receive_referral(
        locked.answers,
        organisation=locked.organisation,
        language=locked.language,
        submission_key=locked.pk,
    )
    locked.answers = {"reference": referral.reference, "code": code}
    locked.referral = referral
    locked.save(update_fields=["answers", "referral"])
    return referral
