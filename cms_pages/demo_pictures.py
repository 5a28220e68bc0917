"""Pictures of the first content: our own drawings, in cms_pages/demo/pictures/."""

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from cms_pages.demo_words import FOLDER


def demo_picture(name: str):
    """The picture with this file name among those of the editors; put there once, whoever shows it."""
    Image = get_image_model()
    there = Image.objects.filter(title=name).first()
    if there:
        return there
    file = ContentFile((FOLDER / "pictures" / name).read_bytes(), name=name)
    return Image.objects.create(title=name, file=file)
