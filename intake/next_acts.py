"""What staff do next with an open referral, in words: by the channel that is safe, and after what was tried already.

Of a list nothing sealed is opened, so that it cannot say whether there is a number: it says "call" only to who chose
that, or asked to be called back. A workbench knows what they left (`possible`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from intake.models import CallAttempt, Channel, Consent, CorePerson, Referral, SafeChannel
from intake.states import OPEN_REFERRALS, ReferralState

# Who asked to be called back and was not yet: a call-back fills in for whom it is.
TO_CALL_BACK = Q(channel=Channel.CALLBACK, for_whom="", state__in=OPEN_REFERRALS)


_REACH = {
    SafeChannel.CODE: gettext_lazy("Write by the code: do not call"),
    SafeChannel.EMAIL: gettext_lazy("Send an e-mail to start the talk"),
    SafeChannel.TEXT: gettext_lazy("Send a text message to start the talk"),
    SafeChannel.CALL: gettext_lazy("Call to start the talk"),
    "": gettext_lazy("Get in touch to start the talk"),
}


@dataclass
class Tries:
    """How often somebody called in vain since they last spoke, and when last; whether they spoke at all."""

    times: int = 0
    last: datetime | None = None
    spoke: bool = False

    @property
    def in_words(self) -> str:
        """ "tried 2 times, last today"; empty when nobody called in vain."""
        if self.last is None:
            return ""
        words = ngettext("tried %(times)d time, last %(day)s", "tried %(times)d times, last %(day)s", self.times)
        return words % {"times": self.times, "day": _day(self.last)}


@dataclass(frozen=True)
class Act:
    """What is to be done, and where; `tried` says what was done in vain."""

    label: str
    address: str
    tried: str = ""

    @property
    def in_words(self) -> str:
        return f"{self.label} ({self.tried})" if self.tried else self.label


def is_to_call_back(referral: Referral) -> bool:
    """As TO_CALL_BACK, of one that is in hand."""
    return referral.is_open and referral.channel == Channel.CALLBACK and not referral.for_whom


def next_acts(referrals: Collection[Referral], *, possible: Collection[str] | None = None) -> dict[UUID, Act]:
    """What to do with each of these open referrals, by its key, in three queries at most.

    `possible`: the SafeChannels for which they left a number or an address, where that is known.
    """
    keys = [referral.pk for referral in referrals]
    if not keys:
        return {}
    tries, refused = _tries(keys), _refused(keys)
    return {
        one.pk: _act(one, tries.get(one.pk, Tries()), is_refused=one.pk in refused, possible=possible)
        for one in referrals
    }


def ways_left(referral: Referral) -> set[str]:
    """The SafeChannels for which they left a number or an address; readable only while looking at it."""
    ways: set[str] = {SafeChannel.CODE}
    if referral.telephone:
        ways |= {SafeChannel.CALL, SafeChannel.TEXT}
    if referral.email:
        ways.add(SafeChannel.EMAIL)
    return ways


def how_to_call_back(referral: Referral) -> str:
    """What to do with who asked to be called back, by what they left; readable only while looking at it."""
    way = _way(referral, ways_left(referral))
    return _("Call them back") if way in (SafeChannel.CALL, "") else str(_REACH[way])


def _act(referral, tries, *, is_refused, possible) -> Act:
    bench, way = reverse("referrals:inspect", args=[referral.pk]), _way(referral, possible)
    if is_to_call_back(referral) and way == SafeChannel.CALL:
        return Act(_("Call back"), reverse("referrals:details", args=[referral.pk]), tries.in_words)
    if referral.state == ReferralState.RECEIVED and tries.spoke:
        return Act(_("You spoke: start the talk"), reverse("referrals:step", args=[referral.pk, "start_talk"]))
    if referral.state == ReferralState.RECEIVED:
        return Act(str(_REACH[way]), bench, tries.in_words)
    if is_refused:
        return Act(_("Somebody said no: it waits until they think otherwise, or close it"), bench)
    if referral.agreed_at is not None:
        return Act(_("Everyone agrees: accept it"), bench)
    return Act(_("Find out who agrees, then accept or decline"), bench, tries.in_words)


def _way(referral, possible):
    """How to begin: as they chose (DOMAIN §3.1), never by a call to who did not, and by what they left."""
    chosen = referral.safe_channel or (SafeChannel.CALL if referral.channel == Channel.CALLBACK else "")
    if possible is None or chosen in possible:
        return chosen
    if SafeChannel.CALL in possible:
        return ""
    return SafeChannel.EMAIL if SafeChannel.EMAIL in possible else SafeChannel.CODE


def _tries(keys) -> dict[UUID, Tries]:
    found: dict[UUID, Tries] = {}
    rows = CallAttempt.objects.filter(referral_id__in=keys).order_by("at").values_list("referral_id", "outcome", "at")
    for key, outcome, at in rows:
        tries = found.setdefault(key, Tries())
        if outcome == CallAttempt.Outcome.REACHED:
            tries.times, tries.last, tries.spoke = 0, None, True
        else:
            tries.times, tries.last = tries.times + 1, at
    return found


def _refused(keys) -> set[UUID]:
    """Which of these wait because somebody said no: the last word counts."""
    answers = Consent.objects.only("core_person", "given_by", "answer", "spoken_on", "created", "void")
    asked = CorePerson.objects.filter(referral_id__in=keys, consents__answer=Consent.Answer.NO)
    people = asked.distinct().only("referral_id", "whose_agreement").order_by()
    return {one.referral_id for one in people.prefetch_related(Prefetch("consents", answers)) if one.is_refused}


def _day(moment) -> str:
    day, today = timezone.localdate(moment), timezone.localdate()
    if day == today:
        return pgettext("when it was tried last", "today")
    if day == today - timedelta(days=1):
        return pgettext("when it was tried last", "yesterday")
    return date_format(day, "DATE_FORMAT")
