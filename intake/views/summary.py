"""What somebody answered, to be read once more: question, answer, and where to change it."""

from typing import NamedTuple

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

_ABOUT = gettext_lazy("Who is it about?")
# Steps that are read together, under one heading.
_SECTIONS = {
    ("who", "you", "work", "people", "aware", "advice"): _ABOUT,
    ("story", "more"): gettext_lazy("What is going on?"),
    ("place",): gettext_lazy("Where is it, and what do people need?"),
    ("contact",): gettext_lazy("How do we reach you safely?"),
}
_SECTIONS_FOR_A_CHILD = {
    ("who", "place"): pgettext_lazy("child", "A little about you"),
    ("story",): pgettext_lazy("child", "What is going on?"),
    ("contact",): pgettext_lazy("child", "How can we reach you?"),
}


class Line(NamedTuple):
    question: object
    answer: object
    address: str
    is_empty: bool = False
    is_own_words: bool = False
    is_left_to_right: bool = False


class Section(NamedTuple):
    title: object
    lines: list[Line]
    empty: list[Line]  # what was asked and not filled in


# The answers to a tick, right and left.
_TICKS = {
    "voicemail_is_safe": (gettext_lazy("Yes, you may leave a message"), gettext_lazy("No, leave no message")),
    "wants_mail": (gettext_lazy("Yes, only the number"), gettext_lazy("No, send no mail")),
}


def summary_of(reading) -> list[Section]:
    """The answers of the steps that apply; what was left empty is named at the end of each section."""
    sections = _SECTIONS_FOR_A_CHILD if reading.is_for_a_child else _SECTIONS
    return [
        _section(title, [line for name in names if name in reading.forms for line in _lines(name, reading.forms[name])])
        for names, title in sections.items()
        if set(names) & reading.forms.keys()
    ]


def _section(title, lines):
    return Section(
        title, lines=[line for line in lines if not line.is_empty], empty=[line for line in lines if line.is_empty]
    )


def _lines(step, form):
    address = reverse("intake:refer" if step == "who" else f"intake:{step}")
    if form.groups:
        return [_group(address, *group) for group in form.groups if group[1].value()]
    asked = [field for field in form.questions if field.name not in form.left_out | {*form.names[1:]}]
    return [_names(form, address) if bound.name in form.names else _line(form, bound, address) for bound in asked]


def _names(form, address):
    given = [form[name].value() for name in form.names if form[name].value()]
    return Line(form.labels.get("person", form["person"].label), ", ".join(given), address)


def _group(address, number, name, spokesperson):
    answer, speaks = name.value(), spokesperson.value() if spokesperson else ""
    if speaks:
        answer = _("%(group)s (%(name)s can speak for it)") % {"group": answer, "name": speaks}
    return Line(_("Group %(number)d") % {"number": number}, answer, address)


def _line(form, bound, address):
    field, value = bound.field, form.cleaned_data.get(bound.name)
    question = form.labels.get(bound.name, bound.label)
    if bound.name in _TICKS:
        return Line(question, _TICKS[bound.name][not value], address)
    if isinstance(field, forms.MultipleChoiceField):
        chosen = [str(label) for code, label in field.choices if code in value]
        return Line(question, ", ".join(chosen), address, is_empty=not chosen)
    if isinstance(field, forms.ChoiceField):
        answer = dict(field.choices).get(value, "") if value or isinstance(field.widget, forms.RadioSelect) else ""
        return Line(question, answer, address, is_empty=not answer)
    is_number = field.widget.attrs.get("dir") == "ltr"
    return Line(
        question, value, address, is_empty=not value, is_own_words=bound.name == "story", is_left_to_right=is_number
    )
