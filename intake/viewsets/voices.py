"""What those whom it is about decided, worries about safety, pauses, and messages with the coordinator: workbench."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from intake.actions.case_holding import WORK
from intake.actions.case_messages import read_of_coordinator, write_to_coordinator
from intake.actions.pausing import PAUSE, pause_case, resume_case
from intake.actions.safety import SEE, SETTLE, raise_concern, settle_concern
from intake.actions.voices import READ, read_decisions
from intake.assignment_states import AT_HAND
from intake.case_states import OPEN_CASES
from intake.forms.voices import CaseMessageForm, ConcernForm, PauseForm, ReadMessagesForm, SettleForm
from intake.models import Assignment, Case, CaseMessage
from intake.viewsets.alarms import CALM, DANGER, LOUD, Alarm
from intake.viewsets.coordinating import called
from portal.backoffice.entries import EntryAction, EntryForm
from portal.backoffice.workbench import Panel

SAFETY, DECIDED, MESSAGES = "safety", "voices", "case_messages"
_THEY_HEAR = _("Whoever works on it gets a mail that there is news, with the number and nothing else.")

VOICE_ENTRIES = {
    "concern": EntryAction(
        raise_concern, SEE, ConcernForm, _("I am worried about safety"), panel=SAFETY,
        consequences=(
            _("Manager and deputy get a mail at once, with the number and nothing else."),
            _("Until somebody writes down what is done: no invitation, no conference, no plan goes out."),
        ),
        done=_("Manager and deputy are told"),
    ),
    "settle_concern": EntryAction(
        settle_concern, SETTLE, SettleForm, _("Write down what is done"), looks=True, panel=SAFETY,
        consequences=(_("From then on it goes on, unless another worry is open."),),
    ),
    "pause": EntryAction(
        pause_case, PAUSE, PauseForm, _("Put it on hold"), panel=DECIDED,
        consequences=(
            _("Nobody is asked for it, nobody is reminded, and no conference is held."), _THEY_HEAR,
            _("Each of the people in the middle can let it go on, with their own code."),
        ),
        done=_("It is on hold"),
    ),
    "resume": EntryAction(
        resume_case, PAUSE, EntryForm, _("Go on"), panel=DECIDED, consequences=(_THEY_HEAR,), done=_("It goes on"),
    ),
    "read_decisions": EntryAction(
        read_decisions, READ, EntryForm, _("I read what they decided"), panel=DECIDED, done=_("It was written down")
    ),
    "read_messages": EntryAction(
        read_of_coordinator, READ, ReadMessagesForm, _("I read what the coordinator wrote"), looks=True, panel=MESSAGES,
        done=_("It was written down"),
    ),
    "case_message": EntryAction(
        write_to_coordinator, WORK, CaseMessageForm, _("Write to the coordinator"), panel=MESSAGES,
        done=_("The message is there"),
    ),
}  # fmt: skip


@dataclass
class CaseThread:
    """What passed between the region and one coordinator, who is called by their number."""

    called: str
    assignment: Assignment
    messages: list[CaseMessage] = field(default_factory=list)


class VoicesOpened:
    """All of it, open, in a number of queries that does not grow."""

    def __init__(self, case: Case, user):
        self.case = case
        self.concerns = list(
            case.safetyconcerns.select_related("raised_by", "settled_by", "core_person", "participant")
        )
        self.pauses = list(case.casepauses.select_related("asked_by"))
        self.decisions = list(case.coredecisions.select_related("core_person").order_by("-said_at", "-pk"))
        rows = case.casemessages.select_related(
            "by", "assignment__coordinator__candidate", "assignment__coordinator__region"
        )
        self.messages = list(rows)
        self.is_open = case.state in OPEN_CASES
        is_theirs = case.region_id in user.region_ids
        self.may_raise = is_theirs and self.is_open and user.holds(SEE)
        self.may_settle = is_theirs and user.holds(SETTLE)
        self.may_pause = is_theirs and self.is_open and user.holds(PAUSE)
        self.may_read = is_theirs and user.holds(READ)
        self.may_write = is_theirs and self.is_open and user.holds(WORK) and self._somebody_reads()

    @property
    def open_concerns(self):
        return [one for one in self.concerns if one.settled_at is None]

    @property
    def settled_concerns(self):
        return [one for one in reversed(self.concerns) if one.settled_at is not None]

    @property
    def pause(self):
        """The one that lasts now."""
        return next((one for one in self.pauses if one.ended_at is None), None)

    @property
    def past_pauses(self):
        return [one for one in reversed(self.pauses) if one.ended_at is not None]

    @property
    def unread_decisions(self) -> int:
        return sum(one.read_at is None for one in self.decisions)

    @property
    def unread_messages(self) -> int:
        return sum(one.is_from_coordinator and one.read_at is None for one in self.messages)

    @property
    def threads(self) -> list[CaseThread]:
        """One for each who has it at hand or had, the newest first."""
        found: dict = {}
        for message in self.messages:
            assignment = message.assignment
            thread = found.setdefault(assignment.pk, CaseThread(called(assignment.coordinator), assignment))
            thread.messages.append(message)
        return list(reversed(found.values()))

    def alarms(self) -> Iterator[Alarm]:
        """Worst first."""
        if self.open_concerns:
            address = reverse("cases:entry", args=[self.case.pk, "settle_concern"]) if self.may_settle else f"#{SAFETY}"
            yield Alarm(
                DANGER,
                _("Somebody is worried about safety"),
                _("Nothing goes out and no conference is held until it is written down what is done about it."),
                address,
                _("Write down what is done") if self.may_settle else _("Read"),
            )
        if self.case.paused_at is not None:
            yield Alarm(LOUD, self._on_hold(), _("As the family asked. Nobody is asked or reminded meanwhile."))
        if count := self.unread_decisions:
            title = ngettext("%(count)s decision to read", "%(count)s decisions to read", count)
            yield Alarm(LOUD if self.is_open else CALM, title % {"count": count}, "", f"#{DECIDED}", _("Read"))
        if count := self.unread_messages:
            title = ngettext(
                "%(count)s new message of the coordinator", "%(count)s new messages of the coordinator", count
            )
            yield Alarm(LOUD if self.is_open else CALM, title % {"count": count}, "", f"#{MESSAGES}", _("Read"))

    def panels(self) -> list[Panel]:
        """Made while looking at the case. A worry stands first while it is open."""
        return [
            self._panel(SAFETY, _("Safety"), "safety", waiting=len(self.open_concerns)),
            self._panel(DECIDED, _("What they decided"), "voices", waiting=self.unread_decisions),
            self._panel(MESSAGES, _("Messages with the coordinator"), "case_messages", waiting=self.unread_messages),
        ]

    def _panel(self, name, heading, template, *, waiting):
        context = {"case": self.case, "voices": self}
        return Panel(name, heading, f"intake/workbench/{template}.html", context, waiting=waiting)

    def _on_hold(self):
        until = self.pause.until if self.pause else None
        if until is None:
            return gettext("On hold")
        return gettext("On hold until %(day)s") % {"day": date_format(until, "DATE_FORMAT")}

    def _somebody_reads(self):
        return self.case.assignments.filter(state__in=AT_HAND, coordinator__isnull=False).exists()
