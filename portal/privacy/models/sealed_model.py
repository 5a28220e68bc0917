"""The base of every model with sealed fields."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import SealedField
from portal.privacy.labels import Plain
from portal.privacy.models.keys import Vault
from portal.privacy.opened import handed_over


class SealedModel(models.Model):
    """A row whose sealed fields lie under the data key of its vault; several rows may share one.

    A subclass names itself once and for all in `sealed_as` ("intake.referral": a part of every seal, never to be
    changed) and says in `access_scope` where it belongs. Reading sealed fields needs no `select_related("vault")`:
    whoever looks has opened the vault already. Saving does, once per instance, unless the vault is open.
    """

    sealed_as: str
    wagtail_reference_index_ignore = True
    SENSITIVITY = {"id": Plain.KEY, "vault": Plain.KEY}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vault = models.ForeignKey(
        Vault, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("vault")
    )

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.sealed_as} {self.pk.hex[:8]}"

    def access_scope(self) -> dict:
        """Where the access log files an opening: organisation_id, region_id, reference."""
        return {
            "organisation_id": getattr(self, "organisation_id", None),
            "region_id": getattr(self, "region_id", None),
            "reference": getattr(self, "reference", ""),
        }

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        with handed_over():
            super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)

    def clean_fields(self, exclude=None):
        """Validates what was set; what is only stored was validated before and stays closed."""
        untouched = {field.name for field in self._sealed_fields() if field.is_untouched(self)}
        super().clean_fields(exclude=untouched | set(exclude or ()))

    def validate_constraints(self, exclude=None):
        """Leaves constraints on sealed fields to the database: checking them here would send plain values to it."""
        sealed = {field.name for field in self._sealed_fields()}
        super().validate_constraints(exclude=sealed | set(exclude or ()))

    def _sealed_fields(self):
        return [field for field in self._meta.concrete_fields if isinstance(field, SealedField)]
