"""Breaking the glass: one look at a foreign file, after those who must know have been told."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from intake.models import Referral
from portal.backoffice import break_glass
from portal.backoffice.break_glass import Glass
from portal.backoffice.workbench import Panel
from portal.privacy import NotLooking
from portal.privacy.models import AccessLogEntry
from portal.privacy.queries import who_looked
from portal.workflow import log
from portal.workflow.moves import NotPossible
from portal.workflow.queries import timeline
from tests.accounts.factories import UserFactory
from tests.backoffice.notebook import HELD, NOT_HELD
from tests.intake.factories import make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db
PAGE = "/admin/break-glass/"


def find(reference, user):
    return Referral.objects.filter(
        organisation=user.organisation_id, reference=reference.replace(" ", "").upper()
    ).first()


def tell(row, *, by, reason):
    if reason == "Curious":
        raise NotPossible("That is no reason.", field="reason")
    log.note(row, next(iter(row.track.notes)), by=by, reason=reason)


def panels(row, user):
    return [Panel("story", "Story", "tests/story.html", {"referral": row})]


@pytest.fixture(autouse=True)
def glass(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(break_glass, "_glasses", [])
    made = Glass(HELD, find, tell, panels)
    break_glass.register_glass(made)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "story.html").write_text("{{ referral.story }}{% if entry_forms %}a form{% endif %}")
    usual = settings.TEMPLATES[0]
    settings.TEMPLATES = [usual | {"DIRS": [*usual["DIRS"], tmp_path]}]
    return made


@pytest.fixture
def referral():
    return make_referral()


@pytest.fixture
def neighbour(referral):
    return make_manager(RegionFactory(organisation=referral.organisation))


@pytest.fixture
def client(neighbour, as_user):
    return as_user(neighbour)


def asks(referral, **changes):
    return {"reference": str(referral).lower(), "reason": "Her mother is at the door"} | changes


def notes_of(referral, user):
    return timeline(referral).filter(user=user)


def test_the_page_says_what_will_happen_and_opens_nothing(client, referral):
    response = client.get(PAGE, {"reference": str(referral)})
    assert "The manager of the region gets a message at once." in response.content.decode()
    assert str(referral) not in response.content.decode()
    assert not AccessLogEntry.objects.exists()


def test_a_number_and_a_reason_open_the_file_once(client, referral, neighbour):
    response = client.post(PAGE, asks(referral))
    assert response.status_code == 200
    assert "We do not know how to go on." in response.content.decode()
    assert "a form" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    line = AccessLogEntry.objects.get()
    assert (line.kind, line.actor_id, line.object_id) == ("broken glass", neighbour.pk, referral.pk)
    assert notes_of(referral, neighbour).count() == 1
    with pytest.raises(NotLooking):
        _ = Referral.objects.get(pk=referral.pk).story


def test_nothing_is_granted_for_later(client, referral):
    client.post(PAGE, asks(referral))
    assert client.get(reverse("referrals:inspect", args=[referral.pk])).status_code == 404


def test_the_region_reads_who_broke_the_glass(client, referral, as_user):
    client.post(PAGE, asks(referral))
    page = as_user(referral.region.manager).get(reverse("referrals:inspect", args=[referral.pk])).content.decode()
    assert "opened this file of another region" in page
    assert "Her mother is at the door" in page


def test_the_same_form_sent_again_opens_nothing_again(client, referral):
    page = client.get(PAGE).content.decode()
    answers = asks(referral, drawn=re.search(r'name="drawn" value="([^"]+)"', page)[1])
    assert client.post(PAGE, answers).status_code == 200
    again = client.post(PAGE, answers)
    assert (again.status_code, again["Location"]) == (302, PAGE)
    assert AccessLogEntry.objects.count() == 1
    assert "You opened this once." in client.get(PAGE).content.decode()


@pytest.mark.parametrize("missing", ["reference", "reason"])
def test_both_are_asked_and_kept(missing, client, referral, neighbour):
    response = client.post(PAGE, asks(referral, **{missing: " "}))
    assert list(response.context["form"].errors) == [missing]
    kept = "Her mother is at the door" if missing == "reference" else str(referral).lower()
    assert kept in response.content.decode()
    assert not notes_of(referral, neighbour)
    assert not AccessLogEntry.objects.exists()


def test_a_wrong_number_says_nothing_about_files_elsewhere(client, neighbour):
    sister = make_referral(RegionFactory(organisation=OrganisationFactory(belgian=True)))
    texts = []
    for reference in (str(sister), "ZZZ ZZZ"):
        response = client.post(PAGE, asks(sister, reference=reference))
        assert "Her mother is at the door" in response.content.decode()
        texts.append(response.context["form"].errors["reference"])
    assert texts[0] == texts[1]
    assert not AccessLogEntry.objects.exists()


def test_too_many_wrong_numbers_must_wait_and_right_ones_are_not_counted(client, referral, monkeypatch):
    monkeypatch.setattr(break_glass, "TRIES", "2/15m/user")
    for _ in range(3):
        assert client.post(PAGE, asks(referral)).status_code == 200
    for _ in range(2):
        client.post(PAGE, asks(referral, reference="ZZZ ZZZ"))
    response = client.post(PAGE, asks(referral))
    assert response.status_code == 429
    assert "Wait a quarter of an hour." in response.content.decode()
    assert AccessLogEntry.objects.count() == 3


def test_a_refusal_of_the_action_opens_nothing(client, referral):
    response = client.post(PAGE, asks(referral, reason="Curious"))
    assert response.context["form"].errors["reason"] == ["That is no reason."]
    assert not AccessLogEntry.objects.exists()


def test_what_cannot_be_told_is_not_opened(neighbour, as_user, referral, monkeypatch, glass):
    def broken(row, *, by, reason):
        tell(row, by=by, reason=reason)
        raise ZeroDivisionError

    monkeypatch.setattr(break_glass, "_glasses", [Glass(HELD, find, broken, panels)])
    response = as_user(neighbour, raise_request_exception=False).post(PAGE, asks(referral))
    assert response.status_code == 500
    assert not AccessLogEntry.objects.exists()
    assert not notes_of(referral, neighbour)


@pytest.mark.django_db(transaction=True)
def test_it_is_told_before_anything_opens(as_user, monkeypatch):
    referral = make_referral()
    neighbour = make_manager(RegionFactory(organisation=referral.organisation))
    seen = []

    def look(row, user):
        seen.append((notes_of(referral, neighbour).count(), connection.in_atomic_block))
        raise ZeroDivisionError

    monkeypatch.setattr(break_glass, "_glasses", [Glass(HELD, find, tell, look)])
    as_user(neighbour, raise_request_exception=False).post(PAGE, asks(referral))
    assert seen == [(1, False)]
    assert notes_of(referral, neighbour).count() == 1
    assert who_looked(referral).get().kind == "broken glass"


def test_a_file_of_ones_own_needs_no_breaking(referral, as_user):
    response = as_user(referral.region.manager).post(PAGE, asks(referral))
    assert (response.status_code, response["Location"]) == (302, reverse("referrals:inspect", args=[referral.pk]))
    assert not AccessLogEntry.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["administrator", "editor", "trainer", "superuser", "without the permission"])
def test_the_page_is_for_those_with_the_permission(who, method, referral, as_user, neighbour, monkeypatch, glass):
    if who == "without the permission":
        monkeypatch.setattr(break_glass, "_glasses", [Glass(NOT_HELD, find, tell, panels)])
        user = neighbour
    else:
        given = {"superuser": True} if who == "superuser" else {"role": who, "is_staff": True}
        user = UserFactory(organisation=referral.organisation, **given)
    response = getattr(as_user(user), method)(PAGE, asks(referral))
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert not AccessLogEntry.objects.exists()


def test_a_list_leads_there_for_those_who_may(client, monkeypatch):
    link = f'<a href="{PAGE}">Do you need a file of another region now?</a>'
    assert link in client.get("/admin/referrals/").content.decode()
    monkeypatch.setattr(break_glass, "_glasses", [])
    assert link not in client.get("/admin/referrals/").content.decode()


def test_a_list_without_anything_sealed_does_not_lead_there(as_user, monkeypatch):
    monkeypatch.setattr(break_glass, "_glasses", [Glass("organisations.view_region", find, tell, panels)])
    user = UserFactory(role="administrator", is_staff=True, organisation=OrganisationFactory())
    assert PAGE not in as_user(user).get("/admin/regions/").content.decode()
    assert as_user(user).get(PAGE).status_code == 200
