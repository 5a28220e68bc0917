"""Tracks are data (DESIGN §2): tables of states and transitions, the one way to move along them, and the log of it.

from portal.workflow import register
from portal.workflow.tracks import States, Track, Transition
from portal.workflow.models import Tracked
from portal.workflow.moves import NotAllowed, NotPossible, may, move, steps
"""

from portal.workflow.registry import register

__all__ = ["register"]
