"""Sealed fields: stored as ciphertext, opened one by one and only while somebody is looking.

Stored: version (1 byte) | vault id (16) | nonce (12) | AES-256-GCM, associated data `sealed_as|pk|field|version`.
"""

import base64
import binascii
import datetime
import json
import uuid
from abc import ABC, abstractmethod

from django import forms
from django.core import checks, exceptions, validators
from django.db import models
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from portal.privacy import envelope
from portal.privacy.errors import NotLooking, SealedFieldError, Tampered
from portal.privacy.opened import open_vault
from portal.privacy.sealed import Sealed, SealedAttribute, Writable

_VERSION = 1
_HEADER_BYTES = 1 + 16


class SealedField(models.Field, ABC):
    """What the sealed fields share. A subclass says how its values become bytes, and back."""

    descriptor_class = SealedAttribute
    empty_strings_allowed = False

    def get_internal_type(self):
        return "BinaryField"

    # -- bytes and values, per subclass ------------------------------------------------------------

    @abstractmethod
    def content_of(self, value) -> bytes:
        """The value as bytes; raises TypeError or ValueError for what this field cannot hold."""

    @abstractmethod
    def value_of(self, content: bytes):
        """The value that these bytes stand for."""

    @abstractmethod
    def plain_to_python(self, value):
        """A typed or assigned value in the field's own type; raises ValidationError."""

    # -- holding and opening -----------------------------------------------------------------------

    def held_by(self, instance) -> Sealed | None:
        """What the instance holds, loaded first where it was deferred."""
        if self.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.attname])
        return instance.__dict__[self.attname]

    def open(self, held: Sealed, instance) -> None:
        """Makes the stored value known; raises NotLooking, Tampered or Erased."""
        vault = open_vault(instance.vault_id)
        if vault is None:
            raise NotLooking(
                f"{self.model._meta.label}.{self.name} is sealed: read it inside looking(obj, by=, screen=)."
            )
        if not held.is_known:
            held.stored_content = self._disclose(held.ciphertext, instance, vault)
            held.value = self.value_of(held.stored_content)

    def _disclose(self, ciphertext, instance, vault):
        if ciphertext[:_HEADER_BYTES] != self._header(vault.pk):
            raise Tampered(f"{self.model._meta.label}.{self.name} holds bytes of another vault or version.")
        return envelope.disclose(vault.data_key(), ciphertext[_HEADER_BYTES:], context=self._context(instance))

    def _close(self, content, instance):
        vault = open_vault(instance.vault_id) or instance.vault
        closed = envelope.close(vault.data_key(), content, context=self._context(instance))
        return self._header(vault.pk) + closed

    def _header(self, vault_id: uuid.UUID):
        return bytes([_VERSION]) + vault_id.bytes

    def _context(self, instance):
        return f"{instance.sealed_as}|{instance.pk}|{self.attname}|{_VERSION}"

    # -- to the database ---------------------------------------------------------------------------

    def pre_save(self, instance, add):
        """Seals a value that was set; writes an untouched ciphertext back as it is."""
        held = self.held_by(instance)
        if held is None or isinstance(held, Writable):
            return held
        if not held.is_known:
            return Writable(self._unchanged(held, instance, add))
        content = self.content_of(held.value)
        ciphertext = held.ciphertext
        if add or ciphertext is None or content != held.stored_content or not self._is_of_vault(ciphertext, instance):
            ciphertext = self._close(content, instance)
        instance.__dict__[self.attname] = Sealed(ciphertext, value=held.value, own=held.own, stored_content=content)
        return Writable(ciphertext)

    def _unchanged(self, held, instance, add):
        if not self._is_of_vault(held.ciphertext, instance):
            raise SealedFieldError(
                f"{self.model._meta.label}.{self.name} is sealed in another vault: read it while looking, then set it."
            )
        if add:  # a copy under a new key would be unreadable for ever: better found out now
            self._disclose(held.ciphertext, instance, open_vault(instance.vault_id) or instance.vault)
        return held.ciphertext

    def _is_of_vault(self, ciphertext, instance):
        return ciphertext[:_HEADER_BYTES] == self._header(instance.vault_id)

    def get_db_prep_save(self, value, connection):
        return self.get_db_prep_value(value, connection)

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None:
            return None
        if not isinstance(value, Writable):
            raise SealedFieldError(
                f"{self.model._meta.label}.{self.name} is sealed: set it on an instance and save that. "
                "update(), bulk_update() and expressions would store it in plain."
            )
        return connection.Database.Binary(value.ciphertext)

    def get_placeholder(self, value, compiler, connection):
        return connection.ops.binary_placeholder_sql(value)

    # -- from the database -------------------------------------------------------------------------

    def from_db_value(self, value, expression, connection):
        return None if value is None else Sealed(bytes(value))

    def get_lookup(self, lookup_name):
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        where = f"{self.model._meta.label}.{self.name}"
        raise SealedFieldError(f"{where} is sealed: only __isnull works. Find people with portal.privacy.blind.")

    def get_transform(self, lookup_name):
        return None

    # -- dumps: base64 of the ciphertext, never the value --------------------------------------------

    def value_to_string(self, obj):
        return base64.b64encode(self.pre_save(obj, add=False).ciphertext).decode()

    def to_python(self, value):
        """Only for dumps, as Django's deserialisers call it: what people type goes through `clean`."""
        if value is None or isinstance(value, Sealed):
            return value
        try:
            return Writable(base64.b64decode(value, validate=True))
        except (binascii.Error, ValueError, TypeError):
            raise exceptions.ValidationError(_("This is not a sealed value.")) from None

    # -- forms -------------------------------------------------------------------------------------

    def clean(self, value, model_instance):
        value = self.plain_to_python(value)
        self.validate(value, model_instance)
        self.run_validators(value)
        return value

    def value_from_object(self, obj):
        """For forms the value, while that may be read; else what stands in its place (dumps call this too)."""
        try:
            return super().value_from_object(obj)
        except NotLooking:
            return self.held_by(obj)

    def is_untouched(self, instance) -> bool:
        """Whether the instance holds only what was stored: there is nothing to validate."""
        held = instance.__dict__.get(self.attname)
        return self.attname not in instance.__dict__ or (isinstance(held, Sealed) and not held.own)

    # -- checks ------------------------------------------------------------------------------------

    def check(self, **kwargs):
        return [*super().check(**kwargs), *self._check_not_comparable()]

    def _check_not_comparable(self):
        if self.unique or self.primary_key or self.choices or self.db_index:  # type: ignore[attr-defined]  # stubs lack it
            yield checks.Error(
                "A sealed field cannot be unique, indexed, a key or have choices.", obj=self, id="privacy.E010"
            )


