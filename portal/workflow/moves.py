"""Moving along a track: who may, what is possible now, and the one function that does it."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from portal.privacy import VISITOR
from portal.workflow import log
from portal.workflow.errors import NotAllowed, NotPossible
from portal.workflow.tracks import Transition

__all__ = ["NotAllowed", "NotPossible", "Step", "lock", "may", "move", "steps"]


class Step(NamedTuple):
    """A transition that somebody may make from here; `blocked_by` says what is missing first."""

    transition: Transition
    blocked_by: list[str]


def may(user, obj, name: str) -> bool:
    """Whether a role of the user holds the transition's permission and the row is among those they may see.

    Or whether it is their own row, and a step that its owner makes. Says nothing about state. Being a superuser changes
    nothing: roles are asked, nothing else.
    """
    return _is_allowed_user(user, obj, obj.track.transition(name))


def steps(user, obj) -> list[Step]:
    """What the user may do with `obj` in its present state, in the order of the table.

    A step blocked by a condition that has no words is left out: there is nothing to do about it.
    """
    leaving = obj.track.leaving(obj.state)
    own = [transition for transition in leaving if _owner_allows(user, obj, transition)]
    by_role = [transition for transition in leaving if _role_allows(user, transition)]
    if by_role and not _sees(user, obj):
        by_role = []
    allowed = [transition for transition in leaving if transition in own or transition in by_role]
    found = [Step(transition, _missing(obj, transition)) for transition in allowed]
    return [step for step in found if all(step.blocked_by)]


def move(obj, name: str, *, by, reason: str = "", on: date | None = None, **changes):
    """Moves `obj` along its track and logs it, together with other fields to set, in one transaction.

    Reads the row again under a lock, so what `obj` held unsaved is lost: pass it in `changes`. `by` is a user, or None
    for the system and `VISITOR` for somebody without an account, who make only transitions without a permission.
    Returns `obj`, as stored now. Raises NotAllowed (who) and NotPossible (when), and then nothing has changed.
    """
    step = obj.track.transition(name)
    with transaction.atomic():
        lock(obj)
        if not _is_allowed(by, obj, step):
            raise NotAllowed(f"{obj.track.action(name)} is not for {by!r} to do with {obj.pk}.")
        _refuse_impossible(obj, step, reason=reason, on=on)
        from_state = obj.state
        obj.state = step.lands_in(obj.state)
        _store(obj, changes)
        log.write(obj, name, by=by, reason=reason, on=on, from_state=from_state)
    return obj


def lock(obj: Model) -> None:
    """Reads the row again and holds it until the transaction ends (on SQLite by the transaction itself).

    Raises NotPossible when it is gone: it was erased meanwhile.
    """
    try:
        obj.refresh_from_db(from_queryset=type(obj)._base_manager.select_for_update())
    except type(obj).DoesNotExist:  # type: ignore[attr-defined]
        raise NotPossible(_("This is no longer here.")) from None


def _role_allows(user, transition):
    if transition.permission is None or not getattr(user, "is_authenticated", False):
        return False
    return user.holds(transition.permission)


def _sees(user, obj):
    return type(obj).objects.visible_to(user).filter(pk=obj.pk).exists()


def _is_allowed(by, obj, transition):
    if by is None or by is VISITOR:
        return transition.permission is None and not transition.by_owner
    return _is_allowed_user(by, obj, transition)


def _is_allowed_user(user, obj, transition):
    return _owner_allows(user, obj, transition) or (_role_allows(user, transition) and _sees(user, obj))


def _owner_allows(user, obj, transition):
    return transition.by_owner and getattr(user, "is_authenticated", False) and obj.belongs_to(user)


def _missing(obj, transition):
    return [str(obj.track.conditions[name]) for name in transition.conditions if not _holds(obj, name)]


def _holds(obj, condition):
    answer = getattr(obj, condition)
    return answer() if callable(answer) else answer


def _refuse_impossible(obj, transition, *, reason, on):
    missing = _missing(obj, transition) if obj.state in transition.sources else [""]
    if missing and not all(missing):
        raise NotPossible(_("This cannot be done now: in the meantime it is “%(state)s”.") % {"state": obj.state_label})
    if missing:
        raise NotPossible(" ".join(missing))
    if transition.asks_reason and not reason.strip():
        raise NotPossible(_("Write down the reason."), field="reason")
    if transition.asks_date and on is None:
        raise NotPossible(_("Fill in the date."), field="on")


def _store(obj, changes):
    fields = {field.name: field for field in obj._meta.concrete_fields}
    if unknown := [name for name in changes if name == "state" or name not in fields]:
        raise TypeError(f"move cannot set {', '.join(unknown)} of {type(obj).__name__}.")
    for name, value in changes.items():
        setattr(obj, name, value)
    stamped = [name for name, field in fields.items() if getattr(field, "auto_now", False)]
    obj.save(update_fields=["state", *changes, *stamped])
