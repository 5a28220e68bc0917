"""Thousands of invented referrals at once, to see how lists and search behave (DESIGN §5: only these insert in bulk).

Each has what a real one has: a vault of its own, sealed texts, somebody in the middle, what it can be found by, its
line in the timeline, and where it was accepted a case. None has a code: thousands of slow hashes would take an hour.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from intake.case_states import CASE_TRACK, WITH_A_PLAN, CaseState
from intake.models import (
    Awareness,
    Case,
    Channel,
    ConferenceModel,
    Consent,
    CorePerson,
    ForWhom,
    PartyKind,
    Referral,
    ReferrerRole,
    WhoseAgreement,
    YesNo,
)
from intake.states import REFERRAL_TRACK, ReferralState
from portal.demo.stories import STORIES
from portal.organisations.models import Organisation, Region
from portal.organisations.queries import front_desk_of
from portal.privacy import blind
from portal.privacy.models import AccessLogEntry, SearchToken, Vault
from portal.workflow.models import MoveLogEntry
from portal.workflow.references import new_reference

BATCH = 500
FIRST_NAMES = (
    "Aya", "Bram", "Chantal", "Daan", "Elif", "Fatima", "Gerrit", "Hanna", "Ilse", "Jaap", "Kasia", "Luuk", "Mehmet",
    "Noor", "Omar", "Piet", "Quinten", "Roos", "Sanne", "Tomasz", "Umut", "Vera", "Wout", "Xenia", "Yasmin", "Zofia",
)  # fmt: skip
LAST_NAMES = (
    "Demo-Akker", "Demo-Berg", "Demo-Ceylan", "Demo-Dijk", "Demo-Essers", "Demo-Faber", "Demo-Groot", "Demo-Haddad",
    "Demo-Ivens", "Demo-Janssen", "Demo-Kowal", "Demo-Linden", "Demo-Maas", "Demo-Nowak", "Demo-Olthof", "Demo-Prins",
    "Demo-Rietveld", "Demo-Smet", "Demo-Tekin", "Demo-Uyttendaele", "Demo-Vos", "Demo-Wiersma", "Demo-Yildiz",
)  # fmt: skip
# How often, and how many days ago at least and at most. What nobody agreed to is never older than its term.
_FATES = (
    (ReferralState.RECEIVED, 12, 0, 9),
    (ReferralState.IN_TALK, 18, 1, 27),
    (ReferralState.ACCEPTED, 60, 5, 900),
    (ReferralState.DECLINED, 4, 2, 27),
    (ReferralState.REFERRED_ON, 3, 2, 27),
    (ReferralState.WITHDRAWN, 3, 2, 27),
)
_WARNED_AFTER = 21
_CASE_RUNS = 200  # days, at most
# Where a case is that runs, by how often; nothing of a circle or a plan is made for it.
_RUNNING = (
    (CaseState.QUESTION, 20), (CaseState.MATCHING, 15), (CaseState.PREPARATION, 30), (CaseState.HELD, 5),
    (CaseState.PLAN_RUNNING, 25), (CaseState.FOLLOWED_UP, 5),
)  # fmt: skip
_ENDED = ((CaseState.CLOSED, 70), (CaseState.STOPPED, 30))


class Place(NamedTuple):
    """Where a referral goes, and who answers for it."""

    organisation: Organisation
    region: Region
    manager_id: int | None
    keys: dict


class _Rows(NamedTuple):
    """What is stored together, in this order."""

    vaults: list
    referrals: list
    people: list
    consents: list
    cases: list
    tokens: list
    lines: list

    @classmethod
    def empty(cls):
        return cls([], [], [], [], [], [], [])


def make_many(count: int, *, seed: int = 1) -> Iterator[int]:
    """Adds `count` referrals to the organisations that are there; yields how many are stored, batch by batch.

    Each batch is stored whole or not at all. The same `seed` gives the same people and days, with other keys.
    """
    chance = random.Random(seed)  # noqa: S311  (invented people, no secrets)
    everywhere = places()
    taken = set(Referral.objects.values_list("reference", flat=True))
    done = 0
    while done < count:
        rows = _Rows.empty()
        for number in range(done, min(count, done + BATCH)):
            _invent(rows, number, place=chance.choice(everywhere), chance=chance, reference=free_reference(taken))
        _store(rows)
        done += len(rows.referrals)
        yield done


def places() -> list[Place]:
    """Every region of every organisation."""
    found = []
    for organisation in Organisation.objects.all():
        keys, desk = blind.keys_of(organisation), front_desk_of(organisation)
        found += [
            Place(organisation, region, region.manager_id or desk.manager_id, keys)
            for region in organisation.regions.all()
        ]
    return found


def free_reference(taken: set[str]) -> str:
    """One that is not `taken`; from now on it is."""
    reference = new_reference()
    while reference in taken:
        reference = new_reference()
    taken.add(reference)
    return reference


def _invent(rows, number, *, place, chance, reference):
    state, _weight, youngest, oldest = chance.choices(_FATES, weights=[weight for _state, weight, *_days in _FATES])[0]
    if state == ReferralState.ACCEPTED and place.manager_id is None:
        state, youngest, oldest = ReferralState.IN_TALK, 1, 27
    days = chance.uniform(youngest, oldest)
    received_at = timezone.now() - timedelta(days=days)
    agreed_at = received_at + timedelta(days=days / 2) if state == ReferralState.ACCEPTED else None
    vault = Vault(kind="referral").fill()
    rows.vaults.append(vault)
    referral = _referral(number, chance=chance, vault=vault, place=place, reference=reference)
    referral.state, referral.received_at, referral.agreed_at = state, received_at, agreed_at
    referral.term_from = received_at
    if agreed_at is None and days > _WARNED_AFTER:
        referral.warned_at = received_at + timedelta(days=_WARNED_AFTER)
    rows.referrals.append(referral)
    rows.lines.append(_line(referral, REFERRAL_TRACK, "receive", at=received_at))
    person = _person(referral, chance=chance)
    rows.people.append(person)
    tokens = blind.tokens(
        referral,
        organisation=place.organisation,
        keys=place.keys,
        names=[referral.referrer_name, person.name],
        emails=[referral.email],
        telephones=[referral.telephone],
    )
    rows.tokens.extend(tokens)
    if agreed_at is not None:
        _accept(rows, referral, person, days=days, place=place, chance=chance)


def _referral(number, *, chance, vault, place, reference):
    story = chance.choice(STORIES)
    return Referral(
        vault=vault,
        reference=reference,
        organisation=place.organisation,
        region=place.region,
        channel=chance.choices([Channel.WEB, Channel.TELEPHONE], weights=[3, 1])[0],
        language=story.language,
        for_whom=story.for_whom,
        referrer_role=chance.choice(ReferrerRole.values),
        awareness=chance.choice(Awareness.values),
        story=story.story,
        subjects=[],
        children_involved=chance.choice(YesNo.values),
        wished_model=chance.choice(["", *ConferenceModel.values]),
        referrer_name=f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}",
        telephone=f"+44 7700 900{chance.randrange(1000):03}",  # numbers that are kept for stories, and call nobody
        email=f"demo{number}@demo.example",
        safe_times=story.safe_times,
        never_do=story.never_do,
        needs_look=chance.random() < 0.05,
    )


def _person(referral, *, chance):
    is_group = referral.for_whom == ForWhom.GROUP
    return CorePerson(
        vault=referral.vault,
        referral=referral,
        kind=PartyKind.GROUP if is_group else PartyKind.PERSON,
        is_referrer=referral.is_own,
        name=referral.referrer_name if referral.is_own else f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}",
    )


def _accept(rows, referral, person, *, days, place, chance):
    person.whose_agreement = WhoseAgreement.SELF
    rows.consents.append(
        Consent(
            vault=referral.vault,
            core_person=person,
            given_by=Consent.Giver.SELF,
            answer=Consent.Answer.YES,
            spoken_on=timezone.localdate(referral.agreed_at),
            spoken_by_id=place.manager_id,
        )
    )
    rows.lines.append(_line(referral, REFERRAL_TRACK, "accept", at=referral.agreed_at, by=place.manager_id))
    fates = _RUNNING if days < _CASE_RUNS * chance.random() else _ENDED
    state = chance.choices([state for state, _often in fates], [often for _state, often in fates])[0]
    was_held = state in (CaseState.HELD, *WITH_A_PLAN)
    case = Case(
        vault=referral.vault,
        referral=referral,
        reference=referral.reference,
        organisation=place.organisation,
        region=place.region,
        manager_id=place.manager_id,
        model=referral.wished_model or ConferenceModel.FAMILY_GROUP,
        opened_at=referral.agreed_at,
        clock_from=referral.received_at,
        held_on=timezone.localdate(referral.agreed_at) + timedelta(days=3) if was_held else None,
        state=state,
    )
    rows.cases.append(case)
    rows.lines.append(_line(case, CASE_TRACK, "open", at=referral.agreed_at, by=place.manager_id))


def _line(obj, track, name, *, at, by=None):
    return MoveLogEntry(
        content_type=ContentType.objects.get_for_model(type(obj)),
        object_id=obj.pk,
        label=str(obj),
        action=track.action(name),
        timestamp=at,
        user_id=by,
        actor_kind=AccessLogEntry.Actor.USER if by else AccessLogEntry.Actor.VISITOR,
        from_state=track.initial if name != "accept" else ReferralState.IN_TALK,
        to_state=ReferralState.ACCEPTED if name == "accept" else track.initial,
        organisation_id=obj.organisation_id,
        region_id=obj.region_id,
    )


@transaction.atomic
def _store(rows):
    kinds: tuple[type[Model], ...] = (Vault, Referral, CorePerson, Consent, Case, SearchToken, MoveLogEntry)
    for kind, made in zip(kinds, rows, strict=True):
        kind._base_manager.bulk_create(made)
