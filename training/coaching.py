"""Coaches: who thinks along with a volunteer on the roster (DESIGN §1). What they see of cases upper apps say.

Upper apps register what must be taken back when a coordinator gets another coach: what was opened was opened to one
person, and not to whoever comes after.
"""

from collections.abc import Callable

from django.db.models import QuerySet

from portal.accounts.models import User
from portal.organisations.models import Organisation
from training.models import Coordinator
from training.permissions import COACHES, is_coach

Closer = Callable[..., None]
_closers: list[Closer] = []


def register(closer: Closer) -> Closer:
    """`closer(coordinator, *, by)` takes back what they opened to the coach they had. Also a decorator.

    Called in the transaction in which the coach changes, with the coordinator locked.
    """
    if closer not in _closers:
        _closers.append(closer)
    return closer


def close_to_former_coach(coordinator: Coordinator, *, by) -> None:
    for closer in _closers:
        closer(coordinator, by=by)


def coach_of(coordinator: Coordinator) -> User | None:
    """Who is their coach today: an account that is on, has the role and is of their organisation; else nobody."""
    coach = coordinator.coach
    if coach is None or coach.organisation_id != coordinator.organisation_id or not is_coach(coach):
        return None
    return coach


def coaches_for(coordinator: Coordinator) -> QuerySet[User]:
    """Whom they may have as a coach, by name. Nobody coaches themselves."""
    if not coordinator.organisation.has_volunteers:
        return User.objects.none()
    found = coaching_accounts(coordinator.organisation).filter(is_active=True)
    return found.exclude(pk=coordinator.candidate.user_id).order_by("first_name", "last_name", "email")


def coaching_accounts(organisation: Organisation) -> QuerySet[User]:
    """The accounts of an organisation that have the role, switched off or not."""
    app, codename = COACHES.split(".")
    permission = {"groups__permissions__content_type__app_label": app, "groups__permissions__codename": codename}
    return User.objects.filter(organisation=organisation, **permission).distinct()
