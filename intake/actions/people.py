"""Who stands in the middle: adding and changing core persons, recording what they say, giving them a code."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.codes import code_made_of, new_code, was_done_just_now
from intake.actions.holding import hold, hold_person, refuse_old, refuse_unless
from intake.actions.receiving import index_referral
from intake.models import PARENTS, Consent, CorePerson, Referral, WhoseAgreement, whose_agreement
from intake.states import OPEN_REFERRALS, ReferralState
from portal.privacy.codes import check_code, hash_code
from portal.workflow import log
from portal.workflow.moves import NotPossible, move

# Somebody may have spoken with the family before the referral came in, not years before.
SPOKEN_BEFORE = timedelta(days=366)
CONTACT = ("telephone", "email", "reach_safely")
DETAILS = ("kind", "name", "spokesperson", *CONTACT)


@transaction.atomic
def add_person(referral: Referral, *, by, **details: str) -> CorePerson:
    """Adds a core person or party while the referral is open; `details` by the names of DETAILS.

    To be called while looking at the referral. Raises NotPossible when it is closed or accepted.
    """
    hold(referral, by=by)
    refuse_unless(referral, OPEN_REFERRALS)
    person = CorePerson.objects.create(vault=referral.vault, referral=referral, **details)
    _agreement_may_have_changed(referral)
    index_referral(referral)
    log.note(referral, "add_person", by=by)
    return person


@transaction.atomic
def change_person(
    referral: Referral, *, by, core_person: CorePerson, edition: int | None = None, **details: str
) -> CorePerson:
    """Changes what we know of a core person or party; to be called while looking at the referral.

    How to reach them (CONTACT) changes as long as the referral is there, except of who asked themselves: that stands
    at the referral (`change_contact`). The rest changes until it is closed, and as whom they stand there (`kind`) until
    it is accepted. While it is open, who becomes or was a group, and who gets another name, is asked anew. `edition` is
    that of the form (`refuse_old`). Raises NotPossible.
    """
    hold(referral, by=by)
    hold_person(core_person, referral=referral)
    refuse_old(core_person, edition)
    changed = [name for name in DETAILS if name in details and getattr(core_person, name) != details[name]]
    _refuse_change(referral, core_person, changed)
    was_group = core_person.is_group
    for name in changed:
        setattr(core_person, name, details[name])
    if was_group != core_person.is_group:
        core_person.age, core_person.whose_agreement = None, ""
        changed += ["age", "whose_agreement"]
    core_person.edition += 1
    core_person.save(update_fields=[*changed, "edition"])
    if referral.is_open and (was_group != core_person.is_group or "name" in changed):
        core_person.consents.update(void=True)
        _agreement_may_have_changed(referral)
    index_referral(referral)
    log.note(referral, "change_person", by=by)
    return core_person


@transaction.atomic
def record_agreement(
    referral: Referral,
    *,
    by,
    on: date,
    core_person: CorePerson,
    age: int | None,
    given_by: str,
    answer: str,
    words: str = "",
) -> Consent:
    """Records what somebody said when asked, on `on` by `by`. `age` in years, None for an adult; a group has none.

    `answer` is a Consent.Answer; "unsafe" (a parent whom it is not safe to ask) needs `words` that say why. It takes
    the place of what the same giver said before, of nobody else's. Raises NotPossible for a date to come and for
    somebody whose agreement this age does not ask for (DESIGN §3).
    """
    hold(referral)
    hold_person(core_person, referral=referral)
    _refuse_wrong_day(referral, on)
    age = None if core_person.is_group else age
    if age is None and core_person.whose_agreement in (WhoseAgreement.BOTH, WhoseAgreement.PARENTS):
        raise NotPossible(_("Fill in the age: earlier somebody younger than 18 was recorded."), field="age")
    core_person.age = age
    core_person.whose_agreement = needed = whose_agreement(referral.organisation, age)
    if given_by not in core_person.agreement_givers:
        raise NotPossible(
            _("At this age another agreement is needed: %(whose)s.") % {"whose": needed.label}, field="given_by"
        )
    if answer == Consent.Answer.UNSAFE and given_by not in PARENTS:
        raise NotPossible(_("Only asking a parent can be unsafe: the person always decides too."), field="answer")
    if answer == Consent.Answer.UNSAFE and core_person.last_answers.get(given_by) == Consent.Answer.NO:
        raise NotPossible(_("This parent said no, and that stands until they say otherwise."), field="answer")
    if answer == Consent.Answer.UNSAFE and not words.strip():
        raise NotPossible(_("Write down why it is not safe to ask."), field="words")
    move(referral, "record_agreement", by=by, on=on)
    core_person.save(update_fields=["age", "whose_agreement"])
    consent = Consent.objects.create(
        vault=referral.vault,
        core_person=core_person,
        given_by=given_by,
        answer=answer,
        spoken_on=on,
        spoken_by=by,
        words=words,
    )
    _agreement_may_have_changed(referral)
    return consent


class Issued(NamedTuple):
    """A code to be shown once, and whose it is. Only its hash is kept."""

    core_person: CorePerson
    code: str


@transaction.atomic
def issue_code(referral: Referral, *, by, core_person: CorePerson, seed: str = "") -> Issued:
    """A new code for a core person of an accepted referral; the old one opens nothing any more.

    Who asked for themselves has one code for both, so that it is replaced in both places. `seed` as in `new_code`.
    Raises NotPossible before acceptance (DESIGN §3, Case).
    """
    hold(referral, by=by)
    hold_person(core_person, referral=referral)
    if not hasattr(referral, "case"):
        raise NotPossible(_("A person at the centre gets a code of their own when the referral is accepted."))
    is_referrer = core_person.code_hash == referral.follow_code_hash
    issued = new_code_of(core_person, seed=seed)
    if is_referrer:
        referral.follow_code_hash = core_person.code_hash
        referral.save(update_fields=["follow_code_hash"])
    log.note(referral, "issue_code", by=by)
    return issued


def issued_before(referral: Referral, *, seed: str) -> Issued | None:
    """What `issue_code` gave for this seed a moment ago, as long as that code works."""
    return next(iter(codes_of_people(referral, seed=seed)), None) if was_done_just_now(referral, "issue_code") else None


def codes_of_people(referral: Referral, *, seed: str) -> list[Issued]:
    """Those of the core persons' codes that were made of this seed."""
    made = [Issued(person, code_made_of(seed, person)) for person in referral.core_persons.order_by("created")]
    return [issued for issued in made if check_code(issued.code, issued.core_person.code_hash)]


