"""Two questions for machines: is the process up (`/healthz`), and does everything behind it work (`/readyz`)."""

import secrets
from datetime import timedelta

from django.core.cache import cache
from django.db import Error, connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from post_office.models import STATUS, Email

from portal.periodic.models import PeriodicRun

MAIL_IS_LATE_AFTER = timedelta(minutes=10)
BEAT_IS_LATE_AFTER = timedelta(minutes=2)


@require_safe
@never_cache
def healthz(request):
    """The process answers. Asks neither database nor cache: restarting it would mend neither."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def readyz(request):
    """`ok`, `away` or `late` for each part behind the process; 503 unless all are `ok`. Says nothing more than that."""
    parts = {"database": _database(), "cache": _cache(), "mail": _mail(), "beat": _beat()}
    ready = all(state == "ok" for state in parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "away"
    return "ok"


def _cache() -> str:
    key, value = f"readyz-{secrets.token_hex(8)}", secrets.token_hex(8)
    cache.set(key, value, timeout=10)
    return "ok" if cache.get(key) == value else "away"


def _mail() -> str:
    """Late when something that should have been sent still waits."""
    long_ago = timezone.now() - MAIL_IS_LATE_AFTER
    waiting = Email.objects.filter(status__in=[STATUS.queued, STATUS.requeued], created__lt=long_ago)
    try:
        return "late" if waiting.exclude(scheduled_time__gte=long_ago).exists() else "ok"
    except Error:
        return "away"


def _beat() -> str:
    """Late when no periodic work has started for a while: beat or its worker is gone."""
    lately = PeriodicRun.objects.filter(started_at__gte=timezone.now() - BEAT_IS_LATE_AFTER)
    try:
        return "ok" if lately.exists() else "late"
    except Error:
        return "away"
