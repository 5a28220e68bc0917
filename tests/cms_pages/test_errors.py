"""When something is wrong: the right status, kind words, a number and a way on."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from django.utils import translation

from portal import errors
from tests.cms_pages.test_pages import assert_public_page, markup_of

FORM = '/nl/refer/"'


@pytest.fixture
def request_to(home):
    return RequestFactory().get("/nl/")


def test_a_missing_page_answers_404_in_the_readers_language(dutch, home):
    for language in ("nl", "ar"):
        response = dutch.get(f"/{language}/nergens/")
        assert response.status_code == 404
        assert_public_page(response, language)
        assert f'href="/{language}/refer/"' in response.content.decode()
        assert "tel:0384222526" in response.content.decode()


@pytest.mark.parametrize(
    ("handler", "arguments", "status"),
    [
        (errors.bad_request, [SuspiciousOperation()], 400),
        (errors.permission_denied, [PermissionDenied()], 403),
        (errors.page_not_found, [None], 404),
        (errors.too_many, [], 429),
        (errors.csrf_failure, [], 403),
    ],
)
def test_every_error_offers_a_number_and_the_way_home(request_to, handler, arguments, status):
    with translation.override("nl"):
        response = handler(request_to, *arguments)
        assert response.status_code == status
        assert_public_page(response, "nl")
    html = response.content.decode()
    assert "tel:0384222526" in html
    assert 'class="go" href="/nl/"' in html
    assert "no-store" in response["Cache-Control"]


def test_too_many_says_when_to_try_again(request_to):
    assert int(errors.too_many(request_to)["Retry-After"]) > 0


def test_a_form_without_its_cookie_says_that_nothing_was_stored(home):
    client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    with translation.override("en"):
        response = client.post("/en/refer/", {"for_whom": "me"})
    assert response.status_code == 403
    html = response.content.decode()
    assert "We did not store anything yet" in html
    assert "your text is still there" in html


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_our_own_failure_is_told_without_the_database(language):
    # Not marked for the database: any query would fail this test.
    with translation.override(language):
        response = errors.server_error(RequestFactory().get(f"/{language}/"))
    assert response.status_code == 500
    assert_public_page(response, language)
    assert f'href="/{language}/refer/"' in response.content.decode()


def test_a_broken_page_answers_with_the_plain_page(home, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError("the database is away")

    monkeypatch.setattr("cms_pages.models.HomePage.get_context", breaks)
    response = Client(raise_request_exception=False, SERVER_NAME="localhost").get("/nl/")
    assert response.status_code == 500
    assert 'href="tel:112"' in response.content.decode()


def test_a_host_that_is_not_ours_is_told_so_without_the_database():
    response = errors.bad_request(RequestFactory().get("/", HTTP_HOST="evil.example"), SuspiciousOperation())
    assert response.status_code == 400
    assert markup_of(response).of("h1")
    assert "evil.example" not in response.content.decode()
