"""What a family wishes of a coordinator: who writes it down, when, and what cannot be."""

from datetime import date

import pytest
from django.utils import translation

from intake.actions.case_holding import Outdated
from intake.actions.cases import stop_case
from intake.actions.wishing import write_wishes
from intake.models import Case, MatchWishes
from portal.privacy.errors import NotLooking
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.factories import make_case, make_manager
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make_case()


def test_wishes_are_kept_over_each_other_and_what_is_own_stays_sealed(case):
    first = write_wishes(case, by=case.manager, language="ti", background="Somebody who knows Eritrea", edition=0)
    again = write_wishes(case, by=case.manager, language="ar", must_speak_it=True, edition=first.edition)
    assert (again.pk, again.edition, again.language) == (first.pk, 2, "ar")
    with pytest.raises(NotLooking):
        MatchWishes.objects.get(case=case).background  # noqa: B018
    noted = MoveLogEntry.objects.for_instance(case).filter(action="intake.case.change_wishes")
    assert noted.count() == 2
    with pytest.raises(Outdated):
        write_wishes(case, by=case.manager, edition=1)


@pytest.mark.parametrize(
    ("field", "wishes"),
    [
        ("language", {"language": "klingon"}),
        ("language", {"must_speak_it": True}),
        ("from_day", {"until_day": date(2030, 1, 1)}),
        ("until_day", {"from_day": date(2030, 1, 2), "until_day": date(2030, 1, 1)}),
        ("evenings", {"evenings": False, "weekends": False, "weekdays": False}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(case, field, wishes):
    with translation.override("en"), pytest.raises(NotPossible) as refusal:
        write_wishes(case, by=case.manager, **wishes)
    assert refusal.value.field == field
    assert not MatchWishes.objects.exists()


def test_who_practises_does_it_for_families_only(case):
    Case.objects.filter(pk=case.pk).update(model="all_hands")
    with pytest.raises(NotPossible) as refusal:
        write_wishes(Case.objects.get(pk=case.pk), by=case.manager, practising_agreed_on=date(2026, 1, 1))
    assert refusal.value.field == "practising_agreed_on"


def test_only_the_region_writes_them_and_only_before_the_end(case):
    with pytest.raises(NotAllowed):
        write_wishes(case, by=make_manager(RegionFactory(organisation=case.organisation)))
    stop_case(case, by=case.manager, reason="They found another way")
    with pytest.raises(NotPossible):
        write_wishes(case, by=case.manager)
