"""What the regional manager does for a candidate, step by step, and what the candidate decides (DOMAIN §4.2–4.9)."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.organisations.models import Region
from portal.organisations.queries import answering_regions_of
from portal.workflow.moves import NotPossible, move
from training.actions.releasing import lock_events_of, release_seats, release_seats_to_come
from training.mails import send_candidate_waits_mail, send_step_mail
from training.models import Candidate, Coordinator, CoordinatorRegion, EventKind


@transaction.atomic
def invite_candidate(candidate: Candidate, *, by) -> Candidate:
    """Invites to an information meeting; the mail says to look at the own page, where the dates stand."""
    move(candidate, "invite", by=by)
    send_step_mail(candidate)
    return candidate


@transaction.atomic
def record_meeting(candidate: Candidate, *, by, on: date) -> Candidate:
    """They were at the information meeting: now they decide. Raises NotPossible (field "on") for a day to come."""
    lock_events_of(candidate)
    move(candidate, "attend_meeting", by=by, on=_past(on), met_on=on)
    release_seats_to_come(candidate, kinds=[EventKind.INFORMATION])
    send_step_mail(candidate)
    return candidate


def record_missed_meeting(candidate: Candidate, *, by) -> Candidate:
    return move(candidate, "miss_meeting", by=by)


@transaction.atomic
def decide_to_train(candidate: Candidate, *, by) -> Candidate:
    """The candidate's own decision; the region hears of it."""
    move(candidate, "decide", by=by)
    send_candidate_waits_mail(candidate)
    return candidate


@transaction.atomic
def enrol_in_training(candidate: Candidate, *, by) -> Candidate:
    """They have a place in EK1."""
    move(candidate, "enrol", by=by)
    send_step_mail(candidate)
    return candidate


@transaction.atomic
def leave_training(candidate: Candidate, *, by, reason: str) -> Candidate:
    """They give up the training, and with it their place on its days."""
    lock_events_of(candidate)
    move(candidate, "leave_training", by=by, reason=reason)
    release_seats(candidate, kinds=[EventKind.EK1])
    return candidate


@transaction.atomic
def finish_training(candidate: Candidate, *, by, on: date) -> Candidate:
    """They took EK1, which ended on this day: now they write their report."""
    lock_events_of(candidate)
    move(candidate, "finish_training", by=by, on=_past(on), trained_on=on)
    release_seats_to_come(candidate, kinds=[EventKind.EK1])
    send_step_mail(candidate)
    return candidate


def wait_for_another(candidate: Candidate, *, by, reason: str) -> Candidate:
    """Their first case stopped before the conference: they wait for another (DESIGN §3, Candidate)."""
    return move(candidate, "wait_for_another", by=by, reason=reason)


@transaction.atomic
def practise_again(candidate: Candidate, *, by, reason: str) -> Candidate:
    move(candidate, "practise_again", by=by, reason=reason)
    send_step_mail(candidate)
    return candidate


@transaction.atomic
def enrol_in_deepening(candidate: Candidate, *, by) -> Candidate:
    """They have a place in EK2."""
    move(candidate, "deepen", by=by)
    send_step_mail(candidate)
    return candidate


@transaction.atomic
def finish_deepening(candidate: Candidate, *, by, on: date) -> Candidate:
    """They took EK2, which ended on this day: now they write their second report."""
    lock_events_of(candidate)
    move(candidate, "finish_deepening", by=by, on=_past(on), deepened_on=on)
    release_seats_to_come(candidate, kinds=[EventKind.EK2])
    send_step_mail(candidate)
    return candidate


def keep_what_was_earned(candidate: Candidate, *, by, reason: str) -> Candidate:
    """Who took the training before does not take it again: straight to the report."""
    return move(candidate, "keep_what_was_earned", by=by, reason=reason)


def see_conduct(candidate: Candidate, *, by, on: date, valid_until: date | None = None) -> Candidate:
    """Writes down that `by` saw the good-conduct document, dated `on`; no copy is kept.

    It counts as long as the rule book says, or until `valid_until`. Raises NotPossible for a day to come (field "on"),
    and for a document that does not count any more (field "valid_until" if that was said).
    """
    until = valid_until or _past(on) + relativedelta(months=candidate.rule_book.conduct_months)
    if until <= max(_past(on), timezone.localdate()):
        field = "valid_until" if valid_until else "on"
        raise NotPossible(_("This document does not count any more. Ask for a new one."), field=field)
    return move(
        candidate, "see_conduct", by=by, on=on, conduct_seen_on=on, conduct_seen_by=by, conduct_valid_until=until
    )


@transaction.atomic
def correct_region(candidate: Candidate, *, by, region: Region) -> Candidate:
    """Hands them over to the region where they live, on the roster too; its people hear of it.

    Raises NotPossible (field "region") for the region where they are, another organisation's, and one where nobody
    answers.
    """
    if region.pk == candidate.region_id:
        raise NotPossible(_("It is in this region already."), field="region")
    if not answering_regions_of(candidate.organisation).filter(pk=region.pk).exists():
        raise NotPossible(_("Nobody answers for this region. Choose the front desk."), field="region")
    move(candidate, "correct_region", by=by, region=region)
    Coordinator.objects.filter(candidate=candidate).update(region=region)
    CoordinatorRegion.objects.filter(coordinator__candidate=candidate, region=region).delete()  # now it is their own
    send_candidate_waits_mail(candidate)
    return candidate


def _past(day: date) -> date:
    if day > timezone.localdate():
        raise NotPossible(_("This day is still to come."), field="on")
    return day
