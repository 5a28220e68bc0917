"""What somebody whom it is about fills in to decide by own code; children are asked in their own words."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intake.forms.fields import TypedText
from intake.models import About
from portal.backoffice.asking import Drawn
from portal.backoffice.moments import DayField

LONGEST = 2_000
LONGEST_WORRY = 3_000
YES, OTHERWISE = "yes", "otherwise"
_CANNOT_KEEP = {"null_characters_not_allowed": _("There is a sign in this that we cannot keep. Type it again.")}
_TOO_LONG = {"max_length": _("Use at most 2,000 signs.")}
_ANSWERS = {
    About.QUESTION: (_("Yes, this is the question"), _("It should be said in another way")),
    About.CIRCLE: (_("Yes, these people come"), _("Somebody is missing, or should not come")),
    About.DATE: (_("Yes, this day and this place are good"), _("Another day, or another place")),
    About.PLAN: (_("Yes, this is the plan"), _("Something should be different")),
}


class ByCodeForm(forms.Form):
    """Just yes. `is_child`: to somebody who asked as a child."""

    drawn = Drawn()

    def __init__(self, *args, is_child: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_child = is_child

    def suit(self, name, *, label=None, help_text=None):
        """Other words where a child reads them."""
        if self.is_child:
            self.fields[name].label = label or self.fields[name].label
            self.fields[name].help_text = help_text or self.fields[name].help_text


class DecideForm(ByCodeForm):
    """Yes to what lies before them, or otherwise. `edition` is that of what they saw."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    answer = forms.ChoiceField(
        label=_("Is it good like this?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of the answers below.")),
    )
    words = TypedText(
        label=_("How should it be?"),
        help_text=_("Only if it should be different. Your coordinator and we read it, nobody else."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "dir": "auto"}),
        error_messages=_CANNOT_KEEP | _TOO_LONG,
    )

    def __init__(self, *args, about: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = list(zip((YES, OTHERWISE), _ANSWERS[About(about)], strict=True))
        self.suit(
            "words",
            help_text=pgettext_lazy(
                "child", "Only if it should be different. Your coordinator and we read it, nobody else."
            ),
        )


class WhyForm(ByCodeForm):
    """Why is nobody's business, unless somebody wants to say it."""

    reason = TypedText(
        label=_("Do you want to say why?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "dir": "auto"}),
        error_messages=_CANNOT_KEEP | _TOO_LONG,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.suit("reason", label=pgettext_lazy("child", "Do you want to say why?"))


class HoldForm(WhyForm):
    until = DayField(
        label=_("Until which day?"),
        help_text=_("On that day it goes on by itself. Not known yet? Then leave it empty."),
        required=False,
        error_messages={"invalid": _("Choose a day.")},
    )

    field_order = ["drawn", "until", "reason"]


class WorryForm(ByCodeForm):
    text = TypedText(
        label=_("What are you worried about?"),
        help_text=_("A few words will do. Say too how and when we can call you safely."),
        max_length=LONGEST_WORRY,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "dir": "auto"}),
        error_messages=_CANNOT_KEEP
        | {
            "required": _("Write in a few words what the worry is."),
            "max_length": _("Use at most 3,000 signs."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.suit(
            "text",
            label=pgettext_lazy("child", "What are you worried about?"),
            help_text=pgettext_lazy("child", "A few words will do. Say too how and when we can call you safely."),
        )


class WorryOfCircleForm(WorryForm):
    """Of somebody of whom we may have no number, and whose name is not written beside it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _(
            "A few words will do. Say too who you are, and on which number and when we can call you safely."
        )
        self.suit(
            "text",
            help_text=pgettext_lazy(
                "child",
                "A few words will do. Say too who you are, and on which number and when we can call you safely.",
            ),
        )
