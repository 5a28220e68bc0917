"""The door of the circle: number and a code of one's own open the plan; for who must accept it, also the answer."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from intake.actions.questions import remove_acceptor, write_acceptor
from intake.actions.recipient_codes import issue_acceptor_code, issue_recipient_code, revoke_code
from intake.actions.safety import raise_concern
from intake.models import Acceptor, Case, Plan, RecipientCode, VerdictAbout
from portal.privacy.models import AccessLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.matched import make_region
from tests.intake.planned import WORDS, given, held_case, must_accept, presented, require, somebody
from tests.intake.prepared import prepared_case
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
PLAN = "/en/follow/plan/"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def held():
    return held_case()


@pytest.fixture
def issued(held):
    """Hafida's code for the plan that everybody has."""
    (issued,) = given(held, somebody(held.case))
    return issued


@pytest.fixture
def judging():
    """A case with a presented plan, and the code of who must accept it."""
    held = held_case(acceptor=True)
    issued = issue_acceptor_code(held.case, by=held.case.region.manager)
    presented(held)
    return held.case, issued.code


def enter(client, case, code, **headers):
    return client.post("/en/follow/", {"reference": str(case), "code": code}, headers=headers)


def text_of(response):
    return response.content.decode()


def row_of(case):
    return RecipientCode.objects.select_related("case").get(case=case, revoked_at__isnull=True)


def test_number_and_code_open_the_plan(client, held, issued):
    assert enter(client, held.case, issued.code)["Location"] == PLAN
    page = text_of(client.get(PLAN))
    assert all(word in page for word in (*WORDS, "Tante Nadia", "Hafida"))
    assert row_of(held.case).opened_at is not None
    assert AccessLogEntry.objects.filter(screen="the plan, by own code").count() == 1
    assert client.get(f"{PLAN}paper/")["Content-Type"] == "application/pdf"
    assert "BEGIN:VCALENDAR" in text_of(client.get(f"{PLAN}days/"))


def test_it_opens_nothing_else(client, held, issued):
    enter(client, held.case, issued.code)
    assert client.get("/en/follow/request/").status_code == 404
    assert client.get(f"{PLAN}answer/safe/").status_code == 302
    assert client.post(f"{PLAN}answer/safe/", {"holds": "yes"}).status_code == 404


def test_closed_it_opens_no_more(client, held, issued):
    enter(client, held.case, issued.code)
    client.post(f"{PLAN}close/")
    assert client.get(PLAN).status_code == 404


@pytest.mark.parametrize("address", ["", "answer/safe/", "paper/", "days/", "safety/"])
def test_without_a_code_there_is_no_plan(client, issued, address):
    assert client.get(f"{PLAN}{address}").status_code == 404


def test_what_was_typed_too_late_is_given_back(client):
    page = client.post(f"{PLAN}answer/safe/", {"holds": "no", "reason": "Omdat het niet kan"})
    assert page.status_code == 404
    assert "Omdat het niet kan" in text_of(page)


def test_a_code_taken_back_opens_nothing_and_shuts_the_page(client, held, issued):
    enter(client, held.case, issued.code)
    revoke_code(held.case, by=held.case.region.manager, code=row_of(held.case))
    assert client.get(PLAN).status_code == 404
    assert enter(Client(), held.case, issued.code).status_code == 422


def test_a_new_code_shuts_out_the_old_one(held, issued):
    case = Case.objects.get(pk=held.case_id)
    new = issue_recipient_code(case, by=held.case.region.manager, participant=issued.participant)
    assert enter(Client(), held.case, issued.code).status_code == 422
    assert enter(Client(), held.case, new.code).status_code == 302


def test_after_a_year_it_opens_nothing(client, held, issued):
    RecipientCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert enter(client, held.case, issued.code).status_code == 422


def test_at_the_other_organisation_it_opens_nothing(client, held, issued):
    OrganisationFactory(belgian=True)
    assert enter(client, held.case, issued.code, host="be.localhost").status_code == 422
    enter(client, held.case, issued.code)
    assert client.get(PLAN, headers={"host": "be.localhost"}).status_code == 404


def test_staff_of_another_region_take_no_code_back(held, issued):
    foreign = make_region().manager
    with pytest.raises(NotAllowed):
        revoke_code(held.case, by=foreign, code=row_of(held.case))
    with pytest.raises(NotAllowed):
        issue_recipient_code(held.case, by=foreign, participant=issued.participant)


