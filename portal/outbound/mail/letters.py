"""Letters: text mails in the reader's language, from templates/mail/<name>.txt."""

from typing import NamedTuple

from django.template import Context, Engine
from django.utils import translation


class Letter(NamedTuple):
    subject: str
    text: str


def render(template: str, context: dict, language: str) -> Letter:
    """The letter `templates/mail/<template>.txt` in `language`. Its first line is the subject.

    Nothing is escaped: this is plain text, not HTML. Lines that a tag leaves empty are squeezed to one.
    """
    with translation.override(language):
        # Not django.template.loader: its templates escape for HTML.
        written = Engine.get_default().get_template(f"mail/{template}.txt").render(Context(context, autoescape=False))
    subject, _newline, text = written.strip().partition("\n")
    return Letter(subject.strip(), _without_gaps(text))


def _without_gaps(text):
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for line, before in zip(lines, [None, *lines], strict=False) if line or before]
    return "\n".join(kept) + "\n"
