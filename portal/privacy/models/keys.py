"""Keys that live in the database, each wrapped by a key-encryption key that does not."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.privacy import envelope, keys
from portal.privacy.errors import Erased
from portal.privacy.labels import Plain


class WrappedKey(models.Model):
    """A random 256-bit key. `purpose` binds the wrapped bytes to this very row."""

    wrapped_key = models.BinaryField(null=True)  # NULL: erased
    key_name = models.CharField(_("wrapped by"), max_length=40, blank=True)
    wagtail_reference_index_ignore = True
    SENSITIVITY = {"id": Plain.KEY, "wrapped_key": Plain.TECHNICAL, "key_name": Plain.TECHNICAL}

    class Meta:
        abstract = True

    def __getstate__(self):
        state = super().__getstate__()
        state.pop("_data_key", None)  # a pickle or a cache never holds a bare key
        return state

    @property
    def purpose(self) -> str:
        raise NotImplementedError

    def fill(self):
        """Gives a new row its key."""
        self.wrapped_key, self.key_name = keys.wrap(envelope.new_key(), purpose=self.purpose)
        return self

    def data_key(self) -> bytes:
        """The key itself, kept on this instance; raises Tampered or Erased."""
        if "_data_key" not in self.__dict__:
            if self.wrapped_key is None:
                raise Erased(f"{self.purpose} was erased.")
            self._data_key = keys.unwrap(bytes(self.wrapped_key), key_name=self.key_name, purpose=self.purpose)
        return self._data_key

    def forget(self) -> None:
        """Lets go of the key after an erasure."""
        self.__dict__.pop("_data_key", None)
        self.wrapped_key, self.key_name = None, ""

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        self.__dict__.pop("_data_key", None)
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)

    def rewrapped(self) -> tuple[bytes, str]:
        """The same key under the newest key-encryption key, and that one's name."""
        return keys.wrap(self.data_key(), purpose=self.purpose)


class VaultManager(models.Manager["Vault"]):
    def open(self, kind: str) -> "Vault":
        """A new vault with a fresh data key; `kind` says whose: "referral", "draft", "candidate", "user"…"""
        vault = self.model(kind=kind).fill()
        vault.save(force_insert=True, using=self.db)
        return vault


class Vault(WrappedKey):
    """The data key under which everything of one referral, draft, candidate or user is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    SENSITIVITY = {"kind": Plain.STATE, "created": Plain.TIME}

    objects = VaultManager()

    class Meta:
        verbose_name = _("vault")
        verbose_name_plural = _("vaults")
        constraints = [
            models.CheckConstraint(
                name="vault_wrapped_or_erased",
                condition=models.Q(wrapped_key__isnull=True, key_name="")
                | models.Q(~models.Q(key_name=""), wrapped_key__isnull=False),
                violation_error_message=_("A vault has a wrapped key and the name of what wraps it, or neither."),
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.pk.hex[:8]}"

    @property
    def purpose(self):
        return f"vault|{self.kind}|{self.pk}"


class PurposeKeyManager(models.Manager["PurposeKey"]):
    def key_for(self, purpose: str) -> bytes:
        """The key of a purpose, made on first use."""
        try:
            row = self.get(name=purpose)
        except self.model.DoesNotExist:
            made = self.model(name=purpose).fill()
            row, _created = self.get_or_create(
                name=purpose, defaults={"wrapped_key": made.wrapped_key, "key_name": made.key_name}
            )
        return row.data_key()


class PurposeKey(WrappedKey):
    """The key for texts that belong to no vault, one per purpose."""

    name = models.CharField(_("purpose"), max_length=60, unique=True)
    SENSITIVITY = {"name": Plain.TECHNICAL}

    objects = PurposeKeyManager()

    class Meta:
        verbose_name = _("purpose key")
        verbose_name_plural = _("purpose keys")

    def __str__(self):
        return self.name

    @property
    def purpose(self):
        return f"purpose|{self.name}"


class SearchKey(WrappedKey):
    """The key behind the search tokens of one organisation and kind: tokens of two organisations never match."""

    class Kind(models.TextChoices):
        NAME = "name", _("name")
        EMAIL = "email", _("e-mail address")
        TELEPHONE = "telephone", _("telephone number")

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    SENSITIVITY = {"organisation": Plain.KEY, "kind": Plain.STATE}

    class Meta:
        verbose_name = _("search key")
        verbose_name_plural = _("search keys")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                name="searchkey_one_per_kind",
                violation_error_message=_("This organisation already has a key of this kind."),
            )
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.kind}"

    @property
    def purpose(self):
        return f"search|{self.organisation_id}|{self.kind}"
