"""Cleans one file in a process of its own, which may break, hang or eat memory without harm: bytes in, bytes out.

Run as `python -m training.cleaning.worker`: reads the file, writes the cleaned PDF, or the reason after REFUSED.
"""

import logging
import resource
import sys

REFUSED = b"refused:"
_MEMORY = 1024 * 1024 * 1024
_SECONDS = 20


def main():
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # no file is written
    logging.disable()  # what a library has to say may hold words of the file
    sys.stdout.buffer.write(cleaned(sys.stdin.buffer.read()))


def cleaned(content: bytes) -> bytes:
    """The PDF that is left of it, or REFUSED and a reason. Whatever a library raises: then the file is broken."""
    from PIL import Image

    from training.cleaning import kinds, pdf, picture

    kind = kinds.kind_of(content)
    if kind is None:
        return REFUSED + (b"word" if kinds.is_of_a_text_program(content) else b"other_kind")
    try:
        return pdf.rewritten(content) if kind == kinds.PDF else picture.as_pdf(content)
    except pdf.Locked:
        return REFUSED + b"locked"
    except pdf.TooManyPages:
        return REFUSED + b"too_many_pages"
    except (picture.TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return REFUSED + b"too_many_pixels"
    except Exception:  # two large libraries, and anything as their input
        return REFUSED + b"broken"


if __name__ == "__main__":
    main()
