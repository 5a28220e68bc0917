"""Taking in what somebody wrote: a referral with its core person, findable, with a number, a code and its mails."""

import uuid

from django.db import transaction

from intake.mails import send_new_referral_mail, send_received_mail
from intake.models import CorePerson, ForWhom, Referral
from intake.references import new_reference
from portal.organisations.queries import region_for
from portal.privacy import VISITOR, blind
from portal.privacy.codes import hash_code, new_digits
from portal.privacy.models import Vault
from portal.workflow import log

CODE_DIGITS = 10


@transaction.atomic
def receive_referral(
    answers: dict, *, organisation, language: str, submission_key: uuid.UUID | None = None
) -> tuple[Referral, str]:
    """Stores a referral from the public form; returns it with its follow-up code, of which only a hash is kept.

    `answers` are the cleaned answers of the form's steps ("who", "story", "contact").
    """
    who, story, contact = answers["who"], answers["story"], answers["contact"]
    code = new_digits(CODE_DIGITS)
    referral = Referral(
        vault=Vault.objects.open("referral"),
        reference=_free_reference(),
        submission_key=submission_key,
        organisation=organisation,
        region=region_for(organisation, story["postcode"]),
        language=language,
        for_whom=who["for_whom"],
        awareness=story.get("awareness", ""),
        story=story["story"],
        postcode=story["postcode"],
        referrer_name=contact["name"],
        referrer_work=contact.get("work", ""),
        telephone=contact["telephone"],
        email=contact["email"],
        safe_times=contact["safe_times"],
        never_do=contact["never_do"],
        voicemail_is_safe=contact["voicemail_is_safe"],
        follow_code_hash=hash_code(code),
    )
    referral.save(force_insert=True)
    person_name = contact["name"] if referral.for_whom == ForWhom.SELF else story["person"]
    CorePerson.objects.create(vault=referral.vault, referral=referral, name=person_name)
    blind.index(
        referral,
        organisation=organisation,
        names=[contact["name"], person_name],
        emails=[contact["email"]],
        telephones=[contact["telephone"]],
    )
    log.note(referral, "receive", by=VISITOR)
    if contact["email"]:
        send_received_mail(referral, to=contact["email"])
    send_new_referral_mail(referral)
    return referral, code


def searchable_values(referral) -> dict:
    """What a referral can be found by, for rebuilding the search; to be called while looking at it."""
    names = [referral.referrer_name, *(person.name for person in referral.core_persons.all())]
    return {
        "organisation": referral.organisation,
        "names": names,
        "emails": [referral.email],
        "telephones": [referral.telephone],
    }


def _free_reference():
    reference = new_reference()
    while Referral.objects.filter(reference=reference).exists():
        reference = new_reference()
    return reference
