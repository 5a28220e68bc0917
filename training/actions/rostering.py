"""Coming on the roster, leaving it, coming back: whom the organisation may ask for a conference (DOMAIN §4.6–4.10)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, may, move
from training.actions.releasing import lock_events_of, release_seats
from training.coordinator_states import ON_THE_ROSTER, CoordinatorState
from training.event_states import EventState, SeatState
from training.mails import send_candidate_waits_mail
from training.models import Candidate, Coordinator, CoordinatorScope, EventKind, Scope, Seat
from training.states import REGISTERED, CandidateState

# Who is here on the track stands on the roster.
_ROSTERED = (CandidateState.PRACTISING, CandidateState.LOOKING_BACK, *REGISTERED)


@transaction.atomic
def join_roster(candidate: Candidate, *, by) -> Coordinator:
    """Both sides said yes: the candidate stands on the roster as practising, for families and individuals only.

    Called again it gives the coordinator that is there; who left and got a yes again practises again. Asks no
    permission: that is the calling action's. Raises NotPossible for a candidate who is not that far.
    """
    lock(candidate)
    if candidate.state not in _ROSTERED or candidate.region_id is None:
        raise NotPossible(_("First candidate and trainers both say yes."))
    coordinator = Coordinator.objects.filter(candidate=candidate).first()
    if coordinator is None:
        coordinator = Coordinator.objects.create(
            vault_id=candidate.vault_id,
            candidate=candidate,
            organisation_id=candidate.organisation_id,
            region_id=candidate.region_id,
        )
        log.note(coordinator, "join", by=by)
    elif coordinator.state == CoordinatorState.LEFT and candidate.state not in REGISTERED:
        move(coordinator, "practise_again", by=None)
    CoordinatorScope.objects.get_or_create(coordinator=coordinator, scope=Scope.FAMILY)
    return coordinator


@transaction.atomic
def leave_roster(coordinator: Coordinator, *, by, reason: str = "") -> Coordinator:
    """Nobody asks them for a conference any more: their own choice, or written down by staff. Their seats come free.

    What they told of who they are is erased: nobody needs it now; who has a place in the second training, still to come
    or going on, chooses again later. The region hears of it when they did it themselves.
    Raises NotPossible for who practises and is still on the way to the certificate: they pause or stop there, and this
    follows by itself.
    """
    candidate = coordinator.candidate
    lock_events_of(candidate)
    lock(candidate)
    is_on_the_way = candidate.state in (CandidateState.PRACTISING, CandidateState.LOOKING_BACK)
    if may(by, coordinator, "leave") and coordinator.state == CoordinatorState.PRACTISING and is_on_the_way:
        raise NotPossible(_("First the way to the certificate ends: with a pause, or by stopping."))
    move(
        coordinator, "leave", by=by, reason=reason,
        away_from=None, away_until=None, background="", background_agreed_at=None,
    )  # fmt: skip
    release_seats(candidate)
    if candidate.state == CandidateState.DEEPENING and not _has_second_training_behind(candidate):
        move(candidate, "lose_second_place", by=None)
    if candidate.belongs_to(by) and candidate.state in REGISTERED:
        send_candidate_waits_mail(candidate)
    return coordinator


def leave_with(candidate: Candidate, *, by) -> None:
    """Who stopped on the way, or heard “not now”, is not asked for conferences either; to be called after that move."""
    coordinator = Coordinator.objects.filter(candidate=candidate).exclude(state=CoordinatorState.LEFT).first()
    if coordinator is not None:
        leave_roster(coordinator, by=by)


def return_to_roster(coordinator: Coordinator, *, by) -> Coordinator:
    """Who left and still has a valid certificate can be asked again."""
    return move(coordinator, "return", by=by)


@transaction.atomic
def change_scopes(coordinator: Coordinator, *, by, scopes: Iterable[str], reason: str) -> Coordinator:
    """For which conferences they may be asked from now on, as the manager decides with a reason.

    Who practises is there for families and individuals, and nothing else yet. Raises NotAllowed, or NotPossible for
    who left, without a reason (field "reason"), and for none or the wrong scopes (field "scopes").
    """
    if not is_guided_by(by, coordinator):
        raise NotAllowed(f"{by!r} does not change the scopes of {coordinator.pk}.")
    locked = lock_on_roster(coordinator)
    wanted = [scope for scope in Scope.values if scope in set(scopes)]
    if not wanted:
        raise NotPossible(_("Choose at least one."), field="scopes")
    if locked.state == CoordinatorState.PRACTISING and wanted != [Scope.FAMILY]:
        raise NotPossible(_("Who practises does it for families and individuals only."), field="scopes")
    if not reason.strip():
        raise NotPossible(_("Write down the reason."), field="reason")
    locked.scopes.exclude(scope__in=wanted).delete()
    for scope in wanted:
        CoordinatorScope.objects.get_or_create(coordinator=locked, scope=scope)
    log.note(locked, "change_scopes", by=by, reason=reason)
    return locked


def lock_on_roster(coordinator: Coordinator) -> Coordinator:
    """Reads the row again and holds it; raises NotPossible for who left, and when it is gone."""
    lock(coordinator)
    if coordinator.state not in ON_THE_ROSTER:
        raise NotPossible(_("This person is not on the roster any more."))
    return coordinator


def is_guided_by(user, coordinator: Coordinator) -> bool:
    """Whether the user guides coordinators and this one is among theirs; nobody guides themselves."""
    return may(user, coordinator, "leave") and not coordinator.belongs_to(user)


def _has_second_training_behind(candidate):
    """Whether they sat in a second training of which the last day is over: staff still write down how it ended."""
    seats = Seat.objects.filter(candidate=candidate, state=SeatState.TAKEN, event__kind=EventKind.EK2)
    return seats.filter(event__state=EventState.OPEN).exists()
