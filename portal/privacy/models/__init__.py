"""What privacy keeps: keys, the access log, and the base of every model with sealed fields."""

from portal.privacy.models.access_log import AccessLogEntry
from portal.privacy.models.keys import PurposeKey, SearchKey, Vault, WrappedKey
from portal.privacy.models.sealed_model import SealedModel
from portal.privacy.models.search import SearchToken

__all__ = ["AccessLogEntry", "PurposeKey", "SealedModel", "SearchKey", "SearchToken", "Vault", "WrappedKey"]
