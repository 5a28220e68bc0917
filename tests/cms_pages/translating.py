"""A page with a translation under way, as the tests of translating need it."""

from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from tests.cms_pages.factories import TextPageFactory, locale

BODY = [
    {"type": "heading", "id": "11111111-1111-4111-8111-111111111111", "value": "De eigen tijd"},
    {
        "type": "steps",
        "id": "22222222-2222-4222-8222-222222222222",
        "value": [
            {
                "type": "item",
                "id": "33333333-3333-4333-8333-333333333333",
                "value": {"title": "U belt", "text": "Wij luisteren."},
            }
        ],
    },
]


def write(parent, **fields):
    """A public page below `parent`, in its language."""
    page = TextPageFactory(parent=parent, **fields)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def submit(client, page, language="tr"):
    """What an editor does to have `page` translated; the translation, which readers do not see yet."""
    post(
        client, reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [locale(language).pk]}
    )
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=locale(language))


def translate(translation, *, leave_out=(), how="manual"):
    """A translation of every line, except of those that hold one of `leave_out`."""
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
        if not any(words in segment.string.data for words in leave_out):
            words = "cevir-" + segment.context.path if segment.context.path == "slug" else f"TR {segment.string.data}"
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=translation.target_locale,
                defaults={"data": words, "translation_type": how},
            )


def publish(client, translation):
    """What the button “Publish in …” of the translation editor does."""
    page = translation.get_target_instance()
    return post(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})


def post(client, address, data=None):
    """A form that is sent, with what happens once the database has it; the page one comes to."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address, data, follow=True)


def translated(client, page, language="tr"):
    """`page` in that language, public."""
    translation = submit(client, page, language)
    translate(translation)
    publish(client, translation)
    return translation


def change(page, **fields):
    """An editor changes `page` and publishes it."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def target(translation) -> Page:
    """The translated page as the database has it now."""
    return Page.objects.get(translation_key=translation.source.object_id, locale=translation.target_locale).specific
