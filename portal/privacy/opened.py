"""Which vaults are open in this thread or task: the ground under `looking`, free of models."""

import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType


class _Visitor:
    """Somebody without an account: the `by` of a draft's writer or of a reader with a follow-up code."""

    def __repr__(self):
        return "VISITOR"


VISITOR = _Visitor()


class _Opening:
    """One vault while somebody looks. A task that outlives the looking holds a copy of the context: hence `over`."""

    __slots__ = ("over", "vault")

    def __init__(self, vault):
        self.vault = vault
        self.over = False


_openings: ContextVar[MappingProxyType] = ContextVar("open_vaults", default=MappingProxyType({}))


# True while one instance takes sealed values over from another without opening them (refresh_from_db).
_handing_over: ContextVar[bool] = ContextVar("handing_over", default=False)


def open_vault(vault_id: uuid.UUID):
    """The vault with this id if it is open here and now, else None."""
    opening = _openings.get().get(vault_id)
    if opening is None or opening.over:
        return None
    return opening.vault


@contextmanager
def opened(vault):
    """Keeps a vault open. Only for `looking`, which writes the access log first."""
    opening = _Opening(vault)
    token = _openings.set(MappingProxyType({**_openings.get(), vault.pk: opening}))
    try:
        yield
    finally:
        opening.over = True
        _openings.reset(token)


@contextmanager
def handed_over():
    """Within, reading a sealed attribute gives what the instance holds, unopened."""
    token = _handing_over.set(True)
    try:
        yield
    finally:
        _handing_over.reset(token)


def is_handing_over() -> bool:
    return _handing_over.get()
