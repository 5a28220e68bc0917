"""May who asked know how it went? What one of those whom it is about said in a talk, on the workbench of a case."""

from django.utils.translation import gettext_lazy as _

from intake.actions.case_holding import WORK
from intake.actions.sharing import record_results_permission
from intake.forms.sharing import PermissionForm
from intake.models import Case
from intake.results import may_be_shared
from portal.backoffice.entries import EntryAction

SHARING_ENTRIES = {
    "results_permission": EntryAction(
        record_results_permission, WORK, PermissionForm, _("Write down whether who asked may know how it went"),
        looks=True, panel="people",
        consequences=(
            _("While each of them says yes, who asked reads the day of the conference, and that there is a plan."),
            _("After three months they read in numbers how it goes. No names, no words, no agreements."),
            _("They can take it back themselves, with their own code."),
        ),
        done=_("It was written down"),
    ),
}  # fmt: skip


def may_record_permission(case: Case, user) -> bool:
    """Whether the workbench offers it to this user."""
    return case.region_id in user.region_ids and user.holds(WORK) and may_be_shared(case)
