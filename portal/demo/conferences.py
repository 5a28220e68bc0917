"""The demo's cases on their way to a coordinator: question, wishes, who was asked and what they said, each by the real
actions on a day of its own.
"""

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_noop

from intake.actions.assigning import (
    accept_case,
    decline_case,
    end_assignment,
    expire_offers,
    offer_case,
    show_interest,
    withdraw_offer,
)
from intake.actions.people import change_person
from intake.actions.questions import settle_question, write_financing, write_question, write_requirement
from intake.actions.wishing import write_wishes
from intake.models import CHECKLIST, Case, DeclineGround, FinancingSource, FinancingState
from portal.demo.clock import days_ago
from portal.privacy.looking import looking
from training.models import Coordinator

_SCREEN = gettext_noop("making the demo")


class Asked(NamedTuple):
    """Who was asked, how many days ago, and what came of it: "" is no answer yet.

    `words` are the reason of who declined, took it back or stopped.
    """

    account: str
    days: float
    answer: str = ""  # interested | accepted | declined | expired | withdrawn | ended
    words: str = ""
    handover: str = ""
    message: str = ""
    term: int = 5


class Conference(NamedTuple):
    """What happened with the case of who asked (`portal.demo.stories`), from `days` ago on."""

    name: str
    days: float
    question: str
    language: str = "nl"
    missing: tuple[str, ...] = ()  # points of the checklist that the question does not meet yet
    wishes: dict = {}
    requirement: tuple[str, str, str] | None = None  # what, who set it, why
    amount: int = 0
    reached: dict = {}  # how the people in the middle are reached, each in the same way
    asked: tuple[Asked, ...] = ()


CONFERENCES = [
    Conference(
        "Peter Demo-Vermeer", 8.6, "Wat is er nodig zodat ik in mijn huis kan blijven wonen?", amount=2400,
        wishes={"weekdays": False},
        asked=(
            Asked("lucia", 8, "declined", "Ik begin volgende week met een andere conferentie."),
            Asked("emre", 7, "expired", term=3),
            Asked(
                "coordinator", 1.5,
                message="Een man die weer moed heeft. Er is haast bij: over zeven weken komt de deurwaarder.",
            ),
        ),
    ),
    Conference(
        "Agnieszka Demo-Kowalska", 14, "Jak podzielimy opiekę, żeby Oliwia czuła się dobrze u nas obojga?", "pl",
        wishes={"language": "pl", "evenings": False},
        reached={
            "reach_safely": "Po szkole, przez mamę. Nie dzwonić do taty bez umowy.", "telephone": "06 12345679",
        },
        requirement=("Oliwia gaat elke dag naar school.", "Leerplicht, Demo-gemeente", "Zij miste veel lessen."),
        asked=(
            Asked(
                "lucia", 13, "ended", "Mijn moeder is ziek geworden.",
                "Ik sprak met moeder en met opa. Vader wil bij hem thuis afspreken. De tante moet nog gebeld worden.",
            ),
            Asked("emre", 8, "accepted"),
        ),
    ),
    Conference(
        "Fatma Demo-Yılmaz", 18, "Hoe wordt het speelplein een plek waar jong en oud zich thuis voelen?",
        asked=(Asked("coordinator", 17, "withdrawn", "De straat wil eerst zelf nog een keer samen eten."),),
    ),
    Conference(
        "Emine Demo-Kaya", 5, "Annemin dinlenmesi ve babamın evde kalması için ne gerekiyor?", "tr",
        wishes={"language": "tr"}, asked=(Asked("gerda", 3, "interested", term=6),),
    ),
    Conference(
        "Nadia Demo-Amrani", 16, "Wat is er nodig zodat Younes weer naar school gaat en het thuis rustig wordt?",
        amount=2600, asked=(Asked("coordinator", 13, "accepted"),),
    ),
    Conference(
        "Nel Demo-Postma", 34, "Wat is er nodig zodat ik thuis kan blijven en niet meer alleen ben?",
        asked=(Asked("lucia", 31, "accepted"),),
    ),
    Conference(
        "Yusuf Demo-Aydın", 64, "Borçlarımız bitsin ve evde huzur olsun diye ne gerekiyor?", "tr",
        wishes={"language": "tr"}, asked=(Asked("emre", 61, "accepted"),),
    ),
    Conference(
        "Carla Demo-Visser", 155, "Wat is er nodig zodat Bas en ik het thuis weer goed hebben?", amount=2200,
        asked=(Asked("coordinator", 151, "accepted"),),
    ),
    Conference(
        "Bert Demo-Hoekstra", 225, "Wie doet wat, zodat wij samen in ons huis kunnen blijven?",
        asked=(Asked("lucia", 221, "accepted"),),
    ),
    Conference(
        "Els Demo-Janssens", 15, "Wie is er voor Wout en Stan als ik in het ziekenhuis lig?",
        asked=(Asked("nadine", 14, "accepted"),),
    ),
    Conference(
        "Amélie Demo-Dubois", 6, "De quoi Luc a-t-il besoin pour sortir de chez lui ?", "fr", missing=("is_shareable",),
    ),
]  # fmt: skip


