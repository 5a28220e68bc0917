"""Writing down a referral while somebody tells it on the telephone, and completing what was only begun."""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.db import IntegrityError, transaction

from intake.actions.people import add_person
from intake.actions.receiving import named
from intake.actions.writing import change_details, enter_referral
from intake.models import PartyKind, Referral
from portal.organisations.models import Region
from portal.workflow.queries import timeline


class TakenDown(NamedTuple):
    """What was written down; `code` is the follow-up code to say, empty when the same form was sent before."""

    referral: Referral
    code: str


def take_down(answers: dict, *, by, language: str, region: Region | None = None, form: uuid.UUID | None) -> TakenDown:
    """A referral of the caller's, in the organisation of `by`; once for each `form`, however often it is sent."""
    if before := taken_down_before(form, by=by):
        return TakenDown(before, "")
    try:
        referral, code = enter_referral(
            answers,
            by=by,
            organisation=by.organisation,
            language=language,
            region=region,
            submission_key=_key(form, by),
        )
    except IntegrityError:  # twice at the same moment: the other one was first
        before = taken_down_before(form, by=by)
        if before is None:
            raise
        return TakenDown(before, "")
    return TakenDown(referral, code)


def taken_down_before(form: uuid.UUID | None, *, by) -> Referral | None:
    """What this very form became already, by the same hand; it may belong to a region that `by` cannot open."""
    key = _key(form, by)
    found = Referral.objects.filter(submission_key=key, organisation=by.organisation_id).first() if key else None
    if found is None:
        return None
    return found if timeline(found).filter(action=found.track.action("receive"), user=by).exists() else None


@transaction.atomic
def complete_details(referral: Referral, *, by, people: Iterable[dict] = (), **answers) -> Referral:
    """Changes what we know, and adds who it is about where nobody was written down yet: after a call-back.

    To be called while looking at the referral. Raises NotPossible when it is closed.
    """
    change_details(referral, by=by, **answers)
    if referral.core_persons.exists():
        return referral
    if referral.is_own:
        people = [{"kind": PartyKind.PERSON, "name": referral.referrer_name, "is_referrer": True}]
    for person in people:
        add_person(referral, by=by, **named(person, referral.referrer_name))
    return referral


def _key(form, by):
    """Of each hand another: a page that somebody else left open on this machine is no double, and refuses nobody."""
    return form and uuid.uuid5(form, f"{by.organisation_id}|{by.pk}")
