"""Mails of intake. Neutral: a number and where to go, never what it is about (PROMISES, Privacy)."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.organisations.queries import people_for
from portal.outbound.mail.letters import render
from portal.outbound.mail.outbox import queue
from portal.workflow.references import shown


def send_received_mail(referral, *, to: str):
    """Tells the referrer, in the language of the form, that the request came in. Leaves out the follow-up code."""
    _queue_neutrally(referral, "referral_received", to=to)


def send_message_waits_mail(referral, *, to: str):
    """Tells somebody with a code, in the language of the form, that a message waits for them."""
    _queue_neutrally(referral, "message_waits", to=to)


def send_new_referral_mail(referral, *, except_for=None):
    """Tells the region that a new referral waits, but not `except_for` who wrote it down."""
    _tell_region(referral, "referral_waits", except_for=except_for)


def send_answer_waits_mail(referral):
    """Tells the region that somebody with a code wrote."""
    _tell_region(referral, "answer_waits")


def send_withdrawn_mail(referral):
    """Tells the region that the referrer took the referral back."""
    _tell_region(referral, "referral_withdrawn")


def send_handed_over_mail(referral):
    """Tells the region that a referral was handed over to it."""
    _tell_region(referral, "referral_handed_over")


def send_erases_soon_mail(referral):
    """Tells the region that a referral to which nobody agreed will erase itself within a week."""
    _tell_region(referral, "referral_erases_soon")


def send_glass_broken_mail(referral):
    """Tells the region that somebody from outside opened a referral, with a reason."""
    _tell_region(referral, "glass_broken")


def send_asked_mail(assignment):
    """Tells a coordinator that there is a question for them, and until when they can answer."""
    _tell_coordinator(assignment, "coordinator_asked", until=assignment.answer_by)


def send_asked_reminder_mail(assignment):
    """Tells a coordinator who did not answer yet that the time to answer goes by."""
    _tell_coordinator(assignment, "coordinator_reminded", until=assignment.answer_by)


def send_assignment_news_mail(assignment):
    """Tells a coordinator that something changed about what they were asked, or do."""
    _tell_coordinator(assignment, "coordinator_news")


def send_accepted_mail(assignment):
    """Tells the region that a coordinator accepted."""
    _tell_region(assignment.case, "case_accepted")


def send_looks_again_mail(assignment):
    """Tells the region that a case needs (another) coordinator: who was asked said no, was silent, or stopped."""
    _tell_region(assignment.case, "case_looks_again")


def send_concern_mail(case, *, except_for=None):
    """Tells manager and deputy that something cannot wait, but not `except_for` who said so."""
    _tell_region(case, "case_at_once", except_for=except_for)


def send_case_news_mail(case, *, except_for=None):
    """Tells the region that something changed about a case: on hold, going on, decided, stopped."""
    _tell_region(case, "case_news", except_for=except_for)


def send_case_answer_mail(case):
    """Tells the region that the coordinator of a case wrote."""
    _tell_region(case, "case_message_waits")


def send_case_message_mail(assignment):
    """Tells a coordinator that the region wrote."""
    _tell_coordinator(assignment, "coordinator_message")


def send_call_due_mail(assignment):
    """Tells a coordinator that it is time to ask how the plan goes."""
    _tell_coordinator(assignment, "coordinator_calls")


def send_follow_up_due_mail(case):
    """Tells the region that it is time to ask how a plan goes."""
    _tell_region(case, "case_follow_up_due")


def send_coach_reads_along_mail(assignment, coach):
    """Tells a coach that a coordinator asks them to think along; what it is stands behind the login."""
    organisation = assignment.case.organisation
    with translation.override(coach.language):
        path = reverse("intake:my_coached_case", args=[assignment.pk])
    link = f"{organisation.site.root_url}{path}"
    _queue(assignment.case, "coach_reads_along", to=coach.email, language=coach.language, link=link)


def _tell_coordinator(assignment, template, **more):
    """To who was asked, in their language, while there is an account; with the address of their own page."""
    coordinator, case = assignment.coordinator, assignment.case
    if coordinator is None or not coordinator.candidate.user.is_active:
        return
    candidate = coordinator.candidate
    with translation.override(candidate.language):
        path = reverse("intake:my_case", args=[assignment.pk])
    link = f"{case.organisation.site.root_url}{path}"
    _queue(case, template, to=candidate.user.email, language=candidate.language, link=link, **more)


def _tell_region(referral, template, *, except_for=None):
    """To manager and deputy, each in their language; where there is neither, to the front desk's people.

    To the organisation itself only when nobody is there either.
    """
    people = people_for(referral.region)
    for one in people:
        if one != except_for:
            _queue(referral, template, to=one.email, language=one.language)
    if not people:
        _queue(referral, template, to=referral.organisation.email, language=settings.LANGUAGE_CODE)


def _queue_neutrally(referral, template, *, to):
    """To somebody with a request: who looks along in their mailbox does not see from whom it is."""
    _queue(referral, template, to=to, language=referral.language, sender_name=referral.organisation.mail_name)


def _queue(referral, template, *, to, language, sender_name="", **more):
    organisation = referral.organisation
    context = {"reference": shown(referral.reference), "organisation": organisation, **more}
    letter = render(template, context, language)
    queue(
        to=to,
        subject=letter.subject,
        text=letter.text,
        vault=referral.vault,
        language=language,
        reference=referral.reference,
        sender_name=sender_name,
    )
