"""A page is taken down with a reason, and the reason stands in its history."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms_pages.editing.unpublishing import LOG_ACTION
from cms_pages.tasks import publish_scheduled
from portal.accounts.roles import open_site_to_editors
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import StoryIndexPageFactory, StoryPageFactory, TextPageFactory

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


@pytest.fixture
def page(home):
    return TextPageFactory(parent=home, title="Kosten", slug="kosten")


def unpublish(client, page, **data):
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), data)


def reasons():
    entries = PageLogEntry.objects.filter(action=LOG_ACTION).order_by("pk")
    return [(entry.page_id, entry.data["reason"]) for entry in entries]


def test_the_page_that_asks_asks_why(editor, page):
    shown = editor.get(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).content.decode()
    assert 'name="reason"' in shown


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_without_a_reason_it_stays(editor, page, reason):
    response = unpublish(editor, page, reason=reason, next="/admin/pages/")
    assert response.status_code == 422
    assert response.context["form"].errors["reason"]
    assert reason in response.content.decode()
    page.refresh_from_db()
    assert page.live
    assert reasons() == []


def test_the_reason_stands_in_the_history(editor, page):
    assert unpublish(editor, page, reason="The prices changed <b>again</b>").status_code == 302
    page.refresh_from_db()
    assert not page.live
    assert reasons() == [(page.pk, "The prices changed <b>again</b>")]
    history = editor.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "The prices changed &lt;b&gt;again&lt;/b&gt;" in history


def test_pages_below_it_get_the_reason_too(editor, page):
    below = TextPageFactory(parent=page)
    unpublish(editor, page, reason="Old", include_descendants="on")
    assert {key for key, _reason in reasons()} == {page.pk, below.pk}


def test_the_choice_about_pages_below_is_kept_when_the_reason_lacks(editor, page):
    TextPageFactory(parent=page)
    shown = unpublish(editor, page, reason="", include_descendants="on").content.decode()
    assert 'name="include_descendants" checked' in shown


def test_many_at_once_get_one_reason(editor, page, home):
    other = TextPageFactory(parent=home)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    address += f"?id={page.pk}&id={other.pk}&next=/admin/pages/"
    assert 'name="reason"' in editor.get(address).content.decode()
    editor.post(address, {"reason": ""})
    page.refresh_from_db()
    assert page.live
    assert editor.post(address, {"reason": "Both wrong"}).status_code == 302
    assert reasons() == [(page.pk, "Both wrong"), (other.pk, "Both wrong")]
    page.refresh_from_db()
    assert not page.live


def test_whoever_may_not_publish_takes_nothing_down(page, organisation, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    for user in (UserFactory(role="manager", organisation=organisation), UserFactory()):
        client = Client()
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        unpublish(client, page, reason="Because")
    unpublish(Client(), page, reason="Because")
    page.refresh_from_db()
    assert page.live


def test_withdrawn_consent_and_the_clock_ask_nobody(home, page):
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home))
    story.unpublish()
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    publish_scheduled()
    page.refresh_from_db()
    assert not page.live
    assert reasons() == []


def test_its_readers_hear_kindly_that_it_is_gone(editor, page, dutch):
    assert dutch.get("/nl/kosten/").status_code == 200
    unpublish(editor, page, reason="Old")
    response = dutch.get("/nl/kosten/")
    assert response.status_code == 404
    shown = response.content.decode()
    assert "<main" in shown
    assert 'href="/nl/"' in shown
    assert "Old" not in shown
