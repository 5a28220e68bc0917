"""A new page is made once, however fast its editor is.

Wagtail saves what is typed by itself, also a page that does not exist yet. “Save draft” does not wait for that: two
requests would then make one page, and the later one would break on the slug that the earlier one had just taken.
"""

from django.db import transaction
from wagtail.admin.views.pages.create import CreateView
from wagtail.models import Page


class AddPageView(CreateView):
    """As Wagtail's own, one at a time below each page; it is saved by itself once an editor has saved it."""

    def dispatch(self, request, *args, **kwargs):
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            # Two people who choose the same slug: the second waits here, and the form then says that it is taken.
            Page.objects.select_for_update().filter(pk=kwargs["parent_page_id"]).first()
            return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"autosave_enabled": False, "autosave_indicator": None}
