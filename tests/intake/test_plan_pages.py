"""The coordinator's pages of a plan: typed, ordered, presented, judged, given; nobody else reads a word."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from intake.actions.planning import return_plan
from intake.models import Agreement, Assignment, Case, Plan, RecipientCode, VerdictAbout
from portal.privacy.looking import looking
from tests.intake.matched import coordinator_in, make_region, user_of
from tests.intake.planned import WORDS, accepted, given, held_case, presented, require, somebody, with_agreements

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


@pytest.fixture
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def held():
    return held_case()


@pytest.fixture
def own(as_user, held):
    return as_user(user_of(held.coordinator))


def page_of(held, act=""):
    return f"/en/my/cases/{held.pk}/plan/{act and act + '/'}"


def text_of(response):
    return response.content.decode()


def words_of(case):
    with looking(case, by=None, screen="tests"):
        return [one.text for one in Agreement.objects.filter(case=case)]


def say(about, **told):
    return {"holds": "yes", "said_by": "De kring", "said_on": timezone.localdate().isoformat()} | told


def test_from_the_first_word_to_everybody_has_it(own, held):
    hafida = somebody(held.case)
    own.post(page_of(held, "agreement"), {"text": WORDS[0], "done_by": "circle"})
    own.post(page_of(held, "list"), {"text": f"1. {WORDS[1]}\n2. {WORDS[2]}"})
    told = {"watcher": "Nadia", "adjusting": "Oma", "language": "nl", "edition": Plan.objects.get().edition}
    own.post(page_of(held, "around"), told)
    page = text_of(own.get(page_of(held)))
    assert all(word in page for word in (*WORDS, "Nadia", "Oma"))
    own.post(page_of(held, "present"))
    for about in VerdictAbout.values:
        assert own.post(page_of(held, f"answer/{about}"), say(about)).status_code == 302
    own.post(page_of(held, "accept"), {"said_by": "De kring", "accepted_on": timezone.localdate().isoformat()})
    answer = text_of(own.post(page_of(held, "give"), {"recipients": [str(hafida.pk)]}))
    assert "Hafida" in answer
    assert re.search(r"\d{4} \d{4} \d{2}", answer)
    assert Case.objects.get().state == "plan_running"
    assert WORDS[0] in text_of(own.get(page_of(held)))


def test_the_list_is_shown_before_it_is_made(own, held):
    page = text_of(own.post(page_of(held, "list"), {"text": "1. Een\n2. Twee", "look": "1"}))
    assert "This makes 2 agreements" in page
    assert not Agreement.objects.exists()


def test_sixty_one_are_refused_beside_the_field_with_what_was_typed(own, held):
    page = own.post(page_of(held, "list"), {"text": "\n".join(f"Regel {n}" for n in range(61))})
    assert page.status_code == 422
    assert "Regel 60" in text_of(page)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"text": "x" * 1001}, {"text": "a", "on_day": "32 mei"}, {"text": "\x00"}]
)
def test_a_wrong_agreement_is_said_beside_its_field(own, held, wrong):
    page = own.post(page_of(held, "agreement"), {"done_by": "circle", "who": "Tante Nadia"} | wrong)
    assert page.status_code == 422
    assert "Tante Nadia" in text_of(page)


def test_changed_and_taken_out(own, held):
    with_agreements(held)
    first, second, third = Agreement.objects.filter(case=held.case)
    assert WORDS[0] in text_of(own.get(page_of(held, f"agreement/{first.pk}")))
    own.post(page_of(held, f"agreement/{first.pk}"), {"text": "Anders", "done_by": "professional"})
    own.post(page_of(held, "order"), {"down": str(first.pk)})
    own.post(page_of(held, f"agreement/{third.pk}/out"))
    assert words_of(held.case) == [WORDS[1], "Anders"]


def test_around_the_plan_what_stands_there_now_is_beside_what_was_typed(own, held):
    plan = with_agreements(held)
    told = {"watcher": "Oom Karim", "adjusting": "Oma en Karim", "language": "nl", "edition": plan.edition - 1}
    page = own.post(page_of(held, "around"), told)
    assert page.status_code == 422
    for words in ("Somebody changed this in the meantime", "In the meantime it is: Tante Nadia", "Oom Karim"):
        assert words in text_of(page)
    assert "In the meantime it is: Oma" not in text_of(page)
    now = re.search(r'name="edition" value="(\d+)"', text_of(page))[1]
    assert own.post(page_of(held, "around"), told | {"edition": now}).status_code == 302
    with looking(held.case, by=None, screen="tests"):
        assert Plan.objects.get().watcher == "Oom Karim"


def test_what_was_typed_about_an_agreement_that_was_taken_out_is_given_back(own, held):
    with_agreements(held)
    key = Agreement.objects.filter(case=held.case)[0].pk
    Agreement.objects.filter(pk=key).delete()
    for typed in ({"text": "Toch anders", "done_by": "circle"}, {"text": "", "who": "Toch anders"}):
        page = own.post(page_of(held, f"agreement/{key}"), typed)
        assert page.status_code == 404
        assert "Toch anders" in text_of(page)
        assert "It was not kept" in text_of(page)
    page = own.post(page_of(held, f"agreement/{key}/out"))
    assert page.status_code == 404
    assert "It was not kept" not in text_of(page)


@pytest.mark.parametrize("key", ["", "nonsense", "5d0c2a4e-0000-4000-8000-000000000000"])
def test_what_is_not_there_is_not_moved(own, held, key):
    with_agreements(held)
    assert own.post(page_of(held, "order"), {"up": key}).status_code == 404


def test_an_agreement_of_another_case_is_not_there(own, held):
    other = held_case()
    with_agreements(other)
    row = Agreement.objects.get(case=other.case, position=1)
    for address in (f"agreement/{row.pk}", f"agreement/{row.pk}/out"):
        assert own.get(page_of(held, address)).status_code == 404
        assert own.post(page_of(held, address), {"text": "Weg"}).status_code == 404
    assert own.post(page_of(held, "order"), {"up": str(row.pk)}).status_code == 404


@pytest.mark.parametrize(
    "act",
    [
        "",
        "agreement",
        "list",
        "around",
        "present",
        "answer/safe",
        "accept",
        "back",
        "give",
        "pdf",
        "calendar",
        "revision/1",
    ],
)  # fmt: skip
def test_another_coordinator_finds_nothing(as_user, held, act):
    presented(held)
    other = as_user(user_of(coordinator_in(held.case.region)))
    assert other.get(page_of(held, act)).status_code == 404
    assert other.post(page_of(held, act)).status_code in (404, 405)


def test_before_the_conference_there_is_nothing_to_type(own, held):
    Case.objects.filter(pk=held.case_id).update(state="preparation")
    assert "made at the conference" in text_of(own.get(page_of(held)))
    page = own.post(page_of(held, "agreement"), {"text": "Te vroeg", "done_by": "circle"})
    assert page.status_code == 409
    assert "Te vroeg" in text_of(page)


def test_what_is_typed_too_late_is_given_back(own, held):
    presented(held)
    page = own.post(page_of(held, "agreement"), {"text": "Nog een", "done_by": "circle"})
    assert page.status_code == 409
    assert "Nog een" in text_of(page)
    assert len(words_of(held.case)) == 3


def test_the_page_says_who_decides(as_user):
    held = held_case(acceptor=True)
    presented(held)
    own = as_user(user_of(held.coordinator))
    assert "decides, not you" in text_of(own.get(page_of(held)))
    answer = own.post(page_of(held, "answer/safe"), say("safe"))
    assert answer.status_code == 422
    assert not held.case.plan.verdicts.exists()


def test_a_refusal_names_the_requirement(own, held):
    row = require(held.case)
    presented(held)
    assert row.pk
    assert "Molenstraat" in text_of(own.get(page_of(held, "answer/safe")))
    page = own.post(page_of(held, "answer/safe"), say("safe", holds="no", ground="requirement", reason="Omdat"))
    assert page.status_code == 422
    assert "what would be acceptable" in text_of(page)
    told = {"holds": "no", "ground": "requirement", "reason": "Omdat", "acceptable": "Dit", "requirement": str(row.pk)}
    assert own.post(page_of(held, "answer/safe"), say("safe", **told)).status_code == 302


def test_what_came_back_says_why_and_the_older_words_stay(own, held):
    plan = presented(held)
    return_plan(held.case, by=held.case.region.manager, reason="Mist iets")
    assert own.get(page_of(held, "revision/1")).status_code == 200
    assert own.get(page_of(held, "revision/2")).status_code == 404
    assert plan.pk


def test_given_twice_by_a_double_click_gives_once(own, held):
    hafida = somebody(held.case)
    accepted(held)
    page = text_of(own.get(page_of(held, "give")))
    drawn = re.search(r'name="drawn" value="([^"]+)"', page)[1]
    for _ in range(2):
        assert own.post(page_of(held, "give"), {"recipients": [str(hafida.pk)], "drawn": drawn}).status_code in (
            200,
            302,
        )
    assert RecipientCode.objects.count() == 1


def test_only_who_came_gets_a_code(own, held):
    stranger = somebody(held.case, was_there=False)
    accepted(held)
    page = own.post(page_of(held, "give"), {"recipients": [str(stranger.pk)]})
    assert page.status_code == 422
    assert Plan.objects.get().state == "accepted"


def test_a_letter_needs_the_code_that_was_just_shown(own, held):
    hafida, karim = somebody(held.case), somebody(held.case, "Karim")
    (issued,) = given(held, hafida)
    told = {"participant": str(hafida.pk), "code": issued.code}
    answer = own.post(page_of(held, "pdf"), told)
    assert answer["Content-Type"] == "application/pdf"
    for wrong in ({"code": "1234567890"}, {"participant": str(karim.pk)}, {"participant": "nonsense"}):
        assert own.post(page_of(held, "pdf"), told | wrong).status_code == 404


def test_what_is_moved_by_a_double_click_moves_one_place(own, held):
    with_agreements(held)
    first = Agreement.objects.filter(case=held.case)[0].pk
    drawn = re.search(r'name="drawn" value="([^"]+)"', text_of(own.get(page_of(held))))[1]
    for _ in range(2):
        assert own.post(page_of(held, "order"), {"down": str(first), "drawn": drawn}).status_code == 302
    assert words_of(held.case) == [WORDS[1], WORDS[0], WORDS[2]]


def test_what_is_sent_after_the_last_call_leads_to_the_page_that_says_so(own, held):
    hafida = somebody(held.case)
    (issued,) = given(held, hafida)
    row = Agreement.objects.filter(case=held.case)[0]
    Assignment.objects.filter(pk=held.pk).update(state="done")
    for act, told in (("pdf", {"participant": str(hafida.pk), "code": issued.code}), ("order", {"down": str(row.pk)})):
        answer = own.post(page_of(held, act), told)
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"/my/cases/{held.pk}/")


def test_the_calendar_holds_days_and_what_comes_back(own, held):
    with_agreements(held)
    assert "The days in a calendar" not in text_of(own.get(page_of(held)))
    own.post(
        page_of(held, "agreement"), {"text": "Zwemmen", "often": "weekly", "on_day": "2026-11-25", "done_by": "circle"}
    )
    file = text_of(own.get(page_of(held, "calendar")))
    assert "RRULE:FREQ=WEEKLY;UNTIL=" in file
    assert "DTSTART;VALUE=DATE:20261125" in file
    assert file.count("BEGIN:VEVENT") == 1


def test_the_page_asks_the_same_of_the_database_for_one_and_for_many(own, held):
    with_agreements(held, "Een")
    own.get(page_of(held))
    with CaptureQueriesContext(connection) as few:
        own.get(page_of(held))
    own.post(page_of(held, "list"), {"text": "\n".join(["Wij"] * 40)})
    own.get(page_of(held))
    with CaptureQueriesContext(connection) as many:
        own.get(page_of(held))
    assert len(many) == len(few)


def test_staff_who_do_not_do_the_case_have_no_page(as_user, held):
    presented(held)
    assert as_user(held.case.region.manager).get(page_of(held)).status_code == 404
    assert as_user(make_region().manager).get(page_of(held)).status_code == 404
