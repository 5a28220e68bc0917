"""What must be read before anything else at a referral: sentences above its panels. Made while looking."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.models import Awareness, Referral
from intake.next_acts import how_to_call_back
from intake.states import ReferralState
from intake.viewsets.people import Standing
from portal.workflow.queries import timeline
from portal.workflow.tracks import Text

DANGER, LOUD, CALM, SMALL = "danger", "loud", "calm", "small"


@dataclass(frozen=True)
class Alarm:
    """`tone` is DANGER (somebody may be harmed), LOUD (something must be done), CALM (good to know) or
    SMALL (good to know while going on: these share one line).
    """

    tone: str
    title: Text
    text: Text = ""
    address: str = ""
    link: Text = ""


def alarms_of(referral: Referral, *, people: list[Standing], unread: int, user) -> list[Alarm]:
    """Worst first."""
    return [
        *_speak_only_with_the_referrer(referral, people),
        *_paused(referral, people),
        *_call_back(referral),
        *unread_alarm(referral, unread, is_over=_is_closed(referral)),
        *_goes_on(referral, user),
        *_closed(referral),
        *_look(referral),
        *_erases(referral),
    ]


def unread_alarm(referral: Referral, unread: int, *, is_over: bool) -> Iterator[Alarm]:
    """What came in and nobody has read; of what is over nobody waits for an answer."""
    if unread:
        title = ngettext("%(count)s message that nobody has read", "%(count)s messages that nobody has read", unread)
        address = reverse("referrals:inspect", args=[referral.pk]) + "#messages"
        text = _("Read the message: this one is closed") if is_over else ""
        yield Alarm(CALM if is_over else LOUD, title % {"count": unread}, text, address, _("Read"))


def _speak_only_with_the_referrer(referral, people) -> Iterator[Alarm]:
    """Unless somebody said that they know of it: nothing said is not a yes."""
    if not referral.is_open or referral.awareness in (Awareness.AGREES, Awareness.KNOWS) or referral.agreed_at:
        return
    waiting = [one.person.name for one in people if one.sign == "unasked" and not one.person.is_referrer]
    if waiting or not people:
        yield Alarm(DANGER, _("Speak only with the referrer"), _who_may_not_know(referral, waiting))


def _who_may_not_know(referral, names):
    if not names:
        return _("It was not said yet whom it is about. Call nobody else, write to nobody else.")
    if referral.awareness == Awareness.NOT_YET:
        text = ngettext(
            "%(names)s does not know of this request yet. Call nobody else, write to nobody else.",
            "%(names)s do not know of this request yet. Call nobody else, write to nobody else.",
            len(names),
        )
    else:
        text = ngettext(
            "It was not said whether %(names)s knows of this request. Call nobody else, write to nobody else.",
            "It was not said whether %(names)s know of this request. Call nobody else, write to nobody else.",
            len(names),
        )
    return text % {"names": get_text_list(names, _("and"))}


def _paused(referral, people) -> Iterator[Alarm]:
    if referral.is_open and any(one.sign == "refused" for one in people):
        yield Alarm(
            LOUD,
            _("Paused: somebody said no"),
            " ".join(line for one in people if one.sign == "refused" for line in one.missing),
            "#agreement",
            _("Who agrees"),
        )


def _look(referral) -> Iterator[Alarm]:
    if referral.needs_look and referral.is_open:
        yield Alarm(SMALL, _("Look whether it is real"), _("It came without proof that a person sent it."))


def _call_back(referral) -> Iterator[Alarm]:
    """Who asked to be called back left a way to reach them and little else."""
    if referral.is_open and not referral.for_whom:
        address = reverse("referrals:details", args=[referral.pk])
        yield Alarm(LOUD, how_to_call_back(referral), _("Complete it while you talk."), address, _("Complete it"))


def _goes_on(referral, user) -> Iterator[Alarm]:
    """Where it goes on, once it is accepted or found to be a duplicate."""
    case = getattr(referral, "case", None)
    if case:
        yield Alarm(CALM, _("It has become a case"), "", reverse("cases:inspect", args=[case.pk]), _("Go to the case"))
    other = referral.duplicate_of
    if other and Referral.objects.visible_to(user).filter(pk=other.pk).exists():
        yield Alarm(
            CALM, _("It goes on under another number"), "", reverse("referrals:inspect", args=[other.pk]), other
        )
    elif other:
        yield Alarm(CALM, _("It goes on under another number"), _("In region %(region)s.") % {"region": other.region})


def _is_closed(referral) -> bool:
    return not referral.is_open and referral.state != ReferralState.ACCEPTED


def _closed(referral) -> Iterator[Alarm]:
    if not _is_closed(referral):
        return
    ends = [one for one in referral.track.transitions if one.target == referral.state]
    closing = timeline(referral).filter(action__in=[referral.track.action(one.name) for one in ends]).first()
    title = _("Closed on %(day)s.") % {"day": _day(closing.timestamp)} if closing else _("Closed.")
    when = referral.erases_at
    yield Alarm(CALM, title, _("Everything here is erased on %(day)s.") % {"day": _day(when)} if when else "")


def _erases(referral) -> Iterator[Alarm]:
    if referral.is_held:
        yield Alarm(CALM, _("Kept: it does not erase itself"), _("Why stands in what happened."))
    elif referral.is_open and referral.erases_at:
        yield Alarm(
            LOUD if referral.erases_soon else SMALL,
            _("Erases itself on %(day)s") % {"day": _day(referral.erases_at)},
            _("Unless everyone agrees before."),
        )


def _day(moment) -> str:
    return date_format(timezone.localdate(moment), "DATE_FORMAT")
