"""Entries: what staff write on a workbench; and what a step or entry may answer or lead to."""

import re
from dataclasses import replace

import pytest
from django.urls import NoReverseMatch, reverse

from intake.actions.referrals import decline_referral
from intake.viewsets.referrals import ReferralViewSet
from portal.backoffice.steps import StepAction
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry
from portal.workflow.queries import timeline
from tests.accounts.factories import UserFactory
from tests.backoffice.notebook import NotebookViewSet
from tests.intake.factories import make_manager, make_referral

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.backoffice.notebook")]

NOTES = "{% load wagtailadmin_tags %}{% for name in entry_forms %}[{{ name }}]{% endfor %}" + "".join(
    f"{{% if entry_forms.{name} %}}{{% component entry_forms.{name} %}}{{% endif %}}"
    for name in ("note", "call", "secret")
)
ANSWER = (
    '{% extends "backoffice/answer.html" %}'
    "{% block answer %}<code>{{ result }}</code>{{ object.referrer_name }}{% endblock %}"
)


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "notes.html").write_text(NOTES)
    (tmp_path / "tests" / "answer.html").write_text(ANSWER.replace("{{ object.referrer_name }}", ""))
    (tmp_path / "tests" / "open_answer.html").write_text(ANSWER)
    usual = settings.TEMPLATES[0]
    settings.TEMPLATES = [usual | {"DIRS": [*usual["DIRS"], tmp_path]}]


@pytest.fixture
def referral():
    return make_referral()


@pytest.fixture
def client(referral, as_user):
    return as_user(referral.region.manager)


def address(referral, entry="note"):
    return reverse("notebook:entry", args=[referral.pk, entry])


def bench(referral):
    return reverse("notebook:inspect", args=[referral.pk])


def drawn(page, form=""):
    """The name that one form on a page has of its own."""
    return re.search(rf'name="drawn" value="([^"]+)" id="id_{form}drawn"', page)[1]


def written(referral):
    return list(timeline(referral).exclude(sealed_reason=None))


def test_get_asks_and_neither_writes_nor_opens(client, referral):
    page = client.get(address(referral)).content.decode()
    assert "Write a note" in page
    assert "It stays." in page
    assert 'name="text"' in page
    assert not written(referral)
    assert not AccessLogEntry.objects.exists()


def test_post_writes_once_and_leads_back_to_the_panel(client, referral):
    response = client.post(address(referral), {"text": "They called"})
    assert (response.status_code, response["Location"]) == (302, f"{bench(referral)}#notes")
    assert [entry.user for entry in written(referral)] == [referral.region.manager]
    assert not AccessLogEntry.objects.exists()
    assert f"{referral}: Saved" in client.get(bench(referral)).content.decode()


def test_the_same_form_sent_twice_counts_once_and_another_again(client, referral):
    pages = [client.get(address(referral)).content.decode() for _ in range(2)]
    first, second = ({"text": "They called", "drawn": drawn(page)} for page in pages)
    for answers in (first, first, second):
        assert client.post(address(referral), answers)["Location"] == f"{bench(referral)}#notes"
    assert len(written(referral)) == 2


@pytest.mark.parametrize(("text", "error"), [("impossible", "That cannot be written."), ("", "required")])
def test_what_was_refused_stands_next_to_the_field_and_is_kept(text, error, client, referral):
    response = client.post(address(referral), {"text": text})
    assert response.status_code == 200
    assert error in str(response.context["form"].errors["text"])
    assert f"{text}</textarea>" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert not written(referral)


def test_a_form_that_shows_something_sealed_opens_the_row_to_draw_and_not_to_store(client, referral):
    assert "Samira Demo" in client.get(address(referral, "call")).content.decode()
    assert AccessLogEntry.objects.count() == 1
    client.post(address(referral, "call"), {"spoken_to": "her mother"})
    assert AccessLogEntry.objects.count() == 1
    assert len(written(referral)) == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_row_is_not_there(method, referral, as_user):
    assert getattr(as_user(make_manager()), method)(address(referral), {"text": "Mine"}).status_code == 404
    assert not written(referral)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("who", "entry"), [("editor", "note"), ("manager", "secret")])
def test_without_the_permission_nothing_is_written(who, entry, method, referral, as_user):
    deputy = UserFactory(role=who, is_staff=True, organisation=referral.organisation)
    referral.region.deputy = deputy
    referral.region.save()
    response = getattr(as_user(deputy), method)(address(referral, entry), {"text": "Mine"})
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert not written(referral)


def test_what_the_viewset_does_not_know_is_not_there(client, referral):
    assert client.get(address(referral, "nothing")).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("regions:entry", args=[referral.region_id, "note"])


# -- inside a panel -------------------------------------------------------------------------------


