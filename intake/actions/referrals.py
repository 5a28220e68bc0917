"""What a regional manager does with a referral: start the talk, record agreements, accept, decline."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.models import Case, Consent, CorePerson, Referral, WhoseAgreement, whose_agreement
from portal.workflow import log
from portal.workflow.moves import NotPossible, move

# Somebody may have spoken with the family before the referral came in, not years before.
SPOKEN_BEFORE = timedelta(days=366)


def start_talk(referral: Referral, *, by) -> Referral:
    """The manager begins to talk with the referrer and the core person."""
    return move(referral, "start_talk", by=by)


@transaction.atomic
def record_agreement(
    referral: Referral,
    *,
    by,
    on: date,
    core_person: CorePerson,
    age: int | None,
    given_by: str,
    agreed: bool,
    words: str = "",
) -> Consent:
    """Records what somebody said when asked, on `on` by `by`. `age` in years, None for an adult.

    Raises NotPossible for a date to come and for somebody whose agreement this age does not ask for (DESIGN §3).
    """
    if on is not None and on > timezone.localdate():
        raise NotPossible(_("This date is still to come."), field="on")
    if on is not None and on < referral.received_at.date() - SPOKEN_BEFORE:
        raise NotPossible(_("This date is too long ago."), field="on")
    if core_person.referral_id != referral.pk:
        raise NotPossible(_("This person does not belong to this referral."), field="core_person")
    if age is None and core_person.whose_agreement in (WhoseAgreement.BOTH, WhoseAgreement.PARENTS):
        raise NotPossible(_("Fill in the age: earlier somebody younger than 18 was recorded."), field="age")
    needed = whose_agreement(referral.organisation, age)
    core_person.age = age
    core_person.whose_agreement = needed
    if given_by not in core_person.agreement_givers:
        raise NotPossible(
            _("At this age another agreement is needed: %(whose)s.") % {"whose": needed.label}, field="given_by"
        )
    move(referral, "record_agreement", by=by, on=on)
    core_person.save(update_fields=["age", "whose_agreement"])
    return Consent.objects.create(
        vault=referral.vault,
        core_person=core_person,
        given_by=given_by,
        agreed=agreed,
        spoken_on=on,
        spoken_by=by,
        words=words,
    )


@transaction.atomic
def accept_referral(referral: Referral, *, by, model: str) -> Case:
    """Opens a case for an agreed referral; its clock runs from the day the referral came in."""
    move(referral, "accept", by=by)
    case = Case.objects.create(
        vault=referral.vault,
        referral=referral,
        reference=referral.reference,
        organisation=referral.organisation,
        region=referral.region,
        manager=by,
        model=model,
        clock_from=referral.received_at,
    )
    log.note(case, "open", by=by)
    return case


def decline_referral(referral: Referral, *, by, reason: str) -> Referral:
    """Closes a referral with a reason."""
    return move(referral, "decline", by=by, reason=reason)
