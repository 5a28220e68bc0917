"""One file through the cleaning room: weighed, scanned, and made anew by a worker that may break."""

import os
import subprocess
import sys

from django.conf import settings

from training.cleaning.refusing import REASONS, Refused
from training.cleaning.scanner import scan
from training.cleaning.worker import REFUSED
from training.models.files import LARGEST_FILE

_SECONDS = 30
_LARGEST_CLEANED = 4 * LARGEST_FILE


def clean(content: bytes) -> bytes:
    """What is left of it as a PDF. Raises Refused."""
    if not content:
        raise Refused("empty")
    if len(content) > LARGEST_FILE:
        raise Refused("too_large")
    scan(content)
    cleaned = _worked_on(content)
    if cleaned.startswith(REFUSED):
        reason = cleaned.removeprefix(REFUSED).decode()
        raise Refused(reason if reason in REASONS else "broken")
    if not cleaned.startswith(b"%PDF-"):
        raise Refused("broken")
    if len(cleaned) > _LARGEST_CLEANED:
        raise Refused("too_large")
    return cleaned


def _worked_on(content):
    """What the worker says of it; it gets the file and no more: no key, no password of the database."""
    environment = {"PATH": os.defpath, "PYTHONPATH": str(settings.BASE_DIR), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "training.cleaning.worker"],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            cwd=settings.BASE_DIR,
            env=environment,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Refused("broken") from error
    return done.stdout
