"""The film of the first content: light, with the same moments captioned in every language, and put there once."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from cms_pages.demo_films import demo_film
from cms_pages.films import check_captions, kind_of
from cms_pages.models import Film

pytestmark = pytest.mark.django_db
LIGHT = 400_000  # bytes: half a minute on a slow telephone


@pytest.fixture
def kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return demo_film("widening-circle")


def test_it_is_light_and_begins_before_all_of_it_is_there(kept):
    content = Path(kept.file.path).read_bytes()
    assert kind_of(content[:64]) == ".mp4"
    assert len(content) < LIGHT
    assert content.index(b"moov") < content.index(b"mdat")


def test_it_has_the_same_captions_in_every_language(kept):
    texts = {each.language: Path(each.file.path).read_text() for each in kept.captions.all()}
    assert set(texts) == {code for code, _name in settings.LANGUAGES}
    for text in texts.values():
        check_captions(text)
    assert len({tuple(re.findall(r".+ --> .+", text)) for text in texts.values()}) == 1
    assert len(set(texts.values())) == len(texts)


def test_a_second_time_it_is_there(kept):
    assert demo_film("widening-circle") == kept
    assert Film.objects.count() == 1
