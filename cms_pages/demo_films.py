"""Films of the first content: our own, in cms_pages/demo/films/, each with captions in all our languages."""

from django.core.files.base import ContentFile

from cms_pages.demo_words import FOLDER
from cms_pages.models import Film, FilmCaptions


def demo_film(name: str) -> Film:
    """The film with this name among those of the editors; put there once, whoever shows it."""
    there = Film.objects.filter(title=name).first()
    if there:
        return there
    film = Film.objects.create(title=name, file=_file(f"{name}.mp4"))
    for path in sorted((FOLDER / "films").glob(f"{name}.*.vtt")):
        language = path.suffixes[0].removeprefix(".")
        FilmCaptions.objects.create(film=film, language=language, file=_file(path.name))
    return film


def _file(name):
    return ContentFile((FOLDER / "films" / name).read_bytes(), name=name)
