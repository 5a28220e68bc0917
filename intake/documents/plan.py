"""The plan on paper and in a calendar: the family's own, with what its owners released and nothing more of anybody."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from intake.models import Case, Often, Participant
from intake.plan_shown import ShownPlan
from intake.sides import circle_seen_from
from portal.outbound.calendar import WholeDay, as_calendar
from portal.outbound.pdf import render_pdf
from portal.outbound.pdf.qr import qr_data
from portal.workflow.references import shown

REPEATS_FOR = timedelta(days=365)
_RHYTHMS = {Often.DAILY: "DAILY", Often.WEEKLY: "WEEKLY", Often.MONTHLY: "MONTHLY"}


def plan_pdf(
    case: Case, plan: ShownPlan, *, participant: Participant | None = None, code: str = "", has_contacts: bool = True
) -> bytes:
    """The plan in the language in which it is written; for `participant` with their own code, if one is given.

    How people can be reached is left out for who is not of the circle (`has_contacts`).

    To be called while looking at the case. Raises portal.outbound.pdf.PdfUnavailable where none can be made.
    """
    organisation = case.organisation
    address = follow_address(case, plan.language)
    question = getattr(case, "question", None)
    context = {
        "organisation": organisation,
        "reference": shown(case.reference),
        "plan": plan,
        "question": question.text if question else "",
        "question_language": question.language if question else "",
        "is_child": participant is not None and participant.is_child,
        "large": plan.large_type or (participant is not None and participant.large_type),
        "name": participant.name if participant else "",
        "contacts": reachable(case, participant) if has_contacts else [],
        "code": code,
        "address": address,
        "address_in_words": "{0.netloc}{0.path}".format(urlsplit(address)).rstrip("/"),
        "qr": qr_data(address),
        "held_on": case.held_on,
    }
    return render_pdf("pdf/plan.html", context, language=plan.language, base_url=organisation.site.root_url)


def plan_calendar(case: Case, plan: ShownPlan) -> bytes:
    """The agreements that have a day, or that come back, each as a day in a calendar."""
    begins = plan.given_on or timezone.localdate()
    days = [_day(case, plan, one, begins) for one in plan.agreements if one.on_day or one.often in _RHYTHMS]
    with translation.override(plan.language):
        name = _("Our plan")
    return as_calendar(days, name=name, language=plan.language)


def has_calendar(plan: ShownPlan) -> bool:
    return any(one.on_day or one.often in _RHYTHMS for one in plan.agreements)


def reachable(case: Case, participant: Participant | None) -> list[Participant]:
    """Who released how to reach them, as far as one side may know of them, and never who is hidden. Made while looking.

    Who is there through their work gets none.
    """
    if participant is not None and participant.is_professional:
        return []
    own = participant.side_id if participant is not None else None
    people = circle_seen_from(case, own).filter(shares_contact=True, is_hidden=False)
    return [one for one in people if one.telephone or one.email or one.address]


def follow_address(case: Case, language: str) -> str:
    """Where number and code are typed."""
    with translation.override(language):
        path = reverse("intake:follow")
    return f"{case.organisation.site.root_url}{path}"


def _day(case, plan, one, begins):
    rhythm = _RHYTHMS.get(one.often, "")
    day = one.on_day or begins
    # No row of an agreement lasts longer than its words: its place in this revision names it.
    return WholeDay(
        identity=f"{plan.key}-{plan.number}-{one.number}@{case.organisation.site.hostname}",
        title=Truncator(one.text).chars(80),
        text=one.text if len(one.text) > 80 else "",
        day=day,
        changed=timezone.now(),
        rhythm=rhythm,
        until=day + REPEATS_FOR if rhythm else None,
    )
