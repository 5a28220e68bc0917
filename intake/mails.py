"""Mails of intake. Neutral: a number and where to go, never what it is about (PROMISES, Privacy)."""

from django.conf import settings

from intake.references import shown
from portal.outbound.mail.letters import render
from portal.outbound.mail.outbox import queue


def send_received_mail(referral, *, to: str):
    """Tells the referrer, in the language of the form, that the request came in. Leaves out the follow-up code."""
    _queue(referral, "referral_received", to=to, language=referral.language)


def send_new_referral_mail(referral):
    """Tells the region's manager and deputy that something waits; where there is neither, the organisation itself."""
    region = referral.region
    for address in sorted({one.email for one in region.people}) or [referral.organisation.email]:
        _queue(referral, "referral_waits", to=address, language=settings.LANGUAGE_CODE)


def _queue(referral, template, *, to, language):
    organisation = referral.organisation
    letter = render(template, {"reference": shown(referral.reference), "organisation": organisation}, language)
    queue(
        to=to,
        subject=letter.subject,
        text=letter.text,
        vault=referral.vault,
        language=language,
        reference=referral.reference,
    )
