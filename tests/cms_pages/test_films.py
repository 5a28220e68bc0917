"""Films: ours with captions, others behind a link, always also in words."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from wagtail import blocks as wagtail_blocks
from wagtail.images import get_image_model
from wagtail_localize.models import StringSegment, TranslationSource

from cms_pages.blocks import TextBody
from cms_pages.films import check_captions, kind_of, site_of
from cms_pages.models import Film
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import TextPageFactory
from tests.cms_pages.media import MP4, VTT, WEBM, drawn, film, film_block, picture, picture_block
from tests.cms_pages.test_navigation import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_our_own_film_has_captions_and_words_and_loads_nothing_beforehand(dutch, home):
    TextPageFactory(parent=home, slug="film", body=[film_block(film=film("nl", "ar").pk, poster=picture().pk)])
    html = dutch.get("/nl/film/").content.decode()
    video = re.search(r"<video.*?</video>", html, re.S).group(0)
    assert re.search(r'<video controls playsinline preload="none" aria-label="Zo gaat het" poster="data:[^"]+">', video)
    assert re.search(
        r'<source [^>]*srcset="[^"]+480w[^"]+1200w" type="image/avif">.*<img alt="" [^>]*loading="lazy"', html
    )
    assert re.search(r'<source src="/media/films/[0-9a-f]{32}\.mp4" type="video/mp4">', video)
    tracks = re.findall(
        r'<track kind="captions" src="/media/films/[^"]+\.vtt" srclang="(\w\w)" label="([^"]+)"( default)?>', video
    )
    assert sorted(tracks) == [("ar", "العربية", ""), ("nl", "Nederlands", " default")]
    assert "<p>Dag allemaal.</p>" in html


def test_a_film_elsewhere_is_a_link_and_the_reader_is_told_whose_site_it_is(dutch, home):
    address = "https://www.youtube.com/watch?v=abc"
    TextPageFactory(parent=home, slug="film", body=[film_block(address=address)])
    html = dutch.get("/nl/film/").content.decode()
    assert f'<a class="go" href="{address}" rel="external noreferrer noopener">' in html
    assert "YouTube (Google)" in html
    assert not re.findall(r'(?:src|poster|srcset)="https?://', html)
    assert "<iframe" not in html
    assert "<p>Dag allemaal.</p>" in html


@pytest.mark.parametrize("number", [1, 5])
def test_films_cost_the_same_however_many(dutch, home, number):
    TextPageFactory(parent=home, slug="film", body=[film_block(film=film().pk) for _ in range(number)])
    dutch.get("/nl/film/")
    TextPageFactory(parent=home, slug="leeg")
    assert queries_of(dutch, "/nl/film/") == queries_of(dutch, "/nl/leeg/") + 1 <= 12  # films with their captions


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({}, "film"),
        ({"address": "https://films.example/1"}, "address"),
        ({"address": "http://www.youtube.com/watch?v=abc"}, "address"),
        ({"address": "https://youtube.com.evil.example/1"}, "address"),
        ({"address": "https://youtu.be/abc", "transcript": ""}, "transcript"),
    ],
)
def test_a_film_needs_a_place_and_words(words, field):
    body = TextBody()
    with pytest.raises(wagtail_blocks.StreamBlockValidationError) as refused:
        body.clean(body.to_python([film_block(**words)]))
    assert field in refused.value.block_errors[0].block_errors


def test_a_film_is_ours_or_elsewhere_and_not_both():
    body = TextBody()
    with pytest.raises(wagtail_blocks.StreamBlockValidationError):
        body.clean(body.to_python([film_block(film=film().pk, address="https://youtu.be/abc")]))
    body.clean(body.to_python([film_block(film=film().pk)]))
    body.clean(body.to_python([film_block(address="https://youtu.be/abc")]))


def test_title_and_words_of_a_film_are_translated(home):
    page = TextPageFactory(parent=home, slug="film", body=[film_block(address="https://youtu.be/abc")])
    source, _created = TranslationSource.get_or_create_from_instance(page)
    found = set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))
    assert {"Zo gaat het", "Dag allemaal."} <= found


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (MP4, ".mp4"), (WEBM, ".webm"), (b"", ""), (b"<html>", ""), (drawn(), ""), (drawn("AVIF"), ""),
        (WEBM.replace(b"webm", b"matr"), ""), (b"%PDF-1.7", ""),
    ],
)  # fmt: skip
def test_films_are_known_by_their_content(content, kind):
    assert kind_of(content[:64]) == kind


@pytest.mark.parametrize(
    "text",
    [
        VTT, VTT.replace("\n", "\r\n"), "WEBVTT - titel\n\nNOTE zo\n\n1\n00:01.000 --> 00:02.000 line:0\n- Ja.\n",
        "WEBVTT\n\n100:00:00.000 --> 100:00:01.000\nLaat.",
    ],
)  # fmt: skip
def test_captions_are_webvtt(text):
    check_captions(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "WEBVTT"),
        ("1\n00:00:01,000 --> 00:00:02,000\nDag.", "WEBVTT"),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\nDag.", "WEBVTT"),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nDag.", "3"),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\nDag.", "3"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n", "no caption"),
        ("WEBVTT\n", "no caption"),
    ],
)
def test_what_is_no_captions_is_refused_with_its_line(text, complaint):
    with translation.override("en"), pytest.raises(ValidationError, match=complaint):
        check_captions(text)


def test_only_sites_that_are_named_hold_films():
    assert site_of("https://vimeo.com/1") == "Vimeo"
    assert not site_of("javascript:alert(1)//youtube.com")
    assert not site_of("https://user@evil.example/youtube.com")


@pytest.fixture
def editor(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


CAPTIONS = VTT.encode()
ADD = "wagtailsnippets_cms_pages_film:add"


def sent(editor, content=MP4, name="Film.mp4", captions=CAPTIONS, number=1):
    data = {"title": "Onze film", "file": SimpleUploadedFile(name, content)}
    data |= {"captions-TOTAL_FORMS": number, "captions-INITIAL_FORMS": 0, "captions-MIN_NUM_FORMS": 1}
    data |= {"captions-MAX_NUM_FORMS": 1000}
    for each in range(number):
        data |= {
            f"captions-{each}-language": "nl", f"captions-{each}-file": SimpleUploadedFile("nl.vtt", captions),
            f"captions-{each}-ORDER": each, f"captions-{each}-DELETE": "", f"captions-{each}-id": "",
        }  # fmt: skip
    return editor.post(reverse(ADD), data)


def test_an_editor_brings_a_film_with_its_captions(editor):
    assert sent(editor).status_code == 302
    kept = Film.objects.get()
    assert kept.kind == "video/mp4"
    assert re.fullmatch(r"films/[0-9a-f]{32}\.mp4", kept.file.name)
    assert kept.captions.get().language == "nl"


@pytest.mark.parametrize(
    "wrong",
    [
        {"content": b"<html>"}, {"content": WEBM}, {"content": b""}, {"captions": b"1\n00:00:01,000"},
        {"captions": b"\xff\xfe"}, {"number": 0}, {"number": 2},
    ],
)  # fmt: skip
def test_a_film_without_captions_or_of_another_kind_is_refused(editor, wrong):
    response = sent(editor, **wrong)
    assert response.status_code == 200
    assert not Film.objects.exists()
    form = response.context["form"]
    assert form.errors or form.formsets["captions"].errors or form.formsets["captions"].non_form_errors()


def test_a_film_that_is_too_large_is_refused(editor, settings):
    settings.LARGEST_FILM = 100
    assert "file" in sent(editor).context["form"].errors


def test_a_film_can_be_played_from_the_middle(client):
    kept = film()
    address = kept.file.url
    whole = client.get(address)
    assert whole["Content-Type"] == "video/mp4"
    assert b"".join(whole.streaming_content) == MP4
    part = client.get(address, headers={"range": "bytes=4-7"})
    assert part.status_code == 206
    assert b"".join(part.streaming_content) == b"ftyp"
    assert part["Content-Range"] == f"bytes 4-7/{len(MP4)}"
    captions = client.get(kept.captions.get().file.url)
    assert captions["Content-Type"] == "text/vtt; charset=utf-8"
    assert b"".join(captions.streaming_content) == VTT.encode()


def test_files_go_with_their_film(django_capture_on_commit_callbacks):
    kept = film()
    names = [kept.file.name, kept.captions.get().file.name]
    with django_capture_on_commit_callbacks(execute=True):
        kept.file = SimpleUploadedFile("b.webm", WEBM)
        kept.save()
    assert not default_storage.exists(names[0])
    with django_capture_on_commit_callbacks(execute=True):
        Film.objects.all().delete()
    assert not default_storage.exists(names[1])
    assert not default_storage.exists(kept.file.name)


def test_a_page_whose_film_or_picture_is_gone_is_still_shown(dutch, home):
    gone, picture_gone = film(), picture()
    words = {"title": "Zo gaat het", "transcript": "<p>Dag allemaal.</p>"}
    body = [
        film_block(film=gone.pk, poster=picture_gone.pk),
        picture_block(picture_gone),
        {"type": "film", "value": words},
        {"type": "picture", "value": {"caption": "In Zwolle"}},
        {"type": "call_to_action", "value": {"text": "Verder", "leads_to": "page"}},
    ]
    TextPageFactory(parent=home, slug="film", body=body)
    assert "<video" in dutch.get("/nl/film/").content.decode()
    Film.objects.all().delete()
    get_image_model().objects.all().delete()
    html = dutch.get("/nl/film/").content.decode()
    assert html.count("Dag allemaal.") == 2
    assert "<video" not in html
    assert "<picture" not in html
