"""The demo's referrals and cases: each goes the real way, by the real actions, on a day of its own."""

from django.utils import timezone
from django.utils.translation import gettext_noop

from intake.actions.cases import stop_case
from intake.actions.drafts import COMPLETE, discard_draft, start_draft, submit_draft
from intake.actions.people import record_agreement
from intake.actions.referrals import accept_referral, decline_referral, start_talk
from intake.models import Case, Consent, ForWhom, PartyKind, whose_agreement
from portal.demo.clock import days_ago
from portal.demo.stories import STORIES
from portal.privacy.looking import looking

_SCREEN = gettext_noop("making the demo")


def make_referrals(organisations) -> dict[str, Case]:
    """Every story of the demo, as far as it says; the cases by the name of who asked."""
    cases = {}
    for story in STORIES:
        with days_ago(story.days):
            referral = _send(story, organisations[story.site])
        manager = referral.region.manager
        if manager is not None and (case := _take_on(story, referral, manager)):
            cases[story.name] = case
    return cases


def _send(story, organisation):
    draft = start_draft(organisation=organisation, language=story.language, answers=_answers(story))
    # By the system: the demo is made in one transaction, and people do not look inside one.
    with looking(draft, by=None, screen=_SCREEN):
        referral = submit_draft(draft, fit=lambda answers: (answers, COMPLETE))
    discard_draft(draft)
    return referral


def _take_on(story, referral, manager) -> Case | None:
    if story.progress == "received":
        return None
    if story.progress == "declined":
        with days_ago(_after(story, 2), hour=14):
            decline_referral(referral, by=manager, reason=story.reason)
        return None
    with days_ago(_after(story, 2), hour=11):
        start_talk(referral, by=manager)
    if story.progress == "in_talk":
        return None
    with days_ago(_after(story, 4), hour=15):
        _agree(story, referral, manager)
    if story.progress == "agreed":
        return None
    with days_ago(_after(story, 5), hour=16):
        case = accept_referral(referral, by=manager, model=story.model, manager=manager).case
    if story.progress == "stopped":
        with days_ago(story.days * 0.2, hour=9):
            stop_case(case, by=manager, reason=story.reason)
    return case


def _after(story, days):
    """How many days ago it was, so many days after the referral came in; sooner for one that came in just now."""
    return story.days - min(days, story.days * days / 10)


def _agree(story, referral, manager):
    for person in referral.core_persons.all():
        person.whose_agreement = whose_agreement(referral.organisation, story.age)
        for giver in person.agreement_givers:
            record_agreement(
                referral,
                by=manager,
                on=timezone.localdate(),
                core_person=person,
                age=story.age,
                given_by=Consent.Giver(giver),
                answer=Consent.Answer.YES,
            )


def _answers(story):
    is_own = story.for_whom == ForWhom.SELF
    contact = {
        "referrer_name": story.name,
        "telephone": story.telephone,
        "email": story.email,
        "safe_times": story.safe_times,
        "voicemail_is_safe": False,
        "never_do": story.never_do,
    }
    return {
        "who": {"for_whom": story.for_whom},
        "story": {"story": story.story, "postcode": story.postcode}
        | ({} if is_own else {"people": _people(story), "awareness": story.awareness}),
        "contact": contact | ({"referrer_work": story.work} if story.for_whom == ForWhom.WORK else {}),
    }


def _people(story):
    kind = PartyKind.GROUP if story.for_whom == ForWhom.GROUP else PartyKind.PERSON
    return [{"kind": kind, "name": story.person}]
