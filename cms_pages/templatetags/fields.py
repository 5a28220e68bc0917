"""Form fields as this site draws them; used by templates/forms/.

A radio or checkbox choice may carry a hint in one of two ways:
- its label in `choices` is an object with `.label` and `.hint`;
- the form field has a dict `hints` of value -> hint.

Where the label of a form field says too little above the form ("Began at", of which part?), the field has `called`.
"""

from collections import Counter
from dataclasses import dataclass

from django import forms, template
from django.utils.safestring import SafeString

register = template.Library()


@dataclass(frozen=True)
class Choice:
    """One answer to choose from, ready to be drawn."""

    id: str
    control: SafeString
    label: str
    hint: str
    hint_id: str


@dataclass(frozen=True)
class Wrong:
    """One line of the summary above a form, which leads to its control. `called` is empty where the message says it."""

    id: str
    message: str
    called: str


@register.filter
def kind(field):
    """How to draw a bound field: "choices", "checkbox", "hidden" or "input"."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "input"


@register.filter
def first_id(field):
    """The id that an error message links to: the control itself, or the first of its choices."""
    if kind(field) == "choices":
        return field.subwidgets[0].id_for_label if field.subwidgets else field.auto_id
    return field.id_for_label or field.auto_id


@register.simple_tag
def summed_up(form):
    """What is `Wrong` with the visible fields; what is said more than once is said with what it is about."""
    found = [(field, message) for field in form.visible_fields() for message in field.errors]
    times = Counter(message for _field, message in found)
    return [Wrong(first_id(field), message, _called(field) if times[message] > 1 else "") for field, message in found]


@register.simple_tag
def control(field):
    """The widget as a reader can use it. Django itself adds what describes it: `_helptext` and `_error`."""
    widget = field.field.widget
    attrs = {}
    if not isinstance(widget, forms.CheckboxInput):
        attrs["class"] = f"{widget.attrs.get('class', '')} input".strip()
    if getattr(widget, "input_type", "") in ("email", "tel", "url", "number"):
        attrs["dir"] = "ltr"
    elif isinstance(widget, forms.TextInput | forms.Textarea):
        attrs["dir"] = "auto"  # a Polish name in an Arabic form, an Arabic name in a Polish one
    return field.as_widget(attrs=attrs)


@register.simple_tag
def choices(field):
    """The `Choice`s of a radio or checkbox field. The fieldset around them names the hint and errors of all."""
    return [_choice(field, subwidget) for subwidget in field.subwidgets]


def _called(field):
    return getattr(field.field, "called", "") or field.label


def _choice(field, subwidget):
    label, value = subwidget.data["label"], subwidget.data["value"]
    hint = getattr(label, "hint", "") or getattr(field.field, "hints", {}).get(str(value), "")
    hint_id = f"{subwidget.id_for_label}_hint" if hint else ""
    attrs = {name: set_to for name, set_to in subwidget.data["attrs"].items() if name != "aria-invalid"}
    subwidget.data["attrs"] = attrs | ({"aria-describedby": hint_id} if hint else {})
    return Choice(
        id=subwidget.id_for_label,
        control=subwidget.tag(),
        label=getattr(label, "label", label),
        hint=hint,
        hint_id=hint_id,
    )