class SealedTextField(SealedField):
    """Text. "" stays "" and None stays NULL. With `max_length` its form field is one line, else a text area."""

    description = _("Sealed text")
    empty_strings_allowed = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(validators.MaxLengthValidator(self.max_length))

    def content_of(self, value):
        return self.plain_to_python(value).encode()

    def value_of(self, content):
        return content.decode()

    def plain_to_python(self, value):
        return value if value is None or isinstance(value, str) else str(value)

    def formfield(self, **kwargs):
        defaults: dict = {"form_class": forms.CharField, "max_length": self.max_length}
        if self.max_length is None:
            defaults["widget"] = forms.Textarea
        if self.null:
            defaults["empty_value"] = None
        return super().formfield(**(defaults | kwargs))


class SealedJSONField(SealedField):
    """Anything JSON can hold; None is NULL. Changing an object or list in place counts as setting it."""

    description = _("Sealed structure")
    empty_values = [None, {}, []]

    def content_of(self, value):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()

    def value_of(self, content):
        return json.loads(content)

    def plain_to_python(self, value):
        try:
            self.content_of(value)
        except (TypeError, ValueError):
            raise exceptions.ValidationError(_("This cannot be kept as JSON.")) from None
        return value

    def value_from_object(self, obj):
        # Numbers and the like as text that the form field shows as it is: see SealedDateField.
        value = super().value_from_object(obj)
        if value is None or isinstance(value, dict | list | str | Sealed):
            return value
        return InvalidJSONInput(json.dumps(value))

    def formfield(self, **kwargs):
        return super().formfield(**({"form_class": forms.JSONField} | kwargs))


class SealedBytesField(SealedField):
    """The content of a file. It has no form field: what comes in is cleaned first, by who takes it in."""

    description = _("Sealed file")

    def content_of(self, value):
        if not isinstance(value, bytes):
            raise TypeError(f"{self.model._meta.label}.{self.name} holds bytes.")
        return value

    def value_of(self, content):
        return content

    def plain_to_python(self, value):
        return value

    def formfield(self, **kwargs):
        return None


class SealedDateField(SealedField):
    """A date."""

    description = _("Sealed date")

    def content_of(self, value):
        try:
            return _as_date(value).isoformat().encode()
        except ValueError:  # its message would show what was set
            raise TypeError(f"{self.model._meta.label}.{self.name} holds a date.") from None

    def value_of(self, content):
        return datetime.date.fromisoformat(content.decode())

    def plain_to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return _as_date(value)
        except (TypeError, ValueError):
            raise exceptions.ValidationError(_("Enter a valid date.")) from None

    def value_from_object(self, obj):
        # As text: a serialiser writes a date down as it is and asks no further.
        value = super().value_from_object(obj)
        return value.isoformat() if isinstance(value, datetime.date) else value

    def formfield(self, **kwargs):
        return super().formfield(**({"form_class": _DateFormField} | kwargs))


class _DateFormField(forms.DateField):
    """Takes its initial value as ISO text."""

    def prepare_value(self, value):
        return _date_if_iso(value)

    def has_changed(self, initial, data):
        return super().has_changed(_date_if_iso(initial), data)


def _as_date(value):
    if isinstance(value, datetime.datetime):
        raise TypeError("A moment is not a date.")
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)


def _date_if_iso(value):
    try:
        return _as_date(value)
    except (TypeError, ValueError):
        return value
