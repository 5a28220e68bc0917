"""Codes of people of the circle, and of who must accept the plan: own, for a year, and taken back at will."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from intake.actions.case_holding import WORK, hold_at_hand, hold_case
from intake.actions.codes import SHOWN_AGAIN, code_made_of, new_code
from intake.actions.safety import refuse_while_unsafe
from intake.case_states import OPEN_CASES
from intake.models import Acceptor, Case, Participant, RecipientCode, Referral
from portal.privacy.codes import hash_code, which_code
from portal.workflow import log
from portal.workflow.moves import NotPossible

WORKS_FOR = timedelta(days=365)
# The code of who must accept the plan opens nothing when nobody must any more.
_OF_SOMEBODY = Q(participant__isnull=False) | Q(case__acceptor__isnull=False)


class GivenCode(NamedTuple):
    """A code to be shown once. `participant` is None for who must accept the plan. Only its hash is kept."""

    participant: Participant | None
    code: str


class Recipient(NamedTuple):
    """Somebody who came in with a code of their own: of the circle, or who must accept the plan."""

    row: RecipientCode

    @property
    def case(self) -> Case:
        return self.row.case

    @property
    def participant(self) -> Participant | None:
        return self.row.participant

    @property
    def is_acceptor(self) -> bool:
        return self.row.participant_id is None

    @property
    def key(self) -> str:
        """Opens it again without the code, until the code is taken back or too old. Says nothing to who reads it."""
        return f"{self.row.pk.hex}.{_sign(self.row)}"


@transaction.atomic
def issue_acceptor_code(case: Case, *, by, seed: str = "") -> GivenCode:
    """A code for who must accept the plan, before the conference or later; an older one opens nothing any more.

    `seed` as in `give_code`. Also while somebody is worried about safety: who must accept it is outside the circle, and
    reads what is presented.
    """
    hold_case(case, by=by, permission=WORK, states=OPEN_CASES)
    if not Acceptor.objects.filter(case=case).exists():
        raise NotPossible(_("Nobody has to accept this plan: the circle itself says yes or no."))
    return give_code(case, None, by=by, seed=seed)


@transaction.atomic
def issue_recipient_code(case: Case, *, by, participant: Participant, seed: str = "") -> GivenCode:
    """A new code for one person of the circle who was given the plan; the one that they had opens nothing any more.

    By staff, or by the coordinator as long as they have the case at hand; `seed` as in `give_code`. Raises NotAllowed,
    and NotPossible while somebody is worried about safety.
    """
    hold_at_hand(case, by=by, states=OPEN_CASES)
    refuse_while_unsafe(case)
    if not case.has_given_plan():
        raise NotPossible(_("First the plan is given to everybody."))
    row = case.participants.filter(pk=participant.pk, is_core=False).first()
    if row is None:
        raise NotPossible(_("This is no longer here."), field="participant")
    return give_code(case, row, by=by, seed=seed)


@transaction.atomic
def revoke_code(case: Case, *, by, code: RecipientCode) -> Case:
    """From now on it opens nothing. Taken back already: nothing happens."""
    hold_case(case, by=by, permission=WORK, states=case.track.states.values)
    changed = case.recipientcodes.filter(pk=code.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    if changed:
        log.note(case, "revoke_code", by=by)
    return case


def give_code(case: Case, participant: Participant | None, *, by, seed: str = "") -> GivenCode:
    """Makes it, in place of an older one. To be called with the case held, by who was found to be allowed.

    Of a `seed` that only the giver's browser holds, `codes_shown_before` makes the same one for a while.
    """
    now = timezone.now()
    case.recipientcodes.filter(participant=participant, revoked_at__isnull=True).update(revoked_at=now)
    code = new_code(seed, participant)
    # With one salt for all who follow under a number, so that none takes longer than another.
    hashed = hash_code(code, like=Referral.objects.values_list("follow_code_hash", flat=True).get(pk=case.referral_id))
    RecipientCode.objects.create(
        vault=case.vault, case=case, participant=participant, code_hash=hashed, expires_at=now + WORKS_FOR
    )
    log.note(case, "give_code", by=by)
    return GivenCode(participant, code)


def codes_shown_before(case: Case, *, seed: str) -> list[GivenCode]:
    """The codes that were made of this seed a moment ago and still work, so that a page that was lost comes back."""
    rows = case.recipientcodes.filter(revoked_at__isnull=True).select_related("participant")
    made = [(row, code_made_of(seed, row.participant)) for row in rows.filter(made_at__gt=timezone.now() - SHOWN_AGAIN)]
    return [GivenCode(row.participant, code) for row, code in made if is_code_of(code, [row])]


def code_shown_before(case: Case, *, seed: str) -> GivenCode | None:
    """As `codes_shown_before`, of a form that makes one."""
    return next(iter(codes_shown_before(case, seed=seed)), None)


def shut_out_acceptor(case: Case, *, by) -> None:
    """The code of who had to accept the plan opens nothing any more. To be called with the case held."""
    codes = case.recipientcodes.filter(participant=None, revoked_at__isnull=True)
    if codes.update(revoked_at=timezone.now()):
        log.note(case, "revoke_code", by=by)


def working_codes(referral: Referral | None) -> list[RecipientCode]:
    """Those that open something. As many queries for no referral."""
    key = referral.pk if referral is not None else uuid.uuid4()
    rows = RecipientCode.objects.filter(
        _OF_SOMEBODY, case__referral=key, revoked_at__isnull=True, expires_at__gt=timezone.now()
    )
    return list(rows.select_related("case__organisation__site", "case__vault", "case__region", "participant"))


@transaction.atomic
def open_with(row: RecipientCode) -> Recipient:
    """Number and code were right. That it was used, and when first, is kept."""
    RecipientCode.objects.filter(pk=row.pk, opened_at__isnull=True).update(opened_at=timezone.now())
    return Recipient(row)


def recipient_with(key: str, *, organisation) -> Recipient | None:
    """Who reads with this `Recipient.key`; None when the code was taken back or is too old, or the key is nonsense.

    Nor does anybody read as who must accept the plan when nobody must any more.
    """
    name, _dot, sign = key.partition(".")
    try:
        pk = uuid.UUID(name)
    except ValueError:
        return None
    related = (
        "vault", "participant", "case__vault", "case__organisation__site", "case__region", "case__manager",
        "case__referral",
    )  # fmt: skip
    rows = RecipientCode.objects.filter(_OF_SOMEBODY, pk=pk, case__organisation=organisation)
    row = rows.select_related(*related).first()
    if row is None or not row.works or not constant_time_compare(sign, _sign(row)):
        return None
    return Recipient(row)


def owner_of(code: str, *, case: Case, key: str | None) -> Participant | None:
    """Who of the circle has this row's key and this code, which works, so that it may stand on their letter."""
    try:
        row = case.participants.filter(pk=uuid.UUID(key or "")).first()
    except ValueError:
        return None
    return row if row is not None and is_code_of(code, case.recipientcodes.filter(participant=row)) else None


def letter_for(case: Case, *, key: str | None, code: str) -> Participant | None:
    """Who of the circle gets the given plan on paper: who has this `code`, or without one whose code goes on working.

    None for everybody else. That code nobody knows any more, so it stands on no letter.
    """
    if code:
        return owner_of(code, case=case, key=key)
    return next((row.participant for row in case.codes_that_work() if str(row.participant_id) == key), None)


def is_code_of(code: str, rows: Iterable[RecipientCode]) -> bool:
    """Whether this is the code of one of `rows`, so that it may stand on their letter."""
    return which_code(code, [row.code_hash for row in rows if row.works]) is not None


def _sign(row):
    return salted_hmac("intake.recipient", row.code_hash).hexdigest()[:32]
