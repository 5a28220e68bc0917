"""Choosing one of the people of a referral, and writing down who they are."""

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import LINE_LENGTH, EmailField, TelephoneField, suit_fields
from intake.forms.meanwhile import EditionForm
from intake.models import CorePerson, PartyKind
from intake.states import ReferralState
from portal.backoffice.entries import EntryForm

REFERRER = "referrer"  # in place of a key


class PersonField(forms.ModelChoiceField):
    """One of the people of a referral. Their names stand in it only after `show`, while somebody is looking."""

    widget = forms.RadioSelect
    is_shown = False

    def __init__(self, **kwargs):
        super().__init__(**({"queryset": CorePerson.objects.none(), "empty_label": None} | kwargs))

    def show(self, *, nobody: str | None = None) -> None:
        """Names the people. `nobody` is what an empty choice stands for; then that can be chosen too."""
        self.is_shown = True
        if nobody is not None:
            self.empty_label = nobody

    def label_from_instance(self, obj):
        return obj.name if self.is_shown else str(obj.pk)


class _ReferrerFirst(ModelChoiceIterator):
    """Who asked, and then the people."""

    def __iter__(self):
        people = list(super().__iter__())
        yield REFERRER, self.field.referrer
        yield from people


class RecipientField(PersonField):
    """As PersonField, with who asked among them under a value of their own; cleaned that is None, too.

    Left empty it is an error while it is required, so that nobody writes to who asked without having said so.
    """

    iterator = _ReferrerFirst
    referrer = ""

    def __init__(self, **kwargs):
        super().__init__(error_messages={"required": _("Choose who it is for.")}, **kwargs)

    def show(self, *, nobody=None):
        super().show()
        self.referrer = nobody or ""

    def clean(self, value):
        return None if value == REFERRER else super().clean(value)


class PersonForm(EntryForm):
    """Somebody in the middle: a person, or a party."""

    kind = forms.ChoiceField(
        label=_("Stands here as"),
        choices=PartyKind.choices,
        initial=PartyKind.PERSON,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name"), help_text=_("A first name is enough."), max_length=LINE_LENGTH)
    spokesperson = forms.CharField(
        label=_("Who speaks for the group"), help_text=_("Only for a group."), max_length=LINE_LENGTH, required=False
    )
    reach_safely = forms.CharField(
        label=_("How to reach them safely"),
        help_text=_("When, how, and what we must never do."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    telephone = TelephoneField(label=_("Telephone number"))
    email = EmailField(label=_("E-mail address"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        suit_fields(self, self.obj.organisation)


class ChangePersonForm(EditionForm, PersonForm):
    """What we know of one of them. What was sent or `initial` says of whom; without it, of the first.

    Of who asked themselves it leaves out how to reach them, which stands at the referral.
    """

    core_person = PersonField(label="", widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["core_person"].queryset = self.obj.core_persons.all()
        if not self.obj.is_open:
            del self.fields["kind"]
        if not self.obj.is_open and self.obj.state != ReferralState.ACCEPTED:
            del self.fields["name"], self.fields["spokesperson"]

    def full_clean(self):
        self._suit_person()
        super().full_clean()

    def show(self):
        person = self._suit_person()
        if person is not None:
            self.initial["core_person"] = person.pk
            self.show_row(person)

    def _suit_person(self):
        person = self._person()
        if person is not None and person.is_referrer:
            for name in ("reach_safely", "telephone", "email"):
                self.fields.pop(name, None)
        return person

    def _person(self):
        people = list(self.obj.core_persons.all())
        wanted = self.data.get("core_person") if self.is_bound else self.initial.get("core_person")
        asked = [one for one in people if str(one.pk) == str(wanted)]
        return [*asked, *people, None][0]
