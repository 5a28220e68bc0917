"""Pictures, captions and films as the tests need them."""

import io

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images import get_image_model

from cms_pages.models import Film, FilmCaptions

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 2000
WEBM = (
    b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm"
    + b"\x00" * 80
)
VTT = "WEBVTT\n\n00:01.000 --> 00:03.500\nDag allemaal.\n\n00:00:04.000 --> 00:00:05.000\nDag.\n"


def drawn(kind="JPEG", size=(1600, 900), colour="#b63417", **options) -> bytes:
    """The content of a picture file."""
    content = io.BytesIO()
    Image.new("RGB", size, colour).save(content, kind, **options)
    return content.getvalue()


def picture(title="Een tafel", size=(1600, 900)):
    return get_image_model().objects.create(title=title, file=ContentFile(drawn(size=size), name="tafel.jpg"))


def film(*languages, title="Onze film", content=MP4):
    made = Film.objects.create(title=title, file=SimpleUploadedFile("Jan thuis.mp4", content))
    for language in languages or ["nl"]:
        FilmCaptions.objects.create(film=made, language=language, file=SimpleUploadedFile("a.vtt", VTT.encode()))
    return made


def picture_block(image, alt="Een rode tafel", *, decorative=False, **words):
    chosen = {"image": image.pk, "alt_text": alt, "decorative": decorative}
    return {"type": "picture", "value": {"picture": chosen, "caption": "", "credit": ""} | words}


def film_block(**words):
    value = {"title": "Zo gaat het", "film": None, "address": "", "poster": None, "transcript": "<p>Dag allemaal.</p>"}
    return {"type": "film", "value": value | words}
