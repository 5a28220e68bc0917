"""The question on the workbench of a case: what is there, what is missing, who writes it, and the coach."""

import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from intake.actions.cases import stop_case
from intake.actions.questions import settle_question, write_acceptor, write_financing, write_requirement
from intake.models import Acceptor, Case, CaseQuestion, Financing, MinimumRequirement
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import UserFactory
from tests.intake.bench import panel
from tests.intake.factories import QUESTION, ask, make_case, make_manager
from tests.intake.test_meanwhile import again, drawn
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]
POINTS = dict.fromkeys(("is_open", "is_concrete", "is_shareable", "leaves_room"), "on")
ENTRIES = ("question", "requirement", "acceptor", "remove_acceptor", "financing")


@pytest.fixture
def case():
    return make_case()


@pytest.fixture
def client(case, as_user):
    return as_user(case.manager)


def page_of(client, case):
    return client.get(reverse("cases:inspect", args=[case.pk])).content.decode()


def question_of(client, case):
    return panel(page_of(client, case), "question")


def address(case, entry, requirement=None):
    at = reverse("cases:entry", args=[case.pk, entry])
    return f"{at}?requirement={requirement.pk}" if requirement else at


def require(case, text="Nobody sleeps there"):
    return write_requirement(case, by=case.manager, text=text, set_by="The judge", reason="It burned")


# -- the panel ---------------------------------------------------------------------------------------


def test_an_empty_case_says_what_is_missing_in_plain_words(client, case):
    text = question_of(client, case)
    for words in ["The question Still to do: Not written yet", "Minimum requirements None",
                  "Who must accept the plan Nobody", "How it is paid Still to do: Not written yet",
                  "There is no question yet.", "It is never the coordinator"]:  # fmt: skip
        assert words in text


def test_what_was_written_stands_there_with_what_is_still_missing(client, case):
    ask(case, missing=["is_concrete", "is_shareable"])
    require(case)
    write_acceptor(case, by=case.manager, name="A. Demo", body="Youth protection", legal_basis="Order of the judge")
    write_financing(case, by=case.manager, source="municipality", state="asked", details="Letter 12")
    text = question_of(client, case)
    for words in [QUESTION, "2 points still to go", "Not yet: It is concrete", "Nobody sleeps there", "The judge",
                  "It burned", "A. Demo", "Youth protection", "Order of the judge", "Municipality",
                  "Asked, no answer yet", "Letter 12"]:  # fmt: skip
        assert words in text
    ask(case)
    assert "The question Complete" in question_of(client, case)


def test_the_language_of_the_question_is_named_in_that_of_the_reader(client, case):
    ask(case)
    CaseQuestion.objects.update(language="nl")
    shown = question_of(client, case)
    assert "In Dutch , written by" in shown
    assert "Nederlands" not in shown


def test_where_families_never_pay_it_says_so_and_asks_nothing(as_user):
    case = make_case(RegionFactory(organisation=OrganisationFactory(belgian=True, free_for_families=True)))
    client = as_user(case.manager)
    text = question_of(client, case)
    assert "How it is paid Free for the family" in text
    assert address(case, "financing") not in page_of(client, case)
    assert client.get(address(case, "financing")).status_code == 404
    assert client.post(address(case, "financing"), {"source": "fund", "state": "asked"}).status_code == 404


def test_a_stopped_case_shows_it_and_offers_nothing(client, case):
    ask(case)
    require(case)
    stop_case(case, by=case.manager, reason="They found another way")
    page = page_of(client, case)
    assert QUESTION in panel(page, "question")
    assert "/write/" not in page.split('id="question"')[1].split("</section>")[0]


def test_what_people_wrote_is_shown_as_text(client, case):
    ask(case, text="<script>alert(1)</script> What is needed?")
    require(case, text="<b>bold</b>")
    page = page_of(client, case)
    assert "<script>alert(1)" not in page
    assert "<b>bold" not in page


def test_the_workbench_costs_the_same_with_much_on_it(client, case, count_queries):
    bench = reverse("cases:inspect", args=[case.pk])
    ask(case)
    require(case)
    write_acceptor(case, by=case.manager, name="A. Demo", body="Youth protection", legal_basis="Order of the judge")
    write_financing(case, by=case.manager, source="fund", state="granted")
    few = count_queries(lambda: client.get(bench))
    for number in range(5):
        require(case, text=f"Requirement {number}")
    assert count_queries(lambda: client.get(bench)) == few


# -- writing it --------------------------------------------------------------------------------------


def test_the_question_is_written_and_settled(client, case):
    typed = drawn(client, address(case, "question")) | POINTS | {"text": QUESTION, "language": "en"}
    answered = client.post(address(case, "question"), typed)
    assert answered["Location"] == reverse("cases:inspect", args=[case.pk]) + "#question"
    assert "The question Complete" in question_of(client, case)
    step = reverse("cases:step", args=[case.pk, "settle_question"])
    assert step in page_of(client, case)
    assert client.post(step).status_code == 302
    assert Case.objects.get(pk=case.pk).state == "matching"
    assert "The people at the centre read it with their code." in question_of(client, case)