def test_a_child_reads_in_words_of_its_own(client, held):
    (issued,) = given(held, somebody(held.case, "Sem", is_child=True))
    enter(client, held.case, issued.code)
    assert "It belongs to all of you" in text_of(client.get(PLAN))


def test_a_code_costs_as_much_time_as_none(client, held, issued, monkeypatch):
    slow_steps = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: slow_steps.append(1) or encode(*given))
    enter(client, held.case, "0000000000")
    costs = []
    for number in (held.case, "222 222", "nonsense"):
        slow_steps.clear()
        with CaptureQueriesContext(connection) as queries:
            enter(client, number, "0000000000")
        costs.append((len(queries), len(slow_steps)))
    assert len(set(costs)) == 1
    assert costs[0][1] == 1


def test_who_must_accept_says_three_times_yes(client, judging):
    case, code = judging
    enter(client, case, code)
    assert WORDS[0] in text_of(client.get(PLAN))
    for about in VerdictAbout.values:
        assert client.post(f"{PLAN}answer/{about}/", {"holds": "yes"}).status_code == 302
    plan = Plan.objects.get()
    assert (plan.state, plan.accepted_how) == ("accepted", "code")
    assert "You accepted this plan" in text_of(client.get(PLAN))


def test_who_must_accept_sends_it_back_with_a_ground(client, judging):
    case, code = judging
    row = require(case)
    enter(client, case, code)
    page = client.post(f"{PLAN}answer/safe/", {"holds": "no", "ground": "requirement", "reason": "Omdat"})
    assert page.status_code == 422
    assert "Omdat" in text_of(page)
    told = {"holds": "no", "ground": "requirement", "requirement": str(row.pk), "reason": "Omdat", "acceptable": "Dit"}
    client.post(f"{PLAN}answer/safe/", told)
    for about in ("legal", "workable"):
        client.post(f"{PLAN}answer/{about}/", {"holds": "yes"})
    assert Plan.objects.get().state == "writing"
    page = text_of(client.get(PLAN))
    assert WORDS[0] not in page
    assert "went back to the circle" in page


def test_an_answer_after_it_was_accepted_is_too_late(client, judging):
    case, code = judging
    enter(client, case, code)
    for about in VerdictAbout.values:
        client.post(f"{PLAN}answer/{about}/", {"holds": "yes"})
    told = {"holds": "no", "ground": "law", "reason": "Toch niet", "acceptable": "Iets"}
    page = client.post(f"{PLAN}answer/safe/", told)
    assert page.status_code == 422
    assert "Toch niet" in text_of(page)
    assert Plan.objects.get().state == "accepted"


def test_a_code_for_nobody_is_not_made(held):
    with pytest.raises(NotPossible):
        issue_acceptor_code(held.case, by=held.case.region.manager)
    with pytest.raises(NotPossible):
        issue_recipient_code(held.case, by=held.case.region.manager, participant=somebody(held.case))


@pytest.fixture
def awaited():
    """A case in preparation, and the code of who must accept the plan that there will be."""
    case = prepared_case().case
    must_accept(case)
    return case, issue_acceptor_code(case, by=case.region.manager).code


def accepting(case, **changes):
    told = {"name": "Mevrouw Toets", "body": "Jeugdbescherming", "legal_basis": "Ondertoezichtstelling"}
    return write_acceptor(case, by=case.region.manager, **(told | changes))


@pytest.mark.parametrize("changes", [{"name": "De heer Proef"}, {"body": "Raad voor de Kinderbescherming"}])
def test_the_code_of_who_had_to_accept_opens_nothing_for_the_next(client, awaited, changes):
    case, code = awaited
    enter(client, case, code)
    accepting(case, **changes)
    assert client.get(PLAN).status_code == 404
    assert enter(Client(), case, code).status_code == 422
    new = issue_acceptor_code(case, by=case.region.manager)
    assert enter(Client(), case, new.code).status_code == 302


def test_another_telephone_number_leaves_the_code(client, awaited):
    case, code = awaited
    accepting(case, telephone="020 123 45 67")
    assert enter(client, case, code).status_code == 302


