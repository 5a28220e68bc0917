"""What happens after sending, told to who sent it: it differs with who asks for whom, and with who knows."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext

from intake.models import Awareness, Channel, ForWhom, Referral, ReferrerRole
from intake.views.first_answer import first_answer
from portal.organisations.models import Organisation

_WEEK = 7  # days


class NextStep(NamedTuple):
    title: str
    text: str


def next_steps(referral: Referral, *, organisation: Organisation) -> list[NextStep]:
    """Three steps, in the reader's language; and one more for who may have to do something besides."""
    first = NextStep(*first_answer(referral))
    if referral.for_whom == ForWhom.CHILD:
        return [first, *_child()]
    if referral.channel == Channel.CALLBACK or not referral.for_whom:
        return [first, *_after_a_call()]
    steps = [first, *_after_contact(referral, organisation)]
    is_professional = referral.for_whom == ForWhom.WORK or referral.referrer_role == ReferrerRole.PROFESSIONAL
    return [*steps, _own_duty()] if is_professional else steps


def promise_of(referral: Referral, *, organisation: Organisation) -> str:
    """How soon it starts, where the organisation promises that; else empty (DOMAIN §1).

    Nothing is promised while the person it is about does not know of it: when it starts is up to them.
    """
    days = organisation.start_within_days
    if days is None or referral.awareness == Awareness.NOT_YET:
        return ""
    if days % _WEEK:
        return _promise_in_days(referral, days)
    return _promise_in_weeks(referral, days // _WEEK)


def _child():
    return [
        NextStep(
            pgettext("child", "You tell what must change"),
            pgettext(
                "child", "Perhaps your parents must agree too. Then we first talk about that with you: is it safe?"
            ),
        ),
        NextStep(
            pgettext("child", "Somebody comes who helps you get your people together"),
            pgettext("child", "That is a coordinator. You hear beforehand who it is, and you may say no."),
        ),
    ]


def _after_a_call():
    return [
        NextStep(_("We write it down together"), _("You tell what is going on, as much or as little as you like.")),
        NextStep(_("You decide how to go on"), _("We speak with nobody else before you want it.")),
    ]


def _after_contact(referral, organisation):
    if referral.for_whom == ForWhom.SELF:
        return [
            NextStep(
                _("Together we look for the question"), _("One question that your circle will answer, in your words.")
            ),
            _coordinator(),
        ]
    if referral.awareness == Awareness.NOT_YET:
        return _before_they_know(referral, organisation)
    return [_talk_with_them(referral), _what_you_hear() if referral.for_whom == ForWhom.WORK else _coordinator()]


def _before_they_know(referral, organisation):
    days = organisation.unagreed_kept_days
    return [
        _who_raises_it(referral),
        NextStep(
            _("We go on only when they agree"),
            ngettext(
                "Then a coordinator comes who fits. If they do not agree within %(count)s day, we erase your request.",
                "Then a coordinator comes who fits. If they do not agree within %(count)s days, we erase your request.",
                days,
            )
            % {"count": days},
        ),
    ]


def _who_raises_it(referral):
    """Nobody is sent to who harmed them, or whom they harmed."""
    if referral.for_whom == ForWhom.REPAIR and referral.referrer_role == ReferrerRole.INVOLVED:
        return NextStep(
            _("We first talk with you"),
            _("About whether and how the other is asked. You need not contact them: do not do it for us."),
        )
    if referral.for_whom == ForWhom.REPAIR:
        return NextStep(
            _("We first talk with you"),
            _("About whether and how each of them is asked. You need not bring the two together."),
        )
    if referral.for_whom == ForWhom.GROUP:
        return NextStep(
            _("You tell the others that you asked us to think along"),
            _("Nobody is blamed. We do not contact them before they know of it."),
        )
    if referral.for_whom == ForWhom.WORK:
        return NextStep(
            _("You put the question to them"),
            _("To parents and child together, with our leaflet. Then we plan a talk with the three of you."),
        )
    return NextStep(
        _("You talk with the person it is about"),
        _("We think along about how to raise it. We do not contact them before they know of it."),
    )


def _talk_with_them(referral):
    if referral.for_whom in (ForWhom.GROUP, ForWhom.REPAIR):
        return NextStep(
            _("We talk with everyone it is about"), _("With each of them apart. Everyone decides for themselves.")
        )
    return NextStep(
        _("We talk with the person it is about"),
        _("If they agree, it is theirs from then on: they choose the question and who comes."),
    )


def _what_you_hear():
    return NextStep(
        _("They decide what you hear"),
        _("With your code you then see that we are in touch, or that it has ended. Perhaps they ask you to tell what "
          "you know, at the beginning of the conference."),
    )  # fmt: skip


def _own_duty():
    return NextStep(
        _("Your own duty stays"),
        _("This is not a report of child abuse or of violence. If your work asks you to report, do that too."),
    )


def _coordinator():
    return NextStep(
        _("A coordinator comes who fits"),
        _("Somebody without an interest in the outcome, whom you and your circle hear of beforehand."),
    )


def _promise_in_weeks(referral, weeks):
    if referral.for_whom == ForWhom.CHILD:
        text = npgettext(
            "child",
            "We promise you: it starts between 1 day and %(count)s week after your request.",
            "We promise you: it starts between 1 day and %(count)s weeks after your request.",
            weeks,
        )
    else:
        text = ngettext(
            "Our promise: it starts between 1 day and %(count)s week after your request.",
            "Our promise: it starts between 1 day and %(count)s weeks after your request.",
            weeks,
        )
    return text % {"count": weeks}


def _promise_in_days(referral, days):
    if referral.for_whom == ForWhom.CHILD:
        text = npgettext(
            "child",
            "We promise you: it starts within %(count)s day.",
            "We promise you: it starts within %(count)s days.",
            days,
        )
    else:
        text = ngettext(
            "Our promise: it starts within %(count)s day.", "Our promise: it starts within %(count)s days.", days
        )
    return text % {"count": days}
