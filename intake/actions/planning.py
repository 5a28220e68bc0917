"""The circle's plan, typed by its coordinator as the circle words it; staff change no word of it (DOMAIN §3.5)."""

import re
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.case_holding import refuse_outdated
from intake.case_states import OPEN_CASES, CaseState
from intake.models import Agreement, Case, DoneBy, Often, Plan, PlanRevision
from intake.plan_shown import content_of
from intake.plan_states import PlanState
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, move

MOST_AGREEMENTS = 100
MOST_IMPORTED = 60
LONGEST_AGREEMENT = 1_000
# A plan is there from the conference on, and changes as long as it is carried out.
WITH_WRITING = (CaseState.HELD, CaseState.PLAN_RUNNING, CaseState.FOLLOWED_UP)
_NUMBERING = re.compile(r"^\s*(?:[-–—•·*▪◦‣●○–]+\s*|[(\[]?\d{1,3}[.)\]:]\s+|[a-zA-Z][.)]\s+)+")


@transaction.atomic
def begin_plan(case: Case, *, by) -> Plan:
    """The plan of a case whose conference was held; a new one, in the language of the request, when none is there."""
    hold_writing(case, by=by)
    plan = Plan.objects.filter(case=case).first()
    if plan is not None:
        return plan
    asked_in = case.referral.language
    language = asked_in if asked_in in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return Plan.objects.create(vault=case.vault, case=case, language=language)


@transaction.atomic
def write_agreement(
    case: Case, *, by, text: str, who: str = "", on_day: date | None = None, often: str = "", condition: str = "",
    done_by: str = DoneBy.CIRCLE, agreement: Agreement | None = None,
) -> Agreement:  # fmt: skip
    """One agreement, at the end of the plan or in place of `agreement`. Only its wording is required.

    Raises NotAllowed for everybody but the coordinator, and NotPossible (with the field) for what cannot be.
    """
    plan = _hold_words(case, by=by)
    if often not in Often.values:
        raise NotPossible(_("Choose one of the list."), field="often")
    if done_by not in DoneBy.values:
        raise NotPossible(_("Choose one of the list."), field="done_by")
    if often == Often.IF_THEN and not condition.strip():
        raise NotPossible(_("Write down what must happen first."), field="condition")
    told: dict[str, Any] = {
        "text": _wording(text), "who": who.strip(), "on_day": on_day, "often": often, "done_by": done_by,
        "condition": condition.strip(),
    }  # fmt: skip
    if agreement is None:
        _refuse_too_many(plan, 1)
        row = Agreement(vault=case.vault, case=case, plan=plan, position=_last_place(plan) + 1)
    else:
        row = _agreement(plan, agreement)
    for name, value in told.items():
        setattr(row, name, value)
    row.save()
    _changed(plan, by=by)
    return row


@transaction.atomic
def remove_agreement(case: Case, *, by, agreement: Agreement) -> Case:
    """The circle does not want it any more. Its words are erased, but for what was presented already."""
    plan = _hold_words(case, by=by)
    _agreement(plan, agreement).delete()
    _changed(plan, by=by)
    return case


@transaction.atomic
def move_agreement(case: Case, *, by, agreement: Agreement, is_up: bool) -> Case:
    """One place towards the first or the last. At the end of the list nothing happens."""
    plan = _hold_words(case, by=by)
    rows = list(plan.agreements.defer("text", "who", "condition"))
    place = next((place for place, row in enumerate(rows) if row.pk == agreement.pk), None)
    if place is None:
        raise NotPossible(_("This is no longer here."))
    other = place + (-1 if is_up else 1)
    if not 0 <= other < len(rows):
        return case
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows):
        row.position = number
    Agreement.objects.bulk_update(rows, ["position"])
    _changed(plan, by=by)
    return case


@transaction.atomic
def import_agreements(case: Case, *, by, text: str) -> list[Agreement]:
    """A list that was written elsewhere: each line becomes an agreement (`agreements_in`), after those that stand."""
    plan = _hold_words(case, by=by)
    found = agreements_in(text)
    if not found:
        raise NotPossible(_("Write one agreement on each line."), field="text")
    if len(found) > MOST_IMPORTED:
        raise NotPossible(
            _("At most %(most)d agreements at once. These are %(count)d.")
            % {"most": MOST_IMPORTED, "count": len(found)},
            field="text",
        )
    for number, line in enumerate(found, start=1):
        if len(line) > LONGEST_AGREEMENT:
            raise NotPossible(
                _("Agreement %(number)d is too long: use at most 1,000 signs.") % {"number": number}, field="text"
            )
    _refuse_too_many(plan, len(found))
    first = _last_place(plan) + 1
    rows = [
        Agreement.objects.create(vault=case.vault, case=case, plan=plan, position=place, text=line)
        for place, line in enumerate(found, start=first)
    ]
    _changed(plan, by=by)
    return rows


