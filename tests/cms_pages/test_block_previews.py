"""Every block that editors can choose shows what it looks like and says what it is for."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page

from cms_pages.blocks.samples import _SAMPLES
from tests.accounts.factories import UserFactory
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def chosen_from():
    """Every (name, block) that stands in a list from which editors choose, once per list."""
    bodies = {
        type(field.stream_block): field.stream_block
        for model in apps.get_models()
        if issubclass(model, Page)
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
    }
    return [
        (f"{type(body).__name__}.{name}", block)
        for body in bodies.values()
        for name, block in body.child_blocks.items()
    ]


@pytest.fixture
def editor(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    user = UserFactory(role="editor", organisation=OrganisationFactory())
    client = Client(headers={"accept-language": "en"}, raise_request_exception=True)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_walk_reaches_the_blocks():
    names = dict(chosen_from())
    assert {"HomeBody.ways", "TextBody.parts", "TextBody.danger", "CoreBody.points"} <= names.keys()


@pytest.mark.parametrize(("name", "block"), chosen_from(), ids=[name for name, _block in chosen_from()])
def test_a_block_shows_and_explains_itself(name, block, editor):
    assert block.is_previewable, f"{name}: write an example into cms_pages/blocks/samples.toml, or a preview_value."
    assert block.get_description(), f"{name}: say in cms_pages/blocks/samples.py what it is for, or a description."
    assert block.meta.icon != "placeholder", f"{name}: give it an icon of its own."
    response = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    page = response.content.decode()
    assert "css/text.css" in page
    drawn = page.partition('class="text preview"')[2].partition("</main>")[0]
    assert len(drawn) > 60, f"{name}: the preview is empty."
    for word in _words_of(_SAMPLES.get(name.partition(".")[2])):
        assert word in drawn, f"{name}: “{word}” does not show."


@pytest.mark.parametrize(("name", "block"), chosen_from(), ids=[name for name, _block in chosen_from()])
def test_an_example_is_something_that_an_editor_could_have_typed(name, block):
    if name.partition(".")[2] in _SAMPLES:
        block.clean(block.get_preview_value())


def _words_of(sample):
    """Some words of a sample: those of its first text."""
    if isinstance(sample, str):
        return [] if sample.startswith("<") else [sample]
    if isinstance(sample, list):
        return _words_of(sample[0])
    return _words_of(sample.get("title") or sample.get("text") or sample.get("question")) if sample else []
