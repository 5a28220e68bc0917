"""A picture drawn anew, upright and without what the camera told of itself, as a PDF of one page."""

import io

from PIL import Image, ImageOps

MOST_PIXELS = 50_000_000
_LONGEST = 2800  # enough to read a page that was photographed
_FORMATS = ["JPEG", "PNG", "WEBP"]


class TooManyPixels(Exception):
    pass


def as_pdf(content: bytes) -> bytes:
    """Raises TooManyPixels; anything of Pillow's for one that is broken."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise TooManyPixels
        picture.draft("RGB", (_LONGEST, _LONGEST))  # of a large JPEG only as much as we keep
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    plain = _on_white(upright)
    plain.thumbnail((_LONGEST, _LONGEST))
    out = io.BytesIO()
    plain.save(out, "PDF", resolution=200, quality=85)
    return out.getvalue()


def _on_white(picture):
    drawn = picture.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    return Image.alpha_composite(paper, drawn).convert("RGB")
