"""A new page in the admin: one page, however often and however fast it is saved."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.urls import reverse
from wagtail.models import Page

from portal.accounts.roles import EDITOR, TRAINER, open_site_to_editors, sync_roles
from tests.accounts.factories import UserFactory

POSTS = 6
SAVES_ITSELF = "w-autosave#save"


def address_below(parent):
    return reverse("wagtailadmin_pages:add", args=["cms_pages", "textpage", parent.pk])


def typed(**changes):
    """What the browser sends of the form, with nothing yet in the body."""
    return {
        "title": "Kosten", "slug": "kosten", "lead": "Wat het kost.", "body-count": "0", "seo_title": "",
        "search_description": "", "short_title": "", "footer": "", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "1000",
    } | changes  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_saves_at_once_are_one_page_and_the_others_are_told_beside_the_field(home, as_user, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sync_roles()
    open_site_to_editors()
    user = UserFactory(role=EDITOR)
    clients = [as_user(user) for _ in range(POSTS)]
    address = address_below(home)

    def post(client):
        try:
            return client.post(address, typed())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(POSTS) as pool:
        answers = list(pool.map(post, clients))
    assert sorted(answer.status_code for answer in answers) == [200] * (POSTS - 1) + [302]
    assert Page.objects.child_of(home).filter(slug="kosten").count() == 1
    for refused in (answer for answer in answers if answer.status_code == 200):
        assert "already in use" in refused.context["form"].errors["slug"][0]
        assert refused.context["form"]["lead"].value() == "Wat het kost."


@pytest.mark.django_db
@pytest.mark.usefixtures("editor")
class TestAdding:
    def test_a_page_is_saved_by_itself_only_once_its_editor_has_saved_it(self, client, home):
        answer = client.get(address_below(home))
        assert SAVES_ITSELF not in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        saved = client.post(address_below(home), typed(), follow=True)
        assert SAVES_ITSELF in saved.content.decode()

    def test_a_slug_that_is_taken_is_said_beside_the_field_and_nothing_typed_is_lost(self, client, home):
        client.post(address_below(home), typed())
        refused = client.post(address_below(home), typed(title="Wat kost het?"))
        assert refused.status_code == 200
        html = refused.content.decode()
        assert "already in use" in html
        assert "Wat kost het?" in html

    def test_it_is_published_at_once_when_its_editor_says_so(self, client, home):
        response = client.post(address_below(home), typed(**{"action-publish": "action-publish"}))
        assert response.status_code == 302
        assert Page.objects.child_of(home).get(slug="kosten").live

    def test_below_a_page_that_is_gone_there_is_nothing_to_add(self, client, home):
        home.pk += 1000
        assert client.post(address_below(home), typed()).status_code == 404


@pytest.mark.django_db
def test_who_edits_no_pages_adds_none(home, as_user, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sync_roles()
    answer = as_user(UserFactory(role=TRAINER)).post(address_below(home), typed())
    assert answer.status_code in (302, 403)
    assert not Page.objects.child_of(home).exists()
