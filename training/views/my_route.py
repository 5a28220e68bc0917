"""The ten steps as one candidate sees them: what is done and when, where they are, what comes later."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.organisations.words import word_of
from training.drawn.spiral import Status, spiral
from training.models import Candidate
from training.states import ENDED
from training.steps import ALL_DONE, STEPS, Step, step_at
from training.telling import Happened

_ENDS = ("not_now", "withdraw", "record_withdrawal")
# What the system writes down for a step that otherwise somebody of staff takes.
_COUNTED_AS = {"count_first_conference": "hold_first_conference"}


@dataclass(frozen=True)
class Place:
    """A step of the route with what stands beneath its name."""

    step: Step
    status: Status
    line: str


@dataclass(frozen=True)
class Route:
    """`number` is the step they are at; `is_open` says that something happens there now."""

    number: int
    is_open: bool
    places: list[Place]

    @property
    def is_whole(self) -> bool:
        return self.number == ALL_DONE

    @property
    def total(self) -> int:
        return len(STEPS)

    @property
    def drawing(self) -> str:
        return spiral([place.status for place in self.places], label=self._in_words())

    def _in_words(self):
        said = [_("Your route, as a thread that winds from the inside outwards.")]
        for status, words in [("done", _("Done: %(steps)s.")), ("now", _("Now: %(steps)s.")),
                              ("later", _("Later: %(steps)s."))]:  # fmt: skip
            named = [f"{place.step.number} {place.step.name}" for place in self.places if place.status == status]
            if named:
                said.append(words % {"steps": ", ".join(named)})
        return " ".join(said)


def route_of(candidate: Candidate, happened: list[Happened]) -> Route:
    is_open = candidate.state not in ENDED
    number = step_at(candidate.state) if is_open else _ended_at(happened)
    days = {_COUNTED_AS.get(one.name, one.name): one.on for one in happened}
    places = [_place(candidate, step, number, days, is_open=is_open) for step in STEPS]
    return Route(number=number, is_open=is_open, places=places)


def _ended_at(happened):
    return next((step_at(one.from_state) for one in reversed(happened) if one.name in _ENDS), 1)


def _place(candidate, step, number, days, *, is_open):
    if step.number < number:
        return Place(step, "done", _done(step, days.get(step.ended_by)))
    if step.number == number and is_open:
        return Place(step, "now", _("You paused here") if candidate.is_paused else _("You are here now"))
    return Place(step, "later", _later(candidate, step))


def _done(step, day):
    return str(step.done) % {"day": date_format(day)} if day else _("Done")


def _later(candidate, step):
    return str(step.later) % {
        "manager": word_of(candidate.organisation, "regional manager"),
        "conferences": candidate.rule_book.conferences_before_ek2,
    }
