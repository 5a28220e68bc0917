"""The conference of a case on its workbench: what is still to do, day and place, times; that it was held, and when."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from intake.actions.case_holding import WORK
from intake.actions.conference import can_correct_held, correct_held, hold_conference, write_conference
from intake.case_states import CaseState
from intake.forms.conference import ConferenceEntryForm, HeldEntryForm
from intake.models import Case, Conference, PartTime, parts_of
from intake.preparation import still_to_do
from portal.backoffice.entries import EntryAction
from portal.backoffice.workbench import Panel
from portal.privacy.looking import looking

PANEL = "conference"
SCREEN = gettext_noop("case: workbench")
_THEY_HEAR = _("The coordinator gets a mail that there is news, with the number and nothing else.")


def _write_conference(case, *, by, **told):
    # What stands there is compared, not shown: who drew the form looked already.
    with looking(case, by=None, screen=SCREEN):
        return write_conference(case, by=by, **told)


CONFERENCE_ENTRIES = {
    "conference": EntryAction(
        _write_conference, WORK, ConferenceEntryForm, _("Write down day and place"), looks=True, panel=PANEL,
        consequences=(
            _("For when the coordinator cannot. The family chooses; you write it down."),
            _("Another day, time or place? Then the invitations are made anew."),
            _THEY_HEAR,
        ),
        done=_("Day and place were kept"),
    ),
    "held": EntryAction(
        hold_conference, WORK, HeldEntryForm, _("The conference was held"), looks=True, panel=PANEL,
        consequences=(
            _("For when the coordinator told you. On their own page they can do it themselves."),
            _("Nothing ticked: this person was not there."),
            _("It counts as a conference of the coordinator who organised it."),
        ),
        done=_("It was written down that the conference was held"),
    ),
    "correct_held": EntryAction(
        correct_held, WORK, HeldEntryForm, _("Correct when it was and who was there"), looks=True, panel=PANEL,
        consequences=(
            _("Nothing ticked: this person was not there."),
            _("It goes on counting once for the coordinator who organised it, on the day that you write down."),
            _THEY_HEAR,
        ),
        done=_("It was corrected"),
    ),
}  # fmt: skip


def conference_panel(case: Case, user) -> Panel:
    """Made while looking at the case; a number of queries that does not grow."""
    is_prepared = case.state == CaseState.PREPARATION
    rows = {row.part: row for row in PartTime.objects.filter(case=case)}
    parts = [(part, rows.get(part.key.value)) for part in parts_of(case.model)]
    came = case.participants.filter(was_there__isnull=False).values_list("was_there", flat=True)
    is_theirs = case.region_id in user.region_ids and user.holds(WORK)
    context = {
        "case": case,
        "conference": Conference.objects.filter(case=case).first(),
        "todo": still_to_do(case, for_staff=True) if is_prepared else [],
        "times": [(part.label_for(case.organisation.words), row) for part, row in parts if row is not None],
        "came": list(came),
        "may_prepare": is_prepared and is_theirs,
        "may_correct": can_correct_held(case) and is_theirs,
    }
    context["there"] = sum(context["came"])
    return Panel(PANEL, _("The conference"), "intake/workbench/conference.html", context)
