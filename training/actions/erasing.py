"""Who stopped, heard "not now" or left the roster is kept for a term of the rule book; then nothing of them is left.

What stays says nothing of anybody: that a place in the list of badges counts no more, and the lines of who looked.
"""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Case, OuterRef, ProtectedError, Q, QuerySet, Subquery, When
from django.utils import timezone

from portal.outbound.mail.outbox import forget_mails
from portal.privacy import blind
from portal.privacy.erasure import erase_whole
from portal.workflow import log
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed
from training.actions.releasing import forget_seats, lock_events_of
from training.coordinator_states import COORDINATOR_TRACK, CoordinatorState
from training.models import Candidate, Coordinator, RuleBook
from training.states import CANDIDATE_TRACK, ENDED, REGISTERED

_ENDING = [CANDIDATE_TRACK.action(one.name) for one in CANDIDATE_TRACK.transitions if one.target in ENDED]
_LEAVING = [COORDINATOR_TRACK.action("leave")]
_IS_OVER = Q(state__in=ENDED) | Q(state__in=REGISTERED, coordinator__state=CoordinatorState.LEFT)


def lapsed_candidates() -> QuerySet[Candidate]:
    """Those whose way ended, or who left the roster, longer ago than the rule book they began under keeps them."""
    lapsed = Q(pk__in=[])
    for book in RuleBook.objects.all():
        before = timezone.now() - timedelta(days=book.ended_kept_days)
        lapsed |= Q(rule_book=book, over_since__lte=before)
    since = Case(
        When(state__in=ENDED, then=_newest_line(Candidate, _ENDING, "pk")),
        default=_newest_line(Coordinator, _LEAVING, "coordinator__pk"),
    )
    return Candidate.objects.filter(_IS_OVER).annotate(over_since=since).filter(lapsed).order_by("over_since")


@transaction.atomic
def erase_lapsed(candidate: Candidate) -> bool:
    """Erases a candidate whose term is over, unless they came back meanwhile. Whether it did."""
    lock_events_of(candidate)
    if _locked(candidate) is None or not lapsed_candidates().filter(pk=candidate.pk).exists():
        return False
    erase_candidate(candidate)
    return True


@transaction.atomic
def erase_candidate(candidate: Candidate, *, by=None) -> None:
    """Erases everything of a candidate: rows, files, reports, search, timeline, mails and key; and their account.

    The account stays when it is staff's too. A number of theirs at /verify/ is then one that nobody has. Raises
    NotAllowed for anybody but the system and the candidate, and for the candidate as long as they are on the way or on
    the roster.
    """
    lock_events_of(candidate)
    locked = _locked(candidate)
    if locked is None:
        return
    if by is not None and not (locked.belongs_to(by) and Candidate.objects.filter(_IS_OVER, pk=locked.pk).exists()):
        raise NotAllowed(f"{by!r} does not erase {locked.pk}.")
    vault, user = locked.vault, locked.user
    blind.forget(locked)
    log.forget(locked)
    for coordinator in Coordinator.objects.filter(candidate=locked):
        log.forget(coordinator)
        for certificate in coordinator.certificates.all():
            log.forget(certificate)
    forget_seats(locked)
    locked.delete()
    forget_mails(vault)
    erase_whole(vault)
    _delete_account(user)


def _delete_account(user):
    """The account held the candidate, so it goes after them."""
    if user.is_staff or user.is_superuser or user.groups.exists():
        return
    try:
        user.delete()
    except ProtectedError:
        return  # they worked here once: what they signed then keeps saying who signed


def _locked(candidate):
    """The row, held together with the coordinator, so that nobody comes back meanwhile; None when it is gone."""
    rows = Candidate.objects.select_for_update(of=("self",)).select_related("vault", "user")
    found = rows.filter(pk=candidate.pk).first()
    if found is not None:
        Coordinator.objects.select_for_update().filter(candidate=found).order_by().first()
    return found


def _newest_line(model, actions, key) -> Subquery:
    lines = MoveLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id=OuterRef(key), action__in=actions
    )
    return Subquery(lines.order_by("-timestamp").values("timestamp")[:1])
