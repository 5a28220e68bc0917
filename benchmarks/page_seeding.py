"""Thousands of invented pages at once, to see how lists, search and the sitemap behave; for benchmarks and tests.

Each can be read, listed and found as one that somebody wrote. None has a history, nor a translation.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms_pages.models import (
    AgendaPage,
    EventPage,
    FolderIndexPage,
    FolderPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PublicationIndexPage,
    PublicationPage,
    StoryIndexPage,
    StoryPage,
    TextPage,
)
from cms_pages.models.folder import Audience
from cms_pages.models.publication_pages import Kind
from cms_pages.models.story_pages import Subject
from portal.organisations.models import Region

BELOW: dict[type[TextPage], type[Page]] = {
    NewsPage: NewsIndexPage,
    StoryPage: StoryIndexPage,
    EventPage: AgendaPage,
    PublicationPage: PublicationIndexPage,
    FolderPage: FolderIndexPage,
    TextPage: HomePage,
}
WORD = "zilvermeeuw"  # stands in the introduction of every page, to look for


@transaction.atomic
def seed_pages(home: HomePage, counts: dict[type[TextPage], int]) -> None:
    """So many public pages of each type below the lists of `home`, which has them; then they can be searched for."""
    for kind, count in counts.items():
        parent = BELOW[kind].objects.descendant_of(home, inclusive=True).first()
        _add_below(parent, [_page(kind, parent, number) for number in range(parent.numchild, parent.numchild + count)])
    call_command("update_index", verbosity=0)


def first_pages(home: HomePage) -> dict[str, Page]:
    """The first page of each type on this site, by the name of the type."""
    pages = home.get_descendants(inclusive=True).order_by("path").specific()
    return {page._meta.model_name: page for page in reversed(pages)}


def kinds_of_addresses(home: HomePage) -> dict[str, str]:
    """What a reader may ask for on this site, by name: every list and the first page of each, and what goes round."""
    start = f"/{home.locale.language_code}/"
    addresses = {name: page.get_url_parts()[2] for name, page in first_pages(home).items()}
    return addresses | {
        "agenda, past": f"{addresses['agendapage']}?past",
        "agenda, a month": f"{addresses['agendapage']}?month={timezone.localdate():%Y-%m}",
        "news, last leaf": f"{addresses['newsindexpage']}?page=9999",
        "region": f"{addresses['regionindexpage']}{_region(home).slug}/",
        "feed": f"{addresses['newsindexpage']}feed/",
        "calendar": f"{addresses['agendapage']}ics/",
        "search": f"{start}search/?q={WORD}",
        "order leaflets": f"{start}order-leaflets/",
        "sitemap": "/sitemap.xml",
        "sitemap, pages": "/sitemap-pages.xml",
    }


def _add_below(parent, pages):
    """Stores new pages as the last below their parent, a few statements in all."""
    last = parent.get_last_child()
    after = last._get_lastpos_in_path() if last else 0
    for number, page in enumerate(pages, start=after + 1):
        page.path, page.depth = Page._get_path(parent.path, parent.depth + 1, number), parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
    fields = [field.attname for field in Page._meta.concrete_fields]
    rows = Page.objects.bulk_create(Page(**{name: getattr(page, name) for name in fields}) for page in pages)
    for page, row in zip(pages, rows, strict=True):
        page.id = page.page_ptr_id = page.pk = row.pk
    # Django's own bulk_create refuses models that stand in several tables: each of the others is filled here.
    tables: dict[type[TextPage], None] = dict.fromkeys([TextPage, *(type(page) for page in pages)])
    for table in tables:
        table._base_manager.all()._batched_insert(pages, table._meta.local_concrete_fields, batch_size=None)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(pages))


def _page(kind, parent, number):
    title = f"{kind._meta.verbose_name} {number}".capitalize()
    moment = timezone.now() - timedelta(hours=number)
    return kind(
        title=title,
        draft_title=title,
        slug=f"{kind._meta.model_name}-{number}",
        lead=f"Een {WORD} vertelt hoe het ging, voor de {number}e keer.",
        body=[{"type": "heading", "value": "Hoe het ging"}, {"type": "paragraph", "value": "<p>Samen aan tafel.</p>"}],
        locale=parent.locale,
        content_type=ContentType.objects.get_for_model(kind),
        first_published_at=moment,
        last_published_at=moment,
        **_OWN.get(kind, _nothing)(parent, number),
    )


def _nothing(_parent, _number):
    return {}


def _of_news(_parent, number):
    return {"date": timezone.localdate() - timedelta(days=number)}


def _of_story(_parent, number):
    return {
        "subject": Subject.values[number % len(Subject.values)],
        "quote": "Ze praatten met mij.",
        "question": "Wat heb ik nodig?",
        "concerns": "Al weken thuis.",
        "who_came": "De hele familie.",
        "plan": "Opa belt om zeven uur.",
        "told_by": "een leerling",
        "consent_on_file": True,
        "consent_given_on": date(2026, 1, 15),
    }


def _of_event(parent, number):
    """Half of them coming, half of them past, in one region."""
    day = timezone.localdate() + timedelta(days=(number // 2 + 1) * (1 if number % 2 else -1))
    return {
        "starts": timezone.make_aware(datetime.combine(day, time(10))),
        "ends": timezone.make_aware(datetime.combine(day, time(16))),
        "place": "Zwolle",
        "for_whom": "Iedereen.",
        "region": _region(parent),
    }


def _of_publication(_parent, number):
    return {
        "kind": Kind.values[number % len(Kind.values)],
        "authors": "Van Pagée (red.)",
        "year": 1996 + number % 30,
    }


def _of_folder(_parent, number):
    return {"audience": Audience.values[number % len(Audience.values)]}


def _region(page):
    return Region.objects.filter(organisation__site=page.get_site(), is_front_desk=False).order_by("pk").first()


_OWN: dict[type[TextPage], Callable[..., dict]] = {
    NewsPage: _of_news,
    StoryPage: _of_story,
    EventPage: _of_event,
    PublicationPage: _of_publication,
    FolderPage: _of_folder,
}
