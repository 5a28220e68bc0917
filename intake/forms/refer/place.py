"""Where it is, what people need there, who is helping already."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intake.forms.fields import PlaceField, PostcodeField
from intake.forms.refer.base import ERRORS, Line, Lines, OneOf, StepForm
from intake.models import ConferenceModel, ForWhom, YesNo
from portal.organisations.models import Country
from portal.organisations.queries import country_of, postcode_digits

OLDEST = 120  # years


class PlaceForm(StepForm):
    title = _("Where is it, and what do people need?")
    is_optional = True
    labels = {
        "postcode": _("Postcode"),
        "age": _("Age"),
        "spoken_languages": _("Languages"),
        "interpreter": _("Interpreter"),
        "access_needs": _("Needed to take part"),
    }

    age = forms.IntegerField(
        label=pgettext_lazy("child", "How old are you?"),
        required=False,
        min_value=1,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    postcode = PostcodeField(
        label=_("Postcode of where it is"), help_text=_("Then the right person calls you."), error_messages=ERRORS
    )
    spoken_languages = Line(
        label=_("Which languages do those it is about speak?"), help_text=_("For example: Dutch and Darija.")
    )
    interpreter = OneOf(label=_("Is an interpreter needed?"), choices=[*YesNo.choices, ("", _("I do not know yet"))])
    access_needs = Lines(
        label=_("What would help somebody to take part?"),
        help_text=_("For example: a room without stairs, somebody to mind the children, a lift there."),
        rows=2,
    )
    # In which country the postcode is, where that is not ours; said by `look_up`, never by the browser.
    elsewhere = forms.CharField(required=False, widget=forms.HiddenInput)
    # The postcode with which they were told so, sent along by that page: with the same one they go on here.
    told_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def suit(self):
        if self.is_child:
            self.title = pgettext_lazy("child", "A little about you")
            self.keep("age", "postcode", "elsewhere", "told_of")
            age = self.fields["age"]
            self.fields["postcode"] = PlaceField(
                label=pgettext_lazy("child", "Where do you live?"),
                help_text=pgettext_lazy(
                    "child", "Your postcode, or the name of the place. If you leave it empty, we will ask you."
                ),
                error_messages=ERRORS,
            )
            self.labels = self.labels | {"postcode": pgettext_lazy("child", "Where you live")}
            age.help_text = pgettext_lazy("child", "Then we know what you may decide by yourself.")
            for error in ("invalid", "min_value", "max_value"):
                age.error_messages[error] = pgettext_lazy("child", "Write your age in digits, for example 12.")
            return
        del self.fields["age"]
        if self.for_whom == ForWhom.SELF:
            self.fields["postcode"].label = _("Your postcode")

    @property
    def is_elsewhere(self) -> bool:
        """Whether the page tells that the sister organisation helps there."""
        return bool(self.is_bound and self.errors.get("postcode") and self.cleaned_data.get("elsewhere"))

    def look_up(self, said, *, organisation):
        found = said.copy()
        country = country_of(said.get("postcode", ""), organisation=organisation)
        found["elsewhere"] = "" if country == organisation.country else country
        return found

    def clean(self):
        answers = super().clean() or {}
        elsewhere, told_of = answers.get("elsewhere"), answers.pop("told_of", "")
        digits = postcode_digits(answers.get("postcode", ""))
        if elsewhere in Country.values and digits and digits != postcode_digits(told_of):
            self.add_error("postcode", _ELSEWHERE[Country(elsewhere)])
        return answers


class MoreForm(StepForm):
    title = _("Who is helping already?")
    is_optional = True
    labels = {"bodies_involved": _("Helping already"), "wished_model": _("Kind of conference")}

    bodies_involved = Lines(
        label=_("Which people or organisations are involved through their work?"),
        help_text=_("We look for a coordinator who has nothing to do with any of them."),
    )
    wished_model = OneOf(
        label=_("Do you have a kind of conference in mind?"),
        choices=[("", _("I do not know. We choose together later")), *ConferenceModel.choices],
        hints={
            ConferenceModel.FAMILY_GROUP: _("A person or family makes a plan with everyone who cares about them."),
            ConferenceModel.RESTORATIVE: _("Who was harmed and who did it, both with their own people."),
            ConferenceModel.ALL_HANDS: _("Groups in a street, a school or a team who have to go on together."),
            ConferenceModel.LEARNING: _("A pupil, a teacher, family and friends, about learning."),
            ConferenceModel.WORK: _("About finding work or keeping it."),
        },
    )

    @classmethod
    def applies(cls, answers):
        return answers.get("for_whom") != ForWhom.CHILD


_ELSEWHERE = {
    Country.BE: _("This postcode is in Belgium. Press “Next” once more to go on here all the same."),
    Country.NL: _("This postcode is in the Netherlands. Press “Next” once more to go on here all the same."),
}
