"""Somebody sees the film of the first content with its captions, and somebody else reads it, by the keyboard alone."""

import pytest
from django.test.testcases import _MediaFilesHandler
from playwright.sync_api import expect

from tests.cms_pages.walking import demo_site
from tests.journeys.conftest import STICKING_OUT, WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = {"nl": "/nl/conferenties/eigen-kracht-conferentie/", "ar": "/ar/conferences/family-group-conference/"}
MOMENT = 22
CAPTIONS = {
    "nl": "Uw kring is onder elkaar.\nU praat, u eet, u denkt na.",
    "ar": "دائرتك الآن وحدها.\nتتكلمون وتأكلون وتفكّرون.",
}
# Goes to a moment, and tells what each language's captions do there.
CAPTIONS_AT = """async (video, moment) => {
  video.pause()
  video.currentTime = moment
  await new Promise(resolve => video.addEventListener('seeked', resolve, {once: true}))
  await new Promise(resolve => setTimeout(resolve, 300))
  const shown = [...video.textTracks].filter(track => track.mode === 'showing')
  return shown.map(track => [track.language, ...[...track.activeCues].map(cue => cue.text)])
}"""


@pytest.fixture
def site(settings, tmp_path, monkeypatch, live_server):
    # Django's test server gives out uploads by itself, never from the middle. Here the portal does, as in the demo.
    monkeypatch.setattr(_MediaFilesHandler, "_should_handle", lambda handler, path: False)
    settings.MEDIA_ROOT = tmp_path
    return demo_site(["nl", "ar"])


def film_of(page):
    return page.locator("figure.film video")


def test_the_film_is_seen_and_read(site, new_page):
    for width in WIDTHS.values():
        for language in ADDRESSES:
            seen(new_page(viewport={"width": width, "height": 800}), language)
    read(new_page(java_script_enabled=False), "nl")


def seen(page, language):
    """Nothing of the film is fetched before it is started; it comes in parts, with the reader's own captions."""
    fetched = []
    page.on("response", lambda answer: fetched.append(answer.status) if answer.url.endswith(".mp4") else None)
    page.goto(ADDRESSES[language], wait_until="networkidle")
    assert not page.evaluate(STICKING_OUT)
    film = film_of(page)
    film.scroll_into_view_if_needed()
    expect(film).to_have_js_property("paused", True)
    expect(film).to_have_js_property("readyState", 0)
    picture = page.locator("figure.film img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.currentSrc").endswith(".avif")
    there, beneath = film.bounding_box(), picture.bounding_box()
    assert there == pytest.approx(beneath, abs=1)
    assert not fetched

    film.focus()
    page.keyboard.press("Space")
    expect(film).to_have_js_property("paused", False)
    expect(film).to_have_js_property("readyState", 4)
    assert set(fetched) == {206}
    assert film.evaluate(CAPTIONS_AT, MOMENT) == [[language, CAPTIONS[language]]]
    assert film.bounding_box() == pytest.approx(there, abs=1)


def read(page, language):
    page.goto(ADDRESSES[language])
    words = page.locator("figure.film details .rich")
    expect(words).not_to_be_visible()
    page.locator("figure.film summary").focus()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    assert words.locator("p").count() > 5
