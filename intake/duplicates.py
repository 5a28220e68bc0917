"""Was it asked before? Other referrals that share a telephone number, an e-mail address or a full name (PROMISES)."""

from typing import NamedTuple

from intake.models import Referral
from portal.privacy import blind

_MOST_HINTS = 10
_MOST_WANTED = 24
_MOST_FOUND = 200


class Hints(NamedTuple):
    """Referrals that may be about the same: those the user may see, and in which other regions there are more."""

    seen: list[Referral]
    elsewhere: list[str]

    def __bool__(self):
        return bool(self.seen or self.elsewhere)


def duplicate_hints(referral: Referral, *, people, user) -> Hints:
    """To be called while looking at it. Takes four queries at most, and never leaves the organisation."""
    found = blind.matching_any(Referral, _wanted(referral, people), organisations=[referral.organisation_id])
    others = Referral.objects.filter(
        pk__in=list(found[:_MOST_FOUND]), organisation_id=referral.organisation_id
    ).exclude(pk=referral.pk)
    theirs = Referral.objects.visible_to(user).values("pk")
    seen = others.filter(pk__in=theirs).select_related("region").order_by("-received_at")
    elsewhere = others.exclude(pk__in=theirs).order_by("region__name").values_list("region__name", flat=True)
    return Hints(list(seen[:_MOST_HINTS]), list(elsewhere.distinct()[:_MOST_HINTS]))


def _wanted(referral, people):
    """What tells people apart: numbers, addresses, names of two words or more, each once."""
    exact = [value for one in (referral, *people) for value in (one.telephone, one.email) if value]
    names = [referral.referrer_name, *(name for one in people for name in (one.name, one.spokesperson))]
    return list(dict.fromkeys([*exact, *(name for name in names if len(name.split()) > 1)]))[:_MOST_WANTED]
