"""A place in the queue: whoever was told to wait comes in after that, however many others try meanwhile.

It is kept in the session and says nothing but when it was given. One place lets one form through.
"""

import math
import time

_SESSION_KEY = "turns"
_KEPT_FOR = 60 * 60  # seconds after it could have been used


def keep_place(request, *, action: str, wait: int) -> int:
    """A place that can be used `wait` seconds from now, or the one that this reader has already; seconds until it."""
    now, places = time.time(), _places(request)
    place = places.setdefault(action, now + wait)
    request.session[_SESSION_KEY] = places
    return max(1, math.ceil(place - now))


def use_place(request, *, action: str) -> bool:
    """Whether the reader has a place whose time has come; it is used up by that."""
    places = _places(request)
    if action not in places or places[action] > time.time():
        return False
    leave_place(request, action=action)
    return True


def leave_place(request, *, action: str) -> None:
    """Whoever came in otherwise needs no place any more."""
    places = _places(request)
    if places.pop(action, None) is not None:
        request.session[_SESSION_KEY] = places


def _places(request) -> dict[str, float]:
    kept = request.session.get(_SESSION_KEY, {})
    return {action: at for action, at in kept.items() if at > time.time() - _KEPT_FOR}
