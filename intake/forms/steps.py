"""What staff fill in when they take a step with a referral."""

from django import forms
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from intake.forms.people import PersonField
from intake.models import ConferenceModel, Consent, ForWhom
from portal.backoffice.steps import StepForm
from portal.organisations.models import Region
from portal.organisations.queries import answering_regions_of, people_for

ADULT = 18
User = get_user_model()


class AgreementForm(StepForm):
    """Who was asked, what they said, and how old they are: the age decides whose agreement counts."""

    core_person = PersonField(label=_("Whom is it about?"))
    grown_up = forms.ChoiceField(
        label=_("How old is this person?"),
        help_text=_("The age decides whose agreement counts. A group has no age: leave both empty."),
        choices=[("no", _("Younger than 18")), ("yes", _("18 or older"))],
        widget=forms.RadioSelect,
        required=False,
    )
    age = forms.IntegerField(
        label=_("Age"),
        help_text=_("In years. For an adult it may stay empty."),
        min_value=0,
        max_value=120,
        required=False,
    )
    given_by = forms.ChoiceField(
        label=_("Who was asked?"),
        help_text=_("Ask each parent apart. An answer takes the place only of what the same one said before."),
        choices=Consent.Giver.choices,
        initial=Consent.Giver.SELF,
        widget=forms.RadioSelect,
    )
    answer = forms.ChoiceField(label=_("What did they say?"), choices=Consent.Answer.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In their words"),
        help_text=_("Was a parent not asked because it is not safe? Then write here why."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Spoken to on")
        people = self.fields["core_person"].queryset = self.obj.core_persons.all()
        if len(people) == 1:
            self.fields["core_person"].initial = people[0].pk
        if self.obj.for_whom == ForWhom.CHILD:
            self.fields["grown_up"].initial = "no"

    def clean(self):
        """The age says it all from here on; an empty one is an adult, and only who was said to be one, or a group."""
        answers = super().clean()
        grown_up, age = answers.pop("grown_up", None), answers.get("age")
        if not grown_up and age is not None:
            grown_up = "yes" if age >= ADULT else "no"
        self._refuse_wrong_age(answers.get("core_person"), grown_up, age)
        if answers.get("answer") == Consent.Answer.UNSAFE and not answers.get("words"):
            self.add_error("words", _("Write down why it is not safe to ask."))
        return answers

    def show(self):
        self.fields["core_person"].show()
        self._show_known_age()

    def _show_known_age(self):
        """What somebody said of their age when they asked, or what was recorded before."""
        people = list(self.fields["core_person"].queryset)
        named = [person for person in people if str(person.pk) == str(self.initial.get("core_person", ""))]
        age = (named or people)[0].age if named or len(people) == 1 else None
        if age is not None:
            self.initial.update(age=age, grown_up="yes" if age >= ADULT else "no")

    def _refuse_wrong_age(self, person, grown_up, age):
        if person is None or person.is_group or "age" in self.errors or "grown_up" in self.errors:
            return
        if not grown_up:
            self.add_error("grown_up", _("Choose one: the age decides who must agree."))
        elif grown_up == "no" and age is None:
            self.add_error("age", _("Fill in the age: it decides who must agree."))
        elif age is not None and (grown_up == "yes") != (age >= ADULT):
            self.add_error("age", _("This age does not fit the answer above."))


class AcceptForm(StepForm):
    """Which kind of conference it becomes, and who takes it on."""

    model = forms.ChoiceField(label=_("Model"), choices=ConferenceModel.choices, widget=forms.RadioSelect)
    manager = forms.ModelChoiceField(
        label=_("Who takes it on"), queryset=User.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = people_for(self.obj.region)
        manager = self.fields["manager"]
        manager.queryset = User.objects.filter(pk__in=[one.pk for one in people])
        manager.initial = self.user if self.user in people else None
        if not self.obj.region.people:
            manager.help_text = self._how_it_goes_on()
        self.fields["model"].initial = self.obj.wished_model or None

    def _how_it_goes_on(self):
        """Where nobody answers: that the front desk takes it on, and the way to correct the region first."""
        return format_html(
            '{} <a href="{}">{}</a>',
            _("Nobody answers for %(region)s now, so the front desk takes it on. Does it belong elsewhere?")
            % {"region": self.obj.region},
            reverse("referrals:step", args=[self.obj.pk, "correct_region"]),
            _("Correct the region first"),
        )


class DuplicateForm(StepForm):
    """Under which number the same was asked before."""

    reference = forms.CharField(
        label=_("Number of the other referral"),
        help_text=_("One of your own referrals, such as 7HN 4RK."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"] = optional_reason()


class RegionForm(StepForm):
    """Where it belongs."""

    region = forms.ModelChoiceField(
        label=_("Region"),
        help_text=_("Where nobody answers, the front desk does."),
        queryset=Region.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = answering_regions_of(self.obj.organisation).exclude(pk=self.obj.region_id)
        self.fields["reason"] = optional_reason()


def optional_reason() -> forms.CharField:
    """A reason that may be left out, where the table does not ask for one."""
    return forms.CharField(label=_("Reason"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
