"""Day and place on the workbench: staff write them down when the coordinator cannot."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from intake.actions.laid_before import laid_before
from intake.models import Case, Conference
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import UserFactory
from tests.intake.bench import panel
from tests.intake.encircled import eyes
from tests.intake.factories import make_manager
from tests.intake.matched import make_region
from tests.intake.prepared import PLACE, member, plan_day, prepared_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def prepared():
    return prepared_case()


@pytest.fixture
def client(as_user, prepared):
    return as_user(prepared.case.region.manager)


def entry_of(assignment):
    return reverse("cases:entry", args=[assignment.case_id, "conference"])


def typed(days=10, **fields):
    day = timezone.localdate() + timedelta(days=days)
    return {"day": day.isoformat(), "time": "14:00", "place": PLACE, "edition": "0"} | fields


def text_of(response):
    return response.content.decode()


def test_staff_write_it_down_and_read_it_in_the_panel(client, prepared):
    page = reverse("cases:inspect", args=[prepared.case_id])
    assert entry_of(prepared) in text_of(client.get(page))
    told = typed(spoken="Berbers", food="Soep van oma", rituals="Een kaars")
    assert client.post(entry_of(prepared), told).status_code == 302
    shown = panel(text_of(client.get(page)), "conference")
    for words in (PLACE, "Berbers", "Soep van oma", "Een kaars"):
        assert words in shown


def test_staff_read_whom_the_coordinator_still_has_to_speak_to(client, prepared):
    page = reverse("cases:inspect", args=[prepared.case_id])
    hafida = member(prepared.case, contact="tried")
    shown = panel(text_of(client.get(page)), "conference")
    assert "The coordinator still has to speak to 1 person" in shown
    type(hafida).objects.update(contact="spoken")
    shown += panel(text_of(client.get(page)), "conference")
    assert "The coordinator spoke to everybody" in shown
    assert "you still have to speak" not in shown
    assert "You spoke" not in shown


def test_the_coordinator_hears_it_neutrally_and_the_own_word_tells_nobody(client, prepared):
    before = Email.objects.count()
    plan_day(prepared)
    assert Email.objects.count() == before
    client.post(entry_of(prepared), typed(edition="1", place="Thuis bij oma"))
    [mail] = Email.objects.order_by("-pk")[: Email.objects.count() - before]
    assert f"/my/cases/{prepared.pk}/" in mail.message  # the coordinator's own page
    assert "oma" not in mail.message.casefold()


def test_what_is_looked_at_to_write_it_is_a_line(client, prepared):
    plan_day(prepared)
    lines = AccessLogEntry.objects.filter(actor_id=prepared.case.region.manager_id)
    before = lines.count()
    assert PLACE in text_of(client.get(entry_of(prepared)))
    assert lines.count() == before + 1


def test_those_in_the_middle_decide_about_the_new_day(client, prepared):
    plan_day(prepared)
    person = prepared.case.referral.core_persons.get()
    client.post(entry_of(prepared), typed(days=12, edition="1"))
    with eyes(prepared.case):
        laid = laid_before(person, case=Case.objects.get())["date"]
    assert (laid.edition, laid.is_open) == (2, True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"day": "32 mei"}, "Kies een dag."), ({"time": ""}, "Vul de tijd in."), ({"place": "x" * 301}, "")],
)
def test_what_is_wrong_is_said_and_all_is_kept(client, prepared, wrong, words):
    page = client.post(entry_of(prepared), typed(food="Soep van oma") | wrong)
    assert page.status_code == 200
    assert "Soep van oma" in text_of(page)
    assert not Conference.objects.exists()


def test_not_where_nobody_may_learn_that_somebody_lives(client, prepared):
    member(prepared.case, "Samira", address="Geheimstraat 7, Zwolle", is_hidden=True)
    page = client.post(entry_of(prepared), typed(place="Geheimstraat 7, Zwolle"))
    assert page.status_code == 200
    assert not Conference.objects.exists()


def test_not_on_a_day_that_passed(client, prepared):
    assert client.post(entry_of(prepared), typed(days=-2)).status_code == 200
    assert not Conference.objects.exists()


def test_who_drew_an_older_form_sees_what_stands_there(client, prepared):
    plan_day(prepared, place="Thuis bij oma")
    page = text_of(client.post(entry_of(prepared), typed()))
    assert "Thuis bij oma" in page
    assert PLACE in page
    assert client.post(entry_of(prepared), typed(edition="1")).status_code == 302


def test_not_once_it_was_held(client, prepared):
    Case.objects.update(state="held", held_on=timezone.localdate())
    assert entry_of(prepared) not in text_of(client.get(reverse("cases:inspect", args=[prepared.case_id])))
    assert client.post(entry_of(prepared), typed()).status_code == 200
    assert not Conference.objects.exists()


def test_others_do_not(as_user, prepared):
    assert as_user(make_manager(make_region())).get(entry_of(prepared)).status_code == 404
    editor = as_user(UserFactory(role="editor", organisation=prepared.case.organisation))
    assert editor.post(entry_of(prepared), typed()).status_code in (302, 403, 404)
    assert not Conference.objects.exists()
