from training.models.badges import GivenBadge, IssuerKey
from training.models.candidate import Candidate, SpokenLanguage
from training.models.coordinators import (
    LONGEST_TRAVEL,
    Certificate,
    Coordinator,
    CoordinatorRegion,
    CoordinatorScope,
    HeldConference,
)
from training.models.events import Attendance, EventDay, EventTrainer, Seat, TrainingEvent
from training.models.files import CandidateFile
from training.models.notes import Note
from training.models.reports import Evaluation, Report, ReportAnswer, Signature, Talk
from training.models.rules import RuleBook
from training.models.vocabulary import (
    Conduct,
    Evaluator,
    EventKind,
    FileKind,
    Offer,
    ProfilePoint,
    Scope,
    Verdict,
    YesNo,
)

__all__ = [
    "Attendance", "Candidate", "CandidateFile", "Certificate", "Conduct", "Coordinator", "CoordinatorRegion",
    "CoordinatorScope", "Evaluation", "Evaluator", "EventDay", "EventKind", "EventTrainer", "FileKind",
    "GivenBadge", "HeldConference", "IssuerKey", "LONGEST_TRAVEL", "Note", "Offer", "ProfilePoint",
    "Report", "ReportAnswer", "RuleBook", "Scope", "Seat", "Signature", "SpokenLanguage", "Talk", "TrainingEvent",
    "Verdict", "YesNo",
]  # fmt: skip
