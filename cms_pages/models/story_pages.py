"""Stories of conferences: told with consent on file, found by subject."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms_pages.models.lead_picture import LeadPicture
from cms_pages.models.text_page import TextPage
from cms_pages.navigation import list_above, public_address
from cms_pages.structured import article_data
from portal.privacy.labels import Plain

NO_CONSENT = _("A story can be published only when consent is on file, with its date, and has not been withdrawn.")
STORIES_PER_LEAF = 12


class Subject(models.TextChoices):
    """What people come with (DOMAIN §2)."""

    UPBRINGING = "upbringing", _("bringing up children")
    DIVORCE = "divorce", _("divorce")
    ILLNESS = "illness", _("illness or disability")
    SCHOOL = "school", _("school")
    HOUSING = "housing", _("a place to live")
    NEIGHBOURHOOD = "neighbourhood", _("the neighbourhood")
    VIOLENCE = "violence", _("violence at home")
    MONEY = "money", _("money")
    CARING = "caring", _("growing old and caring")
    LONELINESS = "loneliness", _("loneliness")
    WORK = "work", _("work")
    REPAIR = "repair", _("putting right what was done")


class StoryIndexPage(TextPage):
    """All stories, newest first, or those of one subject."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.StoryPage"]
    max_count_per_parent = 1
    page_description = _("Stories of conferences, by subject.")
    template = "cms_pages/story_index_page.html"

    def get_context(self, request, *args, **kwargs):
        stories = StoryPage.objects.live().child_of(self)
        counts = dict(stories.order_by().values_list("subject").annotate(count=Count("pk")).order_by("subject"))
        chosen = request.GET.get("subject", "")
        chosen = chosen if chosen in Subject.values else ""
        if chosen:
            stories = stories.filter(subject=chosen)
        paginator = Paginator(stories.defer("body").order_by("-first_published_at", "-pk"), STORIES_PER_LEAF)
        paginator.count = counts.get(chosen, 0) if chosen else sum(counts.values())
        leaf = paginator.get_page(request.GET.get("page"))
        leaf.object_list = list(leaf.object_list)
        for story in leaf.object_list:
            story.address = public_address(story.url_path, get_language())
        return super().get_context(request, *args, **kwargs) | {
            "leaf": leaf,
            "chosen": chosen,
            "subjects": [(key, Subject(key).label) for key in counts],
        }

    class Meta:
        verbose_name = _("stories")
        verbose_name_plural = _("stories")


class StoryForm(WagtailAdminPageForm):
    def clean(self):
        cleaned = super().clean()
        publishing = "action-publish" in self.data
        if publishing and not is_consented(
            cleaned.get("consent_on_file"), cleaned.get("consent_given_on"), cleaned.get("consent_withdrawn_on")
        ):
            self.add_error("consent_on_file", NO_CONSENT)
        return cleaned


class StoryPage(LeadPicture):
    """One conference: the question, the concerns, who came, the plan; told by somebody, names changed."""

    SENSITIVITY = {
        "subject": Plain.STATE, "quote": Plain.WORDING, "question": Plain.WORDING, "concerns": Plain.WORDING,
        "who_came": Plain.WORDING, "plan": Plain.WORDING, "told_by": Plain.WORDING, "consent_on_file": Plain.STATE,
        "consent_given_on": Plain.TIME, "consent_withdrawn_on": Plain.TIME,
    }  # fmt: skip

    subject = models.CharField(_("subject"), max_length=20, choices=Subject.choices)
    quote = models.CharField(_("quote"), max_length=140, help_text=_("Without quotation marks."))
    question = models.TextField(_("the question"), max_length=300)
    concerns = models.TextField(_("the concerns"), max_length=600)
    who_came = models.TextField(_("who came"), max_length=400)
    plan = models.TextField(_("the plan"), max_length=800)
    told_by = models.CharField(
        _("told by"),
        max_length=120,
        help_text=_("For example “a daughter”. Never a name by which people can be found."),
    )
    consent_on_file = models.BooleanField(
        _("consent is on file"), default=False, help_text=_("Everybody who could recognise themselves has agreed.")
    )
    consent_given_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_withdrawn_on = models.DateField(
        _("consent withdrawn on"), null=True, blank=True,
        help_text=_("Saving with a date takes the story off the site at once, in all languages, for good."),
    )  # fmt: skip

    base_form_class = StoryForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("subject"),
        FieldPanel("quote"),
        FieldPanel("question"),
        FieldPanel("concerns"),
        FieldPanel("who_came"),
        FieldPanel("plan"),
        FieldPanel("told_by"),
        LeadPicture.picture_panel,
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("consent_on_file"), FieldPanel("consent_given_on"), FieldPanel("consent_withdrawn_on")],
            heading=_("Consent"),
        ),
    ]
    search_fields = [
        *TextPage.search_fields,
        *(index.SearchField(name) for name in ("quote", "question", "concerns", "who_came", "plan")),
    ]
    parent_page_types = ["cms_pages.StoryIndexPage"]
    subpage_types = []
    page_description = _("One conference, told with consent.")
    template = "cms_pages/story_page.html"
    share_type = "article"

    class Meta(LeadPicture.Meta):
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    @property
    def may_be_public(self) -> bool:
        """Whether consent is on file and nobody has withdrawn it, on this page or on a translation of it."""
        if not is_consented(self.consent_on_file, self.consent_given_on, self.consent_withdrawn_on):
            return False
        # A translation, or a draft from before, does not know of the withdrawal: the table does.
        same = StoryPage.objects.filter(translation_key=self.translation_key)
        return not same.filter(consent_withdrawn_on__isnull=False).exists()

    def structured_data(self, request, organisation):
        return article_data(request, organisation, self)

    def save(self, clean=True, **kwargs):
        """As Wagtail's own, but without consent nothing goes or stays on the site. Raises ValidationError."""
        if clean and self.live and not self.may_be_public:
            raise ValidationError(NO_CONSENT)
        return super().save(clean=clean, **kwargs)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"index": list_above(request, self)}


def is_consented(on_file: bool | None, given_on: date | None, withdrawn_on: date | None) -> bool:
    return bool(on_file and given_on and not withdrawn_on)
