"""Who asks, and for whom."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.forms.refer.base import ERRORS, Line, OneOf, StepForm
from intake.models import ForWhom, ReferrerRole, professions_of

_F, _R = ForWhom, ReferrerRole
# Who somebody is, where the answer follows from whom they ask for.
_ROLES = {_F.SELF: _R.PERSON, _F.CHILD: _R.PERSON, _F.FAMILY: _R.FAMILY, _F.WORK: _R.PROFESSIONAL}
_KNOWS_THEM_AS = (
    (_R.FRIEND, _("I am a friend")),
    (_R.NEIGHBOUR, _("I am a neighbour")),
    (_R.COLLEAGUE, _("I am a colleague")),
    (_R.FAMILY, _("I am family")),
    (_R.VOLUNTEER, _("I help as a volunteer")),
    (_R.OTHER, _("In another way")),
)


class Part(models.TextChoices):
    """What somebody who asks for a group or after an offence has to do with it themselves. Kept in the draft only."""

    HARMED = "harmed", _("Yes, I was harmed")
    RESPONSIBLE = "responsible", _("Yes, I did it")
    SPEAKS = "speaks", _("Yes, I speak for one of them")
    BELONGS = "belongs", _("Yes, I belong to one of them")
    BESIDE = "beside", _("No, I stand beside one of them")
    WORK = "work", _("No, I know them through my work")


IS_A_PARTY = (Part.HARMED, Part.RESPONSIBLE)
_PARTS = {
    _F.REPAIR: (Part.HARMED, Part.RESPONSIBLE, Part.BESIDE, Part.WORK),
    _F.GROUP: (Part.SPEAKS, Part.BELONGS, Part.BESIDE, Part.WORK),
}
_ROLE_OF_PART = {Part.BESIDE: _R.OTHER, Part.WORK: _R.PROFESSIONAL}


class WhoForm(StepForm):
    title = _("Who are you asking for a conference for?")
    labels = {"for_whom": _("For whom")}

    for_whom = OneOf(
        label=title,
        help_text=_("Choose what fits best. You can still change it later."),
        choices=ForWhom.choices,
        error=_("Choose who you are asking for. Not sure? Choose what comes closest."),
        hints={
            _F.SELF: _("You are the one in the middle. You choose who comes."),
            _F.CHILD: _("A short form for you. You need nobody's permission to write to us."),
            _F.FAMILY: _("For example your child, your father or your whole family."),
            _F.ACQUAINTANCE: _("A friend, a neighbour or a colleague. We will ask whether they know about it."),
            _F.WORK: _(
                "You are, for example, a teacher, police officer or care worker. You always ask together with them."
            ),
            _F.GROUP: _("A street, a school or a team in which people do not get on."),
            _F.REPAIR: _("You were harmed, you did something, or you stand beside one of them."),
        },
    )

    def clean(self):
        answers = super().clean() or {}
        if "for_whom" in answers:
            answers["referrer_role"] = _ROLES.get(answers["for_whom"], "")
        return answers


class YouForm(StepForm):
    """What the referrer is to them: an acquaintance, or one of those whom it concerns."""

    labels = {"referrer_role": _("You are"), "part": _("Are you one of them?")}

    part = OneOf(label=_("Are you one of them?"), choices=[], error=_("Choose what fits best."))
    referrer_role = OneOf(
        label=_("How do you know them?"), choices=[*_KNOWS_THEM_AS, ("", _("I would rather not say"))]
    )

    @classmethod
    def applies(cls, answers):
        return answers.get("for_whom") in (_F.ACQUAINTANCE, *_PARTS)

    def suit(self):
        if self.for_whom not in _PARTS:
            self.keep("referrer_role")
            self.title = self.fields["referrer_role"].label
            return
        self.keep("part")
        part = self.fields["part"]
        part.choices = [(one.value, one.label) for one in _PARTS[self.for_whom]]
        if self.for_whom == _F.GROUP:
            part.label = _("Do you belong to one of the groups?")
            self.labels = self.labels | {"part": part.label}
        self.title = part.label

    def clean(self):
        answers = super().clean() or {}
        if "part" in answers:
            answers["referrer_role"] = _ROLE_OF_PART.get(answers["part"], _R.INVOLVED)
        return answers


class WorkForm(StepForm):
    """Only of who asks through their work."""

    title = _("What is your work?")
    is_optional = True
    labels = {"profession": _("You work at"), "referrer_work": _("Your work")}

    profession = forms.ChoiceField(label=_("Where do you work?"), required=False, error_messages=ERRORS)
    referrer_work = Line(
        label=_("What is your work, and at which organisation?"),
        help_text=_("For example: teacher at primary school De Regenboog."),
    )

    @classmethod
    def applies(cls, answers):
        return answers.get("referrer_role") == _R.PROFESSIONAL

    def suit(self):
        offered = [(one.value, one.label) for one in professions_of(self.organisation)]
        self.fields["profession"].choices = [("", _("Choose one")), *offered]
