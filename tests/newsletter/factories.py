"""Subscribers, made by the product's own actions."""

from datetime import timedelta

from django.utils import timezone

from portal.newsletter.actions import confirm, sign_up
from portal.newsletter.models import Subscriber
from portal.privacy.looking import looking


def make_subscriber(organisation, address="samira@example.org", *, language="nl", confirmed=False, **wishes):
    """Somebody who asked; with `confirmed` somebody who gets the newsletter."""
    before = set(Subscriber.objects.values_list("pk", flat=True))
    sign_up(organisation, language=language, address=address, **wishes)
    subscriber = Subscriber.objects.select_related("vault", "organisation__site").exclude(pk__in=before).get()
    if confirmed:
        confirm(organisation, token=tokens_of(subscriber)["confirm"])
        subscriber.refresh_from_db()
    return subscriber


def tokens_of(subscriber):
    """The keys in their two links."""
    with looking(subscriber, by=None, screen="test"):
        return {"confirm": subscriber.confirm_token, "leave": subscriber.leave_token}


def let_pass(**time):
    """All subscribers asked, and got their mails, so much earlier."""
    earlier = timezone.now() - timedelta(**time)
    Subscriber.objects.update(asked_at=earlier, mailed_at=earlier)
