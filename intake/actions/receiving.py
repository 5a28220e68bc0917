"""Taking in what somebody wrote or said: a referral with its people, findable, with a number, a code and its mails."""

import uuid

from django.db import transaction
from django.utils import timezone

from intake.mails import send_new_referral_mail, send_received_mail
from intake.models import Channel, CorePerson, PartyKind, Referral
from portal.organisations.models import Region
from portal.organisations.queries import region_for
from portal.privacy import VISITOR, blind
from portal.privacy.codes import hash_code, new_digits
from portal.privacy.models import Vault
from portal.workflow import log
from portal.workflow.references import new_reference

CODE_DIGITS = 10
# What the forms ask and the referral keeps, by the same names.
ANSWERS = (
    "for_whom", "referrer_role", "profession", "awareness", "may_be_named", "story", "subjects", "children_involved",
    "children", "wished_model", "bodies_involved", "postcode", "spoken_languages", "interpreter", "access_needs",
    "referrer_name", "referrer_work", "telephone", "email", "safe_channel", "safe_times", "never_do",
    "voicemail_is_safe", "wants_mail",
)  # fmt: skip


@transaction.atomic
def receive_referral(
    answers: dict,
    *,
    organisation,
    language: str,
    submission_key: uuid.UUID | None = None,
    channel: str = Channel.WEB,
    needs_look: bool = False,
    region: Region | None = None,
    by=VISITOR,
) -> tuple[Referral, str]:
    """Stores a referral; returns it with its follow-up code, of which only a hash is kept.

    `answers` are cleaned answers by the names of ANSWERS, as far as there are, and `people`: for each core person or
    party a dict with kind, name and perhaps spokesperson, telephone, email, reach_safely, is_referrer (then the name
    may be missing: it is the referrer's). Who asks for themselves is the only person, and may say their `age`. `region`
    overrules the postcode. `by` is the member of staff who writes it down on the telephone.
    """
    code, now = new_digits(CODE_DIGITS), timezone.now()
    referral = Referral(
        vault=Vault.objects.open("referral"),
        reference=_free_reference(),
        submission_key=submission_key,
        organisation=organisation,
        region=region or region_for(organisation, answers.get("postcode", "")),
        channel=channel,
        language=language,
        received_at=now,
        term_from=now,
        needs_look=needs_look,
        follow_code_hash=hash_code(code),
        **{name: answers[name] for name in ANSWERS if name in answers},
    )
    referral.save(force_insert=True)
    people = answers.get("people", [])
    if referral.is_own:
        people = [
            {"kind": PartyKind.PERSON, "name": answers["referrer_name"], "is_referrer": True, "age": answers.get("age")}
        ]
    people = [named(person, answers["referrer_name"]) for person in people]
    for person in people:
        CorePerson.objects.create(vault=referral.vault, referral=referral, **person)
    _index(referral, answers, people)
    log.note(referral, "receive", by=by)
    if answers.get("email") and referral.gets_receipt:
        send_received_mail(referral, to=answers["email"])
    send_new_referral_mail(referral, except_for=by)
    return referral, code


def index_referral(referral: Referral) -> None:
    """Makes it findable by what it holds now; to be called while looking at it."""
    blind.index(referral, **searchable_values(referral))


def searchable_values(referral) -> dict:
    """What a referral can be found by; to be called while looking at it."""
    people = list(referral.core_persons.all())
    return {
        "organisation": referral.organisation,
        "names": [referral.referrer_name, *(name for one in people for name in (one.name, one.spokesperson))],
        "emails": [referral.email, *(one.email for one in people)],
        "telephones": [referral.telephone, *(one.telephone for one in people)],
    }


def named(person: dict, referrer_name: str) -> dict:
    """A person as they are stored: who is the referrer has the referrer's name, and speaks for their own group."""
    if not person.get("is_referrer"):
        return person
    whole = {"name": referrer_name} | person
    return whole | {"spokesperson": referrer_name} if whole["kind"] == PartyKind.GROUP else whole


def _index(referral, answers, people):
    blind.index(
        referral,
        organisation=referral.organisation,
        names=[answers["referrer_name"], *(one.get(key, "") for one in people for key in ("name", "spokesperson"))],
        emails=[answers.get("email", ""), *(one.get("email", "") for one in people)],
        telephones=[answers.get("telephone", ""), *(one.get("telephone", "") for one in people)],
    )


def _free_reference():
    reference = new_reference()
    while Referral.objects.filter(reference=reference).exists():
        reference = new_reference()
    return reference
