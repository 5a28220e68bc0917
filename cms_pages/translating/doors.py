"""Where somebody asks in the admin that a translation appears: refused with a sentence, before anything happens.

The rule itself is kept in `gate`, for every way there is; here its reason reaches the person.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import upload_pofile
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms_pages.translating.gate import machine_lines, obstacles, refusal, unread
from cms_pages.translating.lines import untranslated


def reason_to_wait(translation: Translation, page) -> str:
    """Why what translators wrote cannot appear yet, although nothing of it was saved on `page`; else empty."""
    missing = untranslated(translation.source, translation.target_locale)
    if missing:
        return refusal(translation.target_locale, missing)
    if page.specific_class.needs_reading_over:
        return unread(machine_lines(translation.source, translation.target_locale))
    return ""


def refuse_in_the_translation_editor(request, page):
    """“Publish” in the translation editor. Every line that was written stays written."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    reason = reason_to_wait(translation, page) if translation else ""
    return _say(request, reason, then=request.path)


def refuse_in_the_page_editor(request, page):
    """“Publish”, now or on a date, of a translation that goes on by hand. What was typed is saved as a draft."""
    return _say(request, obstacles(page), then=("wagtailadmin_pages:edit", page.pk))


def refuse_several(request, action_type, objects, action):
    """“Publish” of several pages at once: none is published while one of them cannot appear."""
    if action_type != "publish":
        return None
    for page in objects:
        revision = page.get_latest_revision() if isinstance(page, Page) else None
        reason = obstacles(revision.as_object()) if revision else ""
        if reason:
            sentence = _("Nothing was published. %(title)s: %(reason)s") % {"title": page, "reason": reason}
            return _say(request, sentence, then=request.get_full_path())
    return None


def refuse_to_cut_loose(request, page):
    """An alias in another language would become a page with the source text: it is translated instead."""
    if page.alias_of.locale_id == page.locale_id:
        return None
    reason = _("This is the source text under another language. Choose “Translate this page” on the original.")
    return _say(request, reason, then=("wagtailadmin_pages:edit", page.pk))


def keep_the_translation(request, page_id):
    """wagtail-localize would put the source text where a translation stands, for readers to see: not here."""
    page = get_object_or_404(Page, pk=page_id)
    reason = _("A translation does not become the source text again. Unpublish this page if it should go.")
    return _say(request, reason, then=("wagtailadmin_pages:edit", page.pk))


@require_POST
def take_file(request, translation_id):
    """A translator's file. wagtail-localize falls over what is no file, or a file without a head: here that is said."""
    try:
        return upload_pofile(request, translation_id)
    except KeyError:
        messages.error(request, _("This file is not of this translation. Fetch it anew with “Download PO file”."))
        return redirect(get_valid_next_url_from_request(request) or "translating:board")


class UpdateView(UpdateTranslationsView):
    """As wagtail-localize's own; what is asked to appear at once, and cannot, is said language by language."""

    def get_form(self):
        form = super().get_form()
        form.fields["publish_translations"].help_text = _(
            "Languages in which every line is translated appear at once. In the others readers keep what they see now, "
            "until you have translated what is new."
        )
        return form

    def form_valid(self, form):
        response = super().form_valid(form)
        if form.cleaned_data["publish_translations"]:
            for translation in self.object.translations.filter(enabled=True).select_related("target_locale", "source"):
                reason = reason_to_wait(translation, translation.get_target_instance())
                if reason:
                    messages.warning(self.request, reason)
        return response


def _say(request, reason, *, then):
    if not reason:
        return None
    messages.error(request, reason)
    return redirect(*then) if isinstance(then, tuple) else redirect(then)
