"""What passes between staff and the people of a referral: notes, call attempts, messages (DESIGN §3, Referral)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models.people import CorePerson
from intake.models.referral import Referral
from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel


class OfReferral(SealedModel):
    """A sealed row of one referral, in its vault."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="%(class)ss")
    at = models.DateTimeField(_("when"), default=timezone.now)

    SENSITIVITY = {"referral": Plain.KEY, "at": Plain.TIME}

    class Meta:
        abstract = True
        ordering = ["-at"]

    def __str__(self):
        return str(self.referral)

    def access_scope(self):
        return self.referral.access_scope()


class Note(OfReferral):
    """What staff want to remember. Only staff of the region read it."""

    sealed_as = "intake.note"

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    text = SealedTextField(_("note"))

    SENSITIVITY = {"by": Plain.KEY}

    class Meta(OfReferral.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")


class CallAttempt(OfReferral):
    """Somebody was called, reached or not."""

    class Outcome(models.TextChoices):
        REACHED = "reached", _("We spoke")
        NO_ANSWER = "no_answer", _("No answer")
        VOICEMAIL = "voicemail", _("Left a message on the voicemail")
        LATER = "later", _("Asked us to call at another moment")
        WRONG_NUMBER = "wrong_number", _("The number is wrong")

    sealed_as = "intake.call"

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("called by")
    )
    core_person = models.ForeignKey(
        CorePerson, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("called")
    )  # empty: the referrer
    outcome = models.CharField(_("how it went"), max_length=15, choices=Outcome.choices)
    text = SealedTextField(_("what was said"), blank=True, default="")

    SENSITIVITY = {"by": Plain.KEY, "core_person": Plain.KEY, "outcome": Plain.STATE}

    class Meta(OfReferral.Meta):
        verbose_name = _("call attempt")
        verbose_name_plural = _("call attempts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["reached", "no_answer", "voicemail", "later", "wrong_number"]),
                name="callattempt_outcome_known",
                violation_error_message=_("Choose one of the list."),
            )
        ]


class Message(OfReferral):
    """A message by code, between staff and one person without an account. Each person has a thread of their own."""

    sealed_as = "intake.message"

    # With whom: empty is the referrer. What one writes, the other never sees.
    core_person = models.ForeignKey(
        CorePerson, null=True, blank=True, on_delete=models.CASCADE, related_name="messages", verbose_name=_("with")
    )
    # By which member of staff; empty: by the person with the code.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("written by"),
    )
    text = SealedTextField(_("message"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    SENSITIVITY = {"core_person": Plain.KEY, "by": Plain.KEY, "read_at": Plain.TIME}

    class Meta(OfReferral.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at"]
        indexes = [
            models.Index(
                fields=["referral"], condition=models.Q(by__isnull=True, read_at__isnull=True), name="message_unread"
            )
        ]

    @property
    def is_from_staff(self) -> bool:
        return self.by_id is not None
