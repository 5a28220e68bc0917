"""The coordinator's pages of the circle: picture and list, a page for each; nobody else reads a name."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from intake.models import Case, Participant
from tests.intake.encircled import crowd, eyes, join, own_case, two_sides
from tests.intake.matched import coordinator_in, make_region, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


@pytest.fixture
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def case():
    return own_case()


@pytest.fixture
def own(as_user, case):
    return as_user(user_of(case.coordinator))


def page_of(assignment, act=""):
    return f"/en/my/cases/{assignment.pk}/circle/{act and f'{act}/'}"


def text_of(response):
    return response.content.decode()


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text_of(response)))


def said(**told):
    """What the form sends of somebody."""
    return {
        "name": "Hafida", "tie": "family", "capacity": "member", "language": "nl", "contact": "not_yet",
        "needs": "nothing", "coming": "unknown",
    } | told  # fmt: skip


def names(assignment):
    with eyes(assignment.case):
        return sorted(row.name for row in assignment.case.participants.filter(is_core=False))


def core_of(client, assignment):
    client.get(page_of(assignment))
    return assignment.case.participants.filter(is_core=True).first()


def test_an_empty_circle_has_its_middle_and_empty_places(own, case):
    page = own.get(page_of(case))
    assert "The circle: 0 people" in words_of(page)
    assert "Younes" in words_of(page)
    assert "Who else of the family?" in words_of(page)
    assert text_of(page).count('<circle class="empty" cx="10"') == 1
    assert text_of(page).count('class="empty"') == 1 + 8
    assert "1 person you still have to speak to" in words_of(page)


def test_looking_twice_keeps_one_in_the_middle(own, case):
    own.get(page_of(case))
    own.get(page_of(case))
    assert Participant.objects.count() == 1


def test_somebody_joins_is_changed_and_leaves(own, case):
    told = said(who="oma", needs="arranged", hindrance="Geen trap", arranged="Zaal beneden", parts=["private"])
    answer = own.post(page_of(case, "add"), told, follow=True)
    assert "The circle: 1 person" in words_of(answer)
    assert all(word in words_of(answer) for word in ("Hafida, oma", "Zaal beneden", "still to speak to"))
    row = Participant.objects.get(is_core=False)
    assert row.in_private_time
    page = text_of(own.get(page_of(case, str(row.pk))))
    assert 'value="Hafida"' in page
    told |= {"contact": "spoken", "is_hidden": "on", "edition": "1"}
    answer = own.post(page_of(case, str(row.pk)), told, follow=True)
    assert "spoken to" in words_of(answer)
    assert "The address is secret" in words_of(answer)
    assert "The address is secret" in words_of(own.get(page_of(case, str(row.pk))))
    assert "Hafida" in words_of(own.get(page_of(case, f"{row.pk}/out")))
    own.post(page_of(case, f"{row.pk}/out"))
    assert names(case) == []


def test_everybody_has_one_stop_for_the_keyboard_and_a_number_in_both(own, case):
    row = join(case)
    page = text_of(own.get(page_of(case)))
    links = re.findall(rf'<a href="{page_of(case, str(row.pk))}"([^>]*)>', page)
    assert sorted("tabindex" in link for link in links) == [False, True]
    assert re.search(r'<svg class="circle-map"[^>]*aria-hidden="true"', page)
    assert len(re.findall(r'class="dotn[^>]*>1</text>', page)) == 2


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"name": " "}, "Write down the name"),
        ({"name": "x" * 121}, "at most 120"),
        ({"tie": ""}, "Choose one of the list"),
        ({"tie": "enemy"}, "Choose one of the list"),
        ({"capacity": "informant", "parts": ["private"]}, "is for the circle alone"),
        ({"parts": ["repair"]}, "Choose one of the list"),
        ({"telephone": "12"}, "This telephone number is not right"),
        ({"email": "nobody"}, "not a complete e-mail address"),
        ({"is_hidden": "on", "shares_contact": "on"}, "A secret address is not given to others"),
        ({"contacted_on": "32 mei"}, "date"),
        ({"hindrance": "\x00"}, "a sign in this that we cannot keep"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(own, case, told, words):
    answer = own.post(page_of(case, "add"), said(who="Tante Nadia") | told)
    assert answer.status_code == 422
    assert words in words_of(answer)
    assert "Tante Nadia" in text_of(answer)
    assert names(case) == []


def test_private_time_is_not_offered_to_who_informs(own, case):
    row = join(case, tie="professional", capacity="informant")
    page = own.get(page_of(case, str(row.pk)))
    assert 'value="information"' in text_of(page)
    assert 'value="private"' not in text_of(page)
    assert "is for the circle alone" in words_of(page)
    assert 'value="private"' in text_of(own.get(page_of(case, "add")))


def test_a_double_click_adds_once(own, case):
    drawn = re.search(r'name="drawn" value="([^"]+)"', text_of(own.get(page_of(case, "add"))))[1]
    for _ in range(2):
        assert own.post(page_of(case, "add"), said(drawn=drawn)).status_code == 302
    assert names(case) == ["Hafida"]


def test_what_another_window_kept_is_told_and_saving_again_is_a_choice(own, case):
    row = join(case)
    own.post(page_of(case, str(row.pk)), said(edition="1", who="oma"))
    answer = own.post(page_of(case, str(row.pk)), said(edition="1", who="tante"))
    assert answer.status_code == 422
    assert "In the meantime it is: oma" in words_of(answer)
    assert 'value="tante"' in text_of(answer)
    edition = re.search(r'name="edition" value="(\d+)"', text_of(answer))[1]
    assert own.post(page_of(case, str(row.pk)), said(edition=edition, who="tante")).status_code == 302


def test_typed_about_somebody_who_was_taken_out_is_given_back(own, case):
    row = join(case)
    Participant.objects.filter(pk=row.pk).delete()
    answer = own.post(page_of(case, str(row.pk)), said(edition="1", arranged="Taxi van Karim"))
    assert answer.status_code == 404
    assert "Taxi van Karim" in text_of(answer)


def test_who_is_in_the_middle_is_prepared_too_and_stays(own, case):
    core = core_of(own, case)
    page = text_of(own.get(page_of(case, str(core.pk))))
    assert 'name="name"' not in page
    assert 'name="telephone"' not in page
    told = {"edition": "1", "contact": "spoken", "needs": "nothing", "coming": "comes", "language": "ar"}
    assert own.post(page_of(case, str(core.pk)), told).status_code == 302
    core.refresh_from_db()
    assert (core.contact, core.language) == ("spoken", "ar")
    assert own.get(page_of(case, f"{core.pk}/out")).status_code == 302
    own.post(page_of(case, f"{core.pk}/out"))
    assert Participant.objects.filter(pk=core.pk).exists()


def test_each_side_has_a_picture_and_a_list_of_its_own(as_user):
    case, harmed, did_it = two_sides()
    own = as_user(user_of(case.coordinator))
    join(case, "Tante Nadia", side=harmed)
    join(case, "Oom Karim", side=did_it)
    join(case, "Agent Visser", tie="professional", capacity="informant")
    page = text_of(own.get(page_of(case)))
    assert page.count('class="circle-map"') == 2
    sides = page.split('<section class="circle-side"')[1:]
    where = [[name in side for name in ("Tante Nadia", "Oom Karim", "Agent Visser")] for side in sides]
    assert sorted(where, reverse=True) == [[True, False, False], [False, True, False], [False, False, True]]
    assert "Who was harmed: Younes" in words_of(own.get(page_of(case)))
    assert f"add/?side={did_it.pk}" in page
    chosen = text_of(own.get(f"{page_of(case, 'add')}?side={did_it.pk}"))
    assert re.search(rf'value="{did_it.pk}" selected', chosen)
    assert own.get(f"{page_of(case, 'add')}?side=nonsense").status_code == 200


def test_a_side_of_another_case_is_refused(own, case, as_user):
    _other, harmed, _did_it = two_sides()
    mine, *_ = two_sides()
    client = as_user(user_of(mine.coordinator))
    assert client.post(page_of(mine, "add"), said(side=str(harmed.pk))).status_code == 422
    assert names(mine) == []


def test_somebody_of_another_case_is_not_there(own, case):
    other = join(own_case())
    for act in (str(other.pk), f"{other.pk}/out"):
        assert own.get(page_of(case, act)).status_code == 404
        assert own.post(page_of(case, act), said(edition="1")).status_code == 404
    assert Participant.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("act", ["", "add", "one", "one/out"])
def test_nobody_else_finds_anything(as_user, case, act):
    act = act.replace("one", str(join(case).pk))
    others = (
        user_of(coordinator_in(case.case.region)), case.case.region.manager, make_region().manager,
        user_of(coordinator_in(make_region())),
    )  # fmt: skip
    for user in others:
        client = as_user(user)
        assert client.get(page_of(case, act)).status_code == 404
        assert client.post(page_of(case, act), said(edition="1")).status_code in (404, 405)
    assert names(case) == ["Hafida"]


def test_who_is_not_signed_in_is_asked_to(client, case):
    assert client.get(page_of(case)).status_code == 302


@pytest.mark.parametrize("state", ["question", "plan_running", "stopped"])
def test_at_another_time_nothing_is_changed_and_what_was_typed_comes_back(own, case, state):
    row = join(case)
    Case.objects.filter(pk=case.case_id).update(state=state)
    page = own.get(page_of(case))
    assert "Hafida" in words_of(page)
    assert "Add somebody" not in words_of(page)
    assert own.get(page_of(case, "add")).status_code == 302
    for act in ("add", str(row.pk)):
        answer = own.post(page_of(case, act), said(name="Te laat", edition="1"))
        assert answer.status_code == 409
        assert "Te laat" in text_of(answer)
    own.post(page_of(case, f"{row.pk}/out"))
    assert names(case) == ["Hafida"]


def test_the_page_asks_the_same_of_the_database_for_one_and_for_forty(own, case):
    crowd(case, count=1)
    own.get(page_of(case))
    with CaptureQueriesContext(connection) as few:
        own.get(page_of(case))
    crowd(case, count=39)
    with CaptureQueriesContext(connection) as many:
        page = own.get(page_of(case))
    assert "The circle: 40 people" in words_of(page)
    assert len(many) == len(few)
