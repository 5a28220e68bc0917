"""Holding a referral while something is decided about it: as it stands now, and still of whoever acts."""

from django.utils.translation import gettext as _

from intake.models import CorePerson, Referral
from portal.workflow.moves import NotPossible, lock


def hold(referral: Referral, *, by=None) -> None:
    """Holds the row, as it is now, until the transaction ends. Before any other row, so that nobody waits for ever.

    `by` is who writes something; of who moves it `move` asks more. Raises NotPossible when it was erased, or handed
    over to a region where `by` sees nothing.
    """
    lock(referral)
    if hasattr(by, "region_ids") and not Referral.objects.visible_to(by).filter(pk=referral.pk).exists():
        raise NotPossible(_("This was handed over to another region in the meantime."))


def hold_person(core_person: CorePerson | None, *, referral: Referral) -> None:
    """One of the people of a referral that is held, as they stand now. Raises NotPossible for anybody else's."""
    if core_person is None:
        return
    if core_person.referral_id != referral.pk:
        raise NotPossible(_("This person does not belong to this referral."), field="core_person")
    try:
        core_person.refresh_from_db()
    except CorePerson.DoesNotExist:
        raise NotPossible(_("This is no longer here.")) from None
    core_person.referral = referral


def refuse_unless(referral: Referral, states) -> None:
    """Raises NotPossible unless a referral that is held is in one of these states."""
    if referral.state not in states:
        raise NotPossible(
            _("This cannot be done now: in the meantime it is “%(state)s”.") % {"state": referral.state_label}
        )


def refuse_old(row: Referral | CorePerson, edition: int | None) -> None:
    """Raises NotPossible when a row that is held was changed since a form with this edition was drawn.

    None is a change that no form was drawn for: nobody read something older.
    """
    if edition is not None and edition != row.edition:
        raise NotPossible(_("Somebody changed this in the meantime. Look at what stands there now, and save again."))
