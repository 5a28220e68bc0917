"""Films: which files are taken, and where a film may stand when it is not with us."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

KINDS = {".mp4": "video/mp4", ".webm": "video/webm"}
LARGEST_CAPTIONS = 1024 * 1024
# Sites that films may be on, and who runs them: a reader is told before going there.
FILM_SITES = {
    "youtube.com": "YouTube (Google)",
    "www.youtube.com": "YouTube (Google)",
    "www.youtube-nocookie.com": "YouTube (Google)",
    "youtu.be": "YouTube (Google)",
    "vimeo.com": "Vimeo",
    "player.vimeo.com": "Vimeo",
}
_STILL_PICTURES = (b"avif", b"avis", b"heic", b"heix", b"mif1")
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_CUE = re.compile(rf"^{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?$")


def kind_of(head: bytes) -> str:
    """The kind of film by the first bytes of its file, as its ending: ".mp4" or ".webm"; empty for anything else."""
    if head[4:8] == b"ftyp" and head[8:12] not in _STILL_PICTURES:
        return ".mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return ".webm"
    return ""


def check_film_file(file) -> None:
    """Refuses a file that browsers cannot play, or that is too large. Raises ValidationError."""
    if getattr(file, "_committed", False):
        return  # it was looked at when it came
    if file.size > settings.LARGEST_FILM:
        raise ValidationError(
            _("This film is too large: %(size)s. It may have %(most)s.")
            % {"size": filesizeformat(file.size), "most": filesizeformat(settings.LARGEST_FILM)}
        )
    file.seek(0)
    kind = kind_of(file.read(64))
    file.seek(0)
    if not kind:
        raise ValidationError(_("This is not a film that browsers can play. Save it as MP4 (H.264) or WebM."))
    if not file.name.lower().endswith(kind):
        raise ValidationError(_("The content of this file is %(kind)s. Its name must end so.") % {"kind": kind})


def check_captions_file(file) -> None:
    """Refuses what is no WebVTT, and says in which line. Raises ValidationError."""
    if getattr(file, "_committed", False):
        return
    if file.size > LARGEST_CAPTIONS:
        raise ValidationError(_("These captions are too large to be captions."))
    file.seek(0)
    content = file.read()
    file.seek(0)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("Save the captions as UTF-8.")) from error
    check_captions(text)


def check_captions(text: str) -> None:
    """Is this WebVTT with at least one caption? Raises ValidationError that names the line."""
    lines = text.splitlines()
    if not lines or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise ValidationError(_("Captions are a WebVTT file: its first line says WEBVTT. SRT must be converted."))
    shown = 0
    for number, line in enumerate(lines, start=1):
        if "-->" not in line:
            continue
        cue = _CUE.match(line)
        if cue is None:
            raise ValidationError(
                _("Line %(number)s: a time is written like 00:01:02.500 --> 00:01:05.000") % {"number": number}
            )
        if _milliseconds(cue.groups()[4:]) <= _milliseconds(cue.groups()[:4]):
            raise ValidationError(_("Line %(number)s: this caption ends before it begins.") % {"number": number})
        if number < len(lines) and lines[number].strip():
            shown += 1
    if not shown:
        raise ValidationError(_("There is no caption in this file."))


def site_of(address: str) -> str:
    """Who runs the site that a film is on; empty when it is none of FILM_SITES, or not safely reached."""
    parts = urlsplit(address)
    return FILM_SITES.get((parts.hostname or "").lower(), "") if parts.scheme == "https" else ""


def _milliseconds(time) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in time)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
