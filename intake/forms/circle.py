"""What is asked about somebody of the circle: who, how to reach them, what keeps them, to which parts they come."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake.actions.circle import FIXED_IN_THE_MIDDLE
from intake.circle_drawn import private_part_of
from intake.forms.fields import EmailField, TelephoneField, TypedText, suit_fields
from intake.forms.meanwhile import EditionForm
from intake.forms.my_case import ActForm
from intake.models import (
    IN_PRIVATE_TIME,
    Capacity,
    Case,
    Coming,
    Contact,
    CorePerson,
    Needs,
    Participant,
    Tie,
    parts_of,
)
from intake.sides import has_parties
from portal.backoffice.moments import DayField

_ERRORS = {
    "null_characters_not_allowed": _("There is a sign in this that we cannot keep. Type it again."),
    "max_length": _("Use at most %(limit_value)d signs."),
}
_CHOOSE = {"required": _("Choose one of the list."), "invalid_choice": _("Choose one of the list.")}
# What stands together on the page, in this order.
GROUPS = (
    (_("Who is it?"), ("side", "name", "who", "tie", "capacity", "is_child", "invited_by")),
    (_("How do you reach them?"), ("telephone", "email", "address", "is_hidden", "shares_contact")),
    (_("Did you speak to them?"), ("contact", "contacted_on", "is_briefed")),
    (_("Making it possible to come"), ("needs", "hindrance", "arranged")),
    (_("The day itself"), ("coming", "parts")),
    (_("What do they read?"), ("language", "large_type")),
)
# How to reach who is in the middle stands with the request, safely.
_NOT_IN_THE_MIDDLE = (
    *FIXED_IN_THE_MIDDLE, "who", "invited_by", "telephone", "email", "address", "is_hidden", "shares_contact",
)  # fmt: skip


def _text(label, *, length, rows=0, help_text="", asked=""):
    widget = (
        forms.Textarea(attrs={"rows": rows, "class": "few", "dir": "auto"})
        if rows
        else forms.TextInput(attrs={"dir": "auto"})
    )
    errors = _ERRORS | ({"required": asked} if asked else {})
    return TypedText(
        label=label, help_text=help_text, max_length=length, required=bool(asked), widget=widget, error_messages=errors
    )


def _choice(label, choices, *, help_text="", initial=None, widget=forms.Select):
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, initial=initial, widget=widget, error_messages=_CHOOSE
    )


class SideField(forms.ModelChoiceField):
    """One of those in the middle. Their names are read when it is drawn."""

    def label_from_instance(self, person):
        return f"{person.get_kind_display()}: {person.name}"


class ParticipantForm(EditionForm, ActForm):
    """Somebody new, or `participant`. To be drawn while looking."""

    side = SideField(
        label=_("On whose side do they stand?"),
        help_text=_("Each side has a circle of its own. The other side does not see who stands in it."),
        queryset=CorePerson.objects.none(), required=False, empty_label=_("On nobody's side"), error_messages=_CHOOSE,
    )  # fmt: skip
    name = _text(_("Name"), length=120, asked=_("Write down the name."))
    who = _text(_("Who are they?"), length=120, help_text=_("For example: aunt, neighbour, mentor at school."))
    tie = _choice(
        _("How do they know who is in the middle?"),
        [("", _("Choose one of the list")), *Tie.choices],
        help_text=_("By this they stand in a ring of the circle."),
    )
    capacity = _choice(
        _("As what are they there?"), Capacity.choices, initial=Capacity.MEMBER, widget=forms.RadioSelect
    )
    is_child = forms.BooleanField(label=_("It is a child"), required=False)
    invited_by = _text(
        _("Who asked them along?"), length=120, help_text=_("The family, or somebody else of the circle.")
    )
    telephone = TelephoneField(label=_("Telephone number"), error_messages=_ERRORS)
    email = EmailField(label=_("E-mail address"), max_length=254, error_messages=_ERRORS)
    address = _text(_("Address"), length=300, rows=2)
    is_hidden = forms.BooleanField(
        label=_("Nobody else may know where they are"),
        help_text=_(
            "For example because somebody is dangerous to them. The address is then marked as secret everywhere."
        ),
        required=False,
    )
    shares_contact = forms.BooleanField(
        label=_("Others of the circle may have their number and address"),
        help_text=_("Only when they said so themselves."),
        required=False,
    )
    contact = _choice(_("Contact"), Contact.choices, initial=Contact.NOT_YET)
    contacted_on = DayField(label=_("On which day?"), required=False)
    is_briefed = forms.BooleanField(
        label=_("They know what is asked of them"),
        help_text=_("How the day goes, and what their part in it is."),
        required=False,
    )
    needs = _choice(_("Does anything keep them from coming?"), Needs.choices, initial=Needs.NOTHING)
    hindrance = _text(
        _("What keeps them?"),
        length=500,
        rows=2,
        help_text=_("For example: no car, small children, another language, fear of somebody."),
    )
    arranged = _text(_("What is arranged?"), length=500, rows=2)
    coming = _choice(_("Do they come?"), Coming.choices, initial=Coming.UNKNOWN)
    parts = forms.MultipleChoiceField(
        label=_("To which parts?"), required=False, widget=forms.CheckboxSelectMultiple, error_messages=_CHOOSE
    )
    language = _choice(_("Language for letters"), settings.LANGUAGES)
    large_type = forms.BooleanField(label=_("In large letters"), required=False)

    field_order = ["drawn", "edition", *(name for _title, names in GROUPS for name in names)]

    def __init__(self, *args, case: Case, participant: Participant | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.participant = case, participant
        suit_fields(self, case.organisation)
        self.fields["language"].initial = case.referral.language
        people = CorePerson.objects.filter(referral_id=case.referral_id).select_related("vault")
        self.fields["side"].queryset = people
        unasked: tuple[str, ...] = () if has_parties(case) else ("side",)
        if participant is None:
            unasked += ("edition",)
        elif participant.is_core:
            unasked += _NOT_IN_THE_MIDDLE
        for name in {*unasked}:
            del self.fields[name]
        self._offer_parts()

    @property
    def groups(self):
        """Titles with the fields that stand under them."""
        found = ((title, [self[name] for name in names if name in self.fields]) for title, names in GROUPS)
        return [(title, fields) for title, fields in found if fields]

    def _offer_parts(self):
        """The private part is offered to whom it may be; what was sent is never hidden from its sender."""
        field, parts = self.fields["parts"], parts_of(self.case.model)
        is_kept_out = (
            not self.is_bound and self.participant is not None and self.participant.capacity not in IN_PRIVATE_TIME
        )
        words = self.case.organisation.words
        offered = [part for part in parts if not (part.is_private and is_kept_out)]
        field.choices = [(part.key.value, part.label_for(words)) for part in offered]
        field.hints = {part.key.value: part.about for part in offered}
        if private := private_part_of(self.case):
            field.help_text = _NEVER_IN_PRIVATE_TIME % {"part": private}

    def _in_words(self, name, row):
        if name == "side" and row.side is not None:
            return self.fields["side"].label_from_instance(row.side)
        return super()._in_words(name, row) if name != "side" else gettext("On nobody's side")


_NEVER_IN_PRIVATE_TIME = _(
    "“%(part)s” is for the circle alone: never for who gives information or must accept the plan."
)
