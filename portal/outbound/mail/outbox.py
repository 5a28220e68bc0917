"""The only door by which mail enters."""

from django.core.mail.backends.base import BaseEmailBackend


class OutboxBackend(BaseEmailBackend):
    """Django's EMAIL_BACKEND: puts mail into the outbox."""

    def send_messages(self, email_messages):
        return len(list(email_messages))


def queue(*, to, subject, text, vault, language, reference=""):
    """Put one mail into the outbox."""
