"""Cases that are prepared, with those whom they are about and their codes; made by the real actions."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from intake.actions.questions import settle_question
from intake.models import Assignment, Case, Conference, CoreDecision, Participant
from portal.privacy.looking import looking
from tests.intake.factories import ask
from tests.intake.following import accept, receive
from tests.intake.matched import make_region, offer, take

SIDES = [{"kind": "harmed", "name": "Nadia"}, {"kind": "responsible", "name": "Bram"}]


@pytest.fixture
def region():
    with translation.override("en"):
        yield make_region()


@pytest.fixture
def prepared(region, coordinator):
    return make_prepared(region, coordinator=coordinator)


def make_prepared(region, *, coordinator=None, **changes):
    """A referral whose case a coordinator prepares; and the codes of its core persons, in their order."""
    referral, own_code = receive(region, **changes)
    codes = [one.code for one in accept(referral)] or [own_code]
    return prepare(referral, coordinator=coordinator), codes


def prepare(referral, *, coordinator=None) -> Case:
    """Its question stands, and a coordinator, if one is given, took the case."""
    case = Case.objects.get(referral=referral)
    ask(case)
    settle_question(case, by=case.manager)
    if coordinator is not None:
        Case.objects.filter(pk=case.pk).update(model="family_group")
        take(offer(Case.objects.get(pk=case.pk), coordinator))
    return Case.objects.select_related("vault", "region__manager", "referral").get(pk=case.pk)


def doing(case) -> Assignment:
    rows = Assignment.objects.select_related("case__vault", "coordinator__candidate__user")
    return rows.filter(case=case, state="accepted").get()


def somebody(case, name, *, side=None, **fields):
    told = {"tie": "family", "language": "nl"} | fields
    return Participant.objects.create(vault=case.vault, case=case, name=name, side=side, **told)


def set_day(case, *, place="Buurthuis De Schakel", days=14):
    return Conference.objects.create(
        vault=case.vault, case=case, starts_at=timezone.now() + timedelta(days=days), place=place
    )


def words_of(row, name="words"):
    with looking(row.case, by=None, screen="tests"):
        return getattr(row, name)


def last_decision() -> CoreDecision:
    return CoreDecision.objects.select_related("case__vault").latest("said_at")


def subject_for_staff(words, case) -> str:
    """The subject of a mail to somebody who chose no language, by its English words."""
    with translation.override("nl"):
        return gettext(words) % {"reference": str(case)}