def agreements_in(text: str) -> list[str]:
    """The agreements of a pasted list: its lines without numbers and bullets; empty ones are left out."""
    lines = (_NUMBERING.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


@transaction.atomic
def write_around(
    case: Case, *, by, language: str, watcher: str = "", adjusting: str = "", large_type: bool = False,
    edition: int | None = None,
) -> Plan:  # fmt: skip
    """What belongs to the whole plan: who watches over it, who meets when it must change, how it is printed."""
    plan = _hold_words(case, by=by)
    refuse_outdated(plan, edition)
    if language not in dict(settings.LANGUAGES):
        raise NotPossible(_("Choose the language in which it is written."), field="language")
    plan.language, plan.large_type = language, large_type
    plan.watcher, plan.adjusting = watcher.strip(), adjusting.strip()
    plan.save()
    _changed(plan, by=by)
    return plan


@transaction.atomic
def present_plan(case: Case, *, by) -> Plan:
    """It is gone through together; what stands in it now is kept for good. To be called while looking at the case."""
    plan = _hold_words(case, by=by)
    latest = plan.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    move(plan, "present", by=by, revision=latest + 1, presented_at=timezone.now())
    PlanRevision.objects.create(vault=case.vault, case=case, plan=plan, number=plan.revision, content=content_of(plan))
    return plan


@transaction.atomic
def return_plan(case: Case, *, by, reason: str) -> Plan:
    """Back to the circle, with the reason: its coordinator, or staff, who can do nothing else with the words."""
    plan = hold_plan(case)
    return move(plan, "return_to_circle", by=by, reason=reason, accepted_on=None, accepted_how="", accepted_by="")


@transaction.atomic
def revise_plan(case: Case, *, by, reason: str) -> Plan:
    """A plan that everybody has must change: the circle words it anew. What was given stays readable."""
    plan = hold_plan(case)
    return move(plan, "revise", by=by, reason=reason, accepted_on=None, accepted_how="", accepted_by="")


def hold_plan(case: Case) -> Plan:
    """Case and plan as they stand now, until the transaction ends. Raises NotPossible without a plan, or at the end."""
    lock(case)
    plan = Plan.objects.select_related("vault").filter(case=case).first()
    if plan is None:
        raise NotPossible(_("There is no plan yet."))
    lock(plan)
    plan.case = case
    if case.state not in OPEN_CASES:
        raise _not_now(case)
    return plan


def hold_writing(case: Case, *, by) -> None:
    """Holds the case for its coordinator. Raises NotAllowed for others, NotPossible before the conference was held."""
    lock(case)
    if not case.is_at_hand_of(by):
        raise NotAllowed(f"{by!r} is not the coordinator of {case.pk}.")
    if case.state not in WITH_WRITING:
        raise _not_now(case)


def _hold_words(case, *, by):
    """The plan while its words are theirs to type."""
    plan = begin_plan(case, by=by)
    lock(plan)
    plan.case = case
    if plan.state != PlanState.WRITING:
        raise NotPossible(_("It was presented already. Does it have to change? Then it goes back to the circle first."))
    return plan


def _changed(plan, *, by):
    plan.edition += 1
    plan.save(update_fields=["edition"])
    log.note(plan.case, "write_plan", by=by)


def _not_now(case):
    return NotPossible(_("This cannot be done now: in the meantime it is “%(state)s”.") % {"state": case.state_label})


def _agreement(plan, agreement):
    row = plan.agreements.filter(pk=agreement.pk).first()
    if row is None:
        raise NotPossible(_("This is no longer here."))
    return row


def _wording(text):
    text = text.strip()
    if not text:
        raise NotPossible(_("Write down the agreement, in the words of the circle."), field="text")
    if len(text) > LONGEST_AGREEMENT:
        raise NotPossible(_("Use at most 1,000 signs."), field="text")
    return text


def _refuse_too_many(plan, more):
    if plan.agreements.count() + more > MOST_AGREEMENTS:
        raise NotPossible(_("A plan has at most %(most)d agreements.") % {"most": MOST_AGREEMENTS}, field="text")


def _last_place(plan):
    return plan.agreements.order_by("-position").values_list("position", flat=True).first() or 0
