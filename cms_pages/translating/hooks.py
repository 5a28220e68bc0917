"""Ties translations to the admin: the doors that are guarded, the board, and what the history of a page says."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from cms_pages.translating import doors
from cms_pages.translating.gate import HELD_BACK
from cms_pages.translating.memory import READ_OVER, SMALL_CHANGE
from cms_pages.translating.views import MAY_TRANSLATE

BEFORE_LOCALIZE = -1  # wagtail-localize's own hooks stand at 0

hooks.register("before_edit_page", doors.refuse_in_the_translation_editor, order=BEFORE_LOCALIZE)
hooks.register("before_publish_page", doors.refuse_in_the_page_editor)
hooks.register("before_bulk_action", doors.refuse_several)
hooks.register("before_convert_alias_page", doors.refuse_to_cut_loose)


@hooks.register("register_admin_urls", order=BEFORE_LOCALIZE)
def our_doors_and_the_board():
    return [
        path("localize/update/<int:translation_source_id>/", doors.UpdateView.as_view(), name="update_translations"),
        path("localize/page/<int:page_id>/convert_to_alias/", doors.keep_the_translation, name="keep_translation"),
        path("localize/translate/<int:translation_id>/pofile/upload/", doors.take_file, name="take_file"),
        path("translating/", include("cms_pages.translating.urls")),
    ]


@hooks.register("construct_page_action_menu")
def no_way_back_to_an_alias(menu_items, request, context):
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("register_admin_menu_item")
def board_in_the_menu():
    # Asked once in the life of the process: the words wait for the reader's language.
    return _BoardItem(
        gettext_lazy("Translations"), reverse("translating:board"), name="translating", icon_name="globe", order=150
    )


class _BoardItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(MAY_TRANSLATE)


@hooks.register("register_log_actions")
def told_in_the_history(actions):
    @actions.register_action(HELD_BACK)
    class HeldBack(LogFormatter):
        label = gettext_lazy("Publishing was held back")

        def format_message(self, entry):
            return _("Not published: %(reason)s") % {"reason": entry.data.get("reason", "")}

    actions.register_action(
        SMALL_CHANGE,
        gettext_lazy("Small change: translations stay valid"),
        gettext_lazy("Called a small change: the translations are still right"),
    )
    actions.register_action(
        READ_OVER,
        gettext_lazy("Machine translation read over"),
        gettext_lazy("Read over what a machine translated"),
    )
