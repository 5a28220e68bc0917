"""How and when whoever asked hears from us first: on the answer page, and for as long as they follow it in vain."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext

from intake.models import Channel, ForWhom, Referral, SafeChannel

_FRIDAY = 4


class FirstAnswer(NamedTuple):
    title: str
    text: str

    def __str__(self):
        return f"{self.title}. {self.text}"


def first_answer(referral: Referral) -> FirstAnswer:
    """What we do within the working days of the organisation, in the way that they said is safe."""
    if referral.for_whom == ForWhom.CHILD:
        return _to_a_child(referral)
    days = {"count": referral.organisation.answers_within_days}
    if referral.safe_channel == SafeChannel.CODE:
        return FirstAnswer(
            _("We write to you here"), f"{_('We do not call, and we send nothing.')} {_look_again(days)}"
        )
    if _is_called(referral):
        title = ngettext(
            "We call you within %(count)s working day", "We call you within %(count)s working days", days["count"]
        )
        text = _("Only at the times that you said are safe, not at night and not at weekends.")
        return FirstAnswer(title % days, text)
    if referral.safe_channel in (SafeChannel.TEXT, SafeChannel.EMAIL):
        title = ngettext(
            "We write to you within %(count)s working day",
            "We write to you within %(count)s working days",
            days["count"],
        )
        return FirstAnswer(title % days, _("Only in the way that you said is safe."))
    title = ngettext(
        "We contact you within %(count)s working day", "We contact you within %(count)s working days", days["count"]
    )
    return FirstAnswer(title % days, _("Only in the way and at the times that you said are safe."))


def awaited_answer(referral: Referral, *, is_answered: bool) -> str:
    """The same to somebody who follows it. What was promised is over once we wrote, or once it is late."""
    if not is_answered and not is_late(referral):
        return str(first_answer(referral))
    child, by_code = referral.for_whom == ForWhom.CHILD, referral.safe_channel == SafeChannel.CODE
    if by_code and child:
        how = pgettext("child", "We write to you here. We do not call.")
    elif by_code:
        how = _("We write to you here. We do not call.")
    elif child:
        how = pgettext("child", "We contact you, only in the way that you said is safe.")
    else:
        how = _("We contact you, only in the way and at the times that you said are safe.")
    if is_answered:
        return how
    late = _("Have you not heard from us yet? Write it below, or call us.")
    return (
        f"{how} {pgettext('child', 'Have you not heard from us yet? Write it below, or call us.') if child else late}"
    )


def is_late(referral: Referral) -> bool:
    """Whether the working days are over in which they would hear from us."""
    due = _working_days_after(referral.received_at, referral.organisation.answers_within_days)
    return timezone.localdate() > due


def _to_a_child(referral):
    days = {"count": referral.organisation.answers_within_days}
    if referral.safe_channel == SafeChannel.CODE:
        look_again = npgettext(
            "child",
            "Look again after %(count)s working day; there is always a message then.",
            "Look again after %(count)s working days; there is always a message then.",
            days["count"],
        )
        rule = pgettext("child", "We do not call, and we send nothing.")
        return FirstAnswer(pgettext("child", "We write to you here"), f"{rule} {look_again % days}")
    title = npgettext(
        "child",
        "We contact you within %(count)s working day",
        "We contact you within %(count)s working days",
        days["count"],
    )
    rule = pgettext("child", "Only in the way that you said is safe. We talk with you first, before anybody else.")
    return FirstAnswer(title % days, rule)


def _look_again(days):
    text = ngettext(
        "Look again after %(count)s working day; there is always a message then.",
        "Look again after %(count)s working days; there is always a message then.",
        days["count"],
    )
    return text % days


def _is_called(referral):
    asked_to_be = referral.channel == Channel.CALLBACK or not referral.for_whom
    return asked_to_be or referral.safe_channel == SafeChannel.CALL


def _working_days_after(start: datetime, days: int) -> date:
    day = timezone.localdate(start)
    while days:
        day += timedelta(days=1)
        days -= day.weekday() <= _FRIDAY
    return day
