"""The panels of the referral workbench, and those of them that a case shows too. All made while looking."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from intake.duplicates import duplicate_hints
from intake.models import CorePerson, Message, Referral
from intake.states import ReferralState
from intake.viewsets.people import Standing, standings
from portal.backoffice.workbench import Panel
from portal.organisations.words import word_of


@dataclass
class Thread:
    """What passed by code between staff and one person: `standing` is None for the referrer."""

    standing: Standing | None
    messages: list[Message] = field(default_factory=list)

    @property
    def unread(self) -> int:
        return sum(is_unread(message) for message in self.messages)


class Opened:
    """A referral, open, with everything that its panels show, fetched once: a number of queries that does not grow."""

    def __init__(self, referral: Referral, user):
        self.referral, self.user = referral, user
        self.people = list(referral.core_persons.prefetch_related("consents__spoken_by"))
        self.standings = standings(referral, self.people)
        self.messages = list(referral.messages.select_related("by"))
        self.may_write = referral.region_id in user.region_ids and user.holds("intake.write_referral")

    @property
    def unread(self) -> int:
        return sum(is_unread(message) for message in self.messages)

    def context(self) -> dict[str, Any]:
        referral = self.referral
        return {
            "referral": referral,
            "people": self.standings,
            "may_write": self.may_write,
            "in_talk": referral.state == ReferralState.IN_TALK,
            "is_accepted": referral.state == ReferralState.ACCEPTED,
            "core_person_word": word_of(referral.organisation, "core person"),
        }

    def threads(self) -> list[Thread]:
        """The referrer's first, then those of the people in the middle in their order; empty ones are left out."""
        found = {None: Thread(None)} | {one.person.pk: Thread(one) for one in self.standings}
        for message in self.messages:
            found[message.core_person_id].messages.append(message)
        return [thread for thread in found.values() if thread.messages]


def referral_panels(opened: Opened) -> list[Panel]:
    """In the order in which a manager needs them (PROMISES: how to reach safely before any number)."""
    referral, context = opened.referral, opened.context()
    names: dict[Any, CorePerson] = {person.pk: person for person in opened.people}
    calls = list(referral.callattempts.select_related("by"))
    for call in calls:
        call.whom = names.get(call.core_person_id)
    hints = duplicate_hints(referral, people=opened.people, user=opened.user)
    return [
        *shared_panels(context),
        _panel("messages", _("Messages"), context | {"threads": opened.threads()}),
        _panel("notes", _("Notes"), context | {"notes": list(referral.notes.select_related("by"))}),
        _panel("calls", _("Calls"), context | {"calls": calls}),
        _panel("duplicates", _("Was it asked before?"), context | {"hints": hints}),
    ]


def shared_panels(context: dict[str, Any]) -> list[Panel]:
    """What a case shows of its referral too."""
    return [
        _panel("contact", _("Safe contact"), context),
        _panel("story", _("What is going on"), context),
        _panel("agreement", _("Who agrees"), context),
    ]


def is_unread(message: Message) -> bool:
    """Whether it came in and nobody of the region has read it."""
    return message.by_id is None and message.read_at is None


def _panel(name, heading, context):
    return Panel(name, heading, f"intake/workbench/{name}.html", context)
