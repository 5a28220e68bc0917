"""Coordinators, cases that look for one, and what passes between them, made by the real actions."""

from intake.actions.assigning import accept_case, offer_case, show_interest
from intake.models import Assignment
from portal.privacy.looking import looking
from tests.intake.factories import make_case, make_manager
from tests.organisations.factories import RegionFactory
from tests.training.further import make_registered
from training.models import Candidate, Coordinator, CoordinatorRegion, CoordinatorScope, SpokenLanguage


def make_region(**organisation):
    """A region with a manager, in an organisation with these settings."""
    region = RegionFactory(**{f"organisation__{name}": value for name, value in organisation.items()})
    make_manager(region)
    region.refresh_from_db()
    return region


def coordinator_in(region, *, languages=("nl",), scopes=(), also_in=(), **fields) -> Coordinator:
    """Somebody registered for families who lives in `region`; `fields` are those of the row."""
    coordinator = make_registered(region)
    candidate = coordinator.candidate
    candidate.spoken_languages.all().delete()
    SpokenLanguage.objects.bulk_create([SpokenLanguage(candidate=candidate, code=code) for code in languages])
    for scope in scopes:
        CoordinatorScope.objects.create(coordinator=coordinator, scope=scope)
    for other in also_in:
        CoordinatorRegion.objects.create(coordinator=coordinator, region=other)
    if fields:
        Coordinator.objects.filter(pk=coordinator.pk).update(**fields)
        coordinator.refresh_from_db()
    return coordinator


def make_waiting(region):
    """A case that waits for a coordinator."""
    return make_case(region, state="matching")


def user_of(coordinator):
    return Candidate.objects.select_related("user").get(pk=coordinator.candidate_id).user


def offer(case, coordinator, *, days=7, **more) -> Assignment:
    return offer_case(case, by=case.region.manager, coordinator=coordinator, days=days, **more)


def take(assignment, *, employer="", is_independent=True) -> Assignment:
    """The coordinator looks at the names, declares to be independent and accepts."""
    mine = Assignment.objects.get(pk=assignment.pk)
    user = user_of(mine.coordinator)
    show_interest(mine, by=user)
    with looking(mine.case, by=None, screen="tests"):
        return accept_case(mine, by=user, employer=employer, is_independent=is_independent)
