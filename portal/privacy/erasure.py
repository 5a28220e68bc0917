"""Erasure: without its key, nothing of a vault can be read again, also not in a backup of the rows."""

from portal.privacy.models import Vault


def erase(vault: Vault) -> None:
    """Deletes the vault's data key for good. The rows, tokens and files are the caller's to delete."""
    Vault.objects.filter(pk=vault.pk).update(wrapped_key=None, key_name="")
    vault.forget()
