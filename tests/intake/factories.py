"""Referrals and cases, made by the real actions."""

from django.utils import timezone

from intake.actions.cases import stop_case
from intake.actions.people import record_agreement
from intake.actions.questions import settle_question, write_question
from intake.actions.receiving import receive_referral
from intake.actions.referrals import (
    accept_referral,
    decline_referral,
    mark_duplicate,
    record_withdrawal,
    refer_on,
    start_talk,
)
from intake.models import CHECKLIST, Referral
from portal.workflow.moves import move
from tests.accounts.factories import UserFactory
from tests.organisations.factories import RegionFactory

ANSWERS = {
    "for_whom": "family",
    "story": "We do not know how to go on.",
    "awareness": "agrees",
    "postcode": "",
    "people": [{"kind": "person", "name": "Younes"}],
    "referrer_name": "Samira Demo",
    "telephone": "06 12345678",
    "email": "samira@example.org",
    "safe_times": "in the morning",
    "voicemail_is_safe": False,
    "never_do": "no letters",
}


def answers(**changes):
    """Cleaned answers, by the names of `intake.actions.receiving.ANSWERS`; `person` names the only core person."""
    if "person" in changes:
        changes["people"] = [{"kind": "person", "name": changes.pop("person")}]
    return ANSWERS | changes


def make_manager(region=None, **fields):
    """A regional manager, of a new region unless told which."""
    region = region or RegionFactory()
    manager = UserFactory(role="manager", is_staff=True, organisation=region.organisation, **fields)
    region.manager = manager
    region.save(update_fields=["manager"])
    return manager


def make_referral(region=None, *, state="received", language="nl", **changes) -> Referral:
    """A referral in this state; the steps there are taken by the region's manager."""
    region = region or RegionFactory()
    manager = region.manager or make_manager(region)
    referral, _code = receive_referral(answers(**changes), organisation=region.organisation, language=language)
    Referral.objects.filter(pk=referral.pk).update(region=region)
    referral = Referral.objects.get(pk=referral.pk)
    if state in _ENDS:
        return _ENDS[state](referral, by=manager)
    if state in ("in_talk", "accepted"):
        start_talk(referral, by=manager)
    if state == "accepted":
        agree(referral, by=manager)
        accept_referral(referral, by=manager, model="family_group", manager=manager)
    return referral


def _as_duplicate(referral, *, by):
    return mark_duplicate(referral, by=by, reference=make_referral(referral.region).reference)


_ENDS = {
    "declined": lambda referral, *, by: decline_referral(referral, by=by, reason="Nothing to decide"),
    "referred_on": lambda referral, *, by: refer_on(referral, by=by, reason="To the neighbourhood team"),
    "withdrawn": lambda referral, *, by: record_withdrawal(referral, by=by, reason="They found another way"),
    "duplicate": _as_duplicate,
}


def agree(referral, *, by, answer="yes", age=None, given_by="self"):
    """Everybody in the middle says yes (or no)."""
    for person in referral.core_persons.all():
        record_agreement(
            referral, by=by, on=timezone.localdate(), core_person=person, age=age, given_by=given_by, answer=answer
        )


def make_case(region=None, *, state="question"):
    """A case in this state, born from an accepted referral."""
    case = make_referral(region, state="accepted").case
    if state == "stopped":
        return stop_case(case, by=case.manager, reason="They found another way")
    if state in ("matching", "preparation"):
        ask(case)
        settle_question(case, by=case.manager)
    if state == "preparation":
        move(case, "assign", by=None)
    return case


QUESTION = "What is needed so that we can stay in this house?"


def ask(case, *, text=QUESTION, missing=(), **changes):
    """The region's manager writes the question of a case; all four points are met but those that are `missing`."""
    points = {name: name not in missing for name in CHECKLIST}
    return write_question(case, **({"by": case.manager, "text": text, "language": "en"} | points | changes))
