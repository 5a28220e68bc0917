"""Uploading a picture: what comes in is drawn anew, so that nothing but the picture stays.

A photograph says where and when it was taken, and its file often whom it shows. Both go.
"""

import io
import uuid
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps
from wagtail.images.forms import BaseImageForm

LONGEST_SIDE = 2400  # pixels: twice the widest that a page shows
_KINDS = {"JPEG": {"quality": 90, "optimize": True}, "PNG": {"optimize": True}, "WEBP": {"quality": 90, "method": 4}}


class PictureForm(BaseImageForm):
    """Wagtail's form for pictures, wherever one is added or replaced."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].clean = _said_kindly(self.fields["file"].clean)

    def clean_file(self):
        file = self.cleaned_data.get("file")
        return _said_kindly(drawn_anew)(file) if file and "file" in self.changed_data else file


def _said_kindly(look):
    """`look` at a file; what Pillow raises for a damaged one becomes an error beside the field.

    Wagtail's own field answers a picture that ends too soon with a broken page.
    """

    def looked(*args, **kwargs):
        try:
            return look(*args, **kwargs)
        except ValidationError:
            raise
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise ValidationError(_("This picture is damaged. Save it once more and try again.")) from error

    return looked


def drawn_anew(file) -> InMemoryUploadedFile:
    """The same picture: upright, in plain colours, not larger than needed, without metadata, under a name of ours.

    `file` has passed Wagtail's own look at type and size. Raises what Pillow raises for a damaged file.
    """
    file.seek(0)
    with Image.open(file) as opened:
        kind = opened.format or ""
        options = _KINDS[kind]
        picture = _in_plain_colours(ImageOps.exif_transpose(opened), kind)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(picture.mode, picture.size)  # only the pixels come along
    bare.paste(picture)
    content = io.BytesIO()
    bare.save(content, kind, **options)
    suffix = PurePath(file.name).suffix.lower()
    again = InMemoryUploadedFile(
        content, "file", f"{uuid.uuid4().hex[:20]}{suffix}", file.content_type, content.tell(), None
    )
    again.seek(0)
    again.image = getattr(file, "image", None)
    return again


def _in_plain_colours(picture, kind):
    """In sRGB, which every browser takes for granted, so that no colour profile is needed."""
    profile = picture.info.get("icc_profile")
    see_through = kind != "JPEG" and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info)
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            picture = ImageCms.profileToProfile(
                picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except ImageCms.PyCMSError:  # a profile that makes no sense says nothing
            pass
    return picture.convert("RGBA" if see_through else "RGB")
