"""A worry about safety: while one is open nothing goes out and no conference is held (DESIGN §3, Case)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.case_holding import hold_case
from intake.case_states import CASE_TRACK, OPEN_CASES
from intake.mails import send_concern_mail
from intake.models import Case, CorePerson, Participant, RaisedBy, SafetyConcern
from portal.privacy import VISITOR
from portal.workflow import log
from portal.workflow.moves import NotPossible, lock

SETTLE = "intake.settle_concern"
SEE = "intake.view_case"
# Enough for anybody who is afraid, too few to flood with.
MOST_OPEN = 20


@transaction.atomic
def raise_concern(case: Case, *, by, text: str) -> SafetyConcern:
    """Staff of the region, or the coordinator who has it at hand, are worried: manager and deputy hear at once.

    Raises NotAllowed, and NotPossible when it has ended, without words or with many that are open (field "text").
    """
    lock(case)
    if case.is_at_hand_of(by):
        return _raise(case, by=by, raised_as=RaisedBy.COORDINATOR, text=text)
    hold_case(case, by=by, permission=SEE, states=OPEN_CASES)
    return _raise(case, by=by, raised_as=RaisedBy.STAFF, text=text)


@transaction.atomic
def raise_concern_by_code(case: Case, *, text: str, of: CorePerson | Participant | None) -> SafetyConcern:
    """As `raise_concern`, with the code of somebody whom it is about, of the circle, or (None) who must accept."""
    lock(case)
    if isinstance(of, CorePerson):
        return _raise(case, by=VISITOR, raised_as=RaisedBy.CORE_PERSON, text=text, core_person=of)
    return _raise(case, by=VISITOR, raised_as=RaisedBy.RECIPIENT, text=text, participant=of)


@transaction.atomic
def settle_concern(case: Case, *, by, concern: SafetyConcern, measures: str, reason: str) -> SafetyConcern:
    """Staff write down what is done about it and why it can go on. Settled already: nothing happens.

    It can be settled after the case has ended too. Raises NotAllowed, and NotPossible (with the field).
    """
    hold_case(case, by=by, permission=SETTLE, states=CASE_TRACK.states.values)
    row = SafetyConcern.objects.filter(case=case, pk=concern.pk).first()
    if row is None:
        raise NotPossible(_("This is no longer here."))
    if row.settled_at is not None:
        raise NotPossible(_("Somebody wrote this down in the meantime. Look at what stands there now."))
    row.measures, row.reason = _required(measures, "measures"), _required(reason, "reason")
    row.settled_at, row.settled_by = timezone.now(), by
    row.save(update_fields=["measures", "reason", "settled_at", "settled_by"])
    log.note(case, "settle_concern", by=by)
    return row


def refuse_while_unsafe(case: Case) -> None:
    """Raises NotPossible while a worry about safety is open: no invitation, no conference, no plan goes out."""
    if not case.nothing_unsafe():
        raise NotPossible(_("Somebody is worried about safety. First write down what is done about it."))


def _raise(case, *, by, raised_as, text, **whose_code):
    if case.state not in OPEN_CASES:
        raise NotPossible(_("This has ended, so nobody reads here any more. Please call us."))
    text = _required(text, "text")
    if case.safetyconcerns.filter(settled_at__isnull=True).count() >= MOST_OPEN:
        raise NotPossible(_("We have not read the others yet. Call us: that is quicker."), field="text")
    concern = SafetyConcern.objects.create(
        vault=case.vault, case=case, raised_as=raised_as, raised_by=None if by is VISITOR else by, text=text,
        **whose_code,
    )  # fmt: skip
    log.note(case, "raise_concern", by=by)
    send_concern_mail(case, except_for=None if by is VISITOR else by)
    return concern


def _required(text, field):
    if not text.strip():
        raise NotPossible(_("Write this down first."), field=field)
    return text.strip()
