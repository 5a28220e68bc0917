"""Everything about a referral on one page, to be filled in any order while somebody tells it on the telephone."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import (
    EmailField,
    PlaceField,
    TelephoneField,
    TypedText,
    refuse_unreachable,
    suit_fields,
)
from intake.forms.meanwhile import EditionForm
from intake.forms.refer.base import ERRORS
from intake.forms.refer.story import STORY_LENGTH
from intake.forms.telephone_fields import choice, line, text
from intake.forms.telephone_people import PeopleTold
from intake.models import (
    FOR_THEMSELVES,
    Awareness,
    Channel,
    ConferenceModel,
    ForWhom,
    ReferrerRole,
    SafeChannel,
    Subject,
    YesNo,
    professions_of,
)
from portal.backoffice.asking import Drawn
from portal.organisations.models import Organisation, Region
from portal.organisations.queries import answering_regions_of
from portal.workflow.tracks import Text


@dataclass(frozen=True)
class Section:
    """A part of the page: fields beside each other, or people beneath each other (a row of fields each)."""

    name: str
    heading: Text
    lead: Text
    fields: list
    people: list


class ReferralForm(PeopleTold):
    """What a referral holds, by the names of `intake.actions.receiving.ANSWERS`, and `people`.

    Required is what one cannot start without, as in the public form: what is going on, for whom, what to call the
    caller, one way to reach them, and who it is about.
    """

    drawn = Drawn()
    referrer_name = line(
        _("Name of the caller"), required=True, error_messages={"required": _("Write what we may call them.")}
    )
    safe_channel = choice(_("How do we reach them?"), SafeChannel.choices)
    never_do = text(_("What must we never do?"))
    safe_times = line(_("When is calling safe?"))
    voicemail_is_safe = forms.BooleanField(label=_("A message on the voicemail is safe"), required=False)
    telephone = TelephoneField(label=_("Telephone"))
    email = EmailField(label=_("E-mail address"), help_text=_("Only if nobody else reads that mail."))
    wants_mail = forms.BooleanField(label=_("They want their number by e-mail"), required=False)
    referrer_role = choice(_("Who is the caller to them?"), ReferrerRole.choices)
    profession = choice(_("Works at"), [])
    referrer_work = line(_("Work and organisation"))

    for_whom = choice(
        _("For whom is the conference?"),
        ForWhom.choices,
        required=True,
        help_text=_("Seen from the caller."),
        error_messages={"required": _("Choose for whom it is. Not sure? Choose what comes closest.")},
    )
    awareness = choice(_("Do they know about this call?"), Awareness.choices)
    may_be_named = choice(_("May we say who called?"), YesNo.choices)

    story = TypedText(
        label=_("What is going on"),
        help_text=_("In their own words. What should be different?"),
        max_length=STORY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=ERRORS | {"required": _("Write in a few words what is going on.")},
    )
    subjects = forms.MultipleChoiceField(
        label=_("What it is about"), choices=Subject.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    children_involved = choice(_("Are children involved?"), YesNo.choices)
    children = text(_("Which children, how old?"))

    postcode = PlaceField(
        label=_("Postcode of where it is"), help_text=_("Or the name of the place: then the front desk looks where.")
    )
    spoken_languages = line(_("Which languages do they speak?"))
    interpreter = choice(_("Is an interpreter needed?"), YesNo.choices)
    access_needs = text(_("What do they need to take part?"), help_text=_("A ramp, a quiet room, a lift home."))

    bodies_involved = text(
        _("Who is involved already?"),
        help_text=_("Bodies that decide or help. The coordinator must have no ties with them."),
    )
    wished_model = choice(_("Which conference do they wish?"), ConferenceModel.choices)

    SECTIONS: tuple[tuple[str, Text, Text, tuple[str, ...]], ...] = (
        (
            "caller",
            _("Who calls, and how to reach them safely"),
            _("Ask this first: the line may break."),
            (
                "referrer_name", "safe_channel", "safe_times", "voicemail_is_safe", "never_do", "language",
                "telephone", "email", "wants_mail", "referrer_role", "profession", "referrer_work",
            ),
        ),
        ("whom", _("For whom"), "", ("for_whom", "awareness", "may_be_named")),
        ("story", _("What is going on"), "", ("story", "subjects", "children_involved", "children")),
        (
            "place",
            _("Where it is, and taking part"),
            "",
            ("postcode", "region", "spoken_languages", "interpreter", "access_needs"),
        ),
        ("others", _("Others, and their wish"), "", ("bodies_involved", "wished_model")),
    )  # fmt: skip

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["profession"].choices = [
            ("", _("Not said")),
            *((one.value, one.label) for one in professions_of(organisation)),
        ]

    @property
    def sections(self) -> list[Section]:
        """The page, part by part, with the fields that this form has."""
        return [
            Section(
                name,
                heading,
                lead,
                [self[field] for field in fields if field in self.fields],
                self.drawn_people() if name == "whom" else [],
            )
            for name, heading, lead, fields in self.SECTIONS
        ]

    def clean(self):
        answers = super().clean() or {}
        if answers.get("for_whom") in FOR_THEMSELVES and not answers.get("referrer_role"):
            answers["referrer_role"] = ReferrerRole.PERSON
        refuse_unreachable(self, _("Fill in a telephone number or an e-mail address, or choose “only by the code”."))
        if self.asks_for_people:
            answers["people"] = self.clean_people(answers)
        return answers


class TelephoneForm(ReferralForm):
    """A new referral. Also asks in which language to write to the caller, and perhaps for another region."""

    language = forms.ChoiceField(
        label=_("Language of our mails to them"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.none(),
        required=False,
        empty_label=_("As the postcode says, else the front desk"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = answering_regions_of(self.organisation)
        self.ask_for_people()
        suit_fields(self, self.organisation)


class DetailsForm(EditionForm, ReferralForm):
    """The same page for a referral that is there. Who it is about is asked only where nobody was written down yet.

    What somebody sent in their own words stays as it is; `show` fills in the rest, while somebody is looking.
    """

    def __init__(self, *args, obj, user, **kwargs):
        super().__init__(*args, organisation=obj.organisation, **kwargs)
        self.obj, self.user = obj, user
        if obj.channel == Channel.WEB:
            del self.fields["story"]
        if obj.core_persons.exists():
            self._keep_the_middle()
        else:
            self.ask_for_people()
        suit_fields(self, self.organisation)

    def show(self) -> None:
        """Fills in what is known; called while looking at `obj`."""
        self.show_row(self.obj)

    def _keep_the_middle(self):
        """Whoever asks for themselves is the one in the middle, and somebody else is not: that is written down."""
        fitting = [(value, label) for value, label in ForWhom.choices if (value in FOR_THEMSELVES) == self.obj.is_own]
        self.fields["for_whom"].choices = fitting
        self.fields["for_whom"].help_text = _("Who it is about, you change at the referral itself.")
