"""Questions about referrals and cases that lists, worklists and pages ask."""

import uuid
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from intake.assignment_states import RUNNING, AssignmentState
from intake.case_states import CASE_TRACK, OPEN_CASES
from intake.models import (
    CHECKLIST,
    FOR_REGION_ALONE,
    WARNED_BEFORE,
    About,
    Assignment,
    Case,
    CaseQuestion,
    CoreDecision,
    Draft,
    FollowUp,
    Message,
    Referral,
)
from intake.plan_states import PlanState
from intake.states import OPEN_REFERRALS, REFERRAL_TRACK
from portal.organisations.models import Organisation
from portal.privacy import blind
from portal.workflow.models import MoveLogEntry
from portal.workflow.references import read_reference

FEWEST_NAMED = 5  # a smaller count could be somebody's neighbour


def referrals_for(user):
    """The referrals of the user's regions, with what a list shows."""
    return Referral.objects.visible_to(user).select_related("region", "organisation")


def cases_for(user):
    """The cases of the user's regions, with what a list shows."""
    return Case.objects.visible_to(user).select_related("region", "organisation", "manager")


def waiting_referrals_for(user):
    """The user's referrals that somebody still has to do something with."""
    return referrals_for(user).filter(state__in=OPEN_REFERRALS)


def open_cases_for(user):
    """The user's cases that run."""
    return cases_for(user).filter(state__in=OPEN_CASES)


def assignments_of(user):
    """The coordinator's own, newest first, with what their pages show in plain; `still_calls`: after four weeks."""
    fetched = ("case__region", "case__organisation", "case__referral", "case__vault", "coordinator")
    calls = FollowUp.objects.calls_to_make().filter(case=OuterRef("case")).order_by()
    rows = Assignment.objects.of(user).select_related(*fetched).annotate(still_calls=Exists(calls))
    return rows.order_by("-offered_at", "pk")


def running_assignment(case: Case) -> Assignment | None:
    """Who is asked for the case, or does it; at most one (assignment_one_runs_per_case)."""
    rows = case.assignments.filter(state__in=RUNNING)
    return rows.select_related("coordinator__candidate", "coordinator__region", "offered_by").first()


def with_assignments() -> dict[str, Exists]:
    """Whether somebody is asked for a case now, or does it; and whether anybody ever was asked."""
    asked = Assignment.objects.filter(case=OuterRef("pk")).order_by()
    return {"somebody_is_asked": Exists(asked.filter(state__in=RUNNING)), "somebody_was_asked": Exists(asked)}


def last_handover(case: Case) -> Assignment | None:
    """Who did the case last and stopped early: their `handover` is for who does it now, and readable while looking."""
    return case.assignments.filter(state=AssignmentState.ENDED).order_by("-ended_at", "pk").first()


def decisions_for_coordinator():
    """What those whom it is about decided by code, as far as the coordinator of their case may read it."""
    return CoreDecision.objects.exclude(about__in=FOR_REGION_ALONE)


def with_new_decisions() -> Exists:
    """Whether in an assignment's case something was decided that the coordinator did not read."""
    new = decisions_for_coordinator().filter(case=OuterRef("case"), seen_by_coordinator_at__isnull=True)
    return Exists(new.order_by())


def decisions_about_change():
    """What those whom it is about decided about a plan that everybody has and that changes now, since it was given."""
    since = decisions_for_coordinator().filter(about=About.PLAN, said_at__gte=F("case__plan__given_at"))
    return since.exclude(case__plan__state=PlanState.GIVEN)


def with_new_decisions_about_change() -> Exists:
    """Whether the coordinator who types a changed plan did not read something that was decided about it."""
    new = decisions_about_change().filter(case=OuterRef("case"), seen_by_coordinator_at__isnull=True)
    return Exists(new.order_by())


def cases_opened_in(organisation: Organisation, year: int) -> int:
    """How many of an organisation's cases were opened in a calendar year: a bare count, for publishing."""
    return Case.objects.filter(organisation=organisation, opened_at__year=year).count()


def languages_asked_for(*, days: int = 365) -> dict[str, int]:
    """In which languages people asked for help in the last `days`, the most first, by language code.

    Nobody can be recognised: only counts, over all organisations together, none below FEWEST_NAMED and each rounded
    down to a multiple of it.
    """
    since = timezone.now() - timedelta(days=days)
    counted = Referral.objects.filter(received_at__gte=since).values_list("language").annotate(count=Count("pk"))
    return {
        code: count - count % FEWEST_NAMED
        for code, count in counted.order_by("-count", "language")
        if count >= FEWEST_NAMED
    }


