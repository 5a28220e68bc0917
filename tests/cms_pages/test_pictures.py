"""Pictures on pages: with words, in the size that is needed, shared, on paper, and without what the camera knew."""

import io
import re

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image as Pillow
from wagtail import blocks as wagtail_blocks
from wagtail.images import get_image_model
from wagtail_localize.models import StringSegment, TranslationSource

from cms_pages import pictures
from cms_pages.blocks import TextBody
from cms_pages.consent import withdraw_consent
from cms_pages.models import FolderIndexPage, FolderPage, NewsPage, StoryPage
from cms_pages.paper.forms import PrintForm
from cms_pages.paper.prints import pdf_for
from cms_pages.tasks import make_pictures
from portal.outbound.pdf import can_render
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import (
    NewsIndexPageFactory,
    NewsPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
    TextPageFactory,
)
from tests.cms_pages.media import drawn, picture, picture_block
from tests.cms_pages.test_findable import data_of, meta_of
from tests.cms_pages.test_navigation import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def test_a_picture_comes_in_three_kinds_with_its_measures_words_and_maker(dutch, home):
    body = [picture_block(picture(), caption="In Zwolle", credit="Ada")]
    TextPageFactory(parent=home, slug="plaatje", body=body)
    html = dutch.get("/nl/plaatje/").content.decode()
    shown = re.search(r"<picture>.*?</picture>", html, re.S).group(0)
    for kind in ("avif", "webp"):
        assert f'type="image/{kind}"' in shown
    assert re.search(r'srcset="[^"]+ 480w, [^"]+ 800w, [^"]+ 1200w"', shown)
    (img,) = re.findall(r"<img[^>]*>", shown)
    for attribute in ('alt="Een rode tafel"', 'width="480"', 'height="270"', 'loading="lazy"', "sizes="):
        assert attribute in img
    assert "In Zwolle" in html
    assert "Ada" in html


def test_each_use_of_a_picture_has_its_own_words(dutch, home):
    same = picture()
    body = [picture_block(same, "Eerst"), picture_block(same, "Dan"), picture_block(same, "", decorative=True)]
    TextPageFactory(parent=home, slug="plaatje", body=body)
    html = dutch.get("/nl/plaatje/").content.decode()
    assert re.findall(r'<img[^>]* alt="([^"]*)"', html) == ["Eerst", "Dan", ""]


def test_a_picture_without_words_is_refused_unless_it_is_decorative():
    body, image = TextBody(), picture()
    body.clean(body.to_python([picture_block(image, "", decorative=True)]))
    with pytest.raises(wagtail_blocks.StreamBlockValidationError) as refused:
        body.clean(body.to_python([picture_block(image, "")]))
    assert "alt_text" in refused.value.block_errors[0].block_errors["picture"].block_errors


@pytest.mark.parametrize("number", [1, 8])
def test_pictures_cost_one_question_however_many(dutch, home, number):
    TextPageFactory(parent=home, slug="leeg")
    TextPageFactory(parent=home, slug="vol", body=[picture_block(picture(f"Tafel {n}")) for n in range(number)])
    dutch.get("/nl/vol/")  # makes what is lacking
    assert queries_of(dutch, "/nl/vol/") == queries_of(dutch, "/nl/leeg/") + 1 <= 12  # with their renditions


def test_the_words_of_a_picture_are_translated(home):
    page = TextPageFactory(parent=home, slug="plaatje", body=[picture_block(picture(), caption="In Zwolle")])
    news = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), picture=picture(), picture_alt="Een kring")
    for each, words in [(page, {"Een rode tafel", "In Zwolle"}), (news, {"Een kring"})]:
        source, _created = TranslationSource.get_or_create_from_instance(each)
        assert words <= set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))


def test_what_is_lacking_is_made_before_a_reader_asks(home):
    image = picture()
    assert make_pictures() == 1
    assert set(image.renditions.values_list("filter_spec", flat=True)) == set(pictures.shown_specs())
    assert make_pictures() == 0


def test_a_picture_that_was_lost_holds_up_no_other():
    good, lost = picture("Goed"), picture("Kwijt")
    default_storage.delete(lost.file.name)
    assert make_pictures() == 1
    assert good.renditions.exists()


def test_the_picture_of_a_page_is_at_its_top_and_goes_along(dutch, home):
    index = NewsIndexPageFactory(parent=home)
    NewsPageFactory(parent=index, slug="met", picture=picture(), picture_alt="Een kring om een tafel")
    html = dutch.get("/nl/nieuws/met/").content.decode()
    assert re.search(r'<img[^>]* alt="Een kring om een tafel"', html)
    meta = meta_of(dutch, "/nl/nieuws/met/")
    assert meta["og:image"].startswith("http://localhost/media/images/")
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:image:alt"] == "Een kring om een tafel"
    assert data_of(dutch, "/nl/nieuws/met/")["image"] == meta["og:image"]
    file = b"".join(dutch.get(meta["og:image"].removeprefix("http://localhost")).streaming_content)
    assert Pillow.open(io.BytesIO(file)).size == (1200, 630)


def test_a_page_without_a_picture_shares_that_of_the_site(dutch, home):
    NewsPageFactory(parent=NewsIndexPageFactory(parent=home), slug="zonder")
    assert meta_of(dutch, "/nl/nieuws/zonder/")["og:image"].endswith("/share/nl.png")


