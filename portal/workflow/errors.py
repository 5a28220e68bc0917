"""Why a move was refused."""

from django.core.exceptions import PermissionDenied


class NotAllowed(PermissionDenied):
    """Who: this person may not do this, or not to this row."""


class NotPossible(Exception):
    """When: it cannot be done now. `message` is written for people; `field` names the question that it is about."""

    def __init__(self, message, *, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field