def new_code_of(core_person: CorePerson, *, seed: str = "") -> Issued:
    """Gives a core person a new code; the caller logs it. `seed` as in `new_code`."""
    code = new_code(seed, core_person)
    core_person.code_hash = hash_code(code, like=core_person.referral.follow_code_hash)
    core_person.save(update_fields=["code_hash"])
    return Issued(core_person, code)


def _agreement_may_have_changed(referral):
    """Keeps `agreed_at`, which lists and the term ask for, in step with what people said. The row is held.

    Once an agreement is lost the term runs from there, and is warned of anew.
    """
    agreed = referral.everyone_agreed()
    if agreed == (referral.agreed_at is not None):
        return
    now = timezone.now()
    referral.agreed_at, referral.warned_at = now if agreed else None, None
    referral.term_from = referral.term_from if agreed else now
    referral.save(update_fields=["agreed_at", "warned_at", "term_from"])


def _refuse_change(referral, core_person, changed):
    if "kind" in changed and not referral.is_open:
        raise NotPossible(_("This cannot change any more: it was agreed to as it is."), field="kind")
    if set(changed) - set(CONTACT):
        refuse_unless(referral, (*OPEN_REFERRALS, ReferralState.ACCEPTED))
    if core_person.is_referrer and set(changed) & set(CONTACT):
        raise NotPossible(_("They asked themselves: how to reach them stands at the request, and changes there."))


def _refuse_wrong_day(referral, on):
    if on is not None and on > timezone.localdate():
        raise NotPossible(_("This date is still to come."), field="on")
    if on is not None and on < referral.received_at.date() - SPOKEN_BEFORE:
        raise NotPossible(_("This date is too long ago."), field="on")