def test_what_is_not_ready_cannot_be_settled_and_says_why(client, case):
    ask(case, missing=["is_open"])
    assert "say yes to each of the four points" in page_of(client, case)
    step = reverse("cases:step", args=[case.pk, "settle_question"])
    assert "say yes to each of the four points" in client.get(step).content.decode()
    client.post(step)
    assert Case.objects.get(pk=case.pk).state == "question"


def test_a_settled_question_that_misses_a_point_is_refused_at_that_point(client, case):
    ask(case)
    settle_question(case, by=case.manager)
    typed = drawn(client, address(case, "question"))
    del typed["is_shareable"]
    answered = client.post(address(case, "question"), typed)
    assert set(answered.context["form"].errors) == {"is_shareable"}


def test_the_form_begins_in_the_language_of_the_request(client, case):
    assert drawn(client, address(case, "question"))["language"] == "nl"


def test_a_requirement_is_added_changed_and_taken_away(client, case):
    told = {"text": "Nobody sleeps there", "set_by": "The judge", "reason": "It burned"}
    assert client.post(address(case, "requirement"), told).status_code == 302
    row = MinimumRequirement.objects.get()
    change = address(case, "change_requirement", row)
    assert drawn(client, change)["text"] == "Nobody sleeps there"
    assert client.post(change, drawn(client, change) | {"text": "Nobody sleeps there at night"}).status_code == 302
    assert "Nobody sleeps there at night" in question_of(client, case)
    remove = address(case, "remove_requirement", row)
    assert "Nobody sleeps there at night" in client.get(remove).content.decode()
    assert client.post(remove, drawn(client, remove) | {"reason": "The judge took it back"}).status_code == 302
    assert "Nobody sleeps there" not in question_of(client, case)


@pytest.mark.parametrize("which", ["", "nonsense", "unknown", "another"])
@pytest.mark.parametrize("entry", ["change_requirement", "remove_requirement"])
def test_a_requirement_that_is_not_there_is_not_found(client, case, entry, which):
    key = {"": "", "nonsense": "1'", "unknown": uuid.uuid4(), "another": None}[which]
    key = require(make_case(case.region)).pk if key is None else key
    told = {"text": "A", "set_by": "B", "reason": "C", "edition": "1", "requirement": key}
    assert client.get(reverse("cases:entry", args=[case.pk, entry]), {"requirement": key}).status_code == 404
    page = client.post(address(case, entry), told)
    assert page.status_code == 200
    assert "This is no longer here." in page.content.decode()


def test_who_must_accept_it_is_written_and_taken_away(client, case):
    told = drawn(client, address(case, "acceptor")) | {
        "name": "A. Demo", "body": "Youth protection", "legal_basis": "Order", "telephone": "06 12", "email": "a@b",
    }  # fmt: skip
    page = client.post(address(case, "acceptor"), told)
    assert set(page.context["form"].errors) == {"telephone", "email"}
    told |= {"telephone": "06 12345678", "email": "a@example.org"}
    assert client.post(address(case, "acceptor"), told).status_code == 302
    assert "A. Demo" in question_of(client, case)
    assert client.post(address(case, "remove_acceptor"), {"reason": "The order ended"}).status_code == 302
    assert not Acceptor.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1250", "1250"), ("1250,50", "1250.50"), ("€ 1.250,5", "1250.5"), ("1.250", "1250"), ("1 250.50", "1250.50"),
     ("1,250.50", "1250.50"), ("0", "0"), ("", None)],
)  # fmt: skip
@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_amount_is_read_as_people_write_it(client, case, typed, kept, language):
    told = {"source": "municipality", "state": "granted", "amount": typed, "edition": 0}
    assert client.post(address(case, "financing"), told, headers={"accept-language": language}).status_code == 302
    amount = Financing.objects.get().amount
    assert amount is None if kept is None else amount == type(amount)(kept)


@pytest.mark.parametrize("typed", ["much", "-1", "12345678,00", "1,2,3,4x", "NaN", "Infinity", "1e5000", "1,255,5"])
def test_another_amount_is_refused_at_its_field(client, case, typed):
    told = {"source": "municipality", "state": "granted", "amount": typed, "edition": 0}
    page = client.post(address(case, "financing"), told)
    if page.status_code == 200:
        assert set(page.context["form"].errors) == {"amount"}
    assert page.status_code == 200 or typed == "1,255,5"


