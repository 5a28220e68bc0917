"""The one view that confirms a step: it asks, does it once, and never opens what it need not."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.actions.referrals import decline_referral
from intake.models import Case, Consent, Referral
from intake.viewsets.referrals import ReferralViewSet
from portal.backoffice import steps
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotPossible
from portal.workflow.queries import timeline
from tests.accounts.factories import UserFactory
from tests.intake.factories import agree, make_manager, make_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral():
    return make_referral(state="in_talk")


@pytest.fixture
def manager(referral):
    return referral.region.manager


@pytest.fixture
def client(manager, as_user):
    return as_user(manager)


def address(referral, step):
    return reverse("referrals:step", args=[referral.pk, step])


def state_of(referral):
    return Referral.objects.get(pk=referral.pk).state


def test_get_says_what_will_happen_and_changes_nothing(client, referral):
    page = client.get(address(referral, "decline")).content.decode()
    assert "from <b>In talk</b> to <b>Declined</b>" in page
    assert f"“{Referral.track.transition('decline').public}”" in page
    assert 'name="reason"' in page
    assert 'name="on"' not in page
    assert state_of(referral) == "in_talk"
    assert not AccessLogEntry.objects.exists()


def test_post_takes_the_step_and_leads_back_to_the_workbench(client, referral, manager):
    response = client.post(address(referral, "decline"), {"reason": "They moved"})
    assert (response.status_code, response["Location"]) == (302, reverse("referrals:inspect", args=[referral.pk]))
    assert state_of(referral) == "declined"
    entry = timeline(referral).first()
    assert (entry.user, entry.to_state) == (manager, "declined")
    assert f"{referral}: Declined" in client.get(response["Location"]).content.decode()


def test_post_opens_nothing(client, referral):
    client.post(address(referral, "record_withdrawal"), {"reason": "They moved"})
    assert state_of(referral) == "withdrawn"
    assert not AccessLogEntry.objects.exists()


def test_a_missing_answer_stands_next_to_its_question(client, referral):
    page = client.post(address(referral, "decline"), {"reason": " "}).content.decode()
    assert "This field is required" in page
    assert state_of(referral) == "in_talk"


def test_a_step_that_came_too_late_says_so_and_keeps_what_was_typed(client, referral):
    colleague = make_manager()
    referral.region.deputy = colleague
    referral.region.save()

    decline_referral(Referral.objects.get(pk=referral.pk), by=colleague, reason="They called me")
    response = client.post(address(referral, "decline"), {"reason": "They moved to Ghent"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "They moved to Ghent" in page
    assert "“Declined”" in page
    assert MoveLogEntry.objects.filter(action="intake.referral.decline").count() == 1


def test_a_double_click_is_one_step_and_no_scare(client, referral):
    first = client.post(address(referral, "decline"), {"reason": "They moved"})
    second = client.post(address(referral, "decline"), {"reason": "They moved"})
    assert first["Location"] == second["Location"]
    assert MoveLogEntry.objects.filter(action="intake.referral.decline").count() == 1


def agreement(referral, **answers):
    return {
        "core_person": referral.core_persons.get().pk,
        "grown_up": "yes",
        "given_by": "self",
        "answer": "yes",
        "on": timezone.localdate().isoformat(),
    } | answers


def drawn(client, referral, step):
    """What the page sends along besides the answers."""
    page = client.get(address(referral, step)).content.decode()
    return {"drawn": re.search(r'name="drawn" value="([^"]+)"', page)[1]}


def test_a_double_click_on_a_step_that_leads_nowhere_else_counts_once(client, referral):
    answers = agreement(referral) | drawn(client, referral, "record_agreement")
    for _click in range(2):
        response = client.post(address(referral, "record_agreement"), answers)
        assert (response.status_code, response["Location"]) == (302, reverse("referrals:inspect", args=[referral.pk]))
    assert Consent.objects.count() == 1
    assert MoveLogEntry.objects.filter(action="intake.referral.record_agreement").count() == 1


@pytest.mark.parametrize("nonsense", ["", "x", "0" * 5000])
def test_without_a_name_of_its_own_a_form_is_taken_each_time(nonsense, client, referral):
    for _ in range(2):
        client.post(address(referral, "record_agreement"), agreement(referral, drawn=nonsense))
    assert Consent.objects.count() == 2


def test_another_form_and_other_answers_count_again(client, referral):
    first = drawn(client, referral, "record_agreement")
    second = drawn(client, referral, "record_agreement")
    assert first != second
    for answers in (first, second, {"words": "She said it twice", **second}):
        client.post(address(referral, "record_agreement"), agreement(referral, **answers))
    assert Consent.objects.count() == 3


def test_a_form_that_was_refused_can_be_corrected_and_sent_again(client, referral, manager):
    agree(referral, by=manager)
    sent = {"model": "family_group", "manager": manager.pk} | drawn(client, referral, "accept")
    Consent.objects.all().delete()
    assert client.post(address(referral, "accept"), sent).status_code == 200
    agree(referral, by=manager)
    assert client.post(address(referral, "accept"), sent).context["result"].case == Case.objects.get()
    assert Case.objects.count() == 1


def test_the_same_form_sent_again_later_is_told_that_it_was_done(client, referral):
    client.post(address(referral, "decline"), {"reason": "They moved"})
    MoveLogEntry.objects.update(timestamp=timezone.now() - timedelta(minutes=5))
    assert client.post(address(referral, "decline"), {"reason": "They moved"}).status_code == 200
    assert MoveLogEntry.objects.filter(action="intake.referral.decline").count() == 1


def test_a_step_that_must_wait_says_for_what_and_has_no_form(client, referral):
    page = client.get(address(referral, "accept")).content.decode()
    assert str(Referral.track.conditions["everyone_agreed"]) in page
    assert "<form method" not in page


def test_a_step_from_another_state_has_no_form(client, referral):
    page = client.get(address(referral, "start_talk")).content.decode()
    assert "This cannot be done now: it is “In talk”." in page
    assert "<form method" not in page


def test_what_the_step_asks_more_reaches_the_action(client, referral, manager):
    agree(referral, by=manager)
    client.post(address(referral, "accept"), {"model": "family_group", "manager": manager.pk})
    assert Case.objects.get(referral=referral).model == "family_group"


def test_a_form_that_shows_names_opens_the_row_to_draw_and_not_to_store(client, referral):
    page = client.get(address(referral, "record_agreement")).content.decode()
    assert "Younes" in page
    assert AccessLogEntry.objects.count() == 1
    answers = {
        "core_person": referral.core_persons.get().pk,
        "grown_up": "yes",
        "given_by": "self",
        "answer": "yes",
        "on": timezone.localdate().isoformat(),
    }
    assert client.post(address(referral, "record_agreement"), answers).status_code == 302
    assert AccessLogEntry.objects.count() == 1
    assert Consent.objects.get().answer == Consent.Answer.YES


def test_a_refusal_of_the_action_stands_next_to_the_question_it_is_about(client, referral):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answers = {
        "core_person": referral.core_persons.get().pk,
        "grown_up": "yes",
        "given_by": "self",
        "answer": "yes",
        "on": tomorrow.isoformat(),
    }
    form = client.post(address(referral, "record_agreement"), answers).context["form"]
    assert list(form.errors) == ["on"]
    assert not Consent.objects.exists()


def test_an_action_that_fails_leaves_nothing_behind(as_user, referral, manager, monkeypatch):

    def declines_and_breaks(row, *, by, reason):
        decline_referral(row, by=by, reason=reason)
        raise ZeroDivisionError

    monkeypatch.setitem(ReferralViewSet.steps, "decline", steps.StepAction(declines_and_breaks))
    response = as_user(manager, raise_request_exception=False).post(address(referral, "decline"), {"reason": "So"})
    assert response.status_code == 500
    assert state_of(referral) == "in_talk"
    assert timeline(referral).first().to_state == "in_talk"


def test_who_loses_sight_of_the_row_is_led_to_the_list(client, referral, monkeypatch):

    elsewhere = make_manager().managed_regions.get()

    def give_away(row, *, by, reason):
        Referral.objects.filter(pk=row.pk).update(region=elsewhere)

    monkeypatch.setitem(ReferralViewSet.steps, "decline", steps.StepAction(give_away))
    response = client.post(address(referral, "decline"), {"reason": "Lives elsewhere"})
    assert response["Location"] == reverse("referrals:index")


def test_a_row_that_someone_moves_away_meanwhile_is_not_shown_again(client, referral, monkeypatch):
    elsewhere = make_manager().managed_regions.get()

    class Meanwhile(steps.StepForm):
        def clean(self):
            Referral.objects.filter(pk=self.obj.pk).update(region=elsewhere)

    def too_late(row, *, by, reason):
        raise NotPossible("Somebody was first.")

    action = steps.StepAction(too_late, form=Meanwhile, looks=True)
    monkeypatch.setitem(ReferralViewSet.steps, "decline", action)
    assert client.post(address(referral, "decline"), {"reason": "So"}).status_code == 404
    assert not AccessLogEntry.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_row_is_not_there(method, referral, as_user):
    client = as_user(make_manager())
    assert getattr(client, method)(address(referral, "decline"), {"reason": "So"}).status_code == 404
    assert state_of(referral) == "in_talk"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_region_without_the_role_takes_no_step(method, referral, as_user):
    deputy = UserFactory(role="editor", organisation=referral.organisation)
    referral.region.deputy = deputy
    referral.region.save()
    response = getattr(as_user(deputy), method)(address(referral, "decline"), {"reason": "So"})
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert state_of(referral) == "in_talk"


@pytest.mark.parametrize("name", ["receive", "stop", "no_such_step"])
def test_a_step_that_the_viewset_does_not_know_is_not_there(name, client, referral):
    assert client.get(address(referral, name)).status_code == 404
