"""Codes for a given plan: shown again to the form that made them, made anew by the coordinator, given by staff."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from intake.actions.assigning import end_assignment
from intake.actions.recipient_codes import issue_recipient_code, revoke_code
from intake.actions.safety import raise_concern
from intake.models import Assignment, Case, FollowUp, Plan, RecipientCode
from portal.privacy.codes import digits_of
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed
from tests.intake.bench import panel
from tests.intake.matched import coordinator_in, make_region, offer, user_of
from tests.intake.planned import accepted, given, held_case, must_accept, somebody
from tests.intake.test_meanwhile import drawn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def held():
    return held_case()


@pytest.fixture
def own(as_user, held):
    return as_user(user_of(held.coordinator))


@pytest.fixture
def desk(as_user, held):
    return as_user(held.case.region.manager)


def page_of(held, act=""):
    return f"/en/my/cases/{held.pk}/plan/{act and act + '/'}"


def text_of(response):
    return response.content.decode()


def digits_in(response):
    return re.findall(r"\b(\d{4} \d{4} \d{2})\b", text_of(response))


def opens(client, case, code):
    return client.post("/en/follow/", {"reference": str(case), "code": code}).status_code == 302


# -- the same form sent again ------------------------------------------------------------------------


def test_the_same_form_sent_again_shows_the_same_codes(own, held, client):
    people = [somebody(held.case), somebody(held.case, "Karim")]
    accepted(held)
    told = drawn(own, page_of(held, "give")) | {"recipients": [str(one.pk) for one in people]}
    first, again = own.post(page_of(held, "give"), told), own.post(page_of(held, "give"), told)
    assert len(digits_in(first)) == 2
    assert digits_in(again) == digits_in(first)
    assert RecipientCode.objects.count() == 2
    assert opens(client, held.case, digits_in(again)[0])


def test_after_a_while_a_code_that_was_taken_back_or_another_form_show_none(own, held):
    hafida = somebody(held.case)
    accepted(held)
    told = drawn(own, page_of(held, "give")) | {"recipients": [str(hafida.pk)]}
    own.post(page_of(held, "give"), told)
    assert not digits_in(own.post(page_of(held, "give"), told | drawn(own, page_of(held, f"code/{hafida.pk}"))))
    RecipientCode.objects.update(made_at=timezone.now() - timedelta(minutes=16))
    assert not digits_in(own.post(page_of(held, "give"), told))
    RecipientCode.objects.update(made_at=timezone.now())
    assert digits_in(own.post(page_of(held, "give"), told))
    revoke_code(held.case, by=held.case.region.manager, code=RecipientCode.objects.get())
    assert not digits_in(own.post(page_of(held, "give"), told))


def test_nobody_else_is_shown_them_with_the_same_form(own, as_user, desk, held):
    hafida = somebody(held.case)
    accepted(held)
    told = drawn(own, page_of(held, "give")) | {"recipients": [str(hafida.pk)]}
    own.post(page_of(held, "give"), told)
    for other in (desk, as_user(user_of(coordinator_in(held.case.region)))):
        assert other.post(page_of(held, "give"), told).status_code == 404


def test_a_form_without_a_name_of_its_own_shows_them_once(own, held):
    hafida = somebody(held.case)
    accepted(held)
    told = {"recipients": [str(hafida.pk)], "drawn": "nonsense"}
    assert digits_in(own.post(page_of(held, "give"), told))
    assert not digits_in(own.post(page_of(held, "give"), told))


def test_a_code_of_a_seed_is_the_same_each_time_and_another_of_another():
    assert digits_of("a", 10) == digits_of("a", 10)
    assert len({digits_of(str(number), 10) for number in range(50)}) == 50
    assert re.fullmatch(r"\d{10}", digits_of("b", 10))


# -- a new one, by the coordinator -------------------------------------------------------------------


def test_the_coordinator_makes_a_new_one_as_long_as_it_is_at_hand(own, held, client):
    hafida = somebody(held.case)
    (issued,) = given(held, hafida)
    address = page_of(held, f"code/{hafida.pk}")
    page = text_of(own.get(page_of(held)))
    assert f'href="{address}"' in page
    assert "not used yet" in page
    told = drawn(own, address)
    first = own.post(address, told)
    [code] = digits_in(first)
    assert "Hafida" in text_of(first)
    assert digits_in(own.post(address, told)) == [code]
    assert not opens(client, held.case, issued.code)
    assert opens(client, held.case, code)
    log = MoveLogEntry.objects.for_instance(held.case).filter(action="intake.case.give_code")
    assert set(log.values_list("user", flat=True)) == {user_of(held.coordinator).pk}
    letter = own.post(page_of(held, "pdf"), {"participant": str(hafida.pk), "code": code})
    assert letter["Content-Type"] == "application/pdf"
    Assignment.objects.filter(pk=held.pk).update(state="done")
    assert own.get(address).status_code == 302
    with pytest.raises(NotAllowed):
        issue_recipient_code(Case.objects.get(), by=user_of(held.coordinator), participant=hafida)


def test_while_somebody_is_worried_no_new_code_is_made(own, held):
    hafida = somebody(held.case)
    given(held, hafida)
    raise_concern(Case.objects.get(), by=held.case.region.manager, text="Bang")
    page = own.post(page_of(held, f"code/{hafida.pk}"))
    assert page.status_code == 422
    assert "worried about safety" in text_of(page)
    assert RecipientCode.objects.count() == 1


def test_before_it_was_given_there_is_no_code_to_make(own, held):
    hafida = somebody(held.case)
    accepted(held)
    assert own.get(page_of(held, f"code/{hafida.pk}")).status_code == 302
    own.post(page_of(held, f"code/{hafida.pk}"))
    assert not RecipientCode.objects.exists()
    assert "with a code of their own" not in text_of(own.get(page_of(held)))


def test_for_who_stayed_away_or_is_of_another_case_there_is_none(own, held, as_user):
    given(held, somebody(held.case))
    foreign = somebody(held_case().case)
    for person in (somebody(held.case, was_there=False), foreign):
        assert own.get(page_of(held, f"code/{person.pk}")).status_code == 404
        assert own.post(page_of(held, f"code/{person.pk}")).status_code == 404
    other = as_user(user_of(coordinator_in(held.case.region)))
    assert other.post(page_of(held, f"code/{foreign.pk}")).status_code == 404


def test_who_reads_it_costs_the_same_for_one_as_for_many(own, held):
    given(held, somebody(held.case))
    own.get(page_of(held))
    with CaptureQueriesContext(connection) as few:
        own.get(page_of(held))
    for number in range(6):
        issue_recipient_code(
            Case.objects.get(), by=held.case.region.manager, participant=somebody(held.case, f"{number}")
        )
    with CaptureQueriesContext(connection) as many:
        own.get(page_of(held))
    assert len(many) == len(few)


# -- by staff, when nobody does the case any more ----------------------------------------------------


def entry(held):
    return reverse("cases:entry", args=[held.case_id, "give_plan"])


def plan_of(desk, held):
    return panel(text_of(desk.get(reverse("cases:inspect", args=[held.case_id]))), "plan")


@pytest.fixture
def left(held):
    """An accepted plan whose coordinator stopped; Hafida came, Karim thinks along as an informant."""
    held.hafida, held.karim = somebody(held.case), somebody(held.case, "Karim")
    accepted(held)
    end_assignment(Assignment.objects.get(), by=user_of(held.coordinator), reason="Ziek", handover="Alles ligt klaar")
    return held


def test_staff_give_a_plan_whose_coordinator_is_gone(desk, left, client):
    assert f'href="{entry(left)}"' in text_of(desk.get(reverse("cases:inspect", args=[left.case_id])))
    offer(Case.objects.get(), coordinator_in(left.case.region))
    page = desk.get(entry(left))
    assert "Hafida" in text_of(page)
    assert "Karim" in text_of(page)
    answer = desk.post(entry(left), drawn(desk, entry(left)) | {"recipients": [str(left.hafida.pk)]})
    [code] = digits_in(answer)
    assert "Hafida" in text_of(answer)
    assert "Karim" not in text_of(answer)
    assert (Plan.objects.get().state, Case.objects.get().state) == ("given", "plan_running")
    assert FollowUp.objects.count() == 2
    assert set(left.case.assignments.values_list("state", flat=True)) == {"ended", "withdrawn"}
    assert opens(client, left.case, code)
    letter = reverse("cases:plan_pdf", args=[left.case_id])
    told = {"participant": str(left.hafida.pk), "code": code}
    assert desk.post(letter, told)["Content-Type"] == "application/pdf"
    for wrong in ({"code": "1234567890"}, {"participant": str(left.karim.pk)}, {"participant": "nonsense"}):
        assert desk.post(letter, told | wrong).status_code == 404


def test_while_a_coordinator_has_it_at_hand_it_is_not_offered(desk, held):
    accepted(held)
    assert entry(held) not in text_of(desk.get(reverse("cases:inspect", args=[held.case_id])))
    assert "Send the plan back" in plan_of(desk, held)


def test_who_does_it_gives_it_and_no_staff_over_their_head(desk, held):
    hafida = somebody(held.case)
    accepted(held)
    page = desk.post(entry(held), drawn(desk, entry(held)) | {"recipients": [str(hafida.pk)]})
    assert "This cannot be done now" in text_of(page)
    assert Plan.objects.get().state == "accepted"
    assert not RecipientCode.objects.exists()


def sent_twice(desk, held, name, **told):
    address = reverse("cases:entry", args=[held.case_id, name])
    form = drawn(desk, address) | told
    return [digits_in(desk.post(address, form, follow=True)) for _time in range(2)]


def test_a_double_click_of_staff_shows_the_same_codes(desk, left, client):
    people = [str(left.hafida.pk), str(left.karim.pk)]
    first, again = sent_twice(desk, left, "give_plan", recipients=people)
    assert len(first) == 2
    assert again == first
    assert RecipientCode.objects.count() == 2
    assert opens(client, left.case, again[0])
    [code], [same] = sent_twice(desk, left, "recipient_code", participant=people[0])
    assert code == same
    assert code not in first


def test_a_double_click_shows_the_code_of_who_must_accept_it_again(desk, held, client):
    must_accept(held.case)
    [code], [same] = sent_twice(desk, held, "acceptor_code")
    assert code == same
    assert opens(client, held.case, same)


def test_after_a_while_the_form_of_staff_shows_none(desk, left):
    form = drawn(desk, entry(left)) | {"recipients": [str(left.hafida.pk)]}
    desk.post(entry(left), form)
    RecipientCode.objects.update(made_at=timezone.now() - timedelta(minutes=16))
    assert desk.post(entry(left), form).status_code == 302


def test_staff_give_nothing_while_somebody_is_worried_or_before_it_is_accepted(desk, left):
    raise_concern(Case.objects.get(), by=left.case.region.manager, text="Bang")
    page = desk.post(entry(left), {"recipients": [str(left.hafida.pk)]})
    assert "worried about safety" in text_of(page)
    assert Plan.objects.get().state == "accepted"


def test_staff_of_another_region_find_nothing(as_user, left):
    foreign = as_user(make_region().manager)
    assert foreign.get(entry(left)).status_code == 404
    assert foreign.post(entry(left), {"recipients": [str(left.hafida.pk)]}).status_code == 404
    assert foreign.post(reverse("cases:plan_pdf", args=[left.case_id])).status_code == 404
    assert Plan.objects.get().state == "accepted"