def test_when_nobody_has_to_accept_any_more_the_code_opens_nothing(client, awaited):
    case, code = awaited
    enter(client, case, code)
    remove_acceptor(case, by=case.region.manager, reason="The order ended")
    assert not RecipientCode.objects.filter(revoked_at__isnull=True).exists()
    assert client.get(PLAN).status_code == 404


def test_a_code_for_who_must_accept_without_anybody_opens_nothing(client, awaited):
    case, code = awaited
    enter(client, case, code)
    Acceptor.objects.all().delete()
    assert client.get(PLAN).status_code == 404
    assert enter(Client(), case, code).status_code == 422


@pytest.mark.parametrize("state", ["stopped", "closed"])
def test_after_the_end_nobody_reads_or_judges_what_was_never_given(client, judging, state):
    case, code = judging
    enter(client, case, code)
    assert f"{PLAN}answer/safe/" in text_of(client.get(PLAN))
    Case.objects.filter(pk=case.pk).update(state=state, ended_at=timezone.now())
    page = text_of(client.get(PLAN))
    assert WORDS[0] not in page
    assert f"{PLAN}answer/safe/" not in page
    assert client.get(f"{PLAN}answer/safe/")["Location"] == PLAN
    assert client.get(f"{PLAN}paper/").status_code == 404
    assert client.get(f"{PLAN}days/").status_code == 404


@pytest.mark.parametrize(("state", "said"), [("stopped", "This has stopped."), ("closed", "come to its end.")])
def test_after_the_end_nothing_is_asked_of_who_had_to_accept(client, judging, state, said):
    case, code = judging
    enter(client, case, code)
    Case.objects.filter(pk=case.pk).update(state=state, ended_at=timezone.now())
    page = text_of(client.get(PLAN))
    assert f"{said} Nothing is asked of you any more." in page
    assert "is not there yet" not in page
    assert "Do you want to say or ask something? Call" in page
    assert f"{PLAN}safety/" not in page


def test_what_came_back_is_not_awaited_after_the_end(client, judging):
    case, code = judging
    enter(client, case, code)
    told = {"holds": "no", "ground": "law", "reason": "Omdat", "acceptable": "Dit"}
    client.post(f"{PLAN}answer/safe/", told)
    for about in ("legal", "workable"):
        client.post(f"{PLAN}answer/{about}/", {"holds": "yes"})
    Case.objects.filter(pk=case.pk).update(state="stopped", ended_at=timezone.now())
    page = text_of(client.get(PLAN))
    assert "This has stopped." in page
    assert "When it is changed" not in page


@pytest.mark.parametrize("is_child", [True, False])
def test_after_the_end_the_plan_stays_and_says_that_it_is_over(client, held, is_child):
    (issued,) = given(held, somebody(held.case, is_child=is_child))
    enter(client, held.case, issued.code)
    assert "This has stopped." not in text_of(client.get(PLAN))
    Case.objects.filter(pk=held.case_id).update(state="stopped", ended_at=timezone.now())
    page = text_of(client.get(PLAN))
    assert WORDS[0] in page
    assert "This has stopped." in page
    assert ("You do not have to do anything any more." in page) is is_child


def lines():
    return AccessLogEntry.objects.filter(screen="the plan, by own code", actor_kind="visitor").count()


def test_each_time_that_who_must_accept_looks_is_a_line(client, judging):
    enter(client, *judging)
    for number in (1, 2, 3):
        client.get(PLAN)
        assert lines() == number


@pytest.mark.parametrize("address", ["paper/", "days/"])
def test_each_time_that_the_plan_is_taken_away_is_a_line(client, held, issued, address):
    enter(client, held.case, issued.code)
    client.get(PLAN)
    client.get(PLAN)
    assert lines() == 1
    for number in (2, 3):
        assert client.get(f"{PLAN}{address}").status_code == 200
        assert lines() == number


def test_while_somebody_is_worried_nobody_of_the_circle_gets_a_code(held, issued):
    manager = held.case.region.manager
    raise_concern(held.case, by=manager, text="Bang")
    with pytest.raises(NotPossible, match="worried about safety"):
        issue_recipient_code(held.case, by=manager, participant=issued.participant)
    assert row_of(held.case).participant == issued.participant


def test_while_somebody_is_worried_who_must_accept_still_gets_a_code(awaited):
    case, _code = awaited
    raise_concern(case, by=case.region.manager, text="Bang")
    assert issue_acceptor_code(case, by=case.region.manager).code
