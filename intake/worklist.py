"""What waits for a regional manager: people to call back, messages, referrals to answer, cases to go on with.

Lines are plain: a number and what to do, never a name (PROMISES). Each source asks the database for no more lines than
are shown, in the order in which they are shown.
"""

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from intake.case_states import LOOKING, OPEN_CASES, CaseState
from intake.models import CaseMessage, CoreDecision, ForWhom, Message, SafetyConcern
from intake.next_acts import TO_CALL_BACK, next_acts
from intake.queries import erasing_soon, open_cases_for, waiting_referrals_for, with_assignments, with_ready_question
from intake.states import OPEN_REFERRALS
from intake.worklist_after import AFTER_THE_PLAN
from portal.backoffice.worklist import AT_ONCE, IN_TURN, SOON, Line
from portal.workflow.references import shown

_REFERRAL = (
    "reference", "state", "channel", "safe_channel", "for_whom", "received_at", "agreed_at", "term_from", "warned_at",
    "is_held", "organisation_id",
)  # fmt: skip
_CASE = ("reference", "state", "clock_from", "opened_at", "paused_at", "organisation_id")
_CHILDREN = Q(for_whom=ForWhom.CHILD)


def caller_lines(user, most: int) -> list[Line]:
    """Who asked to be called back and was not reached yet: they sit by the telephone."""
    return _referral_lines(user, TO_CALL_BACK, most, urgency=AT_ONCE)


def child_lines(user, most: int) -> list[Line]:
    """What children asked for themselves."""
    return _referral_lines(user, _CHILDREN, most, urgency=SOON)


def message_lines(user, most: int) -> list[Line]:
    """The referrals and cases of the user with answers that nobody has read, the longest waiting first."""
    unread = Message.objects.filter(by__isnull=True, read_at__isnull=True, referral__region_id__in=user.region_ids)
    keys = ("referral_id", "referral__reference", "referral__state", "referral__case__pk", "referral__case__state")
    waiting = unread.order_by().values(*keys).annotate(since=Min("at")).order_by("since")
    return [_message_line(row) for row in waiting[:most]]


def referral_lines(user, most: int) -> list[Line]:
    """The user's other open referrals, oldest first, each with what is to be done now."""
    return _referral_lines(user, ~TO_CALL_BACK & ~_CHILDREN, most, urgency=IN_TURN)


def erasing_lines(user, most: int) -> list[Line]:
    """The user's open referrals that erase themselves within a week because nobody agreed, soonest first."""
    soon = waiting_referrals_for(user).filter(erasing_soon()).order_by("term_from")
    return [
        Line(
            title=str(referral),
            detail=_("Erases itself: ask who agrees, or keep it with a reason"),
            url=reverse("referrals:inspect", args=[referral.pk]),
            due=referral.erases_at,
            since=referral.received_at,
            kind=_("Nobody agreed"),
        )
        for referral in _plainly(soon, _REFERRAL, most, user=user)
    ]


def case_lines(user, most: int) -> list[Line]:
    """The user's cases in which something is still to do before a coordinator accepts, oldest clock first."""
    return [
        Line(
            title=str(case),
            detail=_case_act(case),
            url=_case_address(case),
            due=None if case.paused_at else case.promise_due,
            since=case.opened_at,
            kind=_("Case"),
        )
        for case in _plainly(_open_cases(user), _CASE, most, user=user)
    ]


def concern_lines(user, most: int) -> list[Line]:
    """The user's cases in which somebody is worried about safety, the longest waiting first; ended or not."""
    return _case_voices(
        SafetyConcern.objects.filter(settled_at__isnull=True), "raised_at", user, most,
        detail=_("Read what the worry is, and write down what is done"), kind=_("Safety"), anchor="safety",
        urgency=AT_ONCE,
    )  # fmt: skip


