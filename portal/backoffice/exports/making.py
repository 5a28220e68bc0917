"""Makes what was asked for: periodic work, one export after the other, batch by batch with little memory.

Whoever makes one holds a lease, renewed with every batch. Killed halfway, the lease runs out and it starts anew; a
worker that was only slow finds its lease gone and stops.
"""

import logging
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone, translation

from portal.backoffice.exports import table
from portal.backoffice.exports.asking import discard_export
from portal.backoffice.filters import kept_query, list_of, may_list, rows_of
from portal.backoffice.models import Export, ExportPart, ExportState
from portal.backoffice.models.exports import KEPT_FOR
from portal.backoffice.viewsets import registered_viewsets
from portal.privacy.looking import looking_all

logger = logging.getLogger(__name__)

ROWS_AT_ONCE = 500
LEASE = timedelta(minutes=2)
AGAIN_AFTER = timedelta(seconds=15)
MOST_ATTEMPTS = 3


class CannotBeMade(Exception):
    """Whoever asked may not see this list any more, or its filter does not fit any more."""


class LeaseLost(Exception):
    """Somebody else makes it now, or it is gone."""


def make_exports() -> int:
    """Makes everything that waits; how many files are ready. A row is its own task: nothing is enqueued."""
    made = 0
    while export := _take():
        made += _make(export)
    return made


def delete_expired_exports() -> int:
    """Takes away every export whose day is over, with its key; how many."""
    expired = list(Export.objects.filter(expires_at__lte=timezone.now()).select_related("vault"))
    for export in expired:
        discard_export(export)
    return len(expired)


def _take() -> Export | None:
    """The export that waits longest, leased to us and empty; None when nothing waits."""
    now = timezone.now()
    waiting = Export.objects.filter(
        Q(state=ExportState.QUEUED) | Q(state=ExportState.RUNNING, lease_until__lte=now)
    ).order_by("created")
    for key in waiting.values_list("pk", flat=True)[:10]:
        with transaction.atomic():
            # One conditional UPDATE decides which of two workers it is, on every database.
            if not waiting.filter(pk=key).update(
                state=ExportState.RUNNING,
                lease=uuid.uuid4(),
                lease_until=now + LEASE,
                rows_done=0,
                rows_total=0,
                size=0,
                attempts=F("attempts") + 1,
            ):
                continue
            export = Export.objects.select_related("vault", "asked_by__organisation").get(pk=key)
            export.drop_parts()
            return export
    return None


def _make(export) -> bool:
    """Whether it is ready. What goes wrong by accident is raised, and tried again a few times."""
    try:
        if export.attempts > MOST_ATTEMPTS:
            raise CannotBeMade
        with translation.override(export.language):
            _write(export, *_list_asked_for(export))
        _end(export, ExportState.READY)
    except LeaseLost:
        return False
    except CannotBeMade:
        _end(export, ExportState.FAILED)
        return False
    except Exception:
        _ours(export).update(lease_until=timezone.now() + AGAIN_AFTER)
        raise
    return True


def _list_asked_for(export):
    """The viewset, and the rows that its asker may see at this moment."""
    viewset = next((each for each in registered_viewsets() if each.name == export.viewset), None)
    if export.asked_by.organisation_id != export.organisation_id:
        raise CannotBeMade
    # Before any row is read, and of the same user: what they may see stands still from here on.
    _note(export, region_ids=sorted(export.asked_by.region_ids))
    if viewset is None or not viewset.export_columns or not may_list(viewset, export.asked_by):
        raise CannotBeMade
    view = list_of(viewset, user=export.asked_by, query=export.query)
    # A filter that does not fit any more (a region that is no longer theirs) would show more than was asked for.
    if kept_query(view) != export.query:
        raise CannotBeMade
    return viewset, rows_of(view)


def _write(export, viewset, rows):
    columns = viewset.export_columns
    _note(export, rows_total=rows.count())
    text, done, number = table.headings(columns), 0, 0
    for batch in _batches(rows, order=viewset.export_order):
        done += len(batch)
        _keep(export, number, text + _lines(export, viewset, batch), done=done)
        text, number = "", number + 1
    if not number:
        _keep(export, 0, text, done=0)


def _lines(export, viewset, batch):
    if not viewset.export_opens:
        return table.lines(viewset.export_columns, batch)
    with looking_all(batch, by=export.asked_by, screen=viewset.screen):
        return table.lines(viewset.export_columns, batch)


def _batches(rows: QuerySet, *, order: str) -> Iterator[list]:
    """All rows by `order` and key, a few at a time: each batch begins after the last row of the one before."""
    rows = rows.order_by(*dict.fromkeys([order, "pk"]))
    batch = list(rows[:ROWS_AT_ONCE])
    while batch:
        yield batch
        batch = list(rows.filter(_after(batch[-1], order))[:ROWS_AT_ONCE])


def _after(last, order):
    if order == "pk":
        return Q(pk__gt=last.pk)
    value = getattr(last, order)
    # The first condition says nothing new, but leads the database along its index.
    return Q(**{f"{order}__gte": value}) & (Q(**{f"{order}__gt": value}) | Q(pk__gt=last.pk))


def _keep(export, number, text, *, done):
    """Stores one part and says how far it is, both or neither."""
    with transaction.atomic():
        _note(
            export,
            rows_done=done,
            rows_total=Greatest(F("rows_total"), Value(done)),  # rows may come in while it is made
            size=F("size") + len(text.encode()),
            lease_until=timezone.now() + LEASE,
        )
        ExportPart(export=export, vault=export.vault, number=number, content=text).save(force_insert=True)


def _note(export, **changes):
    if not _ours(export).update(**changes):
        raise LeaseLost


def _end(export, state):
    with transaction.atomic():
        _note(export, state=state, lease=None, lease_until=None, expires_at=timezone.now() + KEPT_FOR)
        if state == ExportState.FAILED:
            export.drop_parts()
    logger.info("Export %s is %s.", export.pk, state)


def _ours(export):
    return Export.objects.filter(pk=export.pk, lease=export.lease)
