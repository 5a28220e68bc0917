"""The admin's own content policy lets its editors work: under the strict one the translation editor stays blank."""

import pytest
from playwright.sync_api import expect
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from cms_pages.models import TextPage
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def translated(live_server):
    """A page and its translation into French, ready to be edited."""
    written = TextPage(title="Wat is een conferentie?", slug="what", lead="Uw mensen eromheen.")
    Page.objects.get(depth=1).add_child(instance=written)
    french, _made = Locale.objects.get_or_create(language_code="fr")
    source, _made = TranslationSource.update_or_create_from_instance(written)
    Translation.objects.create(source=source, target_locale=french).save_target(publish=False)
    return written, written.get_translation(french)


def test_pages_and_translations_are_edited_under_the_admins_policy(page, translated, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    user = UserFactory(superuser=True)
    page.goto("/en/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
    written, translation = translated
    page.goto(f"/admin/pages/{written.pk}/edit/")
    expect(
        page.locator("[data-controller~=w-block], .stream-field, [data-streamfield-stream-container]").first
    ).to_be_attached()
    page.goto(f"/admin/pages/{translation.pk}/edit/")
    expect(page.get_by_text("Uw mensen eromheen.").first).to_be_visible()
