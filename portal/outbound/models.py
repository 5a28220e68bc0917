"""To whom a mail goes. post_office keeps the mail itself, in plain: so the address, and all that is a key, lie here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel

OPAQUE_DOMAIN = "sealed.invalid"  # .invalid never exists (RFC 2606): a mail that slips past the unsealing goes nowhere


class OutgoingAddress(SealedModel):
    """The address of one mail, in the vault of the referral, case or account that it tells of.

    `text` is empty when the mail's own text is neutral and may lie in the outbox as it is. When the text opens
    something (a link to choose a new password) it is sealed here, and the outbox holds none.
    """

    sealed_as = "outbound.address"

    mail = models.OneToOneField(
        "post_office.Email", on_delete=models.CASCADE, related_name="outgoing_address", verbose_name=_("mail")
    )
    address = SealedTextField(_("e-mail address"), max_length=254)
    text = SealedTextField(_("text"), blank=True, default="")
    reference = models.CharField(_("reference"), max_length=40, blank=True)
    SENSITIVITY = {"mail": Plain.KEY, "reference": Plain.KEY}

    class Meta:
        verbose_name = _("address of a mail")
        verbose_name_plural = _("addresses of mails")

    @property
    def opaque(self) -> str:
        """What stands in place of the address until the mail leaves."""
        return f"{self.pk}@{OPAQUE_DOMAIN}"
