"""The edition of the site: whatever changes on its pages begins a new one, and a page of an older one is never shown.

A menu, a list or a translation stands on any page, so one change counts for all of them. nginx asks nobody which
edition it is: `now` in settings.PAGE_EDITIONS is a link to the folder of the edition, and nginx resolves it into the
key of each page that it keeps (deploy/nginx.conf.in). So a page that was being made while another was published is
kept under the old edition, and nobody gets it. Without the setting a page counts for settings.PAGE_CACHE_SECONDS.
"""

import logging
import time
import uuid
from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import COMMENTS_RELATION_NAME, Page

logger = logging.getLogger(__name__)
NOW = "now"
KEPT = 60  # seconds: a request that has just followed the link still looks at the folder
# What is written with every draft; readers see none of it.
_OF_DRAFTS = frozenset(
    (COMMENTS_RELATION_NAME, "latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes")
)


def begin_edition(folder: Path) -> None:
    """Make an edition in `folder` and lead `now` to it, in one step for whoever looks. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    edition = folder / uuid.uuid4().hex
    edition.mkdir()
    link = edition.with_suffix(".link")
    link.symlink_to(edition.name)
    link.replace(folder / NOW)
    _clear(folder, but=edition)


def begin_after_change(sender, update_fields=None, **kwargs) -> None:
    """Signal receiver: begins an edition once the change stands in the database. Never hinders the change itself.

    However many rows a transaction changes, it begins one edition.
    """
    is_draft = issubclass(sender, Page) and update_fields and _OF_DRAFTS.issuperset(update_fields)
    if settings.PAGE_EDITIONS and not is_draft and not _is_waiting():
        transaction.on_commit(_begin)


def _is_waiting():
    """Whether this transaction begins one already. Django forgets that with a savepoint that is rolled back."""
    return any(call is _begin for _savepoints, call, _robust in transaction.get_connection().run_on_commit)


def _begin():
    try:
        begin_edition(Path(settings.PAGE_EDITIONS))
    except OSError:
        logger.exception("No new edition of the pages: for up to %s s readers get the old", settings.PAGE_CACHE_SECONDS)


def _clear(folder, *, but):
    for old in folder.iterdir():
        try:
            if old != but and not old.is_symlink() and time.time() - old.stat().st_mtime > KEPT:
                old.rmdir()
        except FileNotFoundError:  # another process was first
            continue
