"""What somebody answered, as lines to read once more: question, answer, and where to change it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from intake.models import Awareness, ForWhom


class Line(NamedTuple):
    question: str
    answer: str
    address: str
    is_own_words: bool = False
    is_left_to_right: bool = False


class Section(NamedTuple):
    title: str
    lines: list[Line]


def summary_of(answers: dict) -> list[Section]:
    """The answers of the steps "who", "story" and "contact"; what was left empty is said to be empty."""
    who, story, contact = answers["who"], answers["story"], answers["contact"]
    about = [Line(_("You ask"), ForWhom(who["for_whom"]).label, "intake:refer")]
    if "person" in story:
        about.append(Line(_("It is about"), story["person"], "intake:story"))
        about.append(Line(_("Do they know?"), Awareness(story["awareness"]).label, "intake:story"))
    going_on = [
        Line(_("In your words"), story["story"], "intake:story", is_own_words=True),
        Line(_("Postcode"), _said(story["postcode"]), "intake:story"),
    ]
    reach = [Line(_("Your name"), contact["name"], "intake:contact")]
    if "work" in contact:
        reach.append(Line(_("Your work"), _said(contact["work"]), "intake:contact"))
    voicemail = _("Yes, you may leave a message") if contact["voicemail_is_safe"] else _("No, leave no message")
    reach += [
        Line(
            _("Telephone"), _said(contact["telephone"]), "intake:contact", is_left_to_right=bool(contact["telephone"])
        ),
        Line(_("E-mail"), _said(contact["email"]), "intake:contact", is_left_to_right=bool(contact["email"])),
        Line(_("Calling is safe"), _said(contact["safe_times"]), "intake:contact"),
        Line(_("Voicemail"), voicemail, "intake:contact"),
        Line(_("Never do"), _said(contact["never_do"]), "intake:contact"),
    ]
    return [
        Section(_("Who is it about?"), about),
        Section(_("What is going on?"), going_on),
        Section(_("How do we reach you safely?"), reach),
    ]


def _said(answer):
    return answer or _("Not filled in")
