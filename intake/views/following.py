"""What the browser keeps of following: an opaque key in the session, for as long as somebody looks."""

from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from intake.actions.following import Follower, follower_with
from portal.organisations.queries import organisation_for
from portal.privacy.looking import SITTING, sitting

SESSION_KEY = "following"
IDLE = timedelta(minutes=30)
AT_MOST = timedelta(hours=4)  # a browser that is left alone but not idle (a page that reloads itself) closes too


def begin(request, follower: Follower) -> None:
    """From now on this browser follows, until it is idle for too long or somebody closes it."""
    request.session.cycle_key()
    _keep(request, follower.key, end=int((timezone.now() + AT_MOST).timestamp()))


def follower_of(request) -> Follower | None:
    """Who follows in this browser now; looking keeps it open. None when nobody does, or not any more."""
    kept = request.session.get(SESSION_KEY)
    if kept is None:
        return None
    is_over = kept["until"] < timezone.now().timestamp()
    follower = None if is_over else follower_with(kept["key"], organisation=organisation_for(request))
    if follower is None:
        del request.session[SESSION_KEY]
        return None
    _keep(request, kept["key"], end=kept["end"], opened=kept.get("opened", 0))
    return follower


@contextmanager
def looking_on(request, follower: Follower):
    """Opens what the follower may read: one line in the access log for each hour that this browser looks on."""
    kept, now = request.session[SESSION_KEY], int(timezone.now().timestamp())
    is_new = kept["opened"] <= now - SITTING.total_seconds()
    if is_new:
        request.session[SESSION_KEY] = kept | {"opened": now}
    with sitting(follower.referral, screen="follow", is_new=is_new):
        yield


def end(request) -> None:
    """This browser follows no more; what it kept in memory of the pages is not shown again."""
    if request.session.pop(SESSION_KEY, None) is not None:
        request.session.cycle_key()


def _keep(request, key, *, end, opened=0):
    until = min(int((timezone.now() + IDLE).timestamp()), end)
    request.session[SESSION_KEY] = {"key": key, "until": until, "end": end, "opened": opened}
