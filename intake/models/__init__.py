from intake.models.assignments import Assignment, DeclineGround, MatchWishes
from intake.models.case import Case
from intake.models.contacts import CallAttempt, Message, Note
from intake.models.draft import Draft
from intake.models.people import PARENTS, Consent, CorePerson, whose_agreement
from intake.models.question import (
    CHECKLIST,
    Acceptor,
    CaseQuestion,
    Financing,
    FinancingSource,
    FinancingState,
    MinimumRequirement,
)
from intake.models.referral import WARNED_BEFORE, Referral
from intake.models.vocabulary import (
    FOR_THEMSELVES,
    Awareness,
    Channel,
    ConferenceModel,
    ForWhom,
    PartyKind,
    Profession,
    ReferrerRole,
    SafeChannel,
    Subject,
    WhoseAgreement,
    YesNo,
    professions_of,
)

__all__ = [
    "MinimumRequirement",
    "MatchWishes",
    "FinancingState",
    "FinancingSource",
    "Financing",
    "DeclineGround",
    "CaseQuestion",
    "Assignment",
    "Acceptor",
    "CHECKLIST",
    "FOR_THEMSELVES",
    "PARENTS",
    "WARNED_BEFORE",
    "Awareness",
    "CallAttempt",
    "Case",
    "Channel",
    "ConferenceModel",
    "Consent",
    "CorePerson",
    "Draft",
    "ForWhom",
    "Message",
    "Note",
    "PartyKind",
    "Profession",
    "Referral",
    "ReferrerRole",
    "SafeChannel",
    "Subject",
    "WhoseAgreement",
    "YesNo",
    "professions_of",
    "whose_agreement",
]
