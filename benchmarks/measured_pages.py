"""Measures one database for `benchmarks.many_pages`, which sets Django up for it in a process of its own."""

import time

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from wagtail.images import get_image_model

from benchmarks.costs import cost_of, dearer, print_costs
from benchmarks.many_pages import MOST
from benchmarks.page_filling import fill_pages
from benchmarks.page_seeding import first_pages, kinds_of_addresses, seed_pages
from cms_pages.demo_content import create_site_content
from cms_pages.models import EventPage, Film, FolderPage, NewsPage, PublicationPage, StoryPage, TextPage
from portal.demo.indexing import indexed_at_the_end
from portal.demo.organisations import make_organisations

PAGES = {NewsPage: 2000, StoryPage: 1000, EventPage: 1000, TextPage: 700, PublicationPage: 200, FolderPage: 100}


def measure() -> int:
    """0 when more pages take no more questions, and none takes more than MOST."""
    setup_test_environment()
    call_command("migrate", verbosity=0)
    with indexed_at_the_end():
        home = create_site_content(make_organisations(port=80)["NL"], [code for code, _name in settings.LANGUAGES])
    seed_pages(home, dict.fromkeys(PAGES, 2))  # what the search finds is there before too
    client = Client(SERVER_NAME="localhost")
    addresses = kinds_of_addresses(home)
    few = _costs(client, addresses)
    started = time.perf_counter()
    seed_pages(home, PAGES)
    print(f"  {sum(PAGES.values())} pages seeded in {time.perf_counter() - started:.0f} s", flush=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # autovacuum does so within a minute
    many = _costs(client, addresses)
    print_costs(few, many)
    pages = first_pages(home)
    fill_pages(pages.values(), picture=get_image_model().objects.first(), film=Film.objects.first(), target=home)
    full = _costs(client, {name: addresses[name] for name in pages})
    print("  The same pages with films, pictures, figures and links in their text")
    print_costs({name: many[name] for name in full}, full)
    wrong = dearer(few, many)
    most = max(cost.queries for cost in [*many.values(), *full.values()])
    print(f"  more questions with more pages: {', '.join(wrong) or 'none'}; at most {most}")
    return int(bool(wrong) or most > MOST)


def _costs(client, addresses):
    return {name: cost_of(lambda at=address: client.get(at), cached=False) for name, address in addresses.items()}
