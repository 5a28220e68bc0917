"""Wagtail's accessibility checker, asked about what an editor can mend."""

from wagtail.admin.userbar import ContentCheckerItem

# Beside Wagtail's own rules. Colours, landmarks and forms are ours, and the tests ask about them.
_MORE_RULES = [
    "duplicate-id-aria",
    "image-alt",
    "link-in-text-block",
    "list",
    "page-has-heading-one",
    "svg-img-alt",
    "valid-lang",
    "video-caption",
]


class PageChecker(ContentCheckerItem):
    """Looks at the content of the page only, not at the menu and the footer around it."""

    axe_include = ["main"]
    axe_run_only = [*ContentCheckerItem.axe_run_only, *_MORE_RULES]


def use_page_checker(request, items, page) -> None:
    """Puts our checker in the place of Wagtail's."""
    items[:] = [
        PageChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]
