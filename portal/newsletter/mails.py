"""Mails of the newsletter. They hold a link that does something: so their text is sealed until they leave."""

from django.urls import reverse
from django.utils import translation

from portal.newsletter.models import CONFIRM_WITHIN, Subscriber
from portal.outbound.mail.letters import render
from portal.outbound.mail.outbox import queue


def send_confirm_mail(subscriber: Subscriber) -> None:
    """Asks whether it was them, with the link to confirm. To be called while looking at the subscriber."""
    _queue(subscriber, "newsletter_confirm", link=link_of(subscriber, "confirm", subscriber.confirm_token))


def send_known_mail(subscriber: Subscriber) -> None:
    """Tells who gets the newsletter already that they asked again, with the link to stop. While looking, too."""
    _queue(subscriber, "newsletter_known", link=leave_link(subscriber))


def leave_link(subscriber: Subscriber) -> str:
    """The address where they stop, for every newsletter and its List-Unsubscribe. While looking at the subscriber."""
    return link_of(subscriber, "leave", subscriber.leave_token)


def link_of(subscriber: Subscriber, name: str, token: str) -> str:
    """The whole address of a page for this subscriber, in their language, on the site of their organisation."""
    with translation.override(subscriber.language):
        path = reverse(f"newsletter:{name}", args=[token])
    return f"{subscriber.organisation.site.root_url}{path}"


def _queue(subscriber, template, *, link):
    organisation = subscriber.organisation
    context = {"organisation": organisation, "link": link, "days": CONFIRM_WITHIN.days}
    letter = render(template, context, subscriber.language)
    queue(
        to=subscriber.address,
        subject=letter.subject,
        sealed_text=letter.text,
        vault=subscriber.vault,
        language=subscriber.language,
        sender_name=organisation.mail_name,
    )
