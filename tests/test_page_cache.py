"""Which answers the page cache in front may keep, and what makes it forget them."""

import os
from datetime import date

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch
from wagtail.models import Site

from cms_pages.consent import withdraw_consent
from portal.page_cache.editions import KEPT, NOW, begin_edition
from portal.page_cache.keeping import PageCacheMiddleware
from tests.cms_pages.factories import HomePageFactory, StoryIndexPageFactory, StoryPageFactory, TextPageFactory
from tests.organisations.factories import RegionFactory

PAGE = ResolverMatch(lambda request: None, (), {}, url_name="wagtail_serve")
FORM = ResolverMatch(lambda request: None, (), {}, url_name="refer")


def answer(*, method="get", match=PAGE, cookies=None, response=None):
    request = getattr(RequestFactory(), method)("/nl/")
    request.resolver_match = match
    request.COOKIES |= cookies or {}
    return PageCacheMiddleware(lambda _: response or HttpResponse("<h1>Hallo</h1>"))(request)


def test_a_published_page_may_be_kept_for_a_few_seconds(settings):
    settings.PAGE_CACHE_SECONDS = 7
    assert answer()["Cache-Control"] == "public, max-age=0, s-maxage=7"
    assert answer(cookies={"csrftoken": "x"})["Cache-Control"] == "public, max-age=0, s-maxage=7"


def with_cookie():
    response = HttpResponse()
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    "case",
    [
        {"method": "post"},
        {"match": FORM},
        {"match": None},
        {"cookies": {"sessionid": "x"}},
        {"response": HttpResponse("gone", status=404)},
        {"response": HttpResponse("<input name='csrfmiddlewaretoken'>")},
        {"response": with_cookie()},
    ],
)
def test_nothing_else_is_marked(case):
    assert "Cache-Control" not in answer(**case)


def test_what_a_view_said_stays():
    assert answer(response=HttpResponse(headers={"Cache-Control": "no-store"}))["Cache-Control"] == "no-store"


@pytest.fixture
def editions(tmp_path, settings):
    settings.PAGE_EDITIONS = str(tmp_path / "editions")
    return tmp_path / "editions"


@pytest.fixture
def begins(editions, django_capture_on_commit_callbacks):
    """Whether doing something has begun an edition."""

    def begun_by(act) -> bool:
        connection.run_on_commit.clear()  # as after a commit, which never comes in a test's own transaction
        before = (editions / NOW).resolve()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return (editions / NOW).resolve() != before

    return begun_by


@pytest.fixture
def home(db):
    return HomePageFactory()


def test_every_change_that_readers_see_begins_an_edition(home, begins):
    page, other = TextPageFactory(parent=home), TextPageFactory(parent=home)
    assert begins(lambda: page.save_revision().publish())
    assert begins(page.unpublish)
    assert begins(lambda: other.move(page, pos="left"))
    assert begins(other.delete)
    assert begins(RegionFactory)
    assert begins(Site.objects.get(hostname="localhost").save)


def test_a_story_without_consent_begins_one(home, begins):
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home))
    assert begins(lambda: withdraw_consent(story, on=date(2026, 11, 21)))


def test_a_draft_and_a_look_at_pages_begin_none(home, begins, client):
    page = TextPageFactory(parent=home)
    page.title = "Anders"
    assert not begins(page.save_revision)
    assert not begins(lambda: client.get("/nl/"))


def test_an_edition_that_cannot_begin_hinders_nobody(home, editions, begins, caplog):
    page = TextPageFactory(parent=home, title="Toch")
    editions.write_text("a file, where a folder should be")
    assert not begins(lambda: page.save_revision().publish())
    page.refresh_from_db()
    assert page.live
    assert "No new edition" in caplog.text


def test_editions_before_the_last_go_when_nobody_looks_at_them(editions):
    begin_edition(editions)
    first = (editions / NOW).resolve()
    begin_edition(editions)
    assert first.exists(), "a request may just have followed the link"
    os.utime(first, (first.stat().st_mtime - KEPT - 1,) * 2)
    begin_edition(editions)
    assert not first.exists()
    assert len(list(editions.iterdir())) == 3


# -- one for each transaction ---------------------------------------------------------------------


@pytest.fixture
def begun(editions):
    """How many editions were begun. Each is a folder, with one link that leads to the newest."""

    def count() -> int:
        return len([each for each in editions.iterdir() if not each.is_symlink()]) if editions.exists() else 0

    return count


@pytest.mark.django_db(transaction=True)
def test_many_changes_at_once_begin_one_edition(begun):
    with transaction.atomic():
        for number in range(50):
            with transaction.atomic():
                Site(hostname=f"site-{number}.test", root_page_id=1).save()
        assert begun() == 0
    assert begun() == 1
    Site.objects.get(hostname="site-1.test").save()
    Site.objects.get(hostname="site-2.test").save()
    assert begun() == 3


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_begins_none_and_hides_nothing_that_stays(begun):
    site = Site(hostname="taken-back.test", root_page_id=1)

    def fail():
        with transaction.atomic():
            site.save()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert begun() == 0
    with transaction.atomic():
        with pytest.raises(LookupError):
            fail()
        Site(hostname="stays.test", root_page_id=1).save()
    assert begun() == 1