# -- who may -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_case_of_another_region_is_not_there_and_the_try_is_written_down(as_user, case, entry):
    stranger = make_manager(RegionFactory(organisation=case.organisation))
    for ask_for in (as_user(stranger).get, as_user(stranger).post):
        assert ask_for(address(case, entry)).status_code == 404
    tries = AccessLogEntry.objects.filter(object_id=case.pk, actor_id=stranger.pk)
    assert [entry.kind for entry in tries] == ["refused", "refused"]


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("role", ["administrator", "editor", "trainer"])
def test_other_roles_write_nothing(as_user, case, role, entry):
    somebody = UserFactory(role=role, is_staff=True, organisation=case.organisation)
    client = as_user(somebody)
    assert client.post(address(case, entry), {"text": QUESTION}).status_code in (302, 403, 404)
    assert not CaseQuestion.objects.exists()


# -- together at once --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["question", "change_requirement", "acceptor", "financing"])
def test_an_old_form_is_refused_shows_what_stands_there_and_keeps_what_was_typed(client, case, name):
    mine_told, theirs_told, field = {
        "question": ({"text": "Mine is what?"}, {"text": "Theirs is what?"}, "text"),
        "change_requirement": ({"text": "Mine"}, {"text": "Theirs"}, "text"),
        "acceptor": (
            {"name": "Mine", "body": "B", "legal_basis": "C"}, {"name": "Theirs", "body": "B", "legal_basis": "C"},
            "name",
        ),
        "financing": (
            {"source": "fund", "state": "asked", "details": "Mine"},
            {"source": "fund", "state": "asked", "details": "Theirs"},
            "details",
        ),
    }[name]  # fmt: skip
    at = address(case, name, require(case) if name == "change_requirement" else None)
    mine, theirs = drawn(client, at), drawn(client, at)
    assert client.post(at, theirs | theirs_told).status_code == 302
    page = client.post(at, mine | mine_told)
    assert page.status_code == 200
    assert "Somebody changed this in the meantime." in page.content.decode()
    assert page.context["form"].errors[field] == [f"In the meantime it is: {theirs_told[field]}"]
    assert again(page)[field] == mine_told[field]
    assert client.post(at, again(page)).status_code == 302
    assert mine_told[field] in question_of(client, case)


def test_what_was_taken_away_meanwhile_can_be_written_anew(client, case):
    write_acceptor(case, by=case.manager, name="A. Demo", body="Youth protection", legal_basis="Order")
    at = address(case, "acceptor")
    mine = drawn(client, at)
    client.post(address(case, "remove_acceptor"), {"reason": "The order ended"})
    page = client.post(at, mine)
    assert "Somebody changed this in the meantime." in page.content.decode()
    assert client.post(at, again(page)).status_code == 302
    assert Acceptor.objects.get().edition == 1


# -- the coach ---------------------------------------------------------------------------------------


def look(client, case, **typed):
    return client.post(address(case, "question"), {"edition": 0, "language": "en", "look": "1"} | typed)


def test_the_coach_remarks_keeps_what_was_typed_and_stores_nothing(client, case):
    page = look(client, case, text="Should mother move out?", is_open="on")
    words = page.content.decode()
    assert page.status_code == 200
    assert "Yes or no answers this" in words
    assert "Should mother move out?</textarea>" in words
    assert page.context["form"]["is_open"].value()
    assert not page.context["form"].errors
    assert not CaseQuestion.objects.exists()
    sent = again(page)
    assert client.post(address(case, "question"), sent).status_code == 302
    assert CaseQuestion.objects.exists()


def test_a_good_question_is_told_so_and_an_unknown_language_too(client, case):
    assert "Nothing stands in the way of this question" in look(client, case, text=QUESTION).content.decode()
    page = look(client, case, text="Annem taşınmalı mı?", language="tr").content.decode()
    assert "Dutch, English and French only" in page
    assert set(look(client, case, text="").context["form"].errors) == {"text"}
    assert look(client, case, text="a" * 600).status_code == 200


def test_remarks_never_block_and_stand_there_after_saving(client, case):
    typed = {"edition": 0, "language": "en", "text": "Should mother move out?"} | POINTS
    assert client.post(address(case, "question"), typed).status_code == 302
    text = question_of(client, case)
    assert "Yes or no answers this" in text
    assert "The question Complete" in text
    assert "Yes or no answers this" in client.get(address(case, "question")).content.decode()
    assert client.post(reverse("cases:step", args=[case.pk, "settle_question"])).status_code == 302


def test_a_stranger_gets_no_look(as_user, case):
    client = as_user(make_manager(RegionFactory(organisation=case.organisation)))
    assert look(client, case, text=QUESTION).status_code == 404


def test_looking_is_written_down(client, case):
    before = AccessLogEntry.objects.filter(object_id=case.pk, kind="opened").count()
    look(client, case, text=QUESTION)
    assert AccessLogEntry.objects.filter(object_id=case.pk, kind="opened").count() == before + 1


def test_the_examples_stand_in_the_language_of_the_reader(client, case):
    with translation.override("en"):
        words = client.get(address(case, "question")).content.decode()
    assert "What is needed so that we can stay in this house?" in words
    assert "Should mother move out?" in words
