from training.models.candidate import Candidate, SpokenLanguage
from training.models.files import CandidateFile
from training.models.notes import Note
from training.models.reports import Evaluation, Report, ReportAnswer, Signature
from training.models.rules import RuleBook
from training.models.vocabulary import Conduct, Evaluator, FileKind, Offer, ProfilePoint, Scope, Verdict, YesNo

__all__ = [
    "Candidate", "CandidateFile", "Conduct", "Evaluation", "Evaluator", "FileKind", "Note", "Offer", "ProfilePoint",
    "Report", "ReportAnswer", "RuleBook", "Scope", "Signature", "SpokenLanguage", "Verdict", "YesNo",
]  # fmt: skip
