"""Asking for a list to take along, and what somebody asked for. The file itself is made later (making.py)."""

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.backoffice.models import Export
from portal.backoffice.models.exports import UNDER_WAY, ExportState
from portal.privacy.erasure import erase
from portal.privacy.models import Vault

KIND = "export"  # of its vault
MOST_KEPT = 5  # of one person: what was asked for and is still there


class TooMany(Exception):
    """This person has MOST_KEPT already."""


def ask_for_export(viewset, *, by, query: str, language: str) -> Export:
    """The row that has the file made; the one that is under way already when the same list is asked for twice.

    Raises TooMany when this person has as many as one person may have.
    """
    under_way = Export.objects.filter(asked_by=by, viewset=viewset.name, query=query, state__in=UNDER_WAY)
    found = under_way.first()
    if found:
        return found
    try:
        with transaction.atomic():
            # One after the other, so that many at once are not more than one by one.
            get_user_model().objects.select_for_update().only("pk").get(pk=by.pk)
            if exports_of(by).exclude(state=ExportState.FAILED).count() >= MOST_KEPT:
                raise TooMany
            return Export.objects.create(
                vault=Vault.objects.open(KIND),
                asked_by=by,
                organisation_id=by.organisation_id,
                viewset=viewset.name,
                query=query,
                language=language,
            )
    except IntegrityError:  # asked twice at once
        return under_way.get()


def exports_of(user) -> QuerySet[Export]:
    """What this user asked for in their organisation and is still kept, newest first; nobody sees another's."""
    mine = Export.objects.filter(asked_by=user, organisation=user.organisation_id)
    return mine.exclude(expires_at__lte=timezone.now())


@transaction.atomic
def discard_export(export: Export) -> None:
    """Takes an export away: its key first, then its pieces and itself."""
    vault = export.vault
    erase(vault)
    export.drop_parts()
    export.delete()
    vault.delete()
