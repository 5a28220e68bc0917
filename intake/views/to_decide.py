"""What somebody with a code can decide, and what they said of it, as lines on their page."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from intake.actions.laid_before import Laid
from intake.models import About, CoreDecision
from portal.workflow.tracks import Text

HEADINGS: dict[str, Text] = {
    About.QUESTION: _("The question"),
    About.CIRCLE: _("Who comes"),
    About.DATE: _("Day and place"),
    About.PLAN: _("The plan"),
}


@dataclass(frozen=True)
class ToDecide:
    """`waits`: an answer is still to be given, or it changed since."""

    about: str
    heading: Text
    said: Text
    waits: bool


def to_decide(laid: dict[str, Laid], last: dict[str, CoreDecision]) -> list[ToDecide]:
    """In the order in which a conference comes about."""
    return [_line(each, last.get(about)) for about, each in laid.items()]


def _line(laid, decision):
    said, waits = _said(laid, decision)
    return ToDecide(str(About(laid.about).value), HEADINGS[laid.about], said, waits)


def _said(laid, decision):
    if decision is None:
        return (_("Still to decide"), True) if laid.is_open else ("", False)
    if laid.is_open and decision.of_edition != laid.edition:
        return _("It changed. Please look again."), True
    if decision.is_yes:
        return _("Decided: yes, like this"), False
    return _("Said: it should be different"), False
