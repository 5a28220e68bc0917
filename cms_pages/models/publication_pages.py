"""Publications: books, research and papers, by year; to read here or to find elsewhere (DOMAIN §5)."""

from itertools import groupby

import pikepdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms_pages.models.lead_picture import LeadPicture
from cms_pages.models.text_page import TextPage
from cms_pages.navigation import list_above, public_address
from cms_pages.structured import publication_data
from portal.privacy.labels import Plain

PUBLICATIONS_PER_LEAF = 30
FIRST_YEAR, LAST_YEAR = 1900, 2100
NO_YEAR = _("Give the year in four figures.")


class Kind(models.TextChoices):
    BOOK = "book", _("book")
    RESEARCH = "research", _("research")
    REPORT = "report", _("report")
    ARTICLE = "article", _("article")


class PublicationIndexPage(TextPage):
    """All publications, by year, or those of one kind."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.PublicationPage"]
    max_count_per_parent = 1
    page_description = _("Books, research and papers, by year.")
    template = "cms_pages/publication_index_page.html"

    def get_context(self, request, *args, **kwargs):
        publications = PublicationPage.objects.live().child_of(self)
        counts = dict(publications.order_by().values_list("kind").annotate(count=Count("pk")).order_by("kind"))
        chosen = request.GET.get("kind", "")
        chosen = chosen if chosen in counts else ""
        if chosen:
            publications = publications.filter(kind=chosen)
        paginator = Paginator(publications.defer("body").order_by("-year", "title", "pk"), PUBLICATIONS_PER_LEAF)
        paginator.count = counts[chosen] if chosen else sum(counts.values())
        leaf = paginator.get_page(request.GET.get("page"))
        leaf.object_list = list(leaf.object_list)
        return super().get_context(request, *args, **kwargs) | {
            "leaf": leaf,
            "years": [(year, list(those)) for year, those in groupby(leaf.object_list, lambda one: one.year)],
            "chosen": chosen,
            "kinds": [(kind, label) for kind, label in Kind.choices if kind in counts],
        }

    class Meta:
        verbose_name = _("publications")
        verbose_name_plural = _("publications")


class PublicationPage(LeadPicture):
    """One publication: who wrote it, when, where it came out, and where to read it."""

    SENSITIVITY = {
        "kind": Plain.STATE, "authors": Plain.WORDING, "year": Plain.TIME, "publisher": Plain.WORDING,
        "written_in": Plain.LANGUAGE, "file": Plain.KEY, "file_pages": Plain.COUNT, "elsewhere": Plain.WORDING,
    }  # fmt: skip

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.BOOK)
    authors = models.CharField(_("who wrote it"), max_length=240)
    year = models.PositiveSmallIntegerField(
        _("year"),
        validators=[MinValueValidator(FIRST_YEAR, NO_YEAR), MaxValueValidator(LAST_YEAR, NO_YEAR)],
    )
    publisher = models.CharField(_("publisher"), max_length=160, blank=True)
    written_in = models.CharField(
        _("written in"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("The language of the publication. Its title stays in that language on every page."),
    )
    file = models.ForeignKey(
        "wagtaildocs.Document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("file to read"),
        help_text=_("A PDF. Only when whoever holds the rights agrees."),
    )
    file_pages = models.PositiveSmallIntegerField(_("pages of the file"), null=True, editable=False)
    elsewhere = models.URLField(
        _("address elsewhere"), blank=True, help_text=_("Where it can be read, borrowed or bought.")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("authors"),
                FieldRowPanel([FieldPanel("year"), FieldPanel("written_in")]),
                FieldPanel("publisher"),
            ],
            heading=_("Publication"),
        ),
        MultiFieldPanel([FieldPanel("file"), FieldPanel("elsewhere")], heading=_("To read it")),
        LeadPicture.picture_panel,
        FieldPanel("body"),
    ]
    # Names, and what a book is called, are the same in every language.
    override_translatable_fields = [
        SynchronizedField("title"),
        SynchronizedField("authors", overridable=False),
        SynchronizedField("publisher", overridable=False),
    ]
    search_fields = [*TextPage.search_fields, index.SearchField("authors"), index.SearchField("publisher")]
    parent_page_types = ["cms_pages.PublicationIndexPage"]
    subpage_types = []
    page_description = _("One book, paper or piece of research.")
    template = "cms_pages/publication_page.html"
    share_type = "article"

    class Meta(LeadPicture.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            *LeadPicture.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="publication_has_a_year",
                violation_error_message=NO_YEAR,
            ),
        ]

    @property
    def address(self):
        return public_address(self.url_path, get_language())

    @property
    def file_address(self) -> str:
        return reverse("wagtaildocs_serve", args=[self.file.pk, self.file.filename]) if self.file else ""

    @property
    def is_right_to_left(self) -> bool:
        return get_language_info(self.written_in)["bidi"]

    def clean(self):
        super().clean()
        self.file_pages = None
        if self.file:
            try:
                self.file_pages = pages_of(self.file)
            except (OSError, pikepdf.PdfError) as error:
                raise ValidationError({"file": _("This file is not a PDF that can be opened.")}) from error

    def structured_data(self, request, organisation):
        return publication_data(request, organisation, self)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"index": list_above(request, self)}


def pages_of(document) -> int:
    """How many pages a PDF has. Raises OSError or pikepdf.PdfError for what is none, or is locked."""
    with document.open_file() as file, pikepdf.open(file) as opened:
        return len(opened.pages)
