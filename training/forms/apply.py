"""The letter, a few questions a page: who you are, languages, why, what you bring, ties; and the last look."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from training.forms.fields import ERRORS, Line, Lines, Postcode, Telephone
from training.forms.languages import find_language, listed_languages
from training.languages import is_language, language_choices
from training.models import FileKind, YesNo

_CANNOT_BE_KEPT = ("max_length", "null_characters_not_allowed")


class StepForm(forms.Form):
    """A page of the letter. Its fields carry the names of what the candidate's row keeps."""

    title: Any = ""
    lead: Any = ""
    file_kind = ""  # which file may be sent along on this page

    def __init__(self, *args, organisation, has_file=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_file = has_file
        for field in self.fields.values():
            if isinstance(field, Telephone | Postcode):
                field.country = organisation.country

    @property
    def questions(self) -> list:
        return [field for field in self if field.name != "file"]

    @property
    def can_be_kept(self) -> bool:
        """Whether everything typed fits its place, right or wrong: then nothing is lost by leaving the page."""
        return not any(error.code in _CANNOT_BE_KEPT for errors in self.errors.as_data().values() for error in errors)

    @property
    def to_keep(self) -> dict:
        """What is right, and of the rest what was typed."""
        kept = {}
        for name, field in self.fields.items():
            if name in self.cleaned_data:
                kept[name] = self.cleaned_data[name]
            elif isinstance(field, forms.CharField):
                kept[name] = str(self.data.get(name, "")).strip().replace("\r\n", "\n")
        kept.pop("file", None)
        return kept


class YouForm(StepForm):
    title = _("Who are you?")
    lead = _("Only those who answer for your region read this, and the trainers once you take part.")

    name = Line(label=_("Your name"), error=_("Write your name."), autocomplete="name")
    telephone = Telephone(
        label=_("Your telephone number"), error=_("Write a telephone number on which we can reach you.")
    )
    postcode = Postcode(
        label=_("Your postcode"),
        help_text=_("Then your letter goes to the people of your own region."),
    )


class LanguagesForm(StepForm):
    title = _("Which languages do you speak?")
    lead = _("Well enough to have a talk in about what matters. A dialect counts too.")

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=ERRORS,
    )
    other = Line(
        label=_("Another language"),
        help_text=_("Begin to type and choose from the list. For one more, press “Add”."),
        list="all-languages",
        autocomplete="off",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = self.data.getlist("languages") if self.is_bound else self.initial.get("languages", [])
        field = self.fields["languages"]
        field.choices = listed_languages(here)
        field.in_columns = field.is_quiet = True

    @property
    def all_languages(self) -> list[str]:
        """What the list beside the field offers: every language, by the name that the reader gives it."""
        return [name for _code, name in language_choices()]

    def clean_other(self):
        typed = self.cleaned_data["other"].strip()
        if not typed:
            return ""
        code, near = find_language(typed)
        if code:
            return code
        if near:
            raise forms.ValidationError(
                _("We do not know this language by this name. Do you mean: %(names)s?"),
                params={"names": ", ".join(near)},
            )
        raise forms.ValidationError(_("We do not know this language by this name. Write it in another way."))

    def clean(self):
        answers = super().clean()
        if not self.errors and not answers.get("languages") and not answers.get("other"):
            self.add_error("languages", _("Choose at least one language that you speak."))
        return answers

    @property
    def to_keep(self):
        said = [code for code in self.data.getlist("languages") if is_language(code)]
        other = self.cleaned_data.get("other")
        return {"languages": list(dict.fromkeys([*said, other] if other else said))}


def _file_field(label):
    return forms.FileField(
        label=label,
        help_text=_("A PDF or a picture (a photo of the page is fine), at most 5 MB."),
        required=False,
        allow_empty_file=True,  # what is wrong with a file is said in one place: training.cleaning
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
    )


class MotivationForm(StepForm):
    title = _("Why do you want to do this?")
    lead = _("Write it here, or send a letter along. A page is plenty. It need not be without mistakes.")
    file_kind = FileKind.MOTIVATION

    motivation = Lines(label=_("Your letter"))
    file = _file_field(_("Or send a letter along"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_quiet = True

    def clean(self):
        answers = super().clean()
        if not self.errors and not (answers.get("motivation") or answers.get("file") or self.has_file):
            self.add_error("motivation", _("Write why you want to do this, or send a letter along."))
        return answers


class ExperienceForm(StepForm):
    title = _("What do you bring along?")
    lead = _("Work, study, volunteering, and what life has taught you. Everything on this page may stay empty.")
    file_kind = FileKind.CV

    experience = Lines(label=_("Your work and life experience"))
    file = _file_field(_("Or send a CV along"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_quiet = True


class TiesForm(StepForm):
    title = _("Are you tied to a body that decides or helps?")
    lead = _(
        "Think of child protection, a municipality, a school board, a care organisation: by your work, as a volunteer "
        "or through your family. A coordinator stands apart from them. A tie is no reason to send you away: we talk "
        "about it, and look together what is possible."
    )

    has_ties = forms.ChoiceField(
        label=_("Is there such a tie?"),
        choices=YesNo.choices,
        widget=forms.RadioSelect,
        error_messages=ERRORS | {"required": _("Choose one of the two.")},
    )
    ties = Lines(label=_("Which tie is it?"), help_text=_("Only if you chose yes."), max_length=2_000, rows=4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ties"].is_quiet = True

    def clean(self):
        answers = super().clean()
        if answers.get("has_ties") == YesNo.YES and not answers.get("ties") and "ties" not in self.errors:
            self.add_error("ties", _("Tell in a few words which tie it is. Then we can talk about it."))
        return answers


class SendForm(forms.Form):
    """The tick before it is sent."""

    agreed = forms.BooleanField(
        label=_("I agree that you keep this and read it"),
        help_text=_("Under lock and key, for as long as you are on your way to become a coordinator."),
        error_messages={"required": _("Tick the box if you agree. Without it we may not read your letter.")},
    )


CHECK = "check"
STEPS: dict[str, Callable[..., StepForm]] = {
    "you": YouForm,
    "languages": LanguagesForm,
    "motivation": MotivationForm,
    "experience": ExperienceForm,
    "ties": TiesForm,
}
# On which page a question stands that is still to be answered.
PAGE_OF = {
    "name": "you", "telephone": "you", "postcode": "you", "languages": "languages", "motivation": "motivation",
    "has_ties": "ties", "ties": "ties",
}  # fmt: skip
