"""The kinds of conferences: an index of all, and a page for each."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms_pages.blocks import CoreBody
from cms_pages.models.text_page import TextPage
from cms_pages.navigation import public_address
from portal.privacy.labels import Plain


class ModelDrawing(models.TextChoices):
    CONFERENCE = "model-conference", _("a circle around the thread: family group conference")
    RESTORATIVE = "model-restorative", _("two half circles: restorative conference")
    ALL_HANDS = "model-all-hands", _("many people: all hands")
    LEARNING = "model-learning", _("a book: learning circle")
    WORK = "model-work", _("a way up: work")


class ModelIndexPage(TextPage):
    """All kinds of conferences, and what is the same in all of them."""

    SENSITIVITY = {"core": Plain.WORDING}

    core = StreamField(
        CoreBody(),
        verbose_name=_("what is always the same"),
        blank=True,
        help_text=_("Shown here and below each kind of conference."),
    )

    content_panels = [*TextPage.content_panels, FieldPanel("core")]
    search_fields = [*TextPage.search_fields, index.SearchField("core")]
    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.ModelPage", "cms_pages.TextPage"]
    max_count_per_parent = 1
    page_description = _("The kinds of conferences, with what they have in common.")
    template = "cms_pages/model_index_page.html"

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"kinds": kinds_below(self.path)}

    class Meta:
        verbose_name = _("kinds of conferences")
        verbose_name_plural = _("kinds of conferences")


class ModelPage(TextPage):
    """One kind of conference: who meets about what, when it fits, its parts with who is in the room, the route."""

    SENSITIVITY = {"drawing": Plain.STATE, "who_meets": Plain.WORDING}

    drawing = models.CharField(_("drawing"), max_length=20, choices=ModelDrawing.choices)
    who_meets = models.CharField(_("who meets about what"), max_length=200)

    content_panels = [
        *Page.content_panels,
        FieldPanel("drawing"),
        FieldPanel("who_meets"),
        *TextPage.content_panels[1:],
    ]
    search_fields = [*TextPage.search_fields, index.SearchField("who_meets")]
    parent_page_types = ["cms_pages.ModelIndexPage"]
    subpage_types = []
    page_description = _("One kind of conference: who meets, when it fits, the parts of the day, the route.")
    template = "cms_pages/model_page.html"

    def get_context(self, request, *args, **kwargs):
        kinds = kinds_below(self.path[: -self.steplen])
        return super().get_context(request, *args, **kwargs) | {
            "index": ModelIndexPage.objects.filter(path=self.path[: -self.steplen], live=True).first(),
            "kinds": [kind for kind in kinds if kind.pk != self.pk],
        }

    class Meta:
        verbose_name = _("kind of conference")
        verbose_name_plural = _("kinds of conferences")


def kinds_below(path: str) -> list[ModelPage]:
    """The public kinds of conferences below an index, in its order, with their address in `address`. One query."""
    kinds = list(
        ModelPage.objects.live()
        .filter(path__startswith=path, depth=len(path) // Page.steplen + 1)
        .defer("body", "lead")
        .order_by("path")
    )
    for kind in kinds:
        kind.address = public_address(kind.url_path, get_language())
    return kinds
