"""Who can be asked for a case, in which order and why; who cannot, and whom to look for instead."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from intake.actions.assigning import decline_case, end_assignment, withdraw_offer
from intake.matching import left_out, matches_for, recruitment_needed, refused_because, why, why_not, wishes_of
from intake.models import Case, MatchWishes
from portal.demo.bulk_coordinators import make_many_coordinators
from portal.privacy.models import AccessLogEntry
from tests.intake.factories import make_manager
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_candidate
from training.actions.guiding import see_conduct
from training.actions.rostering import leave_roster
from training.models import Candidate, Coordinator

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def region():
    return make_region(active_cases_per_coordinator=1)


@pytest.fixture
def case(region):
    return make_waiting(region)


def wish(case, **fields):
    return MatchWishes(case=case, vault=case.vault, **fields)


def found(case, **wishes):
    return list(matches_for(case, wishes=wish(case, **wishes)))


def said(coordinator, case, **wishes):
    with translation.override("en"):
        return [str(words) for words in why_not(coordinator, case=case, wishes=wish(case, **wishes))]


def reasons(case, **wishes):
    """(words, is_for) of the first."""
    wished = wish(case, **wishes)
    with translation.override("en"):
        first = matches_for(case, wishes=wished)[0]
        return [(reason.words, reason.is_for) for reason in why(first, wishes=wished)]


def test_the_nearest_who_speaks_it_comes_first(region, case):
    elsewhere = RegionFactory(organisation=region.organisation)
    make_manager(elsewhere)
    elsewhere.refresh_from_db()
    speaks = coordinator_in(elsewhere, languages=("nl", "ti"), also_in=[region])
    here = coordinator_in(region)
    far = coordinator_in(elsewhere, languages=("ti",))
    assert found(case, language="ti") == [speaks, here]
    assert found(case) == [here, speaks]
    assert found(case, language="ti", must_speak_it=True) == [speaks]
    assert said(far, case) == ["Does not work in this region."]
    assert said(here, case, language="ti", must_speak_it=True) == ["Does not speak this language."]
    assert reasons(case, language="ti")[:2] == [("Speaks Tigrinya", True), ("Lives elsewhere, works here too", False)]


def test_every_rule_of_the_roster_and_of_the_case_leaves_out_and_says_so(region, case):
    one = coordinator_in(region)
    day = TODAY()
    assert found(case) == [one]
    Candidate.objects.filter(pk=one.candidate_id).update(paused_at=timezone.now())
    assert (found(case), said(one, case)) == ([], ["Paused."])
    Candidate.objects.filter(pk=one.candidate_id).update(paused_at=None, conduct_valid_until=day + timedelta(days=5))
    later = {"from_day": day + timedelta(days=10), "until_day": day + timedelta(days=20)}
    assert (found(case, **later), said(one, case, **later)) == (
        [],
        ["The good-conduct document ends before these days."],
    )
    Candidate.objects.filter(pk=one.candidate_id).update(conduct_valid_until=day + timedelta(days=500))
    Coordinator.objects.filter(pk=one.pk).update(away_from=day, away_until=day + timedelta(days=20))
    assert said(one, case, **later) == ["Away on all of these days."]
    Coordinator.objects.filter(pk=one.pk).update(away_until=day + timedelta(days=15))
    assert found(case, **later) == [one]
    assert ("Away on some of these days", False) in reasons(case, **later)
    Case.objects.filter(pk=case.pk).update(model="work")
    assert said(one, Case.objects.get(pk=case.pk)) == ["Not registered for this kind of conference."]
    assert said(coordinator_in(make_region(belgian=True)), case) == ["Is of another organisation."]


def test_who_decides_about_a_case_is_not_asked_for_it(region, case):
    one = coordinator_in(region)
    Case.objects.filter(pk=case.pk).update(manager=user_of(one))
    case = Case.objects.select_related("region", "organisation").get(pk=case.pk)
    assert (found(case), said(one, case)) == ([], ["Decides about this case."])


def test_who_has_a_case_is_left_out_up_to_the_limit_of_the_organisation(region, case):
    one, other = coordinator_in(region), make_waiting(region)
    take(offer(other, one))
    assert (found(case), said(one, case)) == ([], ["Has a case already."])
    organisation = region.organisation
    organisation.active_cases_per_coordinator = 2
    organisation.save()
    case = Case.objects.get(pk=case.pk)
    (there,) = found(case)
    assert (there, there.cases_at_hand) == (one, 1)
    assert ("Had a case a short while ago", False) in reasons(case)


def test_what_passed_before_counts(region, case):
    tied, stopped, busy, asked = (coordinator_in(region) for _number in range(4))
    decline_case(offer(case, tied), by=user_of(tied), ground="ties")
    end_assignment(take(offer(case, stopped)), by=region.manager, reason="Moves away")
    case.refresh_from_db()
    decline_case(offer(case, busy), by=user_of(busy), ground="busy")
    withdraw_offer(offer(case, asked), by=region.manager, reason="Too early")
    assert found(case) == [asked, busy]
    assert said(tied, case) == ["Is tied to somebody of this case, or to a body in it."]
    assert said(stopped, case) == ["Stopped with this case before."]
    assert ("Was asked before; the question was taken back", False) in reasons(case)
    assert refused_because(case) == {"ties": 1, "busy": 1}
    with translation.override("en"):
        assert [(str(one.words), one.count) for one in left_out(case, wishes=wish(case))] == [
            ("Is tied to somebody of this case, or to a body in it.", 1),
            ("Stopped with this case before.", 1),
        ]


def test_who_practises_is_there_only_where_the_family_agreed(region, case):
    candidate = make_candidate(region, state="practising")
    see_conduct(candidate, by=region.manager, on=TODAY())
    practising = Coordinator.objects.get(candidate=candidate)
    assert found(case) == []
    assert found(case, practising_agreed_on=TODAY()) == [practising]
    assert ("Still practises: you place and mentor them", False) in reasons(case, practising_agreed_on=TODAY())
    Case.objects.filter(pk=case.pk).update(model="all_hands")
    assert found(Case.objects.get(pk=case.pk), practising_agreed_on=TODAY()) == []


def test_times_count_only_where_the_family_asks(region, case):
    coordinator_in(region, evenings=False, weekends=False)
    words = "Other times than the family asks"
    assert words not in dict(reasons(case))
    assert words in dict(reasons(case, weekdays=False))
    assert ("Can do it at these times", True) in reasons(case, evenings=False)


def test_when_nobody_can_be_asked_it_says_for_whom_to_look(region, case):
    region.name = "Overijssel"
    region.save()
    case = Case.objects.select_related("region", "organisation").get(pk=case.pk)

    def needed(**wishes):
        with translation.override("en"):
            return recruitment_needed(case, wishes=wish(case, **wishes))

    assert needed() == ["Nobody on the roster works in Overijssel: look for somebody when you recruit."]
    one = coordinator_in(region)
    assert needed() == []
    assert needed(language="ti", must_speak_it=True) == [
        "Nobody in Overijssel speaks Tigrinya: look for somebody when you recruit."
    ]
    take(offer(make_waiting(region), one))
    assert needed() == ["Everybody in Overijssel who could do it cannot now: more people are needed there."]
    leave_roster(one, by=region.manager, reason="Moves")
    assert len(needed()) == 1
    Case.objects.filter(pk=case.pk).update(model="work")
    case.model = "work"
    coordinator_in(region)
    assert needed() == ["Nobody in Overijssel is registered for “Work variant”: look for somebody when you recruit."]


def test_without_a_word_the_family_wishes_nothing_special(case):
    wishes = wishes_of(case)
    assert (wishes.language, wishes.must_speak_it, wishes.pk) == ("", False, wishes.pk)
    assert wishes._state.adding


def test_it_costs_the_same_for_one_and_for_thousands_and_opens_nothing(region, case):
    coordinator_in(region)
    wishes = wish(case, language="ti", from_day=TODAY(), weekends=False)

    def costs():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            matched = list(matches_for(case, wishes=wishes)[:20])
            for one in matched:
                why(one, wishes=wishes)
            left_out(case, wishes=wishes)
            recruitment_needed(case, wishes=wishes)
        return len(queries), len(matched)

    costs()  # region and organisation of the case are at hand from now on
    looks = AccessLogEntry.objects.count()
    before, few = costs()
    list(make_many_coordinators(1000))
    after, many = costs()
    assert (before, few, many) == (after, 1, 20)
    assert before <= 6
    assert AccessLogEntry.objects.count() == looks
    first, again = ([one.pk for one in matches_for(case, wishes=wishes)] for _time in range(2))
    assert first == again
