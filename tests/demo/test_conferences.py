"""The demo shows a case and an assignment in every state, and gives its coordinator something to answer."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from intake.assignment_states import AssignmentState
from intake.case_states import CaseState
from intake.models import Assignment, Case
from intake.views.at_work import TABS
from portal.accounts.models import User
from portal.privacy.models import AccessLogEntry
from portal.workflow.queries import timeline

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_state_stands_in_the_demo(as_user, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    call_command("seed_demo", verbosity=0)
    assert set(Case.objects.values_list("state", flat=True)) == set(CaseState.values)
    assert set(Assignment.objects.values_list("state", flat=True)) == set(AssignmentState.values)
    without = Case.objects.filter(state=CaseState.QUESTION, question=None)
    assert without.exists()
    assert Case.objects.filter(state=CaseState.QUESTION).exclude(question=None).exists()
    assert set(AccessLogEntry.objects.values_list("actor_kind", flat=True)) == {"system"}
    moments = Assignment.objects.values_list("offered_at", flat=True)
    assert all(moment < timezone.now() for moment in moments)
    for case in Case.objects.all():
        days = [line.timestamp.date() for line in timeline(case).order_by("pk")]
        assert days == sorted(days), f"{case}: its days run backwards"

    coordinator = User.objects.get(email="coordinator@demo.example")
    running = Assignment.objects.of(coordinator).get(state=AssignmentState.OFFERED)
    assert running.is_in_time
    with translation.override("en"):
        for user in {each.coordinator.candidate.user for each in Assignment.objects.all()}:
            client = as_user(user)
            assert client.get("/en/my/cases/").status_code == 200
            for assignment in Assignment.objects.of(user):
                assert client.get(f"/en/my/cases/{assignment.pk}/").status_code == 200
                for tab in [tab for tab in TABS if assignment.state in tab.states]:
                    page = client.get(reverse(f"intake:{tab.name}", args=[assignment.pk]))
                    assert page.status_code == 200, f"{tab.name} of {assignment}"
