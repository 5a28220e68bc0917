"""What the tests of outgoing mail need."""

from portal.outbound.mail import outbox
from portal.privacy.models import Vault

SOMEBODY = "samira.el-idrissi@example.org"


def queue(to=SOMEBODY, *, vault=None, **changes):
    """A neutral mail in the outbox, in the vault of a made-up referral unless told otherwise."""
    given = {
        "subject": "Uw aanvraag is binnen",
        "text": "Uw nummer is EK-7H2K.\n",
        "language": "nl",
        "reference": "EK-7H2K",
        "vault": vault or Vault.objects.open("referral"),
    }
    outbox.queue(to=to, **(given | changes))
