"""Which answers the page cache in front may keep."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from portal.page_cache import PageCacheMiddleware

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
