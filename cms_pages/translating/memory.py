"""What translations remember of their source: written when a page is published, and when a change was small."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import String, StringTranslation, Translation, TranslationSource

from cms_pages.models import SourceWords
from cms_pages.models.site_page import SitePage
from cms_pages.translating.changes import Changes, changes_between
from cms_pages.translating.lines import fingerprint_of, lines_of, lines_taken_over, source_of, words_to_read

SMALL_CHANGE = "cms_pages.translation.small_change"
READ_OVER = "cms_pages.translation.read_over"


def remember_words(instance, **_signal) -> None:
    """Called when a page was published."""
    if not isinstance(instance, SitePage) or instance.alias_of_id:
        return
    source = source_of(instance)
    if source is not None:
        stopped = Translation.objects.filter(source=source, target_locale=instance.locale_id, enabled=False)
        # Whoever goes on by hand says nothing of the source: what was known stays known.
        if not (stopped.exists() and SourceWords.objects.filter(page=instance).exists()):
            _remember(instance, lines_taken_over(source))
        return
    original = original_of(instance)
    _remember(instance, lines_of(original.specific if original else instance))


def original_of(page) -> Page | None:
    """The page in the first language of the site that this one says the same as; None for an original."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    same = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    return same.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def changes_since(translated, source_page) -> Changes | None:
    """What changed in the words of `source_page` since `translated` was made; None when that is not known."""
    words = {each.page_id: each.lines for each in SourceWords.objects.filter(page__in=[translated, source_page])}
    if len(words) < 2:
        return None
    return changes_between(words[translated.pk], words[source_page.pk])


@transaction.atomic
def call_change_small(source_page, *, by) -> list[Page]:
    """The translations of `source_page` are still right: they are current again, and their lines stay valid.

    Returns those translations. One in a language for which lines were added or taken away stays out of date.
    """
    now = SourceWords.objects.filter(page=source_page).first()
    if now is None:
        return []
    right = []
    for page in _translations_of(source_page):
        changes = changes_since(page, source_page)
        if changes is not None and changes.are_small:
            _carry_over(changes, page)
            _remember(page, now.lines)
            right.append(page)
    if right:
        source = TranslationSource.objects.get_for_instance_or_none(source_page)
        if source:
            source.update_from_db()
        languages = [page.locale.language_code for page in right]
        log(
            instance=source_page.specific,
            action=SMALL_CHANGE,
            user=by,
            revision=source_page.live_revision,
            data={"languages": languages},
        )
    return right


def last_small_change(source_page) -> PageLogEntry | None:
    """Who last called a change of this page small, and when."""
    calls = PageLogEntry.objects.filter(page_id=source_page.pk, action=SMALL_CHANGE).select_related("user")
    return calls.order_by("-timestamp").first()


@transaction.atomic
def read_over(translation: Translation, *, by) -> int:
    """Somebody has read what a machine wrote, and finds it right: from here on the words are theirs. How many lines.

    Which program wrote a line stays on record (`tool_name`).
    """
    lines = translation.source.stringsegment_set.get_translations(translation.target_locale)
    written = lines.filter(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    count = StringTranslation.objects.filter(pk__in=list(written.values_list("pk", flat=True))).update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL, last_translated_by=by, updated_at=timezone.now()
    )
    page = translation.get_target_instance()
    page.machine_translated = False
    page.save(update_fields=["machine_translated"], clean=False)
    if count:
        log(instance=page, action=READ_OVER, user=by, data={"lines": count})
    return count


def _translations_of(source_page):
    return (
        Page.objects.live()
        .filter(translation_key=source_page.translation_key, alias_of=None)
        .exclude(pk=source_page.pk)
        .select_related("locale")
        .order_by("pk")
    )


def _remember(page, lines):
    lines = words_to_read(lines)
    fingerprint = fingerprint_of(lines)
    known = SourceWords.objects.filter(page_id=page.pk, fingerprint=fingerprint)
    if not known.exists():
        SourceWords.objects.update_or_create(
            page_id=page.pk,
            defaults={
                "lines": [list(line) for line in lines],
                "fingerprint": fingerprint,
                "changed_at": timezone.now(),
            },
        )


def _carry_over(changes, page):
    """Gives the new words of each changed line the translation of the old ones."""
    for path, old, new in changes.changed:
        valid = (
            StringTranslation.objects.filter(
                context__object_id=page.translation_key,
                context__path=path,
                locale=page.locale,
                translation_of__data=old,
                has_error=False,
            )
            .select_related("translation_of")
            .first()
        )
        if valid is None:
            continue
        string, _made = String.objects.get_or_create(
            locale_id=valid.translation_of.locale_id,
            data_hash=String._get_data_hash(new),
            defaults={"data": new},
        )
        StringTranslation.objects.get_or_create(
            translation_of=string,
            locale=page.locale,
            context=valid.context,
            defaults={
                "data": valid.data,
                "translation_type": valid.translation_type,
                "tool_name": valid.tool_name,
                "last_translated_by": valid.last_translated_by,
            },
        )
