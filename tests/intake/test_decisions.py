"""What somebody whom it is about decides by own code, and what nobody else sees of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from intake.actions.cases import stop_case
from intake.actions.circle import core_of_circle
from intake.actions.people import new_code_of
from intake.models import Assignment, Case, CaseFigures, CasePause, CoreDecision, CorePerson
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from tests.intake.ended import make_followed_up, make_running
from tests.intake.factories import QUESTION, ask
from tests.intake.following import accept, follow, receive
from tests.intake.matched import user_of
from tests.intake.planned import WORDS, held_case, presented
from tests.intake.voiced import (
    SIDES,
    last_decision,
    make_prepared,
    prepare,
    set_day,
    somebody,
    subject_for_staff,
    words_of,
)
from tests.intake.voiced import prepared as prepared
from tests.intake.voiced import region as region

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = ("question", "circle", "date", "plan")
ACTS = ("hold", "go-on", "stop", "another-coordinator", "safety")


def at(name):
    return f"/en/follow/{name}/"


def read(client, name="request"):
    page = client.get(at(name))
    assert page.status_code == 200, (name, page.status_code)
    return page.content.decode().split("<main")[1].split("</main>")[0]


def drawn(client, name):
    return dict(re.findall(r'name="(drawn|edition)" value="([^"]*)"', read(client, name)))


def send(client, name, **typed):
    return client.post(at(name), drawn(client, name) | typed)


def mails():
    return list(Email.objects.order_by("pk").values_list("subject", flat=True))


# -- what lies before them ---------------------------------------------------------------------------


def test_the_question_is_read_and_said_yes_to(client, region):
    case, [code] = make_prepared(region)
    follow(client, case.referral, code)
    assert "Still to decide" in read(client)
    assert QUESTION in read(client, "decide/question")
    assert send(client, "decide/question", answer="yes").status_code == 302
    decision = last_decision()
    assert (decision.about, decision.is_yes, decision.of_edition) == ("question", True, case.question.edition)
    page = read(client)
    assert "Decided: yes, like this" in page
    assert "Thank you. We read it." in page


def test_what_was_changed_since_is_asked_again(client, region):
    case, [code] = make_prepared(region)
    follow(client, case.referral, code)
    send(client, "decide/question", answer="yes")
    ask(case, text="What does Younes need to go to school?")
    assert "It changed. Please look again." in read(client)


def test_a_yes_to_what_was_changed_meanwhile_does_not_count(client, region):
    case, [code] = make_prepared(region)
    follow(client, case.referral, code)
    old = drawn(client, "decide/question")
    ask(case, text="What does Younes need to go to school?")
    answered = client.post(at("decide/question"), old | {"answer": "otherwise", "words": "Mijn eigen woorden"})
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "It changed in the meantime" in page
    assert "What does Younes need" in page
    assert "Mijn eigen woorden" in page
    assert not CoreDecision.objects.exists()
    edition = re.search(r'name="edition" value="(\d+)"', page)[1]
    assert client.post(at("decide/question"), old | {"answer": "yes", "edition": edition}).status_code == 302


REFUSED = [
    {}, {"answer": "perhaps"}, {"answer": "otherwise"}, {"answer": "otherwise", "words": "x" * 2001},
    {"answer": "otherwise", "words": "a\x00b"},
]  # fmt: skip


@pytest.mark.parametrize("typed", REFUSED)
def test_what_cannot_be_is_said_beside_its_field(client, region, typed):
    case, [code] = make_prepared(region)
    follow(client, case.referral, code)
    answered = send(client, "decide/question", **typed)
    assert answered.status_code == 422
    assert 'class="errors"' in answered.content.decode()
    assert not CoreDecision.objects.exists()


def test_what_is_wrong_about_what_is_no_longer_laid_before_them_is_given_back(client, prepared):
    case, [code] = prepared
    conference = set_day(case)
    follow(client, case.referral, code)
    typed = drawn(client, "decide/date") | {"words": "Liever op zondag"}
    conference.delete()
    answered = client.post(at("decide/date"), typed)
    assert answered.status_code == 409
    assert "Liever op zondag" in answered.content.decode()
    assert client.post(at("decide/date"), typed | {"words": ""}).status_code == 302


@pytest.mark.parametrize("edition", ["", "nonsense", "-1", "99999999999999999999"])
def test_an_edition_that_is_none_is_never_a_yes(client, region, edition):
    case, [code] = make_prepared(region)
    follow(client, case.referral, code)
    assert client.post(at("decide/question"), {"answer": "yes", "edition": edition}).status_code == 422
    assert not CoreDecision.objects.exists()


def test_otherwise_is_kept_sealed_in_their_words(client, prepared):
    case, [code] = prepared
    somebody(case, "Hafida", who="oma")
    follow(client, case.referral, code)
    page = read(client, "decide/circle")
    assert "Hafida" in page
    assert "oma" in page
    send(client, "decide/circle", answer="otherwise", words="Karim niet")
    assert words_of(last_decision()) == "Karim niet"
    assert "Karim niet" in read(client, "decide/circle")
    assert "Said: it should be different" in read(client)


def test_whoever_joins_the_circle_makes_it_another_one_and_a_spelling_does_not(client, prepared):
    case, [code] = prepared
    one = somebody(case, "Hafida")
    follow(client, case.referral, code)
    send(client, "decide/circle", answer="yes")
    one.name, one.edition = "Hafidah", 2
    one.save()
    assert "It changed" not in read(client)
    somebody(case, "Karim")
    assert "It changed" in read(client)


def test_who_reads_the_circle_does_not_stand_in_it_as_somebody_else(client, region, coordinator):
    two = [{"kind": "person", "name": "Younes"}, {"kind": "person", "name": "Amira"}]
    case, [code, _other] = make_prepared(region, coordinator=coordinator, people=two)
    somebody(case, "Hafida", who="tante", tie="family")
    with looking(case, by=None, screen="tests"):
        core_of_circle(case)
    follow(client, case.referral, code)
    page = read(client, "decide/circle")
    assert "Younes" not in page
    assert "<bdi>Amira</bdi></b><span>is in the middle</span>" in page
    assert "<bdi>tante</bdi> · family" in page
    assert "lives with them" not in page


def test_day_and_place_show_nothing_of_how_people_stay_safe(client, prepared):
    case, [code] = prepared
    conference = set_day(case)
    conference.safety_plan = "Bram komt door de andere deur"
    conference.save()
    follow(client, case.referral, code)
    page = read(client, "decide/date")
    assert "Buurthuis De Schakel" in page
    assert "andere deur" not in page
    send(client, "decide/date", answer="yes")
    assert last_decision().about == "date"


def test_the_plan_is_read_once_it_is_presented(client, region, coordinator):
    assignment = held_case(region, coordinator=coordinator)
    person = CorePerson.objects.get(referral=assignment.case.referral)
    code = new_code_of(person).code
    follow(client, assignment.case.referral, code)
    assert client.get(at("decide/plan")).status_code == 302
    presented(assignment)
    assert WORDS[0] in read(client, "decide/plan")
    send(client, "decide/plan", answer="yes")
    assert last_decision().of_edition == 1


def test_the_same_answer_sent_twice_counts_once(client, region):
    case, [code] = make_prepared(region)
    follow(client, case.referral, code)
    typed = drawn(client, "decide/question") | {"answer": "yes"}
    assert [client.post(at("decide/question"), typed).status_code for _time in range(2)] == [302, 302]
    assert CoreDecision.objects.count() == 1


def test_what_they_read_is_written_down(client, region):
    case, [code] = make_prepared(region)
    follow(client, case.referral, code)
    read(client, "decide/question")
    assert AccessLogEntry.objects.filter(actor_kind="visitor", screen="follow").count() == 1


# -- who decides -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*(f"decide/{about}" for about in ABOUT), *ACTS])
def test_who_only_referred_decides_nothing(client, region, coordinator, name):
    referral, code = receive(region)
    accept(referral)
    case = prepare(referral, coordinator=coordinator)
    follow(client, referral, code)
    page = read(client)
    assert "We are in touch" in page
    assert "/follow/" not in page.replace("/follow/close/", "").replace("/follow/request/", "")
    assert client.get(at(name)).status_code == 302
    assert client.post(at(name), {"answer": "yes", "text": "", "reason": ""}).status_code == 302
    assert not CoreDecision.objects.exists()
    assert Case.objects.get(pk=case.pk).state == "preparation"


THEMSELVES = [
    {"for_whom": "self", "people": []}, {"for_whom": "child", "people": []},
    {"people": [{"kind": "person", "name": "Samira", "is_referrer": True}]},
]  # fmt: skip


@pytest.mark.parametrize("changes", THEMSELVES)
def test_who_asked_and_is_it_themselves_decides(client, region, changes):
    case, [code] = make_prepared(region, **changes)
    follow(client, case.referral, code)
    send(client, "decide/question", answer="yes")
    assert last_decision().core_person.is_referrer


def test_nobody_without_a_code_comes_there(client):
    for name in [*(f"decide/{about}" for about in ABOUT), *ACTS]:
        assert client.get(at(name)).status_code == 404
        answered = client.post(at(name), {"words": "Mijn woorden", "text": "", "reason": ""})
        assert answered.status_code == 404
        assert "Mijn woorden" in answered.content.decode()


def test_there_is_nothing_else_to_decide_about(client, region):
    case, [code] = make_prepared(region)
    follow(client, case.referral, code)
    for name in ("decide/stop", "decide/pause", "decide/nonsense"):
        assert client.get(at(name)).status_code == 404
    for about in ("circle", "date", "plan"):
        assert client.get(at(f"decide/{about}")).status_code == 302


def test_sides_see_nothing_of_each_other(client, region):
    case, [harmed, responsible] = make_prepared(region, people=SIDES)
    Case.objects.filter(pk=case.pk).update(state="preparation")
    first, second = CorePerson.objects.filter(referral=case.referral).order_by("created")
    somebody(case, "Hafida", side=first)
    somebody(case, "Gerrit", side=second)
    somebody(case, "Zonder Kant")
    somebody(case, "Mevrouw Visser", capacity="informant", tie="professional")
    follow(client, case.referral, harmed)
    page = read(client, "decide/circle")
    assert "Hafida" in page
    assert "Mevrouw Visser" in page
    for name in ("Gerrit", "Zonder Kant", "Bram"):
        assert name not in page
    send(client, "decide/circle", answer="otherwise", words="Oom erbij")
    send(client, "hold", reason="Te snel voor mij")
    follow(client, case.referral, responsible)
    pages = read(client) + read(client, "decide/circle")
    assert "Gerrit" in pages
    for word in ("Hafida", "Nadia", "Oom erbij", "Te snel", "Said:"):
        assert word not in pages
    assert "It is on hold." in pages


def test_who_stopped_is_not_told_to_the_others(client, region):
    case, [harmed, responsible] = make_prepared(region, people=SIDES)
    follow(client, case.referral, harmed)
    send(client, "stop")
    follow(client, case.referral, responsible)
    page = read(client)
    assert "Closed" in page
    assert "you asked for it" not in page


# -- on hold, stop, another coordinator --------------------------------------------------------------


def test_on_hold_and_going_on_again(client, prepared):
    case, [code] = prepared
    follow(client, case.referral, code)
    until = timezone.localdate() + timedelta(days=20)
    before = len(mails())
    assert send(client, "hold", until=until.isoformat(), reason="Mama is ziek").status_code == 302
    pause = CasePause.objects.get()
    assert (pause.asked_as, pause.until, pause.asked_by) == ("core_person", until, None)
    assert Case.objects.get().paused_at is not None
    assert len(mails()) - before == 2  # the region, the coordinator
    assert "It is on hold until" in read(client)
    assert client.get(at("hold")).status_code == 302
    send(client, "go-on")
    assert Case.objects.get().paused_at is None
    assert "It is on hold" not in read(client)
    assert client.get(at("go-on")).status_code == 302
    assert list(CoreDecision.objects.values_list("about", flat=True)) == ["pause", "resume"]


@pytest.mark.parametrize("until", ["2020-01-01", "2199-01-01", "99999-01-01", "gisteren"])
def test_a_day_that_cannot_be_is_refused_and_the_reason_kept(client, prepared, until):
    case, [code] = prepared
    follow(client, case.referral, code)
    answered = send(client, "hold", until=until, reason="Mama is ziek")
    assert answered.status_code == 422
    assert "Mama is ziek" in answered.content.decode()
    assert not CasePause.objects.exists()
    assert not CoreDecision.objects.exists()


def test_stopping_is_asked_once_more_and_ends_it(client, prepared):
    case, [code] = prepared
    follow(client, case.referral, code)
    page = read(client, "stop")
    assert "Do you really want to stop?" in page
    assert "There is no conference" in page
    assert Case.objects.get().state == "preparation"
    assert send(client, "stop", reason="Het hoeft niet meer").status_code == 302
    case = Case.objects.get()
    assert case.state == "stopped"
    assert case.ended_at is not None
    assert Assignment.objects.get().state == "ended"
    assert CaseFigures.objects.count() == 1
    assert words_of(last_decision()) == "Het hoeft niet meer"
    assert "It has stopped." in read(client)
    assert subject_for_staff("There is news about %(reference)s", case) in mails()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda region: make_running(region), ["The plan stays", "Nobody asks any more how it goes."]),
        (lambda region: make_followed_up(region), ["The plan stays"]),
        (lambda region: held_case(region).case, ["You had the conference", "The plan goes no further"]),
    ],
    ids=["plan_running", "followed_up", "held"],
)
def test_what_stopping_ends_is_said_as_it_is_after_the_conference(client, region, made, words):
    referral = made(region).referral
    follow(client, referral, new_code_of(referral.core_persons.get()).code)
    page = read(client, "stop")
    assert "There is no conference" not in page
    assert "Who was invited" not in page
    for each in ("The plan stays", "Nobody asks any more", "You had the conference", "The plan goes no further"):
        assert (each in page) == any(each in one for one in words)
    assert send(client, "stop").status_code == 302
    reads_on = client.get(at("decide/plan")).status_code == 200
    assert reads_on == ("The plan stays" in words)


def test_stopping_while_it_is_on_hold_ends_that_too(client, prepared):
    case, [code] = prepared
    follow(client, case.referral, code)
    send(client, "hold")
    send(client, "stop")
    assert Case.objects.get().paused_at is None
    assert not CasePause.objects.filter(ended_at__isnull=True).exists()


def test_what_comes_after_the_end_is_given_back(client, prepared):
    case, [code] = prepared
    follow(client, case.referral, code)
    typed = drawn(client, "safety") | {"text": "Hij stond voor de deur"}
    stop_case(case, by=case.manager, reason="Vanzelf beter")
    answered = client.post(at("safety"), typed)
    assert answered.status_code == 409
    assert "Hij stond voor de deur" in answered.content.decode()


def test_another_coordinator_is_looked_for_and_the_first_is_shut_out(client, as_user, settings, prepared, coordinator):
    settings.SECOND_FACTOR_REQUIRED = False
    case, [code] = prepared
    own, assignment = as_user(user_of(coordinator)), Assignment.objects.get()
    address = f"/en/my/cases/{assignment.pk}/"
    assert "Younes" in own.get(address).content.decode()
    follow(client, case.referral, code)
    before = len(mails())
    assert send(client, "another-coordinator", reason="Wij kennen haar").status_code == 302
    assert Case.objects.get().state == "matching"
    assert Assignment.objects.get().state == "ended"
    assert len(mails()) - before == 2
    page = own.get(address).content.decode()
    assert "Younes" not in page
    assert "Wij kennen haar" not in page
    assert client.get(at("another-coordinator")).status_code == 302


def test_the_page_costs_the_same_with_one_and_with_many(client, prepared, count_queries):
    case, [code] = prepared
    somebody(case, "Hafida")
    follow(client, case.referral, code)
    send(client, "decide/circle", answer="yes")
    few = [count_queries(lambda name=name: client.get(at(name))) for name in ("request", "decide/circle")]
    for number in range(12):
        somebody(case, f"Neef {number}")
    for number in range(5):
        send(client, "decide/circle", answer="otherwise", words=f"{number}")
    assert [count_queries(lambda name=name: client.get(at(name))) for name in ("request", "decide/circle")] == few


@pytest.mark.parametrize("state", ["held", "plan_running", "followed_up"])
def test_the_question_stays_readable_and_how_far_it_is_has_words(client, prepared, state):
    case, [code] = prepared
    Case.objects.filter(pk=case.pk).update(state=state)
    follow(client, case.referral, code)
    page = client.get(at("request"))
    assert QUESTION in page.content.decode()
    assert str(page.context["progress"].explanation)
    assert "radio" not in read(client, "decide/question")
