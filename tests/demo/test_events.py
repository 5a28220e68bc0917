"""The demo's training events: of every kind, with who comes, each with a past that could have been."""

import pytest
from django.db.models import Count, F, Q
from django.utils import timezone

from portal.demo.bulk_events import make_many_events
from portal.demo.candidates import make_candidates
from portal.demo.events import make_events
from portal.demo.occasions import OCCASIONS
from portal.demo.organisations import make_organisations
from portal.demo.people import make_people
from portal.workflow.queries import timeline
from training.event_states import ACTIVE, HOLDING, EventState, SeatState
from training.models import Attendance, Candidate, EventKind, Seat, TrainingEvent

pytestmark = pytest.mark.django_db


def test_the_demo_has_events():
    """One making of the demo, looked at from all sides: making it takes seconds."""
    organisations = make_organisations(port=8000)
    make_people(organisations)
    make_candidates(organisations)
    make_events(organisations)
    both_organisations_have_what_there_is()
    a_waiting_list_stands_behind_a_full_training()
    the_past_could_have_been()
    hundreds_more_are_made_at_once()


def both_organisations_have_what_there_is():
    assert TrainingEvent.objects.count() == len(OCCASIONS)
    assert set(TrainingEvent.objects.values_list("kind", flat=True)) == set(EventKind.values)
    assert set(TrainingEvent.objects.values_list("state", flat=True)) == set(EventState.values)
    for country in ("NL", "BE"):
        here = TrainingEvent.objects.filter(organisation__country=country)
        for kind in ("information", "ek1", "ek2", "refresher", "study_day", "workshop"):
            assert here.filter(kind=kind, state="open", starts__gt=timezone.now()).exists(), (country, kind)
        assert here.filter(state="cancelled").exclude(cancelled_because="").count() == 1
        held = here.get(state="held")
        assert held.ends < timezone.now()
        assert Attendance.objects.filter(day__event=held, was_there=True).count() == 1
        assert not here.exclude(region=None).exclude(region__organisation__country=country).exists()


def a_waiting_list_stands_behind_a_full_training():
    full = TrainingEvent.objects.annotate(
        held=Count("seats", filter=Q(seats__state__in=HOLDING)),
        waiting=Count("seats", filter=Q(seats__state=SeatState.WAITING)),
    ).filter(kind="ek1", held=F("capacity"), waiting=1)
    assert set(full.values_list("organisation__country", flat=True)) == {"NL", "BE"}
    sitting = Seat.objects.filter(event__kind="ek1", state="taken", event__state="open")
    assert {seat.candidate.state for seat in sitting.select_related("candidate")} == {"in_training"}


def the_past_could_have_been():
    now = timezone.now()
    for event in TrainingEvent.objects.all():
        moments = list(timeline(event).order_by("id").values_list("timestamp", flat=True))
        assert moments == sorted(moments)
        assert all(moment <= now for moment in moments)
        for seat in event.seats.all():
            assert moments[1] < seat.waiting_since <= min(now, event.starts)
    for candidate in Candidate.objects.filter(seats__state__in=ACTIVE).distinct():
        moments = list(timeline(candidate).order_by("id").values_list("timestamp", flat=True))
        assert moments == sorted(moments), candidate


def hundreds_more_are_made_at_once():
    before = TrainingEvent.objects.count()
    assert list(make_many_events(120))[-1] == 120
    assert TrainingEvent.objects.count() == before + 120
    for event in TrainingEvent.objects.annotate(held=Count("seats", filter=Q(seats__state__in=HOLDING))):
        assert event.held <= event.capacity
        event.full_clean()
