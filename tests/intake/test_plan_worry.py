"""Somebody of the circle, or who must accept the plan, is worried about safety: told at once, shown to nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from post_office.models import Email

from intake.actions.recipient_codes import issue_acceptor_code, revoke_code
from intake.models import Case, RecipientCode, SafetyConcern
from tests.intake.bench import panel
from tests.intake.planned import given, held_case, presented, somebody
from tests.intake.test_meanwhile import drawn
from tests.intake.voiced import subject_for_staff, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]
PLAN, PAGE = "/en/follow/plan/", "/en/follow/plan/safety/"
WORRY = "Hij wacht haar op bij school. Ik ben Hafida, bel mij 's ochtends"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def held():
    return held_case()


def enter(case, code):
    client = Client()
    assert client.post("/en/follow/", {"reference": str(case), "code": code}).status_code == 302
    return client


@pytest.fixture
def hafida(held):
    """The browser of somebody who was given the plan."""
    (issued,) = given(held, somebody(held.case))
    return enter(held.case, issued.code)


def text_of(response):
    return response.content.decode()


def end(case, state="stopped"):
    Case.objects.filter(pk=case.pk).update(state=state, ended_at=timezone.now())


def at_once(case):
    return Email.objects.filter(subject=subject_for_staff("Please look at %(reference)s now", case))


def test_it_is_told_at_once_and_shown_to_nobody_with_a_code(hafida, held, as_user):
    assert f'href="{PAGE}"' in text_of(hafida.get(PLAN))
    page = text_of(hafida.get(PAGE))
    assert page.index("tel:112") < page.index('name="text"')
    answered = hafida.post(PAGE, {"text": WORRY})
    assert answered["Location"] == PLAN
    concern = SafetyConcern.objects.select_related("case__vault").get()
    assert (concern.raised_as, concern.raised_by, words_of(concern, "text")) == ("recipient", None, WORRY)
    assert at_once(held.case).count() == 1
    assert not any("Hafida" in mail.message for mail in at_once(held.case))
    assert "We read it, and call you as you asked." in text_of(hafida.get(PLAN))
    for address in (PLAN, PAGE):
        assert "Hij wacht" not in text_of(hafida.get(address))
        assert "We read it, and call" not in text_of(hafida.get(address))
    bench = as_user(held.case.region.manager).get(reverse("cases:inspect", args=[held.case_id]))
    assert "Hij wacht haar op" in panel(text_of(bench), "safety")
    assert "Somebody with a code" in panel(text_of(bench), "safety")
    assert "with the code of Hafida" in panel(text_of(bench), "safety")


def test_who_must_accept_the_plan_says_so_too():
    held = held_case(acceptor=True)
    client = enter(held.case, issue_acceptor_code(held.case, by=held.case.region.manager).code)
    presented(held)
    assert f'href="{PAGE}"' in text_of(client.get(PLAN))
    client.post(PAGE, {"text": WORRY})
    concern = SafetyConcern.objects.get()
    assert (concern.raised_as, concern.owner_of_code) == ("recipient", None)


def test_a_child_reads_it_in_words_of_its_own(held):
    (issued,) = given(held, somebody(held.case, "Sem", is_child=True))
    page = enter(held.case, issued.code).get(PAGE)
    assert page.context["form"].is_child
    assert "Say too who you are" in text_of(page)
    assert "if you are in danger now" in text_of(page)


@pytest.mark.parametrize("text", ["", "   ", "x" * 3001, "\x00"])
def test_what_cannot_be_kept_is_said_beside_the_field(hafida, text):
    page = hafida.post(PAGE, {"text": text})
    assert page.status_code == 422
    assert page.context["form"].errors["text"]
    assert text.strip("\x00 ") in text_of(page)
    assert not SafetyConcern.objects.exists()


def test_a_double_click_tells_it_once(hafida):
    sent = drawn(hafida, PAGE) | {"text": WORRY}
    assert [hafida.post(PAGE, sent).status_code for _time in range(2)] == [302, 302]
    assert SafetyConcern.objects.count() == 1


def test_nobody_floods(hafida):
    for number in range(20):
        assert hafida.post(PAGE, {"text": f"{number}"}).status_code == 302
    page = hafida.post(PAGE, {"text": "nog een"})
    assert page.status_code == 422
    assert "Call us: that is quicker." in text_of(page)
    assert "nog een" in text_of(page)


@pytest.mark.parametrize("state", ["stopped", "closed"])
def test_after_the_end_it_says_whom_to_call(hafida, held, state):
    end(held.case, state)
    page = hafida.get(PAGE)
    assert page.status_code == 200
    assert "nobody reads here any more" in text_of(page)
    assert "tel:112" in text_of(page)
    assert 'name="text"' not in text_of(page)
    page = hafida.post(PAGE, {"text": WORRY})
    assert page.status_code == 409
    assert "Hij wacht haar op" in text_of(page)
    assert not SafetyConcern.objects.exists()


def test_who_is_shut_out_meanwhile_keeps_the_words_and_reads_whom_to_call(hafida, held):
    sent = drawn(hafida, PAGE) | {"text": WORRY}
    revoke_code(held.case, by=held.case.region.manager, code=RecipientCode.objects.get())
    page = hafida.post(PAGE, sent)
    assert page.status_code == 404
    assert "Hij wacht haar op" in text_of(page)
    assert "tel:112" in text_of(page)
    assert str(held.case) not in text_of(page)
    assert not SafetyConcern.objects.exists()


def test_a_worry_stays_when_whose_code_it_was_is_taken_out(hafida, held, as_user):
    hafida.post(PAGE, {"text": WORRY})
    SafetyConcern.objects.get().participant.delete()
    bench = as_user(held.case.region.manager).get(reverse("cases:inspect", args=[held.case_id]))
    assert "Hij wacht haar op" in panel(text_of(bench), "safety")
    assert "with the code of" not in panel(text_of(bench), "safety")
