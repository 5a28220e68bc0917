"""The questions of the public referral form, step by step; required is only what one cannot start without."""

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

from intake.models import Awareness, ForWhom
from portal.organisations.queries import postcode_digits, western_digits

STORY_LENGTH = 10_000
LINE_LENGTH = 200


class TypedText(forms.CharField):
    """A long text: a line break is one sign, as the writer sees it, and nothing is cut off while it is pasted."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def widget_attrs(self, widget):
        return {}


class StepForm(forms.Form):
    """One step. `answers` are those of the steps before; `organisation` is whose site this is."""

    def __init__(self, *args, organisation, answers=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.answers = answers or {}
        self.for_whom = self.answers.get("who", {}).get("for_whom")
        self.suit()

    def suit(self):
        """Fits the questions to the answers before."""


class WhoForm(StepForm):
    title = _("Who are you asking for a conference for?")

    for_whom = forms.ChoiceField(
        label=title,
        help_text=_("Choose what fits best. You can still change it later."),
        choices=ForWhom.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who you are asking for. Not sure? Choose what comes closest."),
            "invalid_choice": _("Choose one of the answers below."),
        },
    )

    def suit(self):
        self.fields["for_whom"].hints = {
            ForWhom.SELF: _("You are the one in the middle. You choose who comes."),
            ForWhom.FAMILY: _("For example your child, your father or your whole family."),
            ForWhom.ACQUAINTANCE: _("A friend, a neighbour or a colleague. We will ask whether they know about it."),
            ForWhom.WORK: _(
                "You are, for example, a teacher, police officer or care worker. You always ask together with them."
            ),
            ForWhom.GROUP: _("A street, a school or a team."),
        }


class StoryForm(StepForm):
    title = _("What is going on?")
    lead = _("Write as much or as little as you like. You can talk about the rest later.")

    story = TypedText(
        label=_("Tell it in your own words"),
        help_text=_("A few sentences are enough. What should be different?"),
        max_length=STORY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Write in a few words what is going on."),
            "max_length": _("This is too long. Make it shorter, or tell the rest later."),
        },
    )
    person = forms.CharField(
        label=_("Who is it about?"),
        help_text=_("A first name is enough."),
        max_length=LINE_LENGTH,
        error_messages={"required": _("Write who it is about. A first name is enough.")},
    )
    awareness = forms.ChoiceField(
        label=_("Does this person know that you are asking?"),
        choices=Awareness.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether the person knows. If not, we first talk with you only."),
            "invalid_choice": _("Choose one of the answers below."),
        },
    )
    postcode = forms.CharField(
        label=_("Postcode of where it is"),
        help_text=_("Then the right person calls you. Leave it empty if you would rather not say."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "short"}),
    )

    def suit(self):
        if self.for_whom == ForWhom.SELF:
            del self.fields["person"], self.fields["awareness"]
        if self.for_whom == ForWhom.GROUP:
            self.fields["person"].label = _("Which group is it about?")
            self.fields["person"].help_text = _("For example the name of the street, the school or the team.")
            self.fields["person"].error_messages["required"] = _("Write which group it is about.")
            self.fields["awareness"].label = _("Do the others know that you are asking?")

    def clean_postcode(self):
        postcode = western_digits(self.cleaned_data["postcode"].strip())
        if postcode and postcode_digits(postcode) is None:
            example = "1000" if self.organisation.country == "BE" else "8011 GD"
            raise forms.ValidationError(
                _("Write the postcode like this: %(example)s. Or leave it empty."), params={"example": example}
            )
        return postcode


class ContactForm(StepForm):
    title = _("How do we reach you safely?")
    lead = _("We keep to what you write here.")

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("What may we call you?"),
        max_length=LINE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write what we may call you.")},
    )
    work = forms.CharField(
        label=_("Your work and your organisation"),
        help_text=_("For example: teacher at primary school De Regenboog."),
        max_length=LINE_LENGTH,
        required=False,
    )
    telephone = forms.CharField(
        label=_("Your telephone number"),
        help_text=_("A telephone number or an e-mail address: one of the two is enough."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr", "class": "medium"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only if nobody else reads your mail."),
        max_length=LINE_LENGTH,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"invalid": _("This is not a complete e-mail address. It looks like name@example.org.")},
    )
    safe_times = forms.CharField(
        label=_("When can we call safely?"),
        help_text=_("For example: on working days between 9 and 14 o'clock."),
        max_length=LINE_LENGTH,
        required=False,
    )
    voicemail_is_safe = forms.BooleanField(label=_("You may leave a message on my voicemail"), required=False)
    never_do = forms.CharField(
        label=_("Is there something we must never do?"),
        help_text=_("For example: do not send letters to my home."),
        max_length=LINE_LENGTH,
        required=False,
    )

    def suit(self):
        if self.for_whom != ForWhom.WORK:
            del self.fields["work"]

    def clean_telephone(self):
        typed = western_digits(self.cleaned_data["telephone"].strip())
        if typed and not _is_a_number(typed, self.organisation.country):
            example = "0470 12 34 56" if self.organisation.country == "BE" else "06 1234 5678"
            raise forms.ValidationError(
                _("This telephone number is not right. Write all its digits, for example %(example)s."),
                params={"example": example},
            )
        return typed

    def clean(self):
        answers = super().clean()
        if not {"telephone", "email"} & self.errors.keys() and not (answers.get("telephone") or answers.get("email")):
            self.add_error(
                "telephone", _("Fill in a telephone number or an e-mail address. Otherwise we cannot reach you.")
            )
        return answers


class CheckForm(StepForm):
    title = _("Is everything right?")

    agreed = forms.BooleanField(
        label=_("I know what happens with this information"),
        help_text=_("Only those who handle your request read it. It is stored under lock and key."),
        error_messages={"required": _("Tick the box if you know what happens with this information.")},
    )


def _is_a_number(typed, country):
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(typed, country))
    except phonenumbers.NumberParseException:
        return False
