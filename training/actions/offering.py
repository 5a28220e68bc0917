"""What coordinators say about themselves: which languages, where, when, and who they are (DESIGN §3, Coordinator)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.organisations.models import Region
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible
from training.actions.applying import set_languages
from training.actions.rostering import is_guided_by, lock_on_roster
from training.languages import is_language
from training.models import LONGEST_TRAVEL, Coordinator, CoordinatorRegion


class Outdated(NotPossible):
    """Something else was kept since the writer's page was drawn."""

    def __init__(self):
        super().__init__(_("In the meantime something else was kept. Look at it, and keep yours if it is right."))


@transaction.atomic
def change_own_data(
    coordinator: Coordinator, *, by, languages: Iterable[str], travel_minutes: int, evenings: bool, weekends: bool,
    weekdays: bool, away_from: date | None, away_until: date | None, regions: Iterable[Region] = (),
    background: str | None = None, background_agreed: bool = False, edition: int | None = None,
) -> Coordinator:  # fmt: skip
    """What a coordinator can do and when: their own words, or what they told the manager.

    `background` is their own alone, and is kept only with their agreement: without it nothing of it stays; None leaves
    it as it is. `edition` is the one that the writer had before them; None asks nothing. With a background to be called
    while looking at the coordinator. Raises NotAllowed, Outdated when somebody else kept something meanwhile, and
    NotPossible for who left and (field) for what cannot be.
    """
    is_their_own = coordinator.belongs_to(by)
    if not is_their_own and (background is not None or not is_guided_by(by, coordinator)):
        raise NotAllowed(f"{by!r} does not change what {coordinator.pk} can do.")
    locked = lock_on_roster(coordinator)
    if edition is not None and edition != locked.edition:
        raise Outdated()
    codes = list(dict.fromkeys(languages))
    _refuse_wrong(codes, travel_minutes, (evenings, weekends, weekdays), away_from, away_until)
    locked.travel_minutes, locked.away_from, locked.away_until = travel_minutes, away_from, away_until
    locked.evenings, locked.weekends, locked.weekdays = evenings, weekends, weekdays
    if background is not None:
        _keep_background(locked, background.strip(), agreed=background_agreed)
    if is_their_own:
        locked.touched_at = timezone.now()
    locked.edition += 1
    locked.save()
    set_languages(locked.candidate, codes)
    _set_regions(locked, regions)
    log.note(locked, "change_own", by=by)
    return locked


def _keep_background(coordinator, text, *, agreed):
    if text and not agreed:
        raise NotPossible(_("Tick that we may use it, or leave it empty."), field="background_agreed")
    if text != coordinator.background or (text and coordinator.background_agreed_at is None):
        coordinator.background_agreed_at = timezone.now() if text else None
    coordinator.background = text


def _refuse_wrong(codes, travel_minutes, moments, away_from, away_until):
    if not codes or not all(is_language(code) for code in codes):
        raise NotPossible(_("Choose at least one language that you speak."), field="languages")
    if not 0 <= travel_minutes <= LONGEST_TRAVEL:
        raise NotPossible(_("At most 300 minutes."), field="travel_minutes")
    if not any(moments):
        raise NotPossible(
            _("Choose when you can. If you cannot at all for a while, say so under “away”."), field="when"
        )
    if away_until is not None and away_from is None:
        raise NotPossible(_("Say from which day."), field="away_from")
    if away_until is not None and away_until < away_from:
        raise NotPossible(_("The last day comes after the first."), field="away_until")


def _set_regions(coordinator, regions):
    """Besides their own, and of their own organisation."""
    keys = {each.pk for each in regions if each.organisation_id == coordinator.organisation_id}
    keys -= {coordinator.region_id}
    coordinator.also_in.exclude(region__in=keys).delete()
    CoordinatorRegion.objects.bulk_create(
        [CoordinatorRegion(coordinator=coordinator, region_id=key) for key in sorted(keys)], ignore_conflicts=True
    )
