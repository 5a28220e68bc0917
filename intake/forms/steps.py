"""What staff fill in when they take a step with a referral."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.models import ConferenceModel, Consent, CorePerson
from portal.backoffice.steps import StepForm

ADULT = 18


class AgreementForm(StepForm):
    """Who was asked, what they said, and how old they are: the age decides whose agreement counts."""

    core_person = forms.ModelChoiceField(
        label=_("Whom is it about?"), queryset=CorePerson.objects.none(), empty_label=None
    )
    grown_up = forms.ChoiceField(
        label=_("How old is this person?"),
        choices=[("no", _("Younger than 18")), ("yes", _("18 or older"))],
        widget=forms.RadioSelect,
    )
    age = forms.IntegerField(
        label=_("Age"),
        help_text=_("In years. For an adult it may stay empty."),
        min_value=0,
        max_value=120,
        required=False,
    )
    given_by = forms.ChoiceField(label=_("Who was asked?"), choices=Consent.Giver.choices, widget=forms.RadioSelect)
    agreed = forms.TypedChoiceField(
        label=_("What did they say?"),
        choices=[("yes", _("Yes, they agree")), ("no", _("No, they do not agree"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In their words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Spoken to on")
        self.fields["core_person"].queryset = self.obj.core_persons.all()

    def clean(self):
        """The age says it all from here on; an empty one is an adult, and only who was said to be one."""
        answers = super().clean()
        grown_up, age = answers.pop("grown_up", None), answers.get("age")
        if grown_up == "no" and age is None and "age" not in self.errors:
            self.add_error("age", _("Fill in the age: it decides who must agree."))
        elif grown_up and age is not None and (grown_up == "yes") != (age >= ADULT):
            self.add_error("age", _("This age does not fit the answer above."))
        return answers

    def show(self):
        self.fields["core_person"].label_from_instance = lambda person: person.name


class AcceptForm(StepForm):
    """Which kind of conference it becomes."""

    model = forms.ChoiceField(label=_("Model"), choices=ConferenceModel.choices, widget=forms.RadioSelect)
