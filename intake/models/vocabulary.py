"""The fixed words of intake: for whom, by whom, what about, which model, by which channel (DOMAIN §2, §3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import Organisation


class Channel(models.TextChoices):
    WEB = "web", _("Web form")
    CALLBACK = "callback", _("Asked to be called back")
    TELEPHONE = "telephone", _("Telephone")


class ForWhom(models.TextChoices):
    SELF = "self", _("For myself")
    CHILD = "child", _("For myself, and I am younger than 18")
    FAMILY = "family", _("For my family")
    ACQUAINTANCE = "acquaintance", _("For someone I know")
    WORK = "work", _("For someone I know through my work")
    GROUP = "group", _("For a group")
    REPAIR = "repair", _("To put something right after an offence")


# Whoever asks for themselves is the core person: the referral stays theirs.
FOR_THEMSELVES = (ForWhom.SELF, ForWhom.CHILD)


class ReferrerRole(models.TextChoices):
    """Who the referrer is to the person at the centre (DOMAIN §3.1)."""

    PERSON = "person", _("the person themself")
    FAMILY = "family", _("family")
    FRIEND = "friend", _("friend")
    NEIGHBOUR = "neighbour", _("neighbour")
    COLLEAGUE = "colleague", _("colleague")
    VOLUNTEER = "volunteer", _("volunteer")
    PROFESSIONAL = "professional", _("through their work")
    INVOLVED = "involved", _("one of those involved")
    OTHER = "other", _("other")


class Profession(models.TextChoices):
    """Where a professional referrer works. Each organisation offers its own list: `professions_of`."""

    EDUCATION = "education", _("School or child care")
    ATTENDANCE = "attendance", _("School attendance officer")
    DISTRICT_TEAM = "district_team", _("Neighbourhood team or municipality")
    YOUTH_CARE = "youth_care", _("Youth care")
    YOUTH_PROTECTION = "youth_protection", _("Youth protection or youth probation")
    FOSTER_CARE = "foster_care", _("Foster care")
    POLICE = "police", _("Police or neighbourhood police officer")
    PROBATION = "probation", _("Probation or detention")
    HALT = "halt", _("Halt")
    VICTIMS = "victims", _("Help for victims")
    HEALTH = "health", _("Family doctor, hospital or district nursing")
    MENTAL_HEALTH = "mental_health", _("Mental health care")
    DISABILITY = "disability", _("Help with a disability")
    ELDERLY = "elderly", _("Care for older people")
    HOUSING = "housing", _("Housing association or shelter")
    MONEY = "money", _("Help with debts, work or income")
    ONE_FAMILY = "1g1p", _("1G1P (one family, one plan)")
    CAW = "caw", _("CAW")
    CLB = "clb", _("CLB")
    OCMW = "ocmw", _("OCMW")
    OCJ = "ocj", _("OCJ")
    OTHER = "other", _("Something else")


_P = Profession
_PROFESSIONS: dict[str, tuple[Profession, ...]] = {
    Organisation.Words.NL: (
        _P.EDUCATION, _P.ATTENDANCE, _P.DISTRICT_TEAM, _P.YOUTH_CARE, _P.YOUTH_PROTECTION, _P.FOSTER_CARE, _P.POLICE,
        _P.PROBATION, _P.HALT, _P.VICTIMS, _P.HEALTH, _P.MENTAL_HEALTH, _P.DISABILITY, _P.ELDERLY, _P.HOUSING,
        _P.MONEY, _P.OTHER,
    ),
    Organisation.Words.BE: (
        _P.ONE_FAMILY, _P.CAW, _P.CLB, _P.OCMW, _P.YOUTH_CARE, _P.FOSTER_CARE, _P.OCJ, _P.EDUCATION, _P.POLICE,
        _P.HEALTH, _P.MENTAL_HEALTH, _P.DISABILITY, _P.ELDERLY, _P.HOUSING, _P.OTHER,
    ),
}  # fmt: skip


def professions_of(organisation: Organisation) -> tuple[Profession, ...]:
    """Where referrers of this organisation work, as its own site offers them (DOMAIN §3.1)."""
    return _PROFESSIONS[organisation.words]


class Subject(models.TextChoices):
    """What people come with (DOMAIN §2). Stored sealed: some of it tells about health or violence."""

    UPBRINGING = "upbringing", _("Bringing up children")
    DIVORCE = "divorce", _("Divorce")
    HEALTH = "health", _("Illness or disability")
    SCHOOL = "school", _("School")
    HOME = "home", _("Losing a home")
    MONEY = "money", _("Money or debts")
    VIOLENCE = "violence", _("Violence or not being safe at home")
    CARERS = "carers", _("Caring for somebody that becomes too much")
    LONELINESS = "loneliness", _("Being alone")
    WORK = "work", _("Work or an internship")
    NEIGHBOURS = "neighbours", _("Trouble in the street or the neighbourhood")
    REPAIR = "repair", _("Putting things right after an offence")
    OTHER = "other", _("Something else")


class Awareness(models.TextChoices):
    """What the core person knows of the referral."""

    AGREES = "agrees", _("Yes, and it is all right with them")
    KNOWS = "knows", _("Yes, but they are not sure yet")
    NOT_YET = "not_yet", _("No, not yet")


class YesNo(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class SafeChannel(models.TextChoices):
    """How the referrer wants to be reached."""

    CALL = "call", _("Call")
    TEXT = "text", _("Send a text message")
    EMAIL = "email", _("Send an e-mail")
    CODE = "code", _("Only by the code: I look for a message myself")
    ANY = "any", _("It does not matter")


# An e-mail address that was given for nothing else may be used.
MAIL_IS_SAFE = (SafeChannel.EMAIL, SafeChannel.ANY, "")


class ConferenceModel(models.TextChoices):
    FAMILY_GROUP = "family_group", _("Family Group Conference")
    RESTORATIVE = "restorative", _("Restorative conference")
    ALL_HANDS = "all_hands", _("All Hands meeting")
    LEARNING = "learning", _("Learning circle")
    WORK = "work", _("Work variant")


class PartyKind(models.TextChoices):
    """As what somebody stands in the middle: as themselves, or as one of the parties of a model (DOMAIN §3.5)."""

    PERSON = "person", _("Person at the centre")
    HARMED = "harmed", _("Who was harmed")
    RESPONSIBLE = "responsible", _("Who did it")
    GROUP = "group", _("Group")


class WhoseAgreement(models.TextChoices):
    """Whose agreement a core person's age asks for (DESIGN §3, Referral)."""

    SELF = "self", _("their own")
    BOTH = "both", _("their own and that of a parent or guardian")
    PARENTS = "parents", _("that of a parent or guardian")