def coordinator_lines(user, most: int) -> list[Line]:
    """The user's cases of which the coordinator wrote something that nobody read."""
    return _case_voices(
        CaseMessage.objects.filter(is_from_coordinator=True, read_at__isnull=True), "sent_at", user, most,
        detail=_("Read what the coordinator wrote"), kind=_("Message"), anchor="case_messages", urgency=SOON,
    )  # fmt: skip


def decision_lines(user, most: int) -> list[Line]:
    """The user's cases in which somebody decided by code, and the region did not read it: its coordinator may have."""
    return _case_voices(
        CoreDecision.objects.filter(read_at__isnull=True), "said_at", user, most,
        detail=_("Read what they decided"), kind=_("Decision"), anchor="voices", urgency=SOON,
    )  # fmt: skip


SOURCES = (
    concern_lines, caller_lines, child_lines, message_lines, coordinator_lines, decision_lines, referral_lines,
    erasing_lines, case_lines, *AFTER_THE_PLAN,
)  # fmt: skip


def _case_voices(rows, moment, user, most, *, detail, kind, anchor, urgency):
    """A line for each case, not for each thing that was said; a number, and not a word of it."""
    waiting = rows.filter(case__region_id__in=user.region_ids).order_by()
    cases = waiting.values("case_id", "case__reference").annotate(since=Min(moment)).order_by("since")
    return [
        Line(
            title=shown(row["case__reference"]),
            detail=detail,
            url=f"{reverse('cases:inspect', args=[row['case_id']])}#{anchor}",
            since=row["since"],
            kind=kind,
            urgency=urgency,
        )
        for row in cases[:most]
    ]


def _referral_lines(user, condition, most, *, urgency):
    referrals = _plainly(_open_referrals(user).filter(condition), _REFERRAL, most, user=user)
    acts = next_acts(referrals)
    return [
        Line(
            title=str(referral),
            detail=acts[referral.pk].in_words,
            url=acts[referral.pk].address,
            due=referral.promise_due,
            since=referral.received_at,
            kind=_("Referral"),
            urgency=urgency,
        )
        for referral in referrals
    ]


def _message_line(row):
    case = row["referral__case__pk"]
    runs = row["referral__state"] in OPEN_REFERRALS or row["referral__case__state"] in OPEN_CASES
    page, key = ("cases:inspect", case) if case else ("referrals:inspect", row["referral_id"])
    return Line(
        title=shown(row["referral__reference"]),
        detail=_("Read the message and answer it") if runs else _("Read the message: this one is closed"),
        url=reverse(page, args=[key]),
        since=row["since"],
        kind=_("Message"),
        urgency=SOON if runs else IN_TURN,
    )


def _open_referrals(user):
    return waiting_referrals_for(user).order_by("received_at")


def _open_cases(user):
    cases = open_cases_for(user).filter(state__in=LOOKING)
    return cases.annotate(is_asked=with_ready_question(), **with_assignments()).order_by("clock_from")


def _case_act(case) -> str:
    if case.paused_at is not None:
        return _("On hold, as the family asked")
    if case.state == CaseState.QUESTION and not case.is_asked:
        return _("Find the question together")
    if case.state == CaseState.QUESTION:
        return _("Look for a coordinator")
    if case.somebody_is_asked:
        return _("A coordinator is asked: wait for the answer")
    return _("Ask somebody else") if case.somebody_was_asked else _("Ask a coordinator")


def _case_address(case) -> str:
    """Where one does it: who could be asked is a page of its own."""
    is_to_ask = case.state == CaseState.MATCHING and not case.somebody_is_asked and case.paused_at is None
    return reverse("cases:matching" if is_to_ask else "cases:inspect", args=[case.pk])


def _plainly(rows, fields, most, *, user):
    """The first rows with these fields alone: what is sealed stays in the database.

    They are of the user's own organisation (`regions_of`), and share it.
    """
    first = list(rows.select_related(None).only(*fields)[:most])
    for row in first:
        row.organisation = user.organisation
    return first
