"""Mails of training. They say that there is news and where to read it; what it is stands behind the login."""

from django.urls import reverse
from django.utils import translation

from portal.accounts.roles import TRAINER
from portal.organisations.queries import people_for
from portal.outbound.mail.letters import render
from portal.outbound.mail.outbox import queue
from portal.workflow.references import shown


def send_applied_mail(candidate):
    """Tells the candidate that the letter came in, and under which number."""
    _tell(candidate, "candidate_applied")


def send_step_mail(candidate):
    """Tells the candidate that something happened on their track."""
    _tell(candidate, "candidate_step")


def send_candidate_waits_mail(candidate):
    """Tells the region that a candidate waits for something."""
    for one in people_for(candidate.region):
        _queue(candidate, "candidate_waits", to=one.email, language=one.language)


def send_report_waits_mail(candidate):
    """Tells the organisation's trainers that a report waits for their answer."""
    for one in candidate.organisation.users.filter(groups__name=TRAINER, is_active=True):
        _queue(candidate, "candidate_report_waits", to=one.email, language=one.language)


def send_seat_news_mail(candidate):
    """Tells the candidate that there is news about a training day: a place, the waiting list, an offer that ended."""
    _tell(candidate, "seat_news")


def send_seat_offered_mail(candidate, *, until):
    """Tells the candidate that a place came free, which is kept for them until this moment."""
    _tell(candidate, "seat_offered", until=until)


def send_seat_changed_mail(candidate):
    """Tells the candidate that something changed about a training day: it was moved, or does not take place."""
    _tell(candidate, "seat_changed")


def send_seat_reminder_mail(candidate):
    """Tells the candidate that a training day comes soon."""
    _tell(candidate, "seat_reminder")


def send_coach_chosen_mail(coordinator):
    """Tells a coach that there is news: somebody was entrusted to them. Who it is stands behind the login."""
    candidate, coach = coordinator.candidate, coordinator.coach
    link = _page_in(coach.language, candidate.organisation)
    _queue(candidate, "coach_chosen", to=coach.email, language=coach.language, link=link)


def own_page(candidate) -> str:
    """The whole address of the candidate's page, in their language, on the site of their organisation."""
    return _page_in(candidate.language, candidate.organisation)


def _page_in(language, organisation):
    with translation.override(language):
        path = reverse("training:my")
    return f"{organisation.site.root_url}{path}"


def _tell(candidate, template, **more):
    link = own_page(candidate)
    _queue(candidate, template, to=candidate.user.email, language=candidate.language, link=link, **more)


def _queue(candidate, template, *, to, language, **more):
    context = {"reference": shown(candidate.reference), "organisation": candidate.organisation, **more}
    letter = render(template, context, language)
    queue(
        to=to,
        subject=letter.subject,
        text=letter.text,
        vault=candidate.vault,
        language=language,
        reference=candidate.reference,
    )
