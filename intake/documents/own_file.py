"""The text that a professional may copy into the file of their own organisation."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from intake.models import Awareness, Profession, Referral, SafeChannel
from portal.workflow.references import shown


def text_for_own_file(referral: Referral, answers: dict) -> str:
    """Plain text in the language of the form; `answers` are the cleaned ones. It holds no follow-up code."""
    with translation.override(referral.language):
        facts = [line for line in _facts(referral, answers) if line]
        parts = [
            "\n".join(facts),
            _("What was written in the request:") + "\n" + answers["story"],
            "\n".join(_what_now(referral)),
        ]
        return "\n\n".join(parts) + "\n"


def _facts(referral, answers):
    yield _("Request for a conference at %(organisation)s") % {"organisation": referral.organisation.name}
    yield _line(pgettext("of a request", "Number"), shown(referral.reference))
    yield _line(_("Date"), date_format(timezone.localtime(referral.received_at), "DATE_FORMAT"))
    yield _line(_("Asked by"), ", ".join(filter(None, [answers["referrer_name"], _work_of(answers)])))
    yield _line(_("It is about"), ", ".join(person["name"] for person in answers["people"]))
    yield _line(_("Do they know?"), Awareness(answers["awareness"]).label)


def _line(name, value):
    return f"{name}: {value}"


def _work_of(answers):
    profession = answers.get("profession")
    return answers.get("referrer_work") or (str(Profession(profession).label) if profession else "")


def _what_now(referral):
    days = referral.organisation.unagreed_kept_days
    yield _("What happens now:")
    if referral.safe_channel == SafeChannel.CODE:
        yield _("We write a message that you read with the number and the code. We do not call.")
    else:
        yield _("We contact you, only in the way and at the times that you said are safe.")
    if referral.awareness != Awareness.AGREES:
        yield _("Until the person agrees we speak only with you.")
    if referral.awareness != Awareness.AGREES and days:
        yield ngettext(
            "If nobody has agreed after %(days)d day, we erase everything you wrote.",
            "If nobody has agreed after %(days)d days, we erase everything you wrote.",
            days,
        ) % {"days": days}
    yield _("With the number and the code you can follow how far the request is.")
