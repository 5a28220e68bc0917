"""Gives the admin its home, its look and its name."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html_join
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItem

from portal.backoffice.break_glass import BreakGlassView
from portal.backoffice.home import WorklistPanel
from portal.backoffice.organisations import OrganisationGroup

SHEETS = ("look", "home", "lists", "tables", "workbench", "timeline", "route", "confirm")


@hooks.register("construct_homepage_panels", order=1000)
def only_the_worklist(request, panels):
    panels[:] = [WorklistPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts_of_pages(request, summary_items):
    summary_items.clear()


@hooks.register("construct_help_menu")
def no_news_of_the_software(request, menu_items):
    """Wagtail's release notes and guide are on another host, and count themselves in a badge until they are clicked."""
    menu_items[:] = [item for item in menu_items if not isinstance(item, DismissibleMenuItem)]


@hooks.register("insert_global_admin_css")
def our_look():
    sheets = [(static(f"backoffice/{name}.css"),) for name in SHEETS]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("register_admin_urls")
def a_file_of_another_region():
    return [path("break-glass/", BreakGlassView.as_view(), name="break_glass")]


@hooks.register("register_admin_viewset")
def register_organisation():
    return OrganisationGroup()


@hooks.register("register_admin_urls")
def downloads():
    return [path("downloads/", include("portal.backoffice.exports.urls"))]
