"""Codes that are shown once, and the code of who asked: a new one in place of the old, at the desk and by telephone."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.receiving import CODE_DIGITS
from intake.models import Referral
from portal.privacy.codes import check_code, digits_of, hash_code, new_digits
from portal.workflow import log
from portal.workflow.moves import NotPossible
from portal.workflow.queries import timeline

SHOWN_AGAIN = timedelta(minutes=15)  # to the form that made it, so that a page that was lost comes back
TOLD_WITHIN = timedelta(minutes=15)  # whoever wrote it down may still have the caller on the line


class Renewed(NamedTuple):
    """A code to be shown once. Only its hash is kept."""

    code: str


def new_code(seed: str, whose=None) -> str:
    """A code for `whose`. Of a `seed` that only the giver's browser holds it is the one of `code_made_of`."""
    return code_made_of(seed, whose) if seed else new_digits(CODE_DIGITS)


def code_made_of(seed: str, whose=None) -> str:
    """The same each time, for who has the seed."""
    return digits_of(f"{seed} {whose and whose.pk}", CODE_DIGITS)


def was_done_just_now(referral: Referral, action: str) -> bool:
    """Whether the codes that came with it may still be shown again."""
    done = timeline(referral).filter(action=referral.track.action(action))
    return done.filter(timestamp__gt=timezone.now() - SHOWN_AGAIN).exists()


@transaction.atomic
def renew_follow_code(referral: Referral, *, by, seed: str = "") -> Renewed:
    """A new code for who asked, whatever became of the referral; the old one opens nothing any more.

    Who asked for themselves has one code for both, so that it is replaced in both places. `seed` as in `new_code`.
    """
    locked = Referral.objects.select_for_update().only("follow_code_hash").get(pk=referral.pk)
    before, code = locked.follow_code_hash, new_code(seed)
    hashed = hash_code(code, like=before)  # with one salt for all who follow, so that no number takes longer
    if before:
        referral.core_persons.filter(code_hash=before).update(code_hash=hashed)
    Referral.objects.filter(pk=referral.pk).update(follow_code_hash=hashed)
    referral.follow_code_hash = hashed
    log.note(referral, "issue_code", by=by)
    return Renewed(code)


def renewed_before(referral: Referral, *, seed: str) -> Renewed | None:
    """What `renew_follow_code` gave for this seed a moment ago, as long as that code works."""
    code = code_made_of(seed)
    is_theirs = was_done_just_now(referral, "issue_code") and check_code(code, referral.follow_code_hash)
    return Renewed(code) if is_theirs else None


@transaction.atomic
def renew_told_code(referral: Referral, *, by) -> Renewed:
    """As renew_follow_code, for who wrote it down on the telephone: for TOLD_WITHIN, or in a region of their own.

    Raises NotPossible for everybody else: by then others may have written what this code opens.
    """
    if referral.region_id not in by.region_ids and not _told_just_now(referral, by):
        raise NotPossible(
            _("You wrote this down more than a quarter of an hour ago. Who answers for the region can make a new code.")
        )
    return renew_follow_code(referral, by=by)


def _told_just_now(referral, by):
    received = timeline(referral).filter(action=referral.track.action("receive"), user=by)
    return received.filter(timestamp__gt=timezone.now() - TOLD_WITHIN).exists()
