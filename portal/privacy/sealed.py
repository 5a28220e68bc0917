"""What an instance holds of a sealed field, and how reading and setting the attribute deal with it.

In the instance's `__dict__` lies None or a `Sealed`, never the bare value: so `vars()`, `values()`, pickles, dumps and
debug pages have nothing to give away.
"""

import copy

from portal.privacy.errors import NotLooking, SealedFieldError
from portal.privacy.opened import is_handing_over

_UNKNOWN = object()


class Sealed:
    """A value of a sealed field as an instance holds it: its ciphertext, its value where that is known, or both."""

    __slots__ = ("ciphertext", "own", "stored_content", "value")

    def __init__(
        self, ciphertext: bytes | None = None, *, value=_UNKNOWN, own=False, stored_content: bytes | None = None
    ):
        self.ciphertext = ciphertext
        self.value = value
        self.own = own  # set on this very instance: whoever set it may read it
        self.stored_content = stored_content  # what the ciphertext holds, to notice a JSON value changed in place

    @property
    def is_known(self):
        return self.value is not _UNKNOWN

    def __repr__(self):
        return "<sealed>"

    def __str__(self):
        raise NotLooking("A sealed value cannot be shown: read it from its instance while looking.")

    def __deepcopy__(self, memo):
        value = self.value if not self.is_known else copy.deepcopy(self.value, memo)
        return type(self)(self.ciphertext, value=value, own=self.own, stored_content=self.stored_content)

    def __reduce__(self):
        if self.ciphertext is None:
            raise SealedFieldError("A sealed value that was not saved yet cannot be pickled or cached.")
        return type(self), (self.ciphertext,)


class Writable(Sealed):
    """Ciphertext that is ready for the database: made by the field for this very row, or read from a dump."""

    __slots__ = ()


class SealedAttribute:
    """Reads a sealed field: the instance's own value freely, a stored one only while its vault is open."""

    def __init__(self, field):
        self.field = field

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        held = self.field.held_by(instance)
        if held is None or isinstance(held, Writable) or is_handing_over():
            return held
        if not held.own:
            self.field.open(held, instance)
        return held.value

    def __set__(self, instance, value):
        if value is not None and not isinstance(value, Sealed):
            value = Sealed(value=value, own=True)
        instance.__dict__[self.field.attname] = value
