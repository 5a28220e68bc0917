"""The access log: who opened what, or was refused, when, on which screen. Rows are added, never changed or deleted."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.errors import PrivacyError
from portal.privacy.labels import Plain


class AppendOnly(PrivacyError):
    """The access log is only added to."""


class AccessLogQuerySet(models.QuerySet):
    """Refuses what the trigger on PostgreSQL refuses, on every database and with a clearer word."""

    def update(self, **kwargs):
        raise AppendOnly("Lines of the access log are never changed.")

    def delete(self):
        raise AppendOnly("Lines of the access log are never deleted.")


class AccessLogEntry(models.Model):
    """One opening or refused try. No foreign keys: an erased case or user neither takes its lines along nor is held."""

    class Actor(models.TextChoices):
        USER = "user", _("somebody with an account")
        SYSTEM = "system", _("the system")
        VISITOR = "visitor", _("a visitor")

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        REFUSED = "refused", _("tried to open and was refused")
        BROKEN_GLASS = "broken glass", _("opened by breaking the glass")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    actor_kind = models.CharField(_("who"), max_length=10, choices=Actor.choices)
    actor_id = models.BigIntegerField(_("account"), null=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OPENED)
    what = models.CharField(_("what"), max_length=60)  # the row's `sealed_as`
    object_id = models.UUIDField(_("row"))
    vault_id = models.UUIDField(_("vault"))
    reference = models.CharField(_("reference"), max_length=40, blank=True)
    screen = models.CharField(_("screen"), max_length=100)
    organisation_id = models.BigIntegerField(_("organisation"), null=True)
    region_id = models.BigIntegerField(_("region"), null=True)
    wagtail_reference_index_ignore = True
    SENSITIVITY = {
        "id": Plain.KEY,
        "at": Plain.TIME,
        "actor_kind": Plain.STATE,
        "actor_id": Plain.KEY,
        "kind": Plain.STATE,
        "what": Plain.KEY,
        "object_id": Plain.KEY,
        "vault_id": Plain.KEY,
        "reference": Plain.KEY,
        "screen": Plain.TECHNICAL,
        "organisation_id": Plain.KEY,
        "region_id": Plain.PLACE,
    }

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the access log")
        verbose_name_plural = _("access log")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="accesslog_user_has_account",
                condition=models.Q(actor_kind="user", actor_id__isnull=False)
                | models.Q(~models.Q(actor_kind="user"), actor_id__isnull=True),
                violation_error_message=_("Somebody with an account is named by it, and nobody else is."),
            ),
            models.CheckConstraint(
                name="accesslog_known_kind",
                condition=models.Q(kind__in=["opened", "refused", "broken glass"]),
                violation_error_message=_("A row is opened, refused, or opened by breaking the glass."),
            ),
        ]
        indexes = [
            models.Index(fields=["vault_id", "-at"], name="accesslog_vault"),
            models.Index(fields=["region_id", "-at"], name="accesslog_region"),
            models.Index(fields=["actor_id", "-at"], name="accesslog_actor"),
        ]

    def __str__(self):
        return f"{self.what} {self.reference}".strip()

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly("Lines of the access log are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("Lines of the access log are never deleted.")

    @classmethod
    def of(cls, obj, *, kind, screen, actor_kind, actor_id) -> "AccessLogEntry":
        """The unsaved line for opening `obj`, or for a try that was refused."""
        return cls(
            kind=kind,
            what=obj.sealed_as,
            object_id=obj.pk,
            vault_id=obj.vault_id,
            screen=screen[:100],
            actor_kind=actor_kind,
            actor_id=actor_id,
            **obj.access_scope(),
        )
