"""A coordinator's last call and their hours and costs: what they see, keep, and cannot see any more."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from intake.actions.pausing import pause_case
from intake.models import Agreement, Claim, ClaimLine, CorePerson, FollowUp, Participant
from portal.organisations.models import Organisation
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from tests.intake.ended import add_participant, fresh, hold, make_at_work, make_running
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


@pytest.fixture
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def case():
    return make_running()


@pytest.fixture
def assignment(case):
    return case.assignments.select_related("coordinator").get()


@pytest.fixture
def own(as_user, assignment):
    return as_user(user_of(assignment.coordinator))


def page_of(assignment, page="follow-up"):
    return f"/en/my/cases/{assignment.pk}/{page}/"


def text_of(response):
    return response.content.decode()


def answered(case, **changes):
    told = {f"outcome_{each.pk}": "kept" for each in Agreement.objects.filter(case=case)}
    return told | {"remarks": ""} | changes


def test_they_see_who_came_with_number_and_the_agreements_and_no_more(own, case, assignment):
    add_participant(case, name="Buur Demo", coming="not", was_there=False, telephone="06 99999999")
    add_participant(case, name="Oom Demo", address="Dorpsstraat 1", is_hidden=True)
    page = text_of(own.get(page_of(assignment)))
    for shown in ("Tante Demo", "Agreement 0", "06 12345678", "Nobody else may learn where they are"):
        assert shown in page
    for hidden in ("Buur Demo", "Dorpsstraat", "We do not know how to go on", "mark_coordinator"):
        assert hidden not in page
    overview = text_of(own.get(f"/en/my/cases/{assignment.pk}/"))
    assert "You still call once" in overview
    assert "Tante Demo" not in overview
    assert "We do not know how to go on" not in overview


def in_the_middle(case, **fields):
    """Who is in the middle, with what was said about reaching them."""
    person = case.referral.core_persons.get()
    with looking(case, by=None, screen="tests"):
        for name, value in fields.items():
            setattr(person, name, value)
        person.save()
    return person


def test_how_to_reach_who_is_in_the_middle_stands_before_their_number(own, case, assignment):
    in_the_middle(case, telephone="06 87654321", reach_safely="Only between ten and noon")
    page = text_of(own.get(page_of(assignment)))
    assert 'href="tel:0687654321"' in page
    assert 0 < page.index("Only between ten and noon") < page.index("0687654321")
    assert page.index("0687654321") < page.index("Agreement 0")


def test_nothing_was_said_so_no_message_is_left(own, case, assignment):
    in_the_middle(case, telephone="06 87654321")
    assert "leave no message" in text_of(own.get(page_of(assignment)))


@pytest.mark.parametrize(("voicemail", "words"), [(True, "You may leave a message."), (False, "Leave no message on")])
def test_who_asked_for_themselves_is_reached_as_they_said(own, case, assignment, voicemail, words):
    in_the_middle(case, is_referrer=True)
    with looking(case, by=None, screen="tests"):
        referral = case.referral
        referral.safe_channel, referral.voicemail_is_safe = "call", voicemail
        referral.never_do, referral.telephone = "Never call my mother", "06 55555555"
        referral.save()
    page = text_of(own.get(page_of(assignment)))
    assert words in page
    assert page.index("Never call my mother") < page.index("tel:0655555555")


def test_who_cannot_be_called_safely_has_no_number_here(own, case, assignment):
    in_the_middle(case, is_referrer=True, telephone="06 55555555")
    with looking(case, by=None, screen="tests"):
        case.referral.safe_channel = "code"
        case.referral.save()
    page = text_of(own.get(page_of(assignment)))
    assert "Do not call and do not mail" in page
    assert "55555555" not in page


def test_each_opening_of_it_is_a_line(own, case, assignment):
    lines = AccessLogEntry.objects.filter(actor_id=user_of(assignment.coordinator).pk)
    before = lines.count()
    own.get(page_of(assignment))
    assert lines.count() == before + 1


def test_their_number_is_not_there_after_the_call(own, case, assignment):
    in_the_middle(case, telephone="06 87654321")
    own.post(page_of(assignment), answered(case))
    for page in ("follow-up", ""):
        address = page_of(assignment, page) if page else f"/en/my/cases/{assignment.pk}/"
        shown = text_of(own.get(address, follow=True))
        assert "0687654321" not in shown
        assert "Younes" not in shown


def test_registering_closes_it(own, case, assignment):
    person = Participant.objects.get(case=case)
    said = answered(case, **{f"improved_{person.pk}": "better", f"mark_plan_{person.pk}": "8"})
    page = text_of(own.post(page_of(assignment), said, follow=True))
    assert "this conference is finished for you" in page
    assert FollowUp.objects.get(moment="four_weeks").state == "answered"
    assert "Tante Demo" not in text_of(own.get(page_of(assignment), follow=True))


def test_what_is_missing_stands_beside_it_and_what_was_typed_is_kept(own, case, assignment):
    person = Participant.objects.get(case=case)
    said = {"remarks": "They are calmer", f"mark_plan_{person.pk}": "11"}
    response = own.post(page_of(assignment), said)
    page = text_of(response)
    assert response.status_code == 422
    assert page.count("Choose what became of this agreement.") >= 2
    assert "Write a mark from 1 to 10" in page
    assert "They are calmer" in page
    assert f'id="id_mark_plan_{person.pk}_error"' in page
    assert FollowUp.objects.filter(state="waiting").count() == 2


def test_above_the_form_it_says_which_agreement(own, assignment):
    page = text_of(own.post(page_of(assignment), {"remarks": ""}))
    for number in (1, 2):
        assert f"<bdi>Agreement {number}</bdi>: Choose what became of this agreement." in page


def test_above_the_form_it_says_of_which_part_the_time_is_missing(as_user):
    assignment = make_at_work()
    own = as_user(user_of(assignment.coordinator))
    page = text_of(own.post(f"/en/my/cases/{assignment.pk}/held/", {"day": "2026-01-05"}))
    named = re.findall(r"<bdi>([^<]+)</bdi>: Fill in the time", page)
    assert len(named) == len(set(named)) == page.count("Fill in the time.") / 2
    assert any(": Began at" in each for each in named)


def test_too_late_gives_back_what_was_typed(own, case, assignment):
    own.post(page_of(assignment), answered(case))
    response = own.post(page_of(assignment), answered(case, remarks="Said on the telephone"))
    assert response.status_code == 409
    assert "Said on the telephone" in text_of(response)


def test_before_the_plan_it_says_what_will_be_asked(as_user):
    assignment = make_at_work()
    page = text_of(as_user(user_of(assignment.coordinator)).get(page_of(assignment)))
    assert "First there is a plan" in page


@pytest.mark.parametrize("page", ["follow-up", "claim", "claim/hand-in", "claim/remove"])
def test_anothers_is_not_there(as_user, case, assignment, page):
    stranger = as_user(user_of(coordinator_in(case.region)))
    assert stranger.get(page_of(assignment, page)).status_code == 404
    assert stranger.post(page_of(assignment, page), {}).status_code == 404
    assert as_user(case.manager).get(page_of(assignment, page)).status_code == 404


def test_the_page_costs_the_same_for_many_people(own, case, assignment, count_queries):
    few = count_queries(lambda: own.get(page_of(assignment)))
    for number in range(8):
        add_participant(case, name=f"Nicht {number}")
        Agreement.objects.create(vault=case.vault, case=case, plan=case.plan, text=f"More {number}")
        CorePerson.objects.create(vault=case.vault, referral=case.referral, name=f"Kind {number}")
    assert count_queries(lambda: own.get(page_of(assignment))) == few


def line(**changes):
    return {"kind": "expense", "on_day": "2026-01-05", "number": "10,5", "what": "Train"} | changes


@pytest.fixture
def paid(as_user):
    """An organisation that pays hours, and a coordinator of it at work."""
    region = make_region(hour_fee="28.50", kilometre_fee="0.230")
    return take(offer(make_waiting(region), coordinator_in(region)))


def test_lines_add_up_in_euro_and_are_handed_in(as_user, paid):
    own = as_user(user_of(paid.coordinator))
    for each in (
        line(kind="kilometres"),
        line(kind="hours", number="2"),
        line(kind="expense", number="7.40", what="Cake"),
    ):
        own.post(page_of(paid, "claim"), each)
    page = text_of(own.get(page_of(paid, "claim")))
    assert "€ 66.82" in re.sub(r"<[^>]+>", "", page)  # 10.5 × 0.23 = 2.42 (half up), 2 × 28.50, 7.40
    assert "Cake" in page
    after = text_of(own.post(page_of(paid, "claim/hand-in"), follow=True))
    assert "Handed in. Your region looks at it." in after
    claim = Claim.objects.get()
    assert (claim.state, float(claim.hour_fee), float(claim.kilometre_fee)) == ("handed_in", 28.5, 0.23)
    assert own.post(page_of(paid, "claim"), line(what="Forgotten")).status_code == 409
    assert ClaimLine.objects.count() == 3


def test_a_fee_is_read_as_money(as_user, paid):
    page = text_of(as_user(user_of(paid.coordinator)).get(page_of(paid, "claim")))
    assert "€ 28.50 for an hour and € 0.23 for a kilometre" in page


def test_a_fee_that_is_not_paid_is_not_named(own, assignment):
    assert "for a kilometre" not in text_of(own.get(page_of(assignment, "claim")))


def test_what_was_written_down_while_it_was_paid_stays_visible(as_user, paid):
    own = as_user(user_of(paid.coordinator))
    own.post(page_of(paid, "claim"), line(kind="kilometres"))
    Organisation.objects.update(kilometre_fee=0)
    page = text_of(own.get(page_of(paid, "claim")))
    assert 'value="kilometres"' not in page
    assert "× €" not in page
    assert "10.50" in page
    assert "kilometres" in page


def test_while_it_is_on_hold_it_is_nobodys_turn(as_user):
    assignment = make_at_work()
    until = timezone.localdate() + timedelta(days=9)
    pause_case(assignment.case, by=assignment.case.manager, reason="Vakantie", until=until)
    page = text_of(as_user(user_of(assignment.coordinator)).get(f"/en/my/cases/{assignment.pk}/"))
    assert f"It is on hold until {date_format(until, 'DATE_FORMAT')}" in page
    assert "What you can still do" in page
    assert "Now it is your turn" not in page


def test_who_still_calls_lets_it_go_on_again(own, case, assignment):
    pause_case(case, by=case.manager, reason="Vakantie")
    assert "It is on hold" in text_of(own.get(f"/en/my/cases/{assignment.pk}/"))
    own.post(f"/en/my/cases/{assignment.pk}/go-on/")
    assert fresh(case).paused_at is None


@pytest.mark.parametrize("kind", ["hours", "kilometres"])
def test_nothing_is_asked_that_is_not_paid(own, assignment, kind):
    Organisation.objects.update(hour_fee=0)
    page = text_of(own.get(page_of(assignment, "claim")))
    assert f'value="{kind}"' not in page
    assert kind not in page
    assert own.post(page_of(assignment, "claim"), line(kind=kind)).status_code == 422
    assert not Claim.objects.exists()


def test_volunteers_whose_kilometres_are_paid_write_them_down(own, assignment):
    Organisation.objects.update(kilometre_fee="0.430")
    page = text_of(own.get(page_of(assignment, "claim")))
    assert "Kilometres or expenses in euro." in page
    assert own.post(page_of(assignment, "claim"), line(kind="kilometres")).status_code == 302
    assert ClaimLine.objects.get().kind == "kilometres"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"number": "much"}, "Write a number"),
        ({"number": "-3"}, "Write a number"),
        ({"number": "99999"}, "at most 10000"),
        ({"number": "NaN"}, "Write a number"),
        ({"on_day": "2126-01-05"}, "still to come"),
        ({"what": " "}, "Write down what it was for"),
        ({"what": "a\x00b"}, "a sign in this that we cannot keep"),
        ({"kind": "gold"}, "Choose what it is"),
    ],
)
def test_a_wrong_line_is_said_beside_its_field(own, assignment, wrong, words):
    response = own.post(page_of(assignment, "claim"), line(**wrong))
    assert response.status_code == 422
    assert words in text_of(response)
    assert not ClaimLine.objects.exists()


def test_a_line_is_taken_away_and_of_another_claim_not(own, assignment, as_user, paid):
    other = as_user(user_of(paid.coordinator))
    other.post(page_of(paid, "claim"), line())
    foreign = ClaimLine.objects.get()
    own.post(page_of(assignment, "claim"), line())
    mine = ClaimLine.objects.exclude(pk=foreign.pk).get()
    for key in (foreign.pk, "x", "", mine.pk, mine.pk):
        assert own.post(page_of(assignment, "claim/remove"), {"line": key}, follow=True).status_code == 200
    assert list(ClaimLine.objects.all()) == [foreign]


def test_after_the_last_call_costs_can_still_be_written_until_approved(own, case, assignment):
    own.post(page_of(assignment), answered(case))
    own.post(page_of(assignment, "claim"), line())
    with looking(case, by=None, screen="test"):
        assert ClaimLine.objects.get().what == "Train"
    Claim.objects.update(state="approved")
    page = text_of(own.get(page_of(assignment, "claim")))
    assert "Add it" not in page
    assert own.post(page_of(assignment, "claim"), line()).status_code == 409


def test_a_held_conference_has_no_call_yet(as_user):
    assignment = make_at_work()
    hold(assignment)
    assert fresh(assignment.case).state == "held"
    own = as_user(user_of(assignment.coordinator))
    assert own.post(page_of(assignment), {"remarks": ""}).status_code == 302


def test_the_overview_says_what_of_the_registration_is_missing(as_user):
    assignment = make_at_work()
    page = text_of(as_user(user_of(assignment.coordinator)).get(f"/en/my/cases/{assignment.pk}/"))
    assert "What is written down and what is missing" in page
    assert "The times of the conference</b><span>Still to do" in page
