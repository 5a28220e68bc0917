"""Whether those it is about know, and how to tell them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from intake.forms.refer.base import OneOf, StepForm
from intake.forms.refer.who import IS_A_PARTY
from intake.models import FOR_THEMSELVES, Awareness, ForWhom, ReferrerRole, YesNo

_F = ForWhom


class AwareForm(StepForm):
    title: Any = _("Does this person know that you are asking?")
    labels = {"awareness": _("Do they know?")}

    awareness = OneOf(
        label=title,
        choices=Awareness.choices,
        error=_("Choose whether they know. If not, we first talk with you only."),
    )

    @classmethod
    def applies(cls, answers):
        return answers.get("for_whom") not in FOR_THEMSELVES

    def suit(self):
        awareness = self.fields["awareness"]
        if self.for_whom == _F.WORK:
            awareness.help_text = _("You always ask together with them: it is their conference.")
        if self.answers.get("part") in IS_A_PARTY:
            awareness.label = _("Does the other know that you are asking?")
            awareness.help_text = _("You need not tell or ask them anything. We first talk with you.")
            self.labels = {"awareness": _("Does the other know?")}
        elif self.for_whom == _F.REPAIR:
            awareness.label = _("Do those it concerns know that you are asking?")
        elif self.for_whom == _F.GROUP or (self.for_whom == _F.FAMILY and self.answers.get("about_me") == YesNo.YES):
            awareness.label = _("Do the others know that you are asking?")
            self.labels = {"awareness": _("Do the others know?")}
        elif len(self.answers.get("people", [])) > 1:
            awareness.label = _("Do they know that you are asking?")
        self.title = awareness.label


class AdviceForm(StepForm):
    title = _("How do you bring it up?")
    template = "intake/advice.html"
    labels = {"may_be_named": _("May we say that you asked?")}

    may_be_named = OneOf(
        label=_("Later, when they know: may we say that you asked?"),
        choices=[*YesNo.choices, ("", _("First talk about that with me"))],
    )

    @classmethod
    def applies(cls, answers):
        return AwareForm.applies(answers) and answers.get("awareness") in (Awareness.KNOWS, Awareness.NOT_YET)

    def suit(self):
        if self.advice == "party":
            self.title = _("And the other?")
            self.fields["may_be_named"].label = _("Later, when the other knows: may we say that you asked?")
        if self.advice == "beside":
            self.title = _("And those it concerns?")

    @property
    def advice(self) -> str:
        """Which advice fits: whoever was harmed is never sent to who did it."""
        if self.for_whom == _F.REPAIR:
            return "party" if self.answers.get("part") in IS_A_PARTY else "beside"
        return {_F.GROUP: "group", _F.WORK: "work"}.get(self.for_whom, "person")

    @property
    def is_professional(self) -> bool:
        return self.answers.get("referrer_role") == ReferrerRole.PROFESSIONAL
