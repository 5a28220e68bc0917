"""Erasure: without its key, nothing of a vault can be read again, also not in a backup of the rows."""

from django.db.models import ProtectedError

from portal.privacy.models import Vault


def erase(vault: Vault) -> None:
    """Deletes the vault's data key for good. The rows, tokens and files are the caller's to delete."""
    Vault.objects.filter(pk=vault.pk).update(wrapped_key=None, key_name="")
    vault.forget()


def erase_whole(vault: Vault) -> None:
    """As `erase`, and the vault goes too, unless a row that the caller left still lies in it."""
    erase(vault)
    try:
        Vault.objects.filter(pk=vault.pk).delete()
    except ProtectedError:
        return  # what lies in it can be read by nobody any more
