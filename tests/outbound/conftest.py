"""Django's test runner puts a mail backend of its own in place of ours; here ours is what is tested."""

import pytest


@pytest.fixture(autouse=True)
def our_outbox(settings):
    settings.EMAIL_BACKEND = "portal.outbound.mail.outbox.OutboxBackend"
