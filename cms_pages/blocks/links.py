"""Where a reader can go next from a block."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page


def chosen(value, kind: type) -> list:
    """What of one kind (pages, pictures) was chosen in a block value, however deep."""
    if isinstance(value, kind):
        return [value]
    if isinstance(value, blocks.StreamValue):
        return [one for child in value for one in chosen(child.value, kind)]
    if isinstance(value, blocks.StructValue):
        return [one for child in value.values() for one in chosen(child, kind)]
    if isinstance(value, blocks.list_block.ListValue):
        return [one for child in value for one in chosen(child, kind)]
    return []


def chosen_pages(value) -> list:
    """The pages that a block value links to, however deep."""
    return chosen(value, Page)


class LinkBlock(blocks.StructBlock):
    """Where the reader can go next. Addresses are worked out when the page is shown, in the reader's language."""

    REFER, FOLLOW, COORDINATOR, TELEPHONE, PAGE = "refer", "follow", "coordinator", "telephone", "page"

    text = blocks.CharBlock(label=_("Words"), max_length=80)
    leads_to = blocks.ChoiceBlock(
        label=_("Leads to"),
        choices=[
            (REFER, _("the form to ask for a conference")),
            (FOLLOW, _("following a request with a code")),
            (COORDINATOR, _("becoming a coordinator: the test and the letter")),
            (TELEPHONE, _("the telephone")),
            (PAGE, _("a page of this site")),
        ],
        default=REFER,
    )
    page = blocks.PageChooserBlock(
        label=_("Page"),
        required=False,
        help_text=_("Choose the page in Dutch: in other languages the link leads to its translation."),
    )

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["leads_to"] == self.PAGE and not cleaned["page"]:
            raise blocks.StructBlockValidationError(
                block_errors={"page": ValidationError(_("Choose the page that this leads to."))}
            )
        return cleaned
