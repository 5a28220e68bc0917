"""From an account to a letter that came in: begin, keep what is written, send, throw away (DOMAIN §4.1)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.organisations.queries import region_for
from portal.privacy import blind
from portal.privacy.erasure import erase_whole
from portal.privacy.models import Vault
from portal.workflow import log
from portal.workflow.moves import NotPossible, lock, move
from portal.workflow.references import new_reference
from training.mails import send_applied_mail, send_candidate_waits_mail
from training.models import Candidate, FileKind, RuleBook, SpokenLanguage
from training.states import CandidateState

# What the form asks and the row keeps, by the same names.
ANSWERS = ("name", "telephone", "postcode", "motivation", "experience", "has_ties", "ties")


def begin_application(user, *, organisation, language: str) -> Candidate:
    """The user's own row to write in; the one there is, when they began before."""
    found = Candidate.objects.of(user).select_related("vault").first()
    if found is not None:
        return found
    with transaction.atomic():
        return Candidate.objects.create(
            vault=Vault.objects.open("candidate"),
            reference=_free_reference(),
            user=user,
            organisation=organisation,
            rule_book=RuleBook.objects.in_force(organisation),
            language=language,
        )


@transaction.atomic
def keep_application(candidate: Candidate, *, by, answers: dict) -> Candidate:
    """Keeps what is written so far: `answers` by the names of ANSWERS, and `languages`, a list of codes.

    Raises NotPossible once the letter was sent.
    """
    _refuse_sent(candidate, by=by)
    for name in ANSWERS:
        if name in answers:
            setattr(candidate, name, answers[name])
    candidate.touched_at = timezone.now()
    candidate.edition += 1
    candidate.save()
    if "languages" in answers:
        set_languages(candidate, answers["languages"])
    return candidate


@transaction.atomic
def send_application(candidate: Candidate, *, by) -> Candidate:
    """The letter goes to the region of its postcode, which hears of it, and so does the candidate.

    Raises NotPossible (field) while name, telephone, motivation (written or as a file), ties or a language is missing.
    To be called while looking at it.
    """
    missing = first_missing(candidate)
    if missing:
        field, message = missing
        raise NotPossible(message, field=field)
    now = timezone.now()
    region = region_for(candidate.organisation, candidate.postcode)
    move(candidate, "apply", by=by, applied_at=now, touched_at=now, consented_at=now, region=region)
    index_candidate(candidate)
    send_applied_mail(candidate)
    send_candidate_waits_mail(candidate)
    return candidate


def first_missing(candidate: Candidate) -> tuple[str, str] | None:
    """What is still missing before the letter can be sent: the field, and what to do. Called while looking at it."""
    has_letter = bool(candidate.motivation.strip()) or candidate.files.filter(kind=FileKind.MOTIVATION).exists()
    wanted = [
        ("name", bool(candidate.name.strip()), _("Write your name.")),
        ("telephone", bool(candidate.telephone.strip()), _("Write a telephone number on which we can reach you.")),
        ("languages", candidate.spoken_languages.exists(), _("Choose at least one language that you speak.")),
        ("motivation", has_letter, _("Write why you want to do this, or send a letter along.")),
        ("has_ties", bool(candidate.has_ties), _("Choose one of the two.")),
    ]
    return next(((field, message) for field, is_there, message in wanted if not is_there), None)


@transaction.atomic
def discard_application(candidate: Candidate, *, by) -> None:
    """Throws a letter away that was never sent, with its files and its key; the account stays."""
    _refuse_sent(candidate, by=by)
    vault = candidate.vault
    log.forget(candidate)
    candidate.delete()
    erase_whole(vault)


def set_languages(candidate: Candidate, codes) -> None:
    """These are the languages that they speak, and no others."""
    candidate.spoken_languages.exclude(code__in=codes).delete()
    SpokenLanguage.objects.bulk_create(
        [SpokenLanguage(candidate=candidate, code=code) for code in dict.fromkeys(codes)], ignore_conflicts=True
    )


def index_candidate(candidate: Candidate) -> None:
    """Makes them findable by what the row holds now; to be called while looking at it."""
    blind.index(candidate, **searchable_values(candidate))


def searchable_values(candidate) -> dict:
    """What a candidate can be found by: nothing while the letter is their own. To be called while looking at it."""
    if candidate.state == CandidateState.WRITING:
        return {"organisation": candidate.organisation}
    return {
        "organisation": candidate.organisation,
        "names": [candidate.name],
        "emails": [candidate.user.email],
        "telephones": [candidate.telephone],
    }


def _refuse_sent(candidate, *, by):
    """Locks the row; what the caller set on it before is lost."""
    lock(candidate)
    if not (by is None or candidate.belongs_to(by)) or candidate.state != CandidateState.WRITING:
        raise NotPossible(_("Your letter was sent already."))


def _free_reference():
    reference = new_reference()
    while Candidate.objects.filter(reference=reference).exists():
        reference = new_reference()
    return reference
