"""Writing a referral step by step, leaving it, and sending it: once, however often the button is pressed."""

import json
from collections.abc import Callable

from django.db import transaction

from intake.actions.receiving import receive_referral
from intake.documents.own_file import text_for_own_file
from intake.models import Channel, Draft, ForWhom, Referral
from portal.privacy.models import Vault

COMPLETE = "check"  # what follows when nothing is missing
MOST_BYTES = 200_000  # of one draft as it is kept
MOST_BYTES_UNBEGUN = 20_000  # while nobody said yet for whom it is
# From what a draft keeps: the cleaned answers by step, and the first step that is missing or wrong, or COMPLETE.
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


class DraftTooLarge(Exception):
    """With this the draft would hold more than it may; nothing was stored."""


class DraftUnfinished(Exception):
    """`step` is missing or no longer fits the other answers."""

    def __init__(self, step: str):
        super().__init__(step)
        self.step = step


@transaction.atomic
def keep_answers(
    draft: Draft,
    *,
    step: str,
    said: dict[str, list[str]],
    asked: list[str],
    tried: bool,
    language: str,
    fit: Fit,
    most: int = MOST_BYTES,
) -> str:
    """Stores what was typed in one step, right or wrong, beside the rest; returns the step that follows, or COMPLETE.

    To be called while looking at the draft. `asked` are the questions that were on the page; what was said to others of
    the same step stays. `tried` says that the writer means it: from then on the step tells what is wrong with it. Two
    windows that write at once lose nothing of each other. Raises DraftGone, DraftSent and DraftTooLarge, when it
    would be more than `most` bytes.
    """
    locked = _locked(draft)
    if locked.referral_id:
        raise DraftSent
    before = locked.answers.get(step, {"said": {}, "tried": []})
    kept = {
        "said": {name: values for name, values in before["said"].items() if name not in asked} | said,
        "tried": sorted({*before["tried"], *(asked if tried else ())}),
    }
    # A missing tick is no mistake any more once somebody went on writing.
    others = {name: answers for name, answers in locked.answers.items() if name != COMPLETE}
    answers = {**others, step: kept}
    if len(json.dumps(answers, ensure_ascii=False).encode()) > most:
        raise DraftTooLarge
    locked.answers, locked.language = answers, language
    locked.save(update_fields=["answers", "language"])
    _cleaned, following = fit(answers)
    return following


@transaction.atomic
def discard_draft(draft: Draft) -> None:
    """Takes a draft away, with its key."""
    vault = draft.vault
    draft.delete()
    vault.delete()


@transaction.atomic
def submit_draft(
    draft: Draft, *, fit: Fit, language: str = "", channel: str = Channel.WEB, needs_look: bool = False
) -> Referral:
    """Makes the draft a referral and keeps in it only what its writer must still see.

    That is `reference`, `code` and, for who refers through their work, `file_text`. `language` is that of the page on
    which it was sent, when it may differ from the last step's.

    To be called while looking at the draft. Called again, or fifty times at once, it gives the same referral: the row
    is locked, and the database holds at most one referral for a draft. Raises DraftGone and DraftUnfinished.
    """
    locked = _locked(draft)
    if locked.referral is not None:
        return locked.referral
    answers, following = fit(locked.answers)
    if following != COMPLETE:
        raise DraftUnfinished(following)
    said = {name: answer for step in answers.values() for name, answer in step.items()}
    locked.language = language or locked.language
    referral, code = receive_referral(
        said,
        organisation=locked.organisation,
        language=locked.language,
        submission_key=locked.pk,
        channel=channel,
        needs_look=needs_look,
    )
    locked.answers = {"reference": referral.reference, "code": code}
    if referral.for_whom == ForWhom.WORK:
        locked.answers = {**locked.answers, "file_text": text_for_own_file(referral, said)}
    locked.referral = referral
    locked.save(update_fields=["answers", "language", "referral"])
    return referral


def _locked(draft):
    try:
        return Draft.objects.select_for_update(of=("self",)).select_related("vault", "organisation").get(pk=draft.pk)
    except Draft.DoesNotExist:
        raise DraftGone from None
