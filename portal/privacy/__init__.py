"""Privacy (PROMISES): vaults, sealed fields, looking, access log, blind search.

    from portal.privacy import VISITOR, NotLooking, Tampered
    from portal.privacy.looking import looking

The first line is safe anywhere, also before the models are loaded; the second wherever models may be imported.
"""

from portal.privacy.errors import Erased, NotLooking, PrivacyError, SealedFieldError, Tampered
from portal.privacy.opened import VISITOR

__all__ = ["VISITOR", "Erased", "NotLooking", "PrivacyError", "SealedFieldError", "Tampered"]
