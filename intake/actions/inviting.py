"""Invitations: each of the circle gets a letter for the day and the place that stand now (DOMAIN §3.4)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.case_holding import hold_at_work
from intake.actions.pausing import refuse_while_paused
from intake.actions.safety import refuse_while_unsafe
from intake.case_states import CaseState
from intake.models import Case, Coming, Conference, Contact, Participant
from intake.preparation import asks_safety_plan, names_secret_address
from portal.workflow import log
from portal.workflow.moves import NotPossible, lock


@transaction.atomic
def invite(participant: Participant, *, by) -> Participant:
    """An invitation is made for this person. To be called while looking at the case.

    Raises NotAllowed, and NotPossible while somebody is worried about safety, while it is on hold, without a day or a
    place, without the words about safety that violence asks for, at a secret address, for a day that is past, for who
    does not come, and for who was not spoken to yet.
    """
    case = participant.case
    conference = _hold(case, by)
    lock(participant)
    if participant.case_id != case.pk:
        raise NotPossible(_("This is no longer here."))
    participant.case = case
    if words := why_not_invited(participant):
        raise NotPossible(words)
    return _make(participant, conference, by=by)


@transaction.atomic
def invite_all(case: Case, *, by) -> list[Participant]:
    """As `invite`, everybody who can be invited now and has no invitation for this day; who they are."""
    conference = _hold(case, by)
    found = []
    for participant in case.participants.select_for_update():
        participant.case = case
        if not is_invited(participant, conference) and not why_not_invited(participant):
            found.append(_make(participant, conference, by=by))
    return found


def refuse_inviting(case: Case) -> Conference:
    """The conference for which people can be invited. Raises NotPossible as long as nobody can."""
    if case.state != CaseState.PREPARATION:
        raise NotPossible(
            _("This cannot be done now: in the meantime it is “%(state)s”.") % {"state": case.state_label}
        )
    refuse_while_unsafe(case)
    refuse_while_paused(case)
    conference = Conference.objects.filter(case=case).first()
    if conference is None or conference.starts_at is None or not conference.place:
        raise NotPossible(_("First choose the day and the place together."))
    if conference.starts_at < timezone.now():
        raise NotPossible(_("This day is past. First choose another day together."))
    if asks_safety_plan(case) and not conference.safety_plan:
        raise NotPossible(_("First write down how everybody stays safe."))
    if names_secret_address(case, conference.place):
        raise NotPossible(_("Somebody lives there whose address is secret. Choose another place."))
    return conference


def why_not_invited(participant: Participant) -> str:
    """What hinders an invitation to this person; empty when nothing does."""
    if participant.coming == Coming.NOT:
        return _("Does not come.")
    if participant.contact != Contact.SPOKEN:
        return _("First speak to them.")
    return ""


def is_invited(participant: Participant, conference: Conference | None) -> bool:
    """Whether the invitation that was made is for the day and place that stand now."""
    return participant.invited_at is not None and conference is not None and _is_now(participant, conference)


def invited(case: Case, conference: Conference | None) -> Iterable[Participant]:
    """Who has an invitation for the day and place that stand now, in the order of the circle."""
    rows = case.participants.filter(invited_at__isnull=False).exclude(coming=Coming.NOT)
    return [one for one in rows if is_invited(one, conference)]


def _hold(case, by):
    hold_at_work(case, by=by, states=(CaseState.PREPARATION,))
    return refuse_inviting(case)


def _is_now(participant, conference):
    return participant.invited_edition == conference.day_edition


def _make(participant, conference, *, by):
    participant.invited_at, participant.invited_edition = timezone.now(), conference.day_edition
    participant.save(update_fields=["invited_at", "invited_edition"])
    log.note(participant.case, "invite", by=by)
    return participant
