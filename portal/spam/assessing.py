"""May this form go on now? Limits per network that delay and never refuse (PROMISES, Security: Spam)."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import ngettext

from portal.accounts.limits import attempt, seconds_until
from portal.spam.proofs import spend
from portal.spam.turns import keep_place, leave_place, use_place


@dataclass(frozen=True)
class Assessment:
    """What to do with a valid form."""

    wait: int  # seconds before it can be sent again; 0: go on
    is_proven: bool  # the reader's browser did its sum: no sign of a machine

    @property
    def sentence(self) -> str:
        """What to tell the reader who has to wait, in their language."""
        return ngettext(
            "A lot came in at once from where you are. Wait %(seconds)d second, then send it once more. "
            "What you filled in is still here.",
            "A lot came in at once from where you are. Wait %(seconds)d seconds, then send it once more. "
            "What you filled in is still here.",
            self.wait,
        ) % {"seconds": self.wait}


def assess(request, form, *, action: str) -> Assessment:
    """Uses up the proof that came with a valid form and counts one try from the reader's network.

    `action` names the form, for each has its own count. Limits: `settings.SPAM_LIMITS`. Whoever must wait gets a place
    that nobody else of the same network can take. Not inside a transaction that
    may be rolled back, or the same proof counts twice.
    """
    is_proven = spend(form.sent_proof)
    kind = "proven" if is_proven else "unproven"
    limit = settings.SPAM_LIMITS[kind]
    counted = f"spam.{action}.{kind}"
    pause = f"1/{limit['pause']}s/ip"
    tried = (attempt(request, action=counted, rate=rate) for rate in (f"{limit['an_hour']}/h/ip", pause))
    if any(tried):
        leave_place(request, action=action)
        return Assessment(0, is_proven)
    if use_place(request, action=action):
        return Assessment(0, is_proven)
    wait = seconds_until(request, action=counted, rate=pause)
    return Assessment(keep_place(request, action=action, wait=wait), is_proven)
