"""A coordinator's own conferences: what each state shows and what it does not, and what nobody else sees."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from intake.actions.assigning import decline_case, end_assignment, expire_offers, show_interest, withdraw_offer
from intake.actions.cases import stop_case
from intake.actions.questions import write_acceptor, write_requirement
from intake.actions.wishing import write_wishes
from intake.assignment_states import RUNNING, AssignmentState
from intake.models import Assignment, Case, CorePerson, Referral
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import UserFactory
from tests.intake.factories import QUESTION
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
A = AssignmentState
LIST = "/en/my/cases/"
# What no coordinator reads before the names, and none after the end.
FAMILY = ["Younes", "Samira Demo", "We do not know how to go on", "12345678", "samira@", "no letters", QUESTION]


@pytest.fixture
def one_key(settings):
    """The second factor has tests of its own (test_my_cases_second_factor)."""
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def case(region):
    return make_waiting(region)


@pytest.fixture
def own(as_user, coordinator):
    return as_user(user_of(coordinator))


def page_of(assignment, act=""):
    return f"{LIST}{assignment.pk}/{act and act + '/'}"


def read(client, address, *, status=200):
    response = client.get(address)
    assert response.status_code == status, response
    return response.content.decode()


def family_in(page):
    return [word for word in FAMILY if word in page]


def openings(case, **which):
    return AccessLogEntry.objects.filter(vault_id=case.vault_id, actor_kind="user", **which)


def test_the_list_says_what_is_asked_with_the_deadline_first_and_opens_nothing(own, region, case, coordinator):
    with time_machine.travel("2026-11-17T17:00:00Z", tick=False):
        offer(case, coordinator, days=7)
        page = read(own, LIST)
    assert "Answer before Tuesday 24 November, 18:00" in page
    assert region.name in page
    assert "Family Group Conference" in page
    assert not family_in(page)
    assert not openings(case, kind="opened", screen__contains="coordinator").exists()


def test_with_nothing_to_do_it_says_so_in_kind_words(own):
    assert "Nobody asks you for a conference now" in read(own, LIST)


def test_asked_shows_where_and_when_and_the_regions_word_and_nobody(own, case, coordinator):
    today = timezone.localdate()
    write_wishes(
        case, by=case.manager, language="ar", from_day=today, until_day=today + timedelta(days=30), weekdays=False
    )  # fmt: skip
    coordinator.candidate.spoken_languages.create(code="ar")
    assignment = offer(case, coordinator, message="A family who laughs a lot.")
    page = read(own, page_of(assignment))
    for words in ["Arabic", "In the evening, at the weekend", "A family who laughs a lot.", "Answer before"]:
        assert words in page
    assert "by day on working days" not in page
    assert not family_in(page)
    assert openings(case, actor_id=user_of(coordinator).pk).get().screen.endswith("the region's word")


def test_tell_me_more_explains_first_and_shows_the_names_after_one_press(own, case, coordinator):
    assignment = offer(case, coordinator)
    before = read(own, page_of(assignment, "interested"))
    assert "We write down that you looked" in before
    assert not family_in(before)
    page = own.post(page_of(assignment, "interested"), follow=True).content.decode()
    assert family_in(page) == ["Younes", "Samira Demo"]
    assert "Are you independent?" in page
    lines = openings(case, actor_id=user_of(coordinator).pk)
    assert [line.screen for line in lines] == ["asked as coordinator: the names"]


def test_who_must_not_be_named_is_told_by_organisation_only(own, case, coordinator):
    Referral.objects.filter(pk=case.referral_id).update(may_be_named="no")
    referral = Referral.objects.select_related("vault").get(pk=case.referral_id)
    referral.referrer_work, referral.bodies_involved = "Demo-college", "Jeugdzorg Noord"
    referral.save(update_fields=["referrer_work", "bodies_involved"])
    acceptor = {"name": "Ina Voogd", "body": "Gezinsvoogdij Oost", "legal_basis": "1:255 BW"}
    write_acceptor(case, by=case.manager, **acceptor, telephone="", email="", edition=0)
    assignment = offer(case, coordinator)
    show_interest(assignment, by=user_of(coordinator))
    page = read(own, page_of(assignment))
    assert "Who asked does not want to be named" in page
    for words in ["Demo-college", "Jeugdzorg Noord", "Gezinsvoogdij Oost"]:
        assert words in page
    for words in ["Samira Demo", "Ina Voogd"]:
        assert words not in page
    assert "Samira Demo" not in read(own, page_of(take(assignment)))


def test_accepted_opens_the_case_with_how_to_reach_them_before_any_number(own, case, coordinator):
    CorePerson.objects.filter(referral=case.referral_id).delete()
    CorePerson.objects.create(
        vault=case.vault, referral=case.referral, name="Younes", reach_safely="Only after school",
        telephone="0687654321", email="younes@example.org",
    )  # fmt: skip
    write_requirement(case, by=case.manager, text="Sleeps at home", set_by="The court", reason="It said so")
    write_acceptor(
        case, by=case.manager, name="Ina Voogd", body="Voogdij", legal_basis="1:255 BW", telephone="", email="",
        edition=0,
    )  # fmt: skip
    page = read(own, page_of(take(offer(case, coordinator))))
    for words in [QUESTION, "Sleeps at home", "The court", "Ina Voogd", "1:255 BW", "younes@example.org"]:
        assert words in page
    assert page.index("Only after school") < page.index("0687654321")
    assert "We do not know how to go on" in page
    assert "12345678" not in page  # the number of who asked is not theirs to call
    assert "Make an appointment for the first meeting" in page


def test_a_contact_that_is_not_safe_is_marked_and_shows_no_number(own, case, coordinator):
    CorePerson.objects.filter(referral=case.referral_id).update(is_referrer=True)
    Referral.objects.filter(pk=case.referral_id).update(safe_channel="code", for_whom="self")
    page = read(own, page_of(take(offer(case, coordinator))))
    assert "Do not call and do not mail: it is not safe." in page
    assert page.index("no letters") > page.index("Never do:")
    assert not [word for word in ("12345678", "samira@") if word in page]


def test_both_sides_of_a_repair_stand_apart(own, region, case, coordinator):
    Case.objects.filter(pk=case.pk).update(model="restorative")
    coordinator.scopes.create(scope="restorative")
    CorePerson.objects.filter(referral=case.referral_id).update(kind="harmed")
    CorePerson.objects.create(vault=case.vault, referral=case.referral, name="Dylan", kind="responsible")
    assignment = offer(Case.objects.get(pk=case.pk), coordinator)
    show_interest(assignment, by=user_of(coordinator))
    for page in (read(own, page_of(assignment)), read(own, page_of(take(assignment)))):
        harmed, responsible = page.index("Who was harmed</h2>"), page.index("Who did it</h2>")
        assert harmed < page.index("Younes") < responsible < page.index("Dylan")


def _ended(assignment, user):
    end_assignment(take(assignment), by=user, reason="I am ill.", handover="Call the aunt.")


def _late(assignment, user):
    Assignment.objects.update(answer_by=timezone.now() - timedelta(minutes=1))


def _expired(assignment, user):
    _late(assignment, user)
    expire_offers()


OVER = {
    "declined": (lambda one, user: decline_case(one, by=user, ground="busy"), "You said no"),
    "withdrawn": (
        lambda one, user: withdraw_offer(one, by=one.offered_by, reason="Not needed"), "We took the question back"
    ),
    "ended": (_ended, "This one is over for you"),
    "stopped": (lambda one, user: stop_case(one.case, by=one.offered_by, reason="x"), "We took the question back"),
    "expired": (_expired, "The time to answer is over"),
    "late, not swept yet": (_late, "The time to answer is over"),
    "late with the names": (
        lambda one, user: (show_interest(one, by=user), _late(one, user)), "The time to answer is over"
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", OVER)
def test_afterwards_a_kind_sentence_and_nothing_of_the_family(own, case, coordinator, how):
    assignment = offer(case, coordinator, message="A family who laughs a lot.")
    end, words = OVER[how]
    end(assignment, user_of(coordinator))
    openings(case, actor_id=user_of(coordinator).pk).exists()
    before = openings(case).count()
    for address in (page_of(assignment), LIST):
        page = read(own, address)
        assert words in page
        assert not family_in(page)
        assert "laughs" not in page
    for act in ("interested", "accept", "decline", "end"):
        assert own.get(page_of(assignment, act)).status_code == 302
    assert openings(case).count() == before


def test_the_next_one_reads_the_handover(as_user, region, case, coordinator):
    end_assignment(take(offer(case, coordinator)), by=user_of(coordinator), reason="Ill", handover="Call the aunt.")
    other = coordinator_in(region)
    page = read(as_user(user_of(other)), page_of(take(offer(Case.objects.get(pk=case.pk), other))))
    assert "Call the aunt." in page


def test_another_ones_is_not_there_and_the_try_is_written_down(as_user, region, case, coordinator):
    assignment = offer(case, coordinator)
    other = coordinator_in(region)
    for user in (user_of(other), region.manager, UserFactory()):
        client = as_user(user)
        for act in ("", "interested", "accept", "decline", "end"):
            assert client.get(page_of(assignment, act)).status_code == 404
            assert client.post(page_of(assignment, act), {"reason": "x"}).status_code in (404, 405)
        assert openings(case, actor_id=user.pk, kind="refused").exists()
    assert Assignment.objects.get().state == A.OFFERED
    assert as_user(user_of(other)).get(f"{LIST}{case.pk}/").status_code == 404


def test_who_never_was_on_the_roster_has_no_such_page(as_user, region):
    for user in (UserFactory(), region.manager):
        assert as_user(user).get(LIST).status_code == 404


def test_nobody_keeps_these_pages(own, client, case, coordinator):
    assignment = take(offer(case, coordinator))
    assert "no-store" in own.get(page_of(assignment))["Cache-Control"]
    assert client.get(LIST).status_code == 302
    assert client.get(page_of(assignment))["Location"].startswith(reverse("account_login"))


def test_the_region_sees_who_looked_and_not_by_address(as_user, own, case, coordinator):
    read(own, page_of(take(offer(case, coordinator))))
    page = read(as_user(case.manager), reverse("cases:inspect", args=[case.pk]))
    assert "as coordinator: the whole case" in page
    assert user_of(coordinator).email not in page


def test_pages_ask_the_database_the_same_however_many_there_are(own, region, case, coordinator, count_queries):
    assignment = take(offer(case, coordinator))
    few = [
        count_queries(lambda address=address: read(own, address)) for address in (LIST, page_of(assignment), "/en/my/")
    ]
    for number in range(3):
        CorePerson.objects.create(vault=case.vault, referral=case.referral, name=f"Person {number}")
        decline_case(offer(make_waiting(region), coordinator), by=user_of(coordinator), ground="busy")
    many = [
        count_queries(lambda address=address: read(own, address)) for address in (LIST, page_of(assignment), "/en/my/")
    ]
    assert many == few


def test_the_own_page_says_first_what_is_asked_and_what_is_theirs(own, region, case, coordinator):
    assert "Your conferences: what you are asked" in read(own, "/en/my/")
    assignment = offer(case, coordinator)
    page = read(own, "/en/my/")
    assert "You are asked for a conference: answer before" in page
    assert page.index(page_of(assignment)) < page.index("track-grid")
    take(assignment)
    assert f"Your conference: number {case}" in read(own, "/en/my/")
    assert not family_in(read(own, "/en/my/"))
    assert assignment.state in RUNNING
