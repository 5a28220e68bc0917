"""The panels of a candidate's workbench, and what must be read before them. All made while looking."""

from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.backoffice.workbench import Panel
from portal.workflow.references import shown
from training.coordinator_states import REVOKE, SEE_CERTIFICATE, CertificateState
from training.languages import language_name
from training.models import Candidate, Certificate, Evaluator, ProfilePoint, Report, Scope, Verdict, YesNo
from training.states import ANSWER, GUIDE, WRITE, CandidateState
from training.viewsets.conduct import ends_soon
from training.viewsets.events.of_candidate import training_days

_ANSWERING = (CandidateState.REPORTED, CandidateState.IN_TALK)


class Opened:
    """A candidate, open, with everything that the panels show, fetched once: a number of queries that does not grow."""

    def __init__(self, candidate: Candidate, user):
        self.candidate, self.user = candidate, user
        reports = candidate.reports.filter(sent_at__isnull=False).select_related("answer").with_talks()
        self.reports: dict[int, Report] = {
            report.part: report for report in reports
        }  # one being written is its writer's
        self.may_guide = user.holds(GUIDE)
        self.may_write = user.holds(WRITE)
        self.may_answer = user.holds(ANSWER) and candidate.state in _ANSWERING

    @cached_property
    def answer(self):
        return getattr(self.reports.get(1), "answer", None)

    @cached_property
    def signatures(self):
        return list(self.answer.signatures.select_related("trainer").order_by("at")) if self.answer else []

    @cached_property
    def talks(self):
        return list(self.reports[1].talks.select_related("by")) if 1 in self.reports else []

    @cached_property
    def certificates(self):
        """The newest first."""
        rows = Certificate.objects.filter(coordinator__candidate=self.candidate)
        return list(rows.select_related("issued_by", "coordinator").prefetch_related("coordinator__scopes"))

    @property
    def still_to_sign(self) -> int:
        return max(0, self.candidate.rule_book.trainers_sign - len(self.signatures))

    @cached_property
    def languages(self) -> list[str]:
        names = [language_name(one.code) for one in self.candidate.spoken_languages.all()]
        return sorted(names, key=str.casefold)


def notices_of(opened: Opened) -> list[str]:
    """What to read before anything else, the worst first."""
    candidate = opened.candidate
    notices = []
    if candidate.has_ties == YesNo.YES:
        notices.append(_("Works for, or is tied to, a body that decides about families or helps them. Talk about it."))
    if opened.answer and candidate.state == CandidateState.REPORTED and opened.reports[1].is_seen_differently:
        notices.append(_("The candidate and the trainers see it differently: first have a talk."))
    until = candidate.conduct_valid_until
    if until and until < timezone.localdate():
        notices.append(
            _("The good-conduct document does not count any more: it did until %(day)s.") % {"day": _day(until)}
        )
    elif warning := ends_soon(until):
        notices.append(warning)
    if candidate.is_paused:
        notices.append(_("Paused since %(day)s.") % {"day": _day(timezone.localtime(candidate.paused_at))})
    return notices


def panels_of(opened: Opened) -> list[Panel]:
    """In the order of the way: who it is, what they wrote, what they reported and how that was answered."""
    context = {"candidate": opened.candidate, "opened": opened}
    panels = [
        _panel("person", _("Who it is"), context),
        _panel("letter", _("Letter and experience"), context),
        _panel("ties", _("Ties to bodies that decide or help"), context),
        _panel("files", _("Files"), context | {"files": list(opened.candidate.files.order_by("kind"))}),
    ]
    if 1 in opened.reports:
        panels += [
            _panel("report", _("The report"), context | _report(opened.reports[1])),
            _panel("answer", _("The answer of the trainers"), context | _answer(opened)),
        ]
    if opened.talks or (opened.candidate.state == CandidateState.IN_TALK and 1 in opened.reports):
        panels.append(_panel("talk", _("The talk"), context | _talk(opened)))
    if opened.candidate.conferences_held:
        panels.append(_panel("evaluations", _("Looking back"), context | _evaluations(opened)))
    if opened.certificates:
        panels.append(_panel("certificate", _("Certificate"), context | _certificates(opened)))
    if 2 in opened.reports:
        panels.append(_panel("second_report", _("The second report"), context | _second_report(opened.reports[2])))
    panels.append(_panel("training", _("Training days"), context | training_days(opened.candidate, opened.user)))
    notes = list(opened.candidate.notes.select_related("by"))
    return [
        *panels,
        _panel("conduct", _("Good-conduct document"), context),
        _panel("notes", _("Notes"), context | {"notes": notes}),
    ]


def _report(report):
    points = [(point.label, report.points.get(point.value, "")) for point in ProfilePoint]
    return {"report": report, "points": points}


def _second_report(report):
    return {"report": report, "scopes": [scope.label for scope in Scope if scope in report.scopes]}


def _answer(opened):
    missing = opened.still_to_sign
    needed = ngettext("%(count)d signature is still missing.", "%(count)d signatures are still missing.", missing)
    return {
        "report": opened.reports[1],
        "answer": opened.answer,
        "signatures": opened.signatures,
        "signed_by": get_text_list([str(one.trainer) for one in opened.signatures], _("and")),
        "needed": needed % {"count": missing} if missing else "",
        "differs": opened.reports[1].is_seen_differently,
        "both_say_yes": opened.answer and opened.answer.verdict == opened.reports[1].verdict == Verdict.YES,
        "may_sign": opened.may_answer
        and opened.answer is not None
        and opened.user.pk not in [one.trainer_id for one in opened.signatures],
        "may_answer": opened.may_answer,
    }


def _talk(opened):
    return {
        "report": opened.reports[1],
        "talks": opened.talks,
        "is_asked": opened.candidate.state == CandidateState.IN_TALK,
        "may_record": opened.may_answer and opened.candidate.state == CandidateState.IN_TALK,
    }


def _evaluations(opened):
    candidate = opened.candidate
    found = list(candidate.evaluations.all())
    newest = {one.by_whom for one in found if one.number == candidate.conferences_held}
    asked = candidate.state == CandidateState.LOOKING_BACK
    return {
        "evaluations": found,
        "may_evaluate": opened.may_guide and asked,
        "missing": [side.label for side in Evaluator if side not in newest] if asked else [],
        "has_manager": Evaluator.MANAGER in newest,
        "has_family": Evaluator.FAMILY in newest,
    }


def _certificates(opened):
    coordinator = opened.certificates[0].coordinator
    held = {one.scope for one in coordinator.scopes.all()}
    has_valid = any(one.state == CertificateState.VALID for one in opened.certificates)
    return {
        "coordinator": coordinator,
        "registration_number": shown(coordinator.registration_number or ""),
        "scopes": [scope.label for scope in Scope if scope in held],
        "certificates": [(one, shown(one.number)) for one in opened.certificates],
        "may_take_along": opened.user.holds(SEE_CERTIFICATE),
        "may_revoke": has_valid and opened.user.holds(REVOKE),
        "may_give": not has_valid and opened.may_guide,
    }


def _day(day):
    return date(day, "DATE_FORMAT")


def _panel(name, heading, context):
    return Panel(name, heading, f"training/workbench/{name}.html", context)