def make_conferences(cases: dict[str, Case]) -> None:
    """`cases` by the name of who asked; the demo's coordinators are there already."""
    for conference in CONFERENCES:
        case = cases[conference.name]
        with days_ago(conference.days, hour=11):
            _prepare(conference, case)
        for asked in conference.asked:
            _ask(asked, case)


def _prepare(conference, case):
    by = case.manager
    points = {name: name not in conference.missing for name in CHECKLIST}
    write_question(case, by=by, text=conference.question, language=conference.language, **points)
    if conference.reached:
        with looking(case, by=None, screen=_SCREEN):
            for person in case.referral.core_persons.all():
                change_person(case.referral, by=by, core_person=person, **conference.reached)
    if conference.wishes:
        write_wishes(case, by=by, **conference.wishes)
    if conference.requirement:
        text, set_by, reason = conference.requirement
        write_requirement(case, by=by, text=text, set_by=set_by, reason=reason)
    if conference.amount:
        source, state = FinancingSource.MUNICIPALITY, FinancingState.GRANTED
        write_financing(case, by=by, source=source, state=state, amount=Decimal(conference.amount))
    if not conference.missing:
        settle_question(case, by=by)


def _ask(asked, case):
    coordinator = Coordinator.objects.get(candidate__user__email=f"{asked.account}@demo.example")
    own = coordinator.candidate.user
    with days_ago(asked.days, hour=15):
        assignment = offer_case(
            case, by=case.manager, coordinator=coordinator, days=asked.term, message=asked.message
        )  # fmt: skip
    acts = {
        "declined": lambda: decline_case(assignment, by=own, ground=DeclineGround.BUSY, reason=asked.words),
        "withdrawn": lambda: withdraw_offer(assignment, by=case.manager, reason=asked.words),
        "interested": lambda: show_interest(assignment, by=own),
        "accepted": lambda: _accept(assignment, own),
        "ended": lambda: _accept(assignment, own),
    }
    if asked.answer in acts:
        with days_ago(asked.days - 0.6, hour=20):
            acts[asked.answer]()
    if asked.answer == "ended":
        with days_ago(asked.days - 4, hour=9):
            end_assignment(assignment, by=own, reason=asked.words, handover=asked.handover)
    if asked.answer == "expired":
        with days_ago(asked.days - asked.term - 0.1, hour=18):
            expire_offers()


def _accept(assignment, own):
    show_interest(assignment, by=own)
    # By the system: the demo is made in one transaction, and people do not look inside one.
    with looking(assignment.case, by=None, screen=_SCREEN):
        accept_case(assignment, by=own, employer="", is_independent=True)
