"""The conference of a case on its workbench: what is still to do, day and place, times; and that it was held."""

from django.utils.translation import gettext_lazy as _

from intake.actions.case_holding import WORK
from intake.actions.conference import hold_conference
from intake.case_states import CaseState
from intake.forms.conference import HeldEntryForm
from intake.models import Case, Conference, PartTime, parts_of
from intake.preparation import still_to_do
from portal.backoffice.entries import EntryAction
from portal.backoffice.workbench import Panel

PANEL = "conference"

CONFERENCE_ENTRIES = {
    "held": EntryAction(
        hold_conference, WORK, HeldEntryForm, _("The conference was held"), looks=True, panel=PANEL,
        consequences=(
            _("For when the coordinator told you. On their own page they can do it themselves."),
            _("Nothing ticked: this person was not there."),
            _("It counts as a conference of the coordinator who organised it."),
        ),
        done=_("It was written down that the conference was held"),
    ),
}  # fmt: skip


def conference_panel(case: Case, user) -> Panel:
    """Made while looking at the case; a number of queries that does not grow."""
    is_prepared = case.state == CaseState.PREPARATION
    rows = {row.part: row for row in PartTime.objects.filter(case=case)}
    parts = [(part, rows.get(part.key.value)) for part in parts_of(case.model)]
    came = case.participants.filter(was_there__isnull=False).values_list("was_there", flat=True)
    context = {
        "case": case,
        "conference": Conference.objects.filter(case=case).first(),
        "todo": still_to_do(case) if is_prepared else [],
        "times": [(part.label_for(case.organisation.words), row) for part, row in parts if row is not None],
        "came": list(came),
        "may_hold": is_prepared and case.region_id in user.region_ids and user.holds(WORK),
    }
    context["there"] = sum(context["came"])
    return Panel(PANEL, _("The conference"), "intake/workbench/conference.html", context)
