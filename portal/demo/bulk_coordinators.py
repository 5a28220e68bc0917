"""Thousands of invented coordinators at once, to see how the roster behaves: as whole as those of `bulk_candidates`."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from portal.accounts.models import User
from portal.demo.bulk import BATCH, free_reference
from portal.demo.bulk_candidates import grounds_of_all, invented_candidate, line_of
from portal.privacy import blind
from portal.privacy.models import SearchToken, Vault
from portal.workflow.models import MoveLogEntry
from training.coordinator_states import CoordinatorState
from training.languages import OFTEN
from training.models import (
    Candidate,
    Certificate,
    Coordinator,
    CoordinatorRegion,
    CoordinatorScope,
    HeldConference,
    Scope,
    SpokenLanguage,
)
from training.states import CandidateState

# How often, and where they are on both tracks.
_FATES = (
    (CoordinatorState.PRACTISING, CandidateState.PRACTISING, 12),
    (CoordinatorState.REGISTERED, CandidateState.CERTIFIED, 40),
    (CoordinatorState.REGISTERED, CandidateState.COMPLETE, 40),
    (CoordinatorState.LEFT, CandidateState.COMPLETE, 8),
)
_OLDEST = 2000  # days
_MORE_SCOPES = (Scope.RESTORATIVE, Scope.GROUP, Scope.LEARNING, Scope.WORK)


class _Rows(NamedTuple):
    """What is stored together, in this order."""

    users: list
    addresses: list
    vaults: list
    candidates: list
    languages: list
    coordinators: list
    scopes: list
    regions: list
    held: list
    certificates: list
    tokens: list
    lines: list

    @classmethod
    def empty(cls):
        return cls(*([] for _name in cls._fields))


def make_many_coordinators(count: int, *, seed: int = 1) -> Iterator[int]:
    """Adds `count` coordinators to the regions where a manager answers; yields how many are stored, batch by batch.

    Each batch is stored whole or not at all. The same `seed` gives the same people and days, with other keys. Nobody
    signs in with their accounts: they have no password.
    """
    chance = random.Random(f"coordinators {seed}")  # noqa: S311  (invented people, no secrets)
    grounds = [ground for ground in grounds_of_all() if ground.place.manager_id is not None]
    regions: dict[int, list] = {}
    for ground in grounds:
        regions.setdefault(ground.place.organisation.pk, []).append(ground.place.region)
    taken = set(Candidate.objects.values_list("reference", flat=True))
    taken |= set(Certificate.objects.values_list("number", flat=True))
    taken |= {number for number in Coordinator.objects.values_list("registration_number", flat=True) if number}
    done = 0
    while grounds and done < count:
        rows = _Rows.empty()
        for _number in range(done, min(count, done + BATCH)):
            ground = chance.choice(grounds)
            _invent(rows, ground=ground, near=regions[ground.place.organisation.pk], chance=chance, taken=taken)
        _store(rows)
        done += len(rows.coordinators)
        yield done


def _invent(rows, *, ground, near, chance, taken):
    place, reference = ground.place, free_reference(taken)
    state, candidate_state, _weight = chance.choices(_FATES, weights=[weight for *_states, weight in _FATES])[0]
    days = chance.uniform(200, _OLDEST)
    applied_at = timezone.now() - timedelta(days=days)
    moved_at = applied_at + timedelta(days=days * chance.uniform(0.3, 0.9))
    user = User(email=f"{reference.lower()}@demo.example", organisation=place.organisation, date_joined=applied_at)
    user.set_unusable_password()
    rows.users.append(user)
    rows.addresses.append(EmailAddress(user=user, email=user.email, verified=True, primary=True))
    vault = Vault(kind="candidate").fill()
    rows.vaults.append(vault)
    candidate = invented_candidate(
        user, vault, ground=ground, chance=chance, reference=reference, applied_at=applied_at
    )
    candidate.state = candidate_state
    candidate.met_on = candidate.trained_on = timezone.localdate(applied_at)
    _see_conduct(candidate, chance=chance, manager_id=place.manager_id)
    rows.candidates.append(candidate)
    spoken = {"nl", *chance.sample(OFTEN, k=chance.randint(0, 3))}
    rows.languages.extend(SpokenLanguage(candidate=candidate, code=code) for code in sorted(spoken))
    coordinator = _coordinator(candidate, state=state, moved_at=moved_at, chance=chance)
    rows.coordinators.append(coordinator)
    if state != CoordinatorState.PRACTISING:
        _register(rows, coordinator, chance=chance, taken=taken, manager_id=place.manager_id, moved_at=moved_at)
    more = chance.sample(_MORE_SCOPES, k=chance.randint(0, 3)) if candidate_state == CandidateState.COMPLETE else []
    rows.scopes.extend(CoordinatorScope(coordinator=coordinator, scope=scope) for scope in [Scope.FAMILY, *more])
    others = [region for region in near if region != place.region]
    also = chance.sample(others, k=min(len(others), chance.choice((0, 0, 1, 2))))
    rows.regions.extend(CoordinatorRegion(coordinator=coordinator, region=region) for region in also)
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
    rows.lines.append(
        line_of(candidate, "apply", CandidateState.WRITING, CandidateState.APPLIED, at=applied_at, user=user)
    )


def _see_conduct(candidate, *, chance, manager_id):
    """Most have a document that counts; of some it ended, or ends soon."""
    today = timezone.localdate()
    seen = today - timedelta(days=chance.randint(1, 33 * candidate.rule_book.conduct_months))
    candidate.conduct_seen_on, candidate.conduct_seen_by_id = seen, manager_id
    candidate.conduct_valid_until = seen + timedelta(days=30 * candidate.rule_book.conduct_months)


def _coordinator(candidate, *, state, moved_at, chance):
    today = timezone.localdate()
    is_away = state == CoordinatorState.REGISTERED and chance.random() < 0.1
    return Coordinator(
        vault=candidate.vault,
        candidate=candidate,
        organisation=candidate.organisation,
        region=candidate.region,
        state=state,
        travel_minutes=chance.choice((30, 45, 60, 60, 90)),
        evenings=chance.random() < 0.9,
        weekends=chance.random() < 0.6,
        weekdays=True,
        away_from=today - timedelta(days=chance.randint(0, 20)) if is_away else None,
        away_until=today + timedelta(days=chance.randint(1, 90)) if is_away else None,
        touched_at=moved_at,
    )


def _register(rows, coordinator, *, chance, taken, manager_id, moved_at):
    day = timezone.localdate(moved_at)
    coordinator.registration_number, coordinator.registered_on = free_reference(taken), day
    candidate = coordinator.candidate
    candidate.conferences_held = chance.randint(1, 12)
    rows.held.extend(
        HeldConference(candidate=candidate, key=f"bulk:{candidate.reference}:{number}", on=day)
        for number in range(candidate.conferences_held)
    )
    rows.certificates.append(
        Certificate(
            vault=coordinator.vault,
            coordinator=coordinator,
            number=free_reference(taken),
            issued_on=day,
            issued_by_id=manager_id,
            name=candidate.name,
        )
    )


@transaction.atomic
def _store(rows):
    kinds: tuple[type[Model], ...] = (
        User, EmailAddress, Vault, Candidate, SpokenLanguage, Coordinator, CoordinatorScope, CoordinatorRegion,
        HeldConference, Certificate, SearchToken, MoveLogEntry,
    )  # fmt: skip
    for kind, made in zip(kinds, rows, strict=True):
        kind._base_manager.bulk_create(made)