def clock_between(clock_from: str, least: int | None, most: int | None) -> Q:
    """Rows whose clock has run for at least `least` days and less than `most`; `clock_from` names the field."""
    now = timezone.now()
    condition = Q()
    if most is not None:
        condition &= Q(**{f"{clock_from}__gt": now - timedelta(days=most)})
    if least is not None:
        condition &= Q(**{f"{clock_from}__lte": now - timedelta(days=least)})
    return condition


def over_the_promise(clock_from: str) -> Q:
    """Rows whose clock has run longer than their organisation promises; promises differ, and some make none."""
    over = Q(pk__in=[])
    for organisation in Organisation.objects.all():
        if organisation.start_within_days is not None:
            promised = timezone.now() - timedelta(days=organisation.start_within_days)
            over |= Q(organisation=organisation, **{f"{clock_from}__lt": promised})
    return over


def unread_answers(referral_field: str = "pk"):
    """The answers of people with a code that no staff has read, for the outer row's referral."""
    return Message.objects.filter(referral=OuterRef(referral_field), by__isnull=True, read_at__isnull=True)


def with_unread_answers(referral_field: str = "pk") -> Exists:
    """Whether a row's referral has an answer that no staff has read."""
    return Exists(unread_answers(referral_field).order_by())


def with_ready_question() -> Exists:
    """Whether a case has a question that meets all four points of a good one."""
    points = dict.fromkeys(CHECKLIST, True)
    return Exists(CaseQuestion.objects.filter(case=OuterRef("pk"), **points).order_by())


def lapsing_referrals():
    """Referrals that erase themselves within a week, and of which nobody was warned."""
    return _unagreed(WARNED_BEFORE).filter(warned_at__isnull=True)


def erasing_soon() -> Q:
    """Referrals that erase themselves within a week, warned of or not."""
    return _term_ended(WARNED_BEFORE)


def lapsed_referrals():
    """Referrals whose term is over, to which nobody agreed, and that were warned of in time (DESIGN §3, Referral)."""
    return _unagreed(timedelta(0)).filter(warned_at__lte=timezone.now() - WARNED_BEFORE)


def _unagreed(ahead: timedelta):
    return Referral.objects.filter(_term_ended(ahead)).order_by("term_from")


def _term_ended(ahead: timedelta) -> Q:
    """Those to which nobody agreed and whose term ends within `ahead`; terms differ per organisation."""
    ended = Q(pk__in=[])
    for organisation in Organisation.objects.all():
        before = timezone.now() + ahead - timedelta(days=organisation.unagreed_kept_days)
        ended |= Q(organisation=organisation, term_from__lte=before)
    return ended & Q(agreed_at__isnull=True, is_held=False)


def matches_search(model, text: str, *, user) -> Q:
    """Which of a model's rows have this number, or name this person, e-mail address or telephone number.

    Names are found without opening anything, in the user's own organisation only. A case is found by its referral.
    """
    reference = read_reference(text)
    if reference:
        return Q(reference=reference)
    found = blind.matching(Referral, text, organisations={user.organisation_id} - {None})
    return Q(pk__in=found) if model is Referral else Q(referral_id__in=found)


def unfinished_draft(key) -> Draft | None:
    """The draft with this key, while it is kept."""
    kept = Draft.objects.filter(pk=key, expires_at__gt=timezone.now())
    return kept.select_related("vault", "organisation").first() if key else None


def last_ended(referral: Referral | None):
    """When the referral or its case was last brought to an end; None when it never was. As many queries for none."""
    rows = [referral.pk, *([referral.case.pk] if hasattr(referral, "case") else [])] if referral else [uuid.uuid4()]
    ends = MoveLogEntry.objects.filter(object_id__in=rows, action__in=_ENDING).order_by("-timestamp")
    return ends.values_list("timestamp", flat=True).first()


# A case that ended can be opened again, so that no state of it is its track's last.
_ENDING = [
    *(REFERRAL_TRACK.action(one.name) for one in REFERRAL_TRACK.transitions if one.target in REFERRAL_TRACK.end_states),
    *(CASE_TRACK.action(one.name) for one in CASE_TRACK.transitions if one.target and one.target not in OPEN_CASES),
]
