"""The fixed words of intake: for whom, who knows, which model, by which channel (DOMAIN §2, §3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


def one_of(field: str, choices: type[models.TextChoices], *, name: str, blank: bool = False) -> models.CheckConstraint:
    """The database refuses a word that is not in the list."""
    values = [*choices.values, *([""] if blank else [])]
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}), name=name, violation_error_message=_("Choose one of the list.")
    )


class Channel(models.TextChoices):
    WEB = "web", _("Web form")
    TELEPHONE = "telephone", _("Telephone")


class ForWhom(models.TextChoices):
    SELF = "self", _("For myself")
    FAMILY = "family", _("For my family")
    ACQUAINTANCE = "acquaintance", _("For someone I know")
    WORK = "work", _("For someone I know through my work")
    GROUP = "group", _("For a group")


class Awareness(models.TextChoices):
    """What the core person knows of the referral."""

    AGREES = "agrees", _("Yes, and it is all right with them")
    KNOWS = "knows", _("Yes, but they are not sure yet")
    NOT_YET = "not_yet", _("No, not yet")


class ConferenceModel(models.TextChoices):
    FAMILY_GROUP = "family_group", _("Family Group Conference")
    RESTORATIVE = "restorative", _("Restorative conference")
    ALL_HANDS = "all_hands", _("All Hands meeting")
    LEARNING = "learning", _("Learning circle")
    WORK = "work", _("Work variant")


class WhoseAgreement(models.TextChoices):
    """Whose agreement a core person's age asks for (DESIGN §3, Referral)."""

    SELF = "self", _("their own")
    BOTH = "both", _("their own and that of those with parental authority")
    PARENTS = "parents", _("that of those with parental authority")
