"""Writing a referral step by step, leaving it, and sending it: once, however often the button is pressed."""

from collections.abc import Callable

from django.db import transaction

from intake.actions.receiving import receive_referral
from intake.models import Draft, Referral
from portal.privacy.models import Vault

COMPLETE = "check"  # what follows when nothing is missing
# The answers as the questions take them, and the first step that is missing or does not fit, or COMPLETE.
Fit = Callable[[dict], tuple[dict, str]]


@transaction.atomic
def start_draft(*, organisation, language: str, answers: dict) -> Draft:
    """A new draft with a vault of its own."""
    draft = Draft(vault=Vault.objects.open("draft"), organisation=organisation, language=language, answers=answers)
    draft.save(force_insert=True)
    return draft


class DraftGone(Exception):
    """The draft was left or its day was over, perhaps in another window."""


class DraftSent(Exception):
    """The draft was sent already, perhaps in another window."""


class DraftUnfinished(Exception):
    """`step` is missing or no longer fits the other answers."""

    def __init__(self, step: str):
        super().__init__(step)
        self.step = step


@transaction.atomic
def keep_answers(draft: Draft, *, step: str, answers: dict, language: str, fit: Fit) -> str:
    """Stores one step's answers beside the others, as they are now; returns the step that follows, or "check".

    To be called while looking at the draft. Two windows that write at once lose nothing of each other. `fit` gives the
    answers as the questions take them, and what is missing. Raises DraftGone and DraftSent.
    """
    locked = _locked(draft)
    if locked.referral_id:
        raise DraftSent
    locked.answers, following = fit({**locked.answers, step: answers})
    locked.language = language
    locked.save(update_fields=["answers", "language"])
    return following


@transaction.atomic
def discard_draft(draft: Draft) -> None:
    """Takes a draft away, with its key."""
    vault = draft.vault
    draft.delete()
    vault.delete()


@transaction.atomic
def submit_draft(draft: Draft, *, fit: Fit) -> Referral:
    """Makes the draft a referral and keeps in it only what its writer must still see: reference and follow-up code.

    To be called while looking at the draft. Called again, or fifty times at once, it gives the same referral: the row
    is locked, and the database holds at most one referral for a draft. Raises DraftGone and DraftUnfinished.
    """
    locked = _locked(draft)
    if locked.referral is not None:
        return locked.referral
    answers, following = fit(locked.answers)
    if following != COMPLETE:
        raise DraftUnfinished(following)
    referral, code = receive_referral(
        answers, organisation=locked.organisation, language=locked.language, submission_key=locked.pk
    )
    locked.answers = {"reference": referral.reference, "code": code}
    locked.referral = referral
    locked.save(update_fields=["answers", "referral"])
    return referral


def _locked(draft):
    try:
        return Draft.objects.select_for_update(of=("self",)).select_related("vault", "organisation").get(pk=draft.pk)
    except Draft.DoesNotExist:
        raise DraftGone from None
