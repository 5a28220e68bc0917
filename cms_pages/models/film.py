"""Our own films, each with captions. They stand among the uploads, below `films/`."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.search import index

from cms_pages.films import KINDS, check_captions_file, check_film_file
from portal.privacy.labels import Plain


def film_name(film, name: str) -> str:
    """Where a file is kept: under a name that nobody guesses before a page shows it, and that names nobody."""
    return f"films/{uuid.uuid4().hex}{PurePath(name).suffix.lower()}"


class KeptFile(models.Model):
    """A row with a file: when the file is replaced or the row goes, the old file goes too."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        before = type(self)._default_manager.filter(pk=self.pk).values_list("file", flat=True).first()
        super().save(*args, **kwargs)
        if before and before != self.file.name:
            transaction.on_commit(lambda: default_storage.delete(before))


class Film(index.Indexed, KeptFile, ClusterableModel):
    """A film to choose on a page."""

    SENSITIVITY = {"id": Plain.KEY, "title": Plain.WORDING, "file": Plain.WORDING, "uploaded_at": Plain.TIME}

    title = models.CharField(_("title"), max_length=120, help_text=_("For yourselves. Readers see that of the page."))
    file = models.FileField(
        _("film"), upload_to=film_name, validators=[check_film_file], help_text=_("MP4 (H.264) or WebM.")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("file"),
        InlinePanel(
            "captions",
            heading=_("Captions"),
            label=_("Captions"),
            min_num=1,
            help_text=_("At least in the language that is spoken. A WebVTT file for each language."),
        ),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["-uploaded_at"]

    def __str__(self):
        return self.title

    @property
    def kind(self) -> str:
        """As browsers name it: video/mp4 or video/webm."""
        return KINDS.get(PurePath(self.file.name).suffix.lower(), "")

    @cached_property
    def all_captions(self) -> list["FilmCaptions"]:
        """Its captions by language; asked once, or known already from `films_with_captions`."""
        return list(self.captions.all())


class FilmCaptions(KeptFile):
    """What is said and heard in a film, in one language."""

    SENSITIVITY = {"id": Plain.KEY, "film": Plain.KEY, "language": Plain.LANGUAGE, "file": Plain.WORDING}

    film = ParentalKey(Film, on_delete=models.CASCADE, related_name="captions", verbose_name=_("film"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    file = models.FileField(_("WebVTT file"), upload_to=film_name, validators=[check_captions_file])

    panels = [FieldPanel("language"), FieldPanel("file")]

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "language"],
                name="film_captions_one_per_language",
                violation_error_message=_("This film has captions in this language already."),
            )
        ]

    def __str__(self):
        return f"{self.film}, {self.get_language_display()}"


def films_with_captions(wanted: set[int]) -> dict[int, Film]:
    """Films by their number, each with its captions. One query; a film without captions is asked for in a second."""
    found: dict[int, Film] = {}
    for captions in FilmCaptions.objects.filter(film__in=wanted).select_related("film"):
        film = found.setdefault(captions.film_id, captions.film)
        film.all_captions = [*film.__dict__.get("all_captions", []), captions]
    return found | Film.objects.in_bulk(wanted - found.keys())


def forget_file(instance, **kwargs) -> None:
    """The file goes with its row. Called by the signal of deleting."""
    if instance.file:
        name = instance.file.name
        transaction.on_commit(lambda: default_storage.delete(name))
