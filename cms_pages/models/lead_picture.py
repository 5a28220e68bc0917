"""The picture of a page: at its top, in what is shared of it, and for search engines."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images.models import SourceImageIOError

from cms_pages.models.text_page import TextPage
from cms_pages.pictures import SHARED
from portal.privacy.labels import Plain

NO_WORDS = _("Say what the picture shows, for who does not see it.")


class LeadPicture(TextPage):
    """A page that may have a picture of its own, and then says what it shows, in the page's language."""

    SENSITIVITY = {"picture": Plain.KEY, "picture_alt": Plain.WORDING}

    picture = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("At the top of the page, and shown where somebody shares it."),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=240,
        blank=True,
        help_text=_("In one sentence, for who does not see it."),
    )

    picture_panel = MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(picture=None) | ~models.Q(picture_alt=""),
                name="%(class)s_picture_has_words",
                violation_error_message=NO_WORDS,
            )
        ]

    def clean(self):
        super().clean()
        if self.picture_id and not self.picture_alt.strip():
            raise ValidationError({"picture_alt": NO_WORDS})

    @cached_property
    def share_rendition(self):
        """The picture as it goes along when the page is passed on; None without one, or when its file is lost."""
        if not self.picture:
            return None
        try:
            return self.picture.get_rendition(SHARED)
        except SourceImageIOError:
            return None
