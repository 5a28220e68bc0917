"""What keeps machines from flooding public forms, without asking anything of people (PROMISES, Security: Spam).

    from portal.spam import Assessment, assess
    from portal.spam.forms import SpamFields

A hidden trap, a small sum that the reader's browser does by itself, and limits that delay and never refuse.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.spam.assessing import Assessment, assess

__all__ = ["Assessment", "assess"]


def __getattr__(name):
    """Both names on first use only: this package is an app, and is imported before any model may be."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("portal.spam.assessing"), name)
