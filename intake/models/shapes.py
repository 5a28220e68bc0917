"""The parts of a meeting, for each model, as data (DOMAIN §2, §3.5): who may be there, and what each part is called."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intake.models.vocabulary import ConferenceModel
from portal.workflow.tracks import Text


class Capacity(models.TextChoices):
    """As what somebody is there. Private time goes by this, not by tie or job (DESIGN §3, Circle)."""

    MEMBER = "member", _("of the circle")
    SUPPORTER = "supporter", _("supports somebody")
    INTERPRETER = "interpreter", _("interprets, chosen by the circle")
    INFORMANT = "informant", _("gives information")
    ACCEPTOR = "acceptor", _("must accept the plan")


# Never: who gives information, who must accept the plan, the coordinator, staff.
IN_PRIVATE_TIME = (Capacity.MEMBER, Capacity.SUPPORTER, Capacity.INTERPRETER)


class PartKey(models.TextChoices):
    """Each part of each model once; a meeting has those of its own model, in the order of PARTS."""

    INFORMATION = "information", _("Information")
    PRIVATE = "private", _("Private time")
    PRESENTATION = "presentation", _("Presentation")
    WHAT_HAPPENED = "what_happened", _("What happened")
    WHOM_IT_TOUCHED = "whom_it_touched", _("Whom it touched, and how")
    REPAIR = "repair", _("What is needed to put it right")
    EACH_GROUP = "each_group", _("Each group tells")
    TOGETHER = "together", _("Deliberating together")
    AGREEING = "agreeing", _("Agreeing")


@dataclass(frozen=True)
class Part:
    """`is_private`: the circle alone, never the coordinator or a professional."""

    key: PartKey
    about: Text
    is_private: bool = False

    @property
    def label(self) -> Text:
        return self.key.label

    def label_for(self, words: str) -> Text:
        """As an organisation calls it: `Organisation.words` (DOMAIN §6)."""
        return _PRIVATE_TIME.get(words, self.label) if self.is_private else self.label


_PRIVATE_TIME: dict[str, Text] = {
    "nl-org": pgettext_lazy("nl-org", "Private time"),
    "be-org": pgettext_lazy("be-org", "Private time"),
}
_INFORMATION = Part(
    PartKey.INFORMATION, _("Everybody gets to know each other. Professionals tell what they know. Anybody may ask.")
)
_PRIVATE = Part(PartKey.PRIVATE, _("The circle is alone, and makes the plan."), is_private=True)
_PRESENTATION = Part(PartKey.PRESENTATION, _("The plan is gone through: is it safe, legal and workable?"))
_FAMILY = (_INFORMATION, _PRIVATE, _PRESENTATION)
PARTS: dict[str, tuple[Part, ...]] = {
    ConferenceModel.FAMILY_GROUP: _FAMILY,
    ConferenceModel.LEARNING: _FAMILY,
    ConferenceModel.WORK: _FAMILY,
    ConferenceModel.RESTORATIVE: (
        Part(PartKey.WHAT_HAPPENED, _("Each side tells what happened, without being interrupted.")),
        Part(PartKey.WHOM_IT_TOUCHED, _("Everybody tells what it did to them.")),
        Part(PartKey.REPAIR, _("Together they say what is needed to put it right.")),
        Part(PartKey.AGREEING, _("What was agreed is written down and gone through.")),
    ),
    ConferenceModel.ALL_HANDS: (
        Part(PartKey.EACH_GROUP, _("Each group tells how it is for them, and what they wish.")),
        Part(PartKey.TOGETHER, _("What can be different, and what is needed for it?")),
        Part(PartKey.AGREEING, _("What was agreed is written down and gone through.")),
    ),
}


def parts_of(model: str) -> tuple[Part, ...]:
    """The parts of a meeting of this ConferenceModel, in their order."""
    return PARTS[model]