def test_a_picture_of_its_own_costs_a_page_no_query_more(dutch, home):
    index = StoryIndexPageFactory(parent=home)
    StoryPageFactory(
        parent=index, slug="riet", picture=picture(), picture_alt="Een kring", body=[picture_block(picture())]
    )
    dutch.get("/nl/verhalen/riet/")
    # A story without costs 6: the pictures of the text, its own and all renditions are one more.
    assert queries_of(dutch, "/nl/verhalen/riet/") == 7


def test_a_picture_of_a_page_has_words_whatever_happens(home):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home))
    page.picture = picture()
    with pytest.raises(Exception, match="picture_alt"):
        page.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        NewsPage.objects.filter(pk=page.pk).update(picture=page.picture)


def uploaded(editor, file):
    response = editor.post(reverse("wagtailimages:add"), {"title": "Tafel", "file": file})
    return response, get_image_model().objects.first()


def test_an_upload_is_drawn_anew_without_what_the_camera_knew(editor):
    exif = Pillow.Exif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 30.0, 0.0)
    content = drawn(size=(3000, 1000), exif=exif)
    assert Pillow.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    _response, kept = uploaded(editor, SimpleUploadedFile("Jan de Vries.jpg", content, "image/jpeg"))
    with kept.file.open() as file:
        opened = Pillow.open(file)
        assert not opened.getexif()
        assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert opened.size == (kept.width, kept.height) == (800, 2400)
    assert "vries" not in kept.file.name.lower()


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("WEBP", "a.webp"), ("JPEG", "a.jpeg")])
def test_the_usual_kinds_are_taken(editor, kind, name):
    _response, kept = uploaded(editor, SimpleUploadedFile(name, drawn(kind)))
    assert kept.get_rendition("width-480").width == 480


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("a.jpg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.gif", drawn("GIF")),
        ("a.jpg", drawn("PNG")),
        ("a.jpg", drawn()[:400]),
        ("a.png", drawn("PNG", colour="red")[:90]),
        ("a.jpg", b""),
    ],
)
def test_what_is_no_picture_is_refused_beside_the_field(editor, name, content):
    response, kept = uploaded(editor, SimpleUploadedFile(name, content))
    assert kept is None
    assert response.status_code == 200
    assert "file" in response.context["form"].errors
    assert response.context["form"]["title"].value() == "Tafel"


def test_a_picture_that_ends_halfway_is_refused_after_making_a_pdf_too(editor):
    assert can_render()
    _response, kept = uploaded(editor, SimpleUploadedFile("a.png", drawn("PNG", colour="red")[:90]))
    assert kept is None


def test_a_large_upload_is_refused(editor, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    response, kept = uploaded(editor, SimpleUploadedFile("a.jpg", drawn()))
    assert kept is None
    assert "file" in response.context["form"].errors


def test_pictures_are_given_out_with_safe_headers_and_originals_are_not(client, home):
    image = picture()
    address = image.get_rendition("width-480|format-webp").url
    response = client.get(address)
    assert b"".join(response.streaming_content)
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(f"/media/{image.file.name}").status_code == 404
    default_storage.save("images/a.svg", SimpleUploadedFile("a.svg", b"<svg/>"))
    for other in ("/media/images/a.svg", "/media/images/..%2foriginal_images%2fa.jpg", "/media/folders/a.pdf"):
        assert client.get(other).status_code == 404


@pytest.fixture
def leaflet(home):
    index = home.add_child(instance=FolderIndexPage(title="Folders", slug="folders", lead="x", locale=home.locale))
    body = [picture_block(picture(), caption="In Zwolle"), picture_block(picture(), "", decorative=True)]
    page = FolderPage(title="Plan", slug="plan", lead="Samen.", body=body, locale=home.locale)
    index.add_child(instance=page).save_revision().publish()
    return page


@pytest.mark.parametrize("form", [PrintForm.A4, PrintForm.BOOKLET])
def test_a_picture_in_a_leaflet_is_on_paper_with_its_words(leaflet, form, caplog):
    document = pikepdf.open(io.BytesIO(pdf_for(leaflet, form)))
    said = [str(each["/Alt"]) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert "Een rode tafel" in said
    assert "" not in said
    photographs = [
        each for each in document.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image" and each.get("/Width") == 1200
    ]  # fmt: skip
    assert photographs
    assert "alt description" not in caplog.text


def test_every_block_of_a_leaflet_has_its_way_onto_paper():
    from django.template.loader import get_template

    for name in TextBody().child_blocks:
        get_template(f"pdf/blocks/{name}.html")


def test_with_the_consent_go_the_pictures_that_only_this_story_shows(home, django_capture_on_commit_callbacks):
    index = StoryIndexPageFactory(parent=home)
    own, drafted, shared = picture("Eigen"), picture("In het concept"), picture("Van iedereen")
    story = StoryPageFactory(
        parent=index,
        slug="riet",
        picture=own,
        picture_alt="Een kring",
        body=[picture_block(shared), picture_block(own)],
    )
    story.body = [picture_block(drafted)]
    story.save_revision()
    TextPageFactory(parent=home, body=[picture_block(shared)])
    file, rendition = own.file.name, own.get_rendition("width-480").file.name
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(StoryPage.objects.get(pk=story.pk), on="2026-06-01")
    assert list(get_image_model().objects.all()) == [shared]
    assert not default_storage.exists(file)
    assert not default_storage.exists(rendition)
    assert StoryPage.objects.get(pk=story.pk).picture is None
