"""Asks ClamAV about a file, where the organisation has one. Configured and away means: no file comes in."""

import socket
import struct

from django.conf import settings

from training.cleaning.refusing import Refused

_PIECE = 64 * 1024
_SECONDS = 20


def scan(content: bytes) -> None:
    """Raises Refused for a virus, and when the scanner does not say that there is none.

    `settings.CLAMAV` is the socket of clamd, as a path or "host:port"; "" where there is none.
    """
    if not settings.CLAMAV:
        return
    try:
        answer = _asked(content)
    except OSError as error:
        raise Refused("no_scanner") from error
    if answer == b"stream: OK":
        return
    raise Refused("virus" if answer.endswith(b"FOUND") else "no_scanner")


def _asked(content):
    with _connected() as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            clamd.sendall(struct.pack("!L", len(piece)) + piece)
        clamd.sendall(struct.pack("!L", 0))
        said = b""
        while piece := clamd.recv(4096):
            said += piece
    return said.rstrip(b"\0").strip()


def _connected():
    host, colon, port = settings.CLAMAV.rpartition(":")
    if colon and port.isdigit():
        return socket.create_connection((host, int(port)), timeout=_SECONDS)
    clamd = socket.socket(socket.AF_UNIX)
    clamd.settimeout(_SECONDS)
    try:
        clamd.connect(settings.CLAMAV)
    except OSError:
        clamd.close()
        raise
    return clamd
