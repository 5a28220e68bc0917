"""What stands in the admin because of this room; `cms_pages.wagtail_hooks` brings it in."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from cms_pages.editing.checker import use_page_checker
from cms_pages.editing.unpublishing import LOG_ACTION, ReasonInHistory, UnpublishManyWithReason
from cms_pages.plain_language.views import plain_language

hooks.register("construct_wagtail_userbar", use_page_checker)
hooks.register("register_bulk_action", UnpublishManyWithReason, order=1000)  # in the place of Wagtail's


@hooks.register("register_log_actions")
def reasons_in_history(actions):
    actions.register_action(LOG_ACTION)(ReasonInHistory)


@hooks.register("register_admin_urls")
def panel_on_plain_language():
    return [path("pages/<int:page_id>/plain-language/", plain_language, name="plain_language")]


@hooks.register("insert_editor_css")
def look_of_the_panel():
    return format_html('<link rel="stylesheet" href="{}">', static("cms_pages/plain_language.css"))
