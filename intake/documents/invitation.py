"""Invitations on paper and in a calendar, each in its reader's language, and the sheet with which one prepares."""

from collections.abc import Sequence
from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from intake.models import Case, Conference, Participant, parts_of
from intake.preparation import ToDo, own_parts
from intake.sides import has_parties, middle_seen_from
from portal.outbound.calendar import Appointment, as_calendar
from portal.outbound.pdf import render_pdf
from portal.workflow.references import shown

# A calendar wants an end; when it really ends, nobody knows beforehand.
LASTS = timedelta(hours=4)


def invitation_pdf(participant: Participant, conference: Conference, *, coordinator: str) -> bytes:
    """The letter to one of the circle. `coordinator` is the name of who organises it.

    To be called while looking at the case. Raises portal.outbound.pdf.PdfUnavailable where none can be made.
    """
    return invitations_pdf([participant], conference, coordinator=coordinator, language=participant.language)


def invitations_pdf(
    participants: Sequence[Participant], conference: Conference, *, coordinator: str, language: str = ""
) -> bytes:
    """As invitation_pdf, letter after letter, each in its reader's own language and on a page of its own."""
    case = conference.case
    people = list(case.referral.core_persons.all())
    letters = [_letter(one, conference, people=people, coordinator=coordinator) for one in participants]
    context = {"organisation": case.organisation, "letters": letters}
    base_url = case.organisation.site.root_url
    return render_pdf("pdf/invitation.html", context, language=language or get_language(), base_url=base_url)


def invitation_calendar(participant: Participant, conference: Conference) -> bytes:
    """The day in a calendar that others in the house may read too: nothing of what it is about.

    Raises ValueError for who was not invited, or when there is no day.
    """
    if conference.starts_at is None or participant.invited_at is None:
        raise ValueError(f"No invitation was made for {participant.pk}.")
    host = conference.case.organisation.site.hostname
    with translation.override(participant.language):
        name = _("Conference")
    appointment = Appointment(
        identity=f"{conference.pk}@{host}",
        title=name,
        starts=conference.starts_at,
        ends=conference.starts_at + LASTS,
        changed=participant.invited_at,
        place=conference.place,
        edition=conference.day_edition - 1,
    )
    return as_calendar([appointment], name=name, language=participant.language)


def preparation_pdf(case: Case, conference: Conference | None, *, todo: Sequence[ToDo]) -> bytes:
    """For the coordinator alone: circle, numbers, what is arranged, the parts. A secret address does not stand there.

    To be called while looking at the case.
    """
    rows = case.participants.select_related("side__vault")
    question = getattr(case, "question", None)
    people = [(one, _labels(own_parts(one, case), case)) for one in rows]
    context = {
        "organisation": case.organisation,
        "reference": shown(case.reference),
        "conference": conference,
        "question": question,
        "question_is_rtl": _is_rtl(question),
        "parts": [(part.label_for(case.organisation.words), part.about) for part in parts_of(case.model)],
        "people": people,
        "has_sides": has_parties(case),
        "todo": [one for one in todo if not one.is_done],
    }
    base_url = case.organisation.site.root_url
    return render_pdf("pdf/preparation.html", context, language=get_language(), base_url=base_url)


def _letter(participant, conference, *, people, coordinator):
    case, question = conference.case, getattr(conference.case, "question", None)
    with translation.override(participant.language):
        parts = own_parts(participant, case)
        context = {
            "organisation": case.organisation,
            "reference": shown(case.reference),
            "participant": participant,
            "is_child": participant.is_child,
            "language": participant.language,
            "is_rtl": translation.get_language_bidi(),
            "conference": conference,
            "question": question.text if question else "",
            "question_language": question.language if question else "",
            "question_is_rtl": _is_rtl(question),
            "centre": [] if participant.is_core else middle_seen_from(case, participant.side_id, people),
            "labels": _labels(parts, case),
            "is_whole": len(parts) == len(parts_of(case.model)),
            "is_from_start": bool(parts) and parts[0] == parts_of(case.model)[0],
            "private": next((part.label_for(case.organisation.words) for part in parts if part.is_private), ""),
            "coordinator": coordinator,
        }
        # Made of a template of ours, which has escaped what was typed.
        return mark_safe(render_to_string("pdf/invitation_letter.html", context))  # noqa: S308


def _is_rtl(question):
    """On paper nobody finds out from the letters in which direction they run."""
    return question is not None and get_language_info(question.language)["bidi"]


def _labels(parts, case):
    return [part.label_for(case.organisation.words) for part in parts]
