"""What can go wrong with sealed content. None of these ever carries the content."""

from django.core.exceptions import FieldError


# Not an AttributeError, TypeError, ValueError or LookupError: templates swallow those and would show nothing.
class PrivacyError(Exception):
    """The base of what is raised here."""


class NotLooking(PrivacyError):
    """A sealed value was read outside `looking(obj, by=, screen=)`."""


class Tampered(PrivacyError):
    """Sealed bytes do not open: a wrong key, a changed byte, or bytes that belong to another row or field."""


class Erased(PrivacyError):
    """The vault's key was erased: what it held can never be read again."""


class SealedFieldError(PrivacyError, FieldError):
    """A sealed field was used in a way that would store, compare or hand out its content in plain."""
