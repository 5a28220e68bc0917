"""Where a referral goes: into the talk, to another region, to a case, or to its end."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.codes import was_done_just_now
from intake.actions.holding import hold
from intake.actions.people import Issued, codes_of_people, new_code_of
from intake.mails import send_handed_over_mail, send_withdrawn_mail
from intake.models import Case, Referral
from intake.states import ReferralState
from portal.organisations.models import Region
from portal.organisations.queries import answering_regions_of, people_for
from portal.privacy import VISITOR
from portal.workflow import log
from portal.workflow.moves import NotPossible, move
from portal.workflow.references import read_reference


def start_talk(referral: Referral, *, by) -> Referral:
    """The manager begins to talk with the referrer and the core person. Whoever does has seen that it is real."""
    return move(referral, "start_talk", by=by, needs_look=False)


class Accepted(NamedTuple):
    """A new case, and for each core person without a code the new one, to be shown this once.

    `asker_keeps_code`: who asked is one of the core persons and goes on with the code they have.
    """

    case: Case
    codes: list[Issued]
    asker_keeps_code: bool


@transaction.atomic
def accept_referral(referral: Referral, *, by, model: str, manager, seed: str = "") -> Accepted:
    """Opens a case for an agreed referral; its clock runs from the day the referral came in.

    Each core person gets an own code (DESIGN §3, Case); who of them asked for it keeps the one they have. `manager` is
    one of those who answer for the region now (`people_for`); raises NotPossible (field "manager") for anybody else.
    `seed` as in `new_code`.
    """
    hold(referral)
    if manager not in people_for(referral.region):
        raise NotPossible(_("Choose somebody who answers for this region."), field="manager")
    move(referral, "accept", by=by)
    case = Case.objects.create(
        vault=referral.vault,
        referral=referral,
        reference=referral.reference,
        organisation=referral.organisation,
        region=referral.region,
        manager=manager,
        model=model,
        clock_from=referral.received_at,
    )
    log.note(case, "open", by=by)
    people = referral.core_persons.order_by("created")
    kept = people.filter(is_referrer=True).update(code_hash=referral.follow_code_hash)
    codes = [new_code_of(person, seed=seed) for person in people.filter(is_referrer=False)]
    return Accepted(case, codes, kept > 0)


def accepted_before(referral: Referral, *, seed: str) -> Accepted | None:
    """What `accept_referral` gave for this seed a moment ago, with those of the codes that work; None without any."""
    if not was_done_just_now(referral, "accept"):
        return None
    codes = codes_of_people(referral, seed=seed)
    return Accepted(referral.case, codes, referral.core_persons.filter(is_referrer=True).exists()) if codes else None


def decline_referral(referral: Referral, *, by, reason: str) -> Referral:
    """Closes a referral with a reason."""
    return move(referral, "decline", by=by, reason=reason, **_agreement_ends())


def refer_on(referral: Referral, *, by, reason: str) -> Referral:
    """Closes a referral because somebody else fits better; the reason says who and why."""
    return move(referral, "refer_on", by=by, reason=reason, **_agreement_ends())


@transaction.atomic
def mark_duplicate(referral: Referral, *, by, reference: str, reason: str = "") -> Referral:
    """Closes a referral because the same was asked before, under `reference`, which `by` may see.

    Raises NotPossible (field "reference") for a number that is not there, is this very one, is a duplicate itself, or
    was closed.
    """
    other = _held_with(referral, number=read_reference(reference), by=by)
    if other is None:
        raise NotPossible(_("We do not find this number among your referrals."), field="reference")
    if other.pk == referral.pk:
        raise NotPossible(_("This is the number of this referral itself."), field="reference")
    if other.duplicate_of_id is not None:
        raise NotPossible(_("That one is a duplicate itself. Give the number it leads to."), field="reference")
    if not other.is_open and other.state != ReferralState.ACCEPTED:
        raise NotPossible(_("That one is closed: nobody goes on with it."), field="reference")
    return move(referral, "mark_duplicate", by=by, reason=reason, duplicate_of=other, **_agreement_ends())


def record_withdrawal(referral: Referral, *, by, reason: str) -> Referral:
    """Closes a referral because the referrer told staff that they take it back; what was agreed ends with it."""
    return move(referral, "record_withdrawal", by=by, reason=reason, **_agreement_ends())


@transaction.atomic
def withdraw_referral(referral: Referral, *, reason: str = "") -> Referral:
    """The referrer takes it back with the code, while it is theirs; the region hears of it.

    What was agreed ends with it, so that it erases itself in its term, which counts from now.
    """
    move(referral, "withdraw", by=VISITOR, reason=reason, **_agreement_ends())
    send_withdrawn_mail(referral)
    return referral


@transaction.atomic
def correct_region(referral: Referral, *, by, region: Region, reason: str = "") -> Referral:
    """Hands a referral over to the region where it belongs, and tells its manager and deputy.

    Raises NotPossible (field "region") for the region that it is in, one of another organisation, and one where
    nobody answers.
    """
    if region.organisation_id != referral.organisation_id:
        raise NotPossible(_("This region belongs to another organisation."), field="region")
    if region.pk == referral.region_id:
        raise NotPossible(_("It is in this region already."), field="region")
    if not answering_regions_of(region.organisation).filter(pk=region.pk).exists():
        raise NotPossible(_("Nobody answers for this region. Choose the front desk."), field="region")
    move(referral, "correct_region", by=by, reason=reason, region=region)
    send_handed_over_mail(referral)
    return referral


def hold_referral(referral: Referral, *, by, reason: str) -> Referral:
    """Keeps a referral from erasing itself (legal hold), with a reason."""
    return move(referral, "hold", by=by, reason=reason, is_held=True)


def release_referral(referral: Referral, *, by) -> Referral:
    """Lets a held referral erase itself in its time again, which counts from now; it is warned of anew."""
    return move(referral, "release", by=by, is_held=False, **_term_anew())


def _agreement_ends():
    """What was agreed ends when it does not become a case: what is closed erases itself in its term."""
    return {"agreed_at": None, **_term_anew()}


def _term_anew():
    return {"term_from": timezone.now(), "warned_at": None}


def _held_with(referral, *, number, by):
    """The referral with this number, if `by` may see it; held with this one, in an order that two never wait in."""
    found = Referral.objects.visible_to(by).filter(reference=number).first() if number else None
    if found is None:
        return None
    both = Referral.objects.select_for_update().filter(pk__in=[referral.pk, found.pk]).order_by("pk")
    held = {one.pk: one for one in both}
    return held.get(found.pk)
