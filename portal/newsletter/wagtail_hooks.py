"""What the newsletter adds to the admin."""

from wagtail import hooks

from portal.newsletter.viewset import SubscriberViewSet


@hooks.register("register_admin_viewset")
def newsletter():
    return SubscriberViewSet()
