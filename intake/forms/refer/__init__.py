"""The public referral form: its steps as data, one subject a file (DESIGN §3, Referral)."""

from intake.forms.refer.base import CUT_OFF, Said, StepForm, typed
from intake.forms.refer.check import CheckForm
from intake.forms.refer.contact import CallForm
from intake.forms.refer.steps import CHECK, STEPS, Reading, as_kept, read

__all__ = [
    "CHECK",
    "CUT_OFF",
    "STEPS",
    "CallForm",
    "CheckForm",
    "Reading",
    "Said",
    "StepForm",
    "as_kept",
    "read",
    "typed",
]
