"""The fixed words of training: kinds of files, points of the profile, verdicts, scopes, documents (DOMAIN §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    MOTIVATION = "motivation", _("Motivation letter")
    CV = "cv", _("CV")


class YesNo(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Verdict(models.TextChoices):
    """What somebody thinks of whether the role fits."""

    YES = "yes", _("Yes, it fits")
    NO = "no", _("No, it does not fit")
    UNSURE = "unsure", _("I do not know yet")


class Conduct(models.TextChoices):
    """The document that shows good conduct: each country has its own (DESIGN §3, Candidate)."""

    VOG = "vog", _("certificate of good conduct (VOG)")
    EXTRACT = "extract_596_2", _("extract from the criminal record (596.2)")


class Offer(models.TextChoices):
    """What a coordinator gets from the organisation, told before anybody applies."""

    FEE = "fee", _("A fee for the hours that you work")
    EXPENSES = "expenses", _("Your expenses paid back")
    CARDS = "cards", _("Visiting cards")
    MAILBOX = "mailbox", _("An e-mail account")
    MATERIALS = "materials", _("Digital materials to work with")
    COACH = "coach", _("A coach of your own, who thinks along with you")
    HELPDESK = "helpdesk", _("A helpdesk for your questions")
    TRAINING = "training", _("The training, and days to learn more, without cost")


class ProfilePoint(models.TextChoices):
    """The points of the coordinator's profile (DOMAIN §4, Profile), in the order of the report and the self-test."""

    TRUST = "trust", _("I trust that people can find their own way out.")
    LIFE = "life", _("I have seen something of life myself.")
    FACILITATE = "facilitate", _("I make it possible for others. I do not take over.")
    PERSIST = "persist", _("I do not give up soon, and I find another way when one is closed.")
    WORTH = "worth", _("I leave people their worth, also when they live in another way than I do.")
    BOUNDED = "bounded", _("I like a task with a beginning and an end.")
    HOURS = "hours", _("I can work in the evening and at the weekend, from home and by myself.")
    LISTEN = "listen", _("I listen, ask open questions and ask on.")
    CONFIDE = "confide", _("I keep to myself what people tell me.")
    JUDGE = "judge", _("I do not judge, and leave the conclusions to others.")
    ACTIVATE = "activate", _("I get people moving, and can organise a meeting well.")
    GROUP = "group", _("I can stand before a group and lead a meeting.")
    COMPUTER = "computer", _("I have a computer and can work with it, also with social media.")
    INDEPENDENT = "independent", _("I do not work for an organisation that decides about families or gives them help.")


class Scope(models.TextChoices):
    """For which conferences somebody is registered as coordinator (DOMAIN §2, §4)."""

    FAMILY = "family", _("Families and individuals")
    RESTORATIVE = "restorative", _("Repair after an offence")
    GROUP = "group", _("Groups and neighbourhoods")
    LEARNING = "learning", _("Learning")
    WORK = "work", _("Work")


class Evaluator(models.TextChoices):
    """Who looks back on a conference under guidance (DOMAIN §4.8)."""

    MANAGER = "manager", _("Regional manager")
    FAMILY = "family", _("Family")
    SELF = "self", _("Candidate")


class EventKind(models.TextChoices):
    """What a training event is (DOMAIN §4; DESIGN §3, TrainingEvent)."""

    INFORMATION = "information", _("Information meeting")
    EK1 = "ek1", _("First training (EK1)")
    EK2 = "ek2", _("Second training (EK2)")
    VARIANT = "variant", _("Training for a variant")
    REFRESHER = "refresher", _("Refresher day")
    REGIONAL = "regional", _("Regional meeting")
    INTERVISION = "intervision", _("Intervision")
    STUDY_DAY = "study_day", _("Study day")
    WORKSHOP = "workshop", _("Online workshop")
