"""Gives out uploads that may be seen, where no web server stands in front (the demo, the tests); nginx does the same.

Whitenoise answers, so that a film can be played from the middle.
"""

import mimetypes
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404
from django.utils._os import safe_join
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

PUBLIC = ("images", "films")  # the renditions of pictures, and films with their captions
_KINDS = {".vtt": "text/vtt; charset=utf-8", ".avif": "image/avif", ".webp": "image/webp"}
_ALLOWED = ("image/avif", "image/webp", "image/jpeg", "image/png", "video/mp4", "video/webm", "text/vtt; charset=utf-8")


def upload(request, folder, name):
    """A file below MEDIA_ROOT, from the middle if that is asked. 404 for everything else."""
    kind = _KINDS.get(Path(name).suffix) or mimetypes.guess_type(name)[0]
    try:
        path = safe_join(settings.MEDIA_ROOT, folder, name)
    except SuspiciousFileOperation as error:
        raise Http404 from error
    if folder not in PUBLIC or kind not in _ALLOWED or not Path(path).is_file():
        raise Http404
    headers = [
        ("Content-Type", kind),
        ("Cache-Control", "public, max-age=86400"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
    ]
    return WhiteNoiseMiddleware.serve(StaticFile(path, headers), request)
