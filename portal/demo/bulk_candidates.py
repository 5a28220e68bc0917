"""Thousands of invented candidates at once, to see how lists and search behave: as whole as those of `bulk.py`."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import TRAINER
from portal.demo.applicants import APPLICANTS
from portal.demo.bulk import BATCH, FIRST_NAMES, LAST_NAMES, Place, free_reference, places
from portal.demo.candidates import make_rule_books
from portal.privacy import blind
from portal.privacy.models import AccessLogEntry, SearchToken, Vault
from portal.workflow.models import MoveLogEntry
from training.languages import OFTEN
from training.models import (
    Candidate,
    Report,
    ReportAnswer,
    RuleBook,
    Signature,
    SpokenLanguage,
    Verdict,
    YesNo,
)
from training.states import ANSWER, CANDIDATE_TRACK, ON_THE_WAY, CandidateState

S = CandidateState
# How often, and which step brings there.
_FATES = (
    (S.APPLIED, 10, "apply"),
    (S.INVITED, 10, "invite"),
    (S.INFORMED, 12, "attend_meeting"),
    (S.DECIDED, 10, "decide"),
    (S.IN_TRAINING, 12, "enrol"),
    (S.TRAINED, 8, "finish_training"),
    (S.REPORTED, 8, "report"),
    (S.IN_TALK, 3, "talk"),
    (S.PRACTISING, 8, "agree"),
    (S.LOOKING_BACK, 4, "hold_first_conference"),
    (S.NOT_NOW, 5, "not_now"),
    (S.WITHDRAWN, 10, "withdraw"),
)
_OLDEST = 300  # days: none is erased at once
_WORDS = [(one.motivation, one.experience) for one in APPLICANTS if one.experience]
_POINTS = [(one.points, one.conclusion) for one in APPLICANTS if one.conclusion]
_REASON = "Wij zien iemand die kan luisteren en de leiding bij de familie laat."


class Ground(NamedTuple):
    """Where a candidate applies: the place, what is asked there, and who answers reports."""

    place: Place
    rule_book: RuleBook
    trainers: list


class _Rows(NamedTuple):
    """What is stored together, in this order."""

    users: list
    addresses: list
    vaults: list
    candidates: list
    languages: list
    reports: list
    answers: list
    signatures: list
    tokens: list
    lines: list

    @classmethod
    def empty(cls):
        return cls(*([] for _name in cls._fields))


def make_many_candidates(count: int, *, seed: int = 1) -> Iterator[int]:
    """Adds `count` candidates to the organisations that are there; yields how many are stored, batch by batch.

    Each batch is stored whole or not at all. The same `seed` gives the same people and days, with other keys. Nobody
    signs in with their accounts: they have no password.
    """
    chance = random.Random(seed)  # noqa: S311  (invented people, no secrets)
    grounds = grounds_of_all()
    taken = set(Candidate.objects.values_list("reference", flat=True))
    done = 0
    while done < count:
        rows = _Rows.empty()
        for _number in range(done, min(count, done + BATCH)):
            _invent(rows, ground=chance.choice(grounds), chance=chance, reference=free_reference(taken))
        _store(rows)
        done += len(rows.candidates)
        yield done


def grounds_of_all():
    everywhere = places()
    organisations = {place.organisation.pk: place.organisation for place in everywhere}
    books = make_rule_books(organisations.values())
    trainers = {
        pk: list(organisation.users.filter(groups__name=TRAINER, is_active=True).order_by("pk"))
        for pk, organisation in organisations.items()
    }
    return [Ground(place, books[place.organisation.pk], trainers[place.organisation.pk]) for place in everywhere]


def _invent(rows, *, ground, chance, reference):
    place = ground.place
    fates = _possible(ground)
    state, _weight, step = chance.choices(fates, weights=[weight for _state, weight, _step in fates])[0]
    days = chance.uniform(2, _OLDEST)
    applied_at = timezone.now() - timedelta(days=days)
    moved_at = applied_at + timedelta(days=days * chance.uniform(0.3, 0.95))
    user = User(email=f"{reference.lower()}@demo.example", organisation=place.organisation, date_joined=applied_at)
    user.set_unusable_password()
    rows.users.append(user)
    rows.addresses.append(EmailAddress(user=user, email=user.email, verified=True, primary=True))
    vault = Vault(kind="candidate").fill()
    rows.vaults.append(vault)
    candidate = invented_candidate(
        user, vault, ground=ground, chance=chance, reference=reference, applied_at=applied_at
    )
    _bring_to(candidate, state, moved_at=moved_at, manager_id=place.manager_id)
    rows.candidates.append(candidate)
    spoken = {"nl", *chance.sample(OFTEN, k=chance.randint(0, 3))}
    rows.languages.extend(SpokenLanguage(candidate=candidate, code=code) for code in sorted(spoken))
    if _is_past(state, S.TRAINED):
        _write_report(rows, candidate, ground=ground, chance=chance, at=moved_at)
    rows.tokens.extend(
        blind.tokens(
            candidate,
            organisation=place.organisation,
            keys=place.keys,
            names=[candidate.name],
            emails=[user.email],
            telephones=[candidate.telephone],
        )
    )
    rows.lines.append(line_of(candidate, "apply", S.WRITING, S.APPLIED, at=applied_at, user=user))
    if state != S.APPLIED:
        rows.lines.append(_last_line(candidate, step, ground=ground, at=moved_at))


def _possible(ground):
    """Without a manager nobody goes on, without trainers enough nobody's report is answered."""
    if ground.place.manager_id is None:
        return _FATES[:1]
    if len(ground.trainers) < ground.rule_book.trainers_sign:
        return [fate for fate in _FATES if not _is_past(fate[0], S.REPORTED)]
    return _FATES


