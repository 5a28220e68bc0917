"""What a track is: its states, and one table that says who may move what from where to where, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
Tone = Literal["positive", "neutral", "serious"]


class States(models.TextChoices):
    """States with a label for staff and one for everybody else: `ACCEPTED = "accepted", _("Accepted"), _("We start")`.

    With one label both read the same.
    """

    _staff_label: Text | None

    def __new__(cls, value, staff_label=None):
        member = str.__new__(cls, value)
        member._value_ = value
        member._staff_label = staff_label
        return member

    @property
    def label(self):
        return self._staff_label or self._label_

    @property
    def public_label(self):
        return self._label_


@dataclass(frozen=True)
class Transition:
    """One line of the table. Without a target the row stays in the state that it is in.

    `label` is the button ("Accept"); `done` the line in the timeline ("Accepted"), by default the label; `public` what
    people without an account read when it has happened, empty when they are not told. `permission` is the codename
    that a role must hold ("intake.accept_referral"), None for what no role does; `by_owner` says that the person whose
    row it is may make it too (`Tracked.belongs_to`). With neither, only the system or a visitor does. `conditions` name
    predicates of the model.
    """

    name: str
    label: Text
    sources: tuple[str, ...]
    target: str | None
    permission: str | None = None
    by_owner: bool = False
    conditions: tuple[str, ...] = ()
    asks_reason: bool = False
    asks_date: bool = False
    public: Text = ""
    tone: Tone = "neutral"
    done: Text = ""

    def __post_init__(self):
        # A plain state or name would otherwise be taken apart into letters.
        object.__setattr__(self, "sources", _as_tuple(self.sources))
        object.__setattr__(self, "conditions", _as_tuple(self.conditions))

    def lands_in(self, state: str) -> str:
        """The state that follows when it is made from `state`."""
        return state if self.target is None else self.target

    @property
    def log_label(self) -> Text:
        return self.done or self.label


@dataclass(frozen=True)
class Track:
    """All states and transitions of one kind of thing. A table that cannot be right is refused when it is read in.

    `name` begins every log action ("intake.referral" -> "intake.referral.accept"). `conditions` says for each
    predicate what is missing while it is False; with empty words the step is not offered at all then.
    `notes` are the log lines that are not moves: name -> label.
    """

    name: str
    states: type[models.TextChoices]
    initial: str
    transitions: tuple[Transition, ...]
    conditions: Mapping[str, Text] = field(default_factory=dict)
    notes: Mapping[str, Text] = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "transitions", tuple(self.transitions))
        problems = list(_problems(self))
        if problems:
            raise ValueError(f"Track {self.name}: " + "; ".join(problems))

    def transition(self, name: str) -> Transition:
        """The line with this name; raises LookupError, because a name that is not in the table is a mistake in code."""
        for transition in self.transitions:
            if transition.name == name:
                return transition
        raise LookupError(f"Track {self.name} has no transition {name!r}.")

    def leaving(self, state: str) -> list[Transition]:
        """The transitions that start in a state, in the order of the table."""
        return [transition for transition in self.transitions if state in transition.sources]

    @property
    def end_states(self) -> list[str]:
        """The states that nothing leads away from."""
        return [state for state in self.states.values if all(t.lands_in(state) == state for t in self.leaving(state))]

    def action(self, name: str) -> str:
        """How a transition or note is called in the log."""
        return f"{self.name}.{name}"

    def public_label(self, state: str) -> Text:
        """What people without an account are told about a state."""
        member = self.states(state)
        return getattr(member, "public_label", member.label)

    def permissions(self, app_label: str) -> list[tuple[str, str]]:
        """For `Meta.permissions` of the model: every permission of this app that the table asks for, once."""
        wanted = [transition.permission for transition in self.transitions if transition.permission]
        ours = [name.removeprefix(f"{app_label}.") for name in wanted if name.startswith(f"{app_label}.")]
        return [(codename, codename.replace("_", " ").capitalize()) for codename in dict.fromkeys(ours)]


def state_constraint(track: Track, name: str) -> models.CheckConstraint:
    """The database refuses a state that the track does not know."""
    return models.CheckConstraint(
        condition=models.Q(state__in=track.states.values),
        name=name,
        violation_error_message=_("This state is not on the track."),
    )


def _as_tuple(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _problems(track: Track):
    states = set(track.states.values)
    names = [transition.name for transition in track.transitions] + list(track.notes)
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name} stands in the table twice"
    if track.initial not in states:
        yield f"the initial state {track.initial} is unknown"
    for transition in track.transitions:
        for state in sorted({*transition.sources, *_as_tuple(transition.target or ())} - states):
            yield f"{transition.name} names the unknown state {state}"
        for condition in transition.conditions:
            if condition not in track.conditions:
                yield f"{transition.name} does not say what is missing without {condition}"
        if transition.permission is not None and "." not in transition.permission:
            yield f"{transition.name} wants a permission as app_label.codename"
    if not states.isdisjoint(unreached := states - _reached(track)) and track.initial in states:
        yield "nothing leads to " + ", ".join(sorted(unreached))


def _reached(track: Track) -> set[str]:
    reached = {track.initial}
    while more := {t.target for t in track.transitions if t.target and reached & set(t.sources)} - reached:
        reached |= more
    return reached
