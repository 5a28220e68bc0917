from intake.models.case import Case
from intake.models.draft import Draft
from intake.models.referral import Consent, CorePerson, Referral, whose_agreement
from intake.models.vocabulary import Awareness, Channel, ConferenceModel, ForWhom, WhoseAgreement

__all__ = [
    "Awareness",
    "Case",
    "Channel",
    "ConferenceModel",
    "Consent",
    "CorePerson",
    "Draft",
    "ForWhom",
    "Referral",
    "WhoseAgreement",
    "whose_agreement",
]
