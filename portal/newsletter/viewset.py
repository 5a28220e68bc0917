"""The newsletter in the admin: how many get it, and the file for the mailing. No screen lists an address."""

from typing import ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.backoffice.listing import ScopedIndexView
from portal.backoffice.viewsets import ScopedViewSet
from portal.newsletter.mails import leave_link
from portal.newsletter.models import Subscriber

PERMISSIONS = ["newsletter.view_subscriber"]
_ROUTES = {"index", "ask_for_export"}


class CountsView(ScopedIndexView):
    """How many there are in each language, instead of a list of them."""

    page_title = _("Newsletter")
    template_name = "newsletter/subscribers.html"

    def get_base_queryset(self):
        """What the file holds: who confirmed."""
        return super().get_base_queryset().confirmed()

    def get_queryset(self):
        return self.model.objects.none()

    def get_context_data(self, *args, **kwargs):
        names, visible = dict(settings.LANGUAGES), Subscriber.objects.visible_to(self.request.user)
        counts = [row | {"name": names[row["language"]], "code": row["language"]} for row in visible.counts()]
        return super().get_context_data(*args, **kwargs) | {
            "counts": counts,
            "confirmed": sum(row["confirmed"] for row in counts),
            "waiting": sum(row["waiting"] for row in counts),
            "export_url": reverse(self.viewset.get_url_name("ask_for_export")),
        }


class SubscriberViewSet(ScopedViewSet):
    model = Subscriber
    name = "newsletter_subscribers"
    url_prefix = "newsletter"
    icon = "mail"
    menu_label = _("Newsletter")
    menu_order = 195
    add_to_admin_menu = True
    inspect_view_enabled = False
    index_view_class = CountsView
    screen = gettext_noop("newsletter file")
    list_select_related = ("vault", "organisation__site", "region")
    export_opens = True
    export_columns: ClassVar = [
        (_("E-mail address"), "address"),
        (_("Language"), "language"),
        (_("Wants to hear about"), "get_about_display"),
        (_("Region"), "region"),
        (_("Confirmed on"), "confirmed_at"),
        (_("Link to stop"), leave_link),
    ]

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(index_results_url_name=None, **kwargs)

    def get_urlpatterns(self):
        return [each for each in super().get_urlpatterns() if each.name in _ROUTES]
