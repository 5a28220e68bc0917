"""Wagtail's accessibility checker is on: beside the editor and in the preview, and nowhere on the public site."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import open_site_to_editors
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import TextPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(settings, organisation):
    settings.SECOND_FACTOR_REQUIRED = False
    open_site_to_editors()
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        UserFactory(role="editor", organisation=organisation), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def rules_in(html):
    found = re.search(r'<script id="checker-axe-configuration"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert found, "The checker is not on this page."
    return json.loads(found[1])


def test_it_stands_beside_the_editor(editor, home):
    page = TextPageFactory(parent=home)
    asked = rules_in(editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode())
    assert {"image-alt", "heading-order", "link-name", "alt-text-quality"} <= set(asked["options"]["runOnly"])
    assert asked["context"]["include"] == ["main"]


def test_a_preview_brings_it_along(editor, home):
    page = TextPageFactory(parent=home)
    page.save_revision()
    html = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert "wagtail-userbar" in html
    assert rules_in(html)["context"]["include"] == ["main"]


def test_the_public_site_has_none_of_it_even_for_an_editor(editor, home):
    TextPageFactory(parent=home, slug="kosten")
    response = editor.get("/nl/kosten/")
    assert response.status_code == 200
    assert "wagtail" not in response.content.decode().lower()
    assert "Cookie" not in response.get("Vary", "")
    assert "Cookie" not in Client().get("/nl/kosten/").get("Vary", "")