def test_a_panel_draws_the_forms_that_its_reader_may_use(client, referral):
    page = client.get(bench(referral)).content.decode()
    assert "[note][call]" in page
    assert "[secret]" not in page
    assert f'action="{address(referral)}"' in page
    assert f'action="{address(referral, "call")}"' in page
    assert f'action="{address(referral, "secret")}"' not in page
    assert "Samira Demo" in page  # what the form shows, while the workbench is open
    assert drawn(page, "note_") != drawn(page, "call_")


def test_a_form_in_a_panel_is_sent_with_its_token_and_once(referral, as_user):
    client = as_user(referral.region.manager, enforce_csrf_checks=True)
    page = client.get(bench(referral)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.split('class="bo-entry"')[1])[1]
    answers = {"text": "From the panel", "drawn": drawn(page, "note_"), "csrfmiddlewaretoken": token}
    for _click in range(2):
        assert client.post(address(referral), answers)["Location"] == f"{bench(referral)}#notes"
    assert len(written(referral)) == 1


# -- afterwards -----------------------------------------------------------------------------------


def test_an_answer_is_drawn_once_straight_from_the_post(client, referral):
    answers = {"text": "7H2K", "drawn": drawn(client.get(address(referral, "code")).content.decode())}
    response = client.post(address(referral, "code"), answers)
    page = response.content.decode()
    assert response.status_code == 200
    assert "<code>CODE-7H2K</code>" in page
    assert f'href="{bench(referral)}"' in page
    assert "no-store" in response["Cache-Control"]
    again = client.post(address(referral, "code"), answers)
    assert (again.status_code, again["Location"]) == (302, bench(referral))
    assert len(written(referral)) == 1
    assert "CODE-7H2K" not in client.get(bench(referral)).content.decode()


@pytest.mark.parametrize(("looks", "openings"), [(True, 1), (False, 0)])
def test_an_answer_opens_the_row_only_when_its_form_does(looks, openings, client, referral, monkeypatch):
    template = "tests/open_answer.html" if looks else "tests/answer.html"
    usual = NotebookViewSet.entries["code"]
    monkeypatch.setitem(NotebookViewSet.entries, "code", replace(usual, looks=looks, answer=template))
    page = client.post(address(referral, "code"), {"text": "7H2K"}).content.decode()
    assert "<code>CODE-7H2K</code>" in page
    assert ("Samira Demo" in page) is looks
    assert AccessLogEntry.objects.count() == openings


def test_an_answer_leads_on_where_its_entry_would(client, referral, monkeypatch):
    usual = NotebookViewSet.entries["code"]
    monkeypatch.setitem(NotebookViewSet.entries, "code", replace(usual, leads_to=lambda row, code: f"/admin/{code}/"))
    page = client.post(address(referral, "code"), {"text": "7H2K"}).content.decode()
    assert 'href="/admin/CODE-7H2K/"' in page


def test_an_entry_leads_on_also_when_it_is_sent_twice(client, referral):
    answers = {"text": "So", "drawn": drawn(client.get(address(referral, "lead")).content.decode())}
    assert client.post(address(referral, "lead"), answers)["Location"] == f"/admin/{referral.pk}/True/"
    assert client.post(address(referral, "lead"), answers)["Location"] == f"/admin/{referral.pk}/False/"


def test_a_step_answers_and_leads_on_just_the_same(client, referral, monkeypatch):
    def decline(row, *, by, reason):
        decline_referral(row, by=by, reason=reason)
        return "CODE"

    path = reverse("referrals:step", args=[referral.pk, "decline"])
    monkeypatch.setitem(ReferralViewSet.steps, "decline", StepAction(decline, answer="tests/answer.html"))
    response = client.post(path, {"reason": "They moved"})
    assert "<code>CODE</code>" in response.content.decode()
    assert f"{referral}: Declined" in response.content.decode()
    again = client.post(path, {"reason": "They moved"})
    assert again["Location"] == reverse("referrals:inspect", args=[referral.pk])
    assert MoveLogEntry.objects.filter(action="intake.referral.decline").count() == 1

    other = make_referral(referral.region)
    monkeypatch.setitem(
        ReferralViewSet.steps, "decline", StepAction(decline, leads_to=lambda row, code: f"/admin/{row.state}/{code}/")
    )
    response = client.post(reverse("referrals:step", args=[other.pk, "decline"]), {"reason": "They moved"})
    assert response["Location"] == "/admin/declined/CODE/"
    assert response.status_code == 302


def test_a_step_that_leads_nowhere_in_particular_goes_to_the_workbench(client, referral, monkeypatch):
    monkeypatch.setitem(
        ReferralViewSet.steps, "decline", StepAction(decline_referral, leads_to=lambda row, result: None)
    )
    response = client.post(reverse("referrals:step", args=[referral.pk, "decline"]), {"reason": "They moved"})
    assert response["Location"] == reverse("referrals:inspect", args=[referral.pk])
