"""A candidate who stopped, or heard "not now", is kept for a term of the rule book; then nothing of them is left."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import OuterRef, ProtectedError, Q, QuerySet, Subquery
from django.utils import timezone

from portal.outbound.mail.outbox import forget_mails
from portal.privacy import blind
from portal.privacy.erasure import erase_whole
from portal.workflow import log
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed
from training.actions.releasing import forget_seats, hold_events_of
from training.models import Candidate, Coordinator, RuleBook
from training.states import CANDIDATE_TRACK, ENDED

_ENDING = [CANDIDATE_TRACK.action(one.name) for one in CANDIDATE_TRACK.transitions if one.target in ENDED]


def lapsed_candidates() -> QuerySet[Candidate]:
    """Those whose way ended longer ago than the rule book under which they began keeps them."""
    lapsed = Q(pk__in=[])
    for book in RuleBook.objects.all():
        before = timezone.now() - timedelta(days=book.ended_kept_days)
        lapsed |= Q(rule_book=book, ended_at__lte=before)
    ended = Candidate.objects.filter(state__in=ENDED).annotate(ended_at=_last_ended())
    return ended.filter(lapsed).order_by("ended_at")


@transaction.atomic
def erase_lapsed(candidate: Candidate) -> bool:
    """Erases a candidate whose term is over, unless they came back meanwhile. Whether it did."""
    hold_events_of(candidate)
    if _locked(candidate) is None or not lapsed_candidates().filter(pk=candidate.pk).exists():
        return False
    erase_candidate(candidate)
    return True


@transaction.atomic
def erase_candidate(candidate: Candidate, *, by=None) -> None:
    """Erases everything of a candidate: rows, files, reports, search, timeline, mails and key; and their account.

    The account stays when it is staff's too. Raises NotAllowed for anybody but the system and the candidate, and for
    the candidate as long as they are on the way.
    """
    hold_events_of(candidate)
    locked = _locked(candidate)
    if locked is None:
        return
    if by is not None and not (locked.belongs_to(by) and locked.state in ENDED):
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
    rows = Candidate.objects.select_for_update(of=("self",)).select_related("vault", "user")
    return rows.filter(pk=candidate.pk).first()


def _last_ended() -> Subquery:
    lines = MoveLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Candidate), object_id=OuterRef("pk"), action__in=_ENDING
    )
    return Subquery(lines.order_by("-timestamp").values("timestamp")[:1])
