"""Gives the admin its home, its look and its name."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from portal.backoffice.home import WorklistPanel


@hooks.register("construct_homepage_panels", order=1000)
def only_the_worklist(request, panels):
    panels[:] = [WorklistPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts_of_pages(request, summary_items):
    summary_items.clear()


@hooks.register("insert_global_admin_css")
def our_look():
    return format_html('<link rel="stylesheet" href="{}">', static("backoffice/admin.css"))