def _is_past(state, other) -> bool:
    """Further on the way than `other`; who left it is not."""
    return state in ON_THE_WAY and ON_THE_WAY.index(state) > ON_THE_WAY.index(other)


def invented_candidate(user, vault, *, ground, chance, reference, applied_at):
    motivation, experience = chance.choice(_WORDS)
    return Candidate(
        vault=vault,
        reference=reference,
        user=user,
        organisation=ground.place.organisation,
        region=ground.place.region,
        rule_book=ground.rule_book,
        language="nl",
        begun_at=applied_at,
        touched_at=applied_at,
        applied_at=applied_at,
        consented_at=applied_at,
        name=f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}",
        telephone=f"+44 7700 900{chance.randrange(1000):03}",  # numbers that are kept for stories, and call nobody
        motivation=motivation,
        experience=experience,
        has_ties=chance.choices(YesNo.values, weights=[1, 9])[0],
    )


def _bring_to(candidate, state, *, moved_at, manager_id):
    candidate.state = state
    day = timezone.localdate(moved_at)
    if _is_past(state, S.INVITED):
        candidate.met_on = day
    if _is_past(state, S.IN_TRAINING):
        candidate.trained_on = day
    if _is_past(state, S.IN_TALK):
        candidate.conduct_seen_on, candidate.conduct_seen_by_id = day, manager_id
        candidate.conduct_valid_until = day + timedelta(days=30 * candidate.rule_book.conduct_months)
    if state == S.LOOKING_BACK:
        candidate.conferences_held = 1


def _write_report(rows, candidate, *, ground, chance, at):
    points, conclusion = chance.choice(_POINTS)
    verdict = Verdict.UNSURE if candidate.state == S.IN_TALK else Verdict.YES
    report = Report(
        vault=candidate.vault,
        candidate=candidate,
        points=points,
        conclusion=conclusion,
        verdict=verdict,
        sent_at=at,
    )
    rows.reports.append(report)
    if candidate.state == S.REPORTED:
        return
    answer = ReportAnswer(vault=candidate.vault, report=report, verdict=verdict, reasons=_REASON, written_at=at)
    rows.answers.append(answer)
    signers = ground.trainers[: ground.rule_book.trainers_sign]
    rows.signatures.extend(Signature(answer=answer, trainer=trainer, at=at) for trainer in signers)


def _last_line(candidate, name, *, ground, at):
    transition = CANDIDATE_TRACK.transition(name)
    source = transition.sources[0]
    by = {"user": candidate.user} if transition.permission is None else {"user_id": ground.place.manager_id}
    if transition.permission == ANSWER:
        by = {"user": ground.trainers[0]}
    return line_of(candidate, name, source, candidate.state, at=at, **by)


def line_of(candidate, name, source, target, *, at, **by):
    return MoveLogEntry(
        content_type=ContentType.objects.get_for_model(Candidate),
        object_id=candidate.pk,
        label=str(candidate),
        action=CANDIDATE_TRACK.action(name),
        timestamp=at,
        actor_kind=AccessLogEntry.Actor.USER,
        from_state=source,
        to_state=target,
        organisation_id=candidate.organisation_id,
        region_id=candidate.region_id,
        **by,
    )


@transaction.atomic
def _store(rows):
    kinds: tuple[type[Model], ...] = (
        User, EmailAddress, Vault, Candidate, SpokenLanguage, Report, ReportAnswer, Signature, SearchToken,
        MoveLogEntry,
    )  # fmt: skip
    for kind, made in zip(kinds, rows, strict=True):
        kind._base_manager.bulk_create(made)
