"""May who asked know how it went? Only while all whom it is about allow it, and then in plain numbers alone."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from intake.actions.following import Follower
from intake.actions.people import new_code_of
from intake.actions.sharing import record_results_permission, share_results
from intake.models import (
    Agreement,
    AgreementOutcome,
    Case,
    CorePerson,
    FollowUp,
    FollowUpReply,
    Plan,
    Referral,
)
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.bench import panel
from tests.intake.factories import make_manager
from tests.intake.following import accept, follow, receive
from tests.intake.matched import coordinator_in, make_region
from tests.intake.voiced import SIDES, prepare, somebody

pytestmark = pytest.mark.django_db(transaction=True)
OWN, PAGE = "/en/follow/request/", "/en/follow/results/"


@pytest.fixture
def region(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield make_region()


class Followed:
    """A case with the code of who asked and those of whom it is about."""

    def __init__(self, region, **changes):
        self.referral, self.asker = receive(region, **changes)
        self.codes = [one.code for one in accept(self.referral)]
        self.case = prepare(self.referral)

    def hold(self, *, has_plan=True):
        Case.objects.filter(pk=self.case.pk).update(
            state="plan_running" if has_plan else "held", held_on=timezone.localdate()
        )
        self.case = Case.objects.select_related("vault", "referral", "region").get(pk=self.case.pk)
        if has_plan:
            plan = Plan(vault=self.case.vault, case=self.case, language="nl")
            plan.state, plan.given_at = "given", timezone.now()
            plan.accepted_on, plan.accepted_how = timezone.localdate(), "circle"
            plan.save(force_insert=True)
        return self

    def measure(self):
        """Three agreements kept and one dropped; whom it is about say that it is better, an aunt that it is worse."""
        today = timezone.localdate()
        rows = {"vault": self.case.vault, "case": self.case}
        measured = FollowUp(**rows, moment="three_months", due_on=today, lapses_on=today)
        measured.state = "answered"
        measured.save(force_insert=True)
        for place, outcome in enumerate(["kept", "kept", "kept", "dropped"]):
            agreement = Agreement.objects.create(
                **rows, plan=self.case.plan, position=place, text=f"Oma kookt soep {place}"
            )
            AgreementOutcome.objects.create(
                **rows, follow_up=measured, agreement=agreement, outcome=outcome, helped_by="Buurvrouw Toos"
            )
        for person in self.referral.core_persons.all():
            row = somebody(self.case, "Younes", side=person, is_core=True)
            self._reply(measured, row, "better", "Het gaat goed")
        self._reply(measured, somebody(self.case, "Tante"), "worse", "Het gaat niet goed")
        return self

    def _reply(self, measured, row, improved, words):
        FollowUpReply.objects.create(
            vault=self.case.vault, case=self.case, follow_up=measured, participant=row, giver="adult",
            improved=improved, words=words,
        )  # fmt: skip

    def read(self, code, address=OWN):
        """The page that this code opens, in a browser of its own."""
        return main(self.browse(code).get(address))

    def browse(self, code):
        client = Client(headers={"accept-language": "en"})
        follow(client, self.referral, code)
        return client

    def say(self, code, answer):
        return self.browse(code).post(PAGE, {"answer": answer})

    def allowed(self):
        return [one.results_shared_at is not None for one in self.referral.core_persons.order_by("created")]


def main(response):
    assert response.status_code == 200, response.status_code
    found = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def notes():
    return MoveLogEntry.objects.filter(action="intake.case.share_results")


# -- whom it is about ---------------------------------------------------------------------------------


def test_they_say_yes_by_name_and_take_it_back(region):
    followed = Followed(region).hold()
    [code] = followed.codes
    page = followed.read(code)
    assert "May Samira Demo know how it went?" in page
    assert "They read nothing of it, unless you say yes." in page
    page = followed.read(code, PAGE)
    for words in ("That there was a conference", "Not what stands in it.", "No names, no agreements", "take your yes"):
        assert words in page
    assert "everybody whom it is about" not in page
    assert followed.say(code, "yes").url == OWN
    assert followed.allowed() == [True]
    assert "You said yes on" in followed.read(code)
    assert "You can take it back here." in followed.read(code, PAGE)
    followed.say(code, "otherwise")
    assert followed.allowed() == [False]
    assert list(notes().values_list("actor_kind", flat=True)) == ["visitor", "visitor"]


def test_saying_the_same_again_changes_nothing(region):
    followed = Followed(region).hold()
    followed.say(followed.codes[0], "yes")
    first = followed.referral.core_persons.get().results_shared_at
    followed.say(followed.codes[0], "yes")
    assert followed.referral.core_persons.get().results_shared_at == first
    assert notes().count() == 1


@pytest.mark.parametrize("answer", [None, "perhaps", "a\x00"])
def test_without_an_answer_nothing_is_said(region, answer):
    followed = Followed(region).hold()
    response = followed.browse(followed.codes[0]).post(PAGE, {"answer": answer} if answer else {})
    assert response.status_code == 422
    assert "Choose one of the answers below." in response.content.decode()
    assert followed.allowed() == [False]


def test_before_the_conference_it_is_not_asked(region):
    followed = Followed(region)
    assert "know how it went" not in followed.read(followed.codes[0])
    client = followed.browse(followed.codes[0])
    assert client.get(PAGE).url == OWN
    assert client.post(PAGE, {"answer": "yes"}).url == OWN
    assert followed.allowed() == [False]


def test_it_is_asked_as_soon_as_the_conference_was_held_and_after_the_end_too(region):
    followed = Followed(region).hold(has_plan=False)
    assert "know how it went" in followed.read(followed.codes[0])
    Case.objects.update(state="closed")
    followed.say(followed.codes[0], "yes")
    assert followed.allowed() == [True]
    followed.say(followed.codes[0], "otherwise")
    assert followed.allowed() == [False]


THEMSELVES = [
    {"for_whom": "self", "people": []}, {"for_whom": "child", "people": []},
    {"people": [{"kind": "person", "name": "Samira", "is_referrer": True}]},
]  # fmt: skip


@pytest.mark.parametrize("changes", THEMSELVES)
def test_who_asked_for_themselves_is_not_asked(region, changes):
    followed = Followed(region, **changes).hold()
    for code in (followed.asker, *followed.codes):
        assert "know how it went" not in followed.read(code)
        assert followed.browse(code).get(PAGE).url == OWN


def test_who_is_never_named_is_not_asked_about(region):
    followed = Followed(region, may_be_named="no").hold()
    assert "know how it went" not in followed.read(followed.codes[0])
    assert followed.browse(followed.codes[0]).get(PAGE).url == OWN
    CorePerson.objects.update(results_shared_at=timezone.now())
    assert "How it went" not in followed.read(followed.asker)


@pytest.mark.parametrize(
    ("awareness", "may_be_named", "is_named"),
    [("knows", "yes", True), ("agrees", "", True), ("knows", "", False), ("not_yet", "", False), ("", "", False)],
)
def test_who_wants_to_talk_about_it_first_is_not_named(region, awareness, may_be_named, is_named):
    followed = Followed(region, awareness=awareness, may_be_named=may_be_named, referrer_name="Juf Ans").hold()
    for page in (OWN, PAGE):
        said = followed.read(followed.codes[0], page)
        assert "know how it went" in said
        assert ("Juf Ans" in said) == is_named


def test_reading_the_name_of_who_asked_is_written_down(region):
    followed = Followed(region).hold()
    followed.read(followed.codes[0], PAGE)
    assert AccessLogEntry.objects.filter(actor_kind="visitor", screen="follow").count() == 1


def test_nobody_else_says_it(region):
    followed, other = Followed(region).hold(), Followed(region).hold()
    client = followed.browse(followed.asker)
    assert client.get(PAGE).url == OWN
    assert client.post(PAGE, {"answer": "yes"}).url == OWN
    other.say(other.codes[0], "yes")
    assert (followed.allowed(), other.allowed()) == ([False], [True])
    assert Client().get(PAGE).status_code == 404
    assert Client().post(PAGE, {"answer": "yes"}).status_code == 404


def test_a_code_that_was_replaced_says_nothing(region):
    followed = Followed(region).hold()
    client = followed.browse(followed.codes[0])
    new_code_of(followed.referral.core_persons.get())
    assert client.post(PAGE, {"answer": "yes"}).status_code == 404
    assert followed.allowed() == [False]


# -- who asked ----------------------------------------------------------------------------------------


def test_who_asked_reads_nothing_without_it(region):
    followed = Followed(region).hold().measure()
    page = followed.read(followed.asker)
    assert "We are in touch" in page
    for words in ("How it went", "conference", "plan", "Agreements", "Kept"):
        assert words not in page


def test_with_it_they_read_numbers_and_no_word_of_anybody(region):
    followed = Followed(region).hold().measure()
    followed.say(followed.codes[0], "yes")
    page = followed.read(followed.asker)
    for words in ("How it went", "There was a conference", "There is a plan", "Kept: 3", "Dropped: 1", "Better: 1"):
        assert words in page
    assert "Worse: 0" in page  # what the aunt said is hers and the region's
    for words in ("Younes", "Tante", "soep", "Toos", "goed"):
        assert words not in page
    followed.say(followed.codes[0], "otherwise")
    assert "How it went" not in followed.read(followed.asker)


def test_before_the_measurement_they_read_that_there_was_a_conference_and_a_plan(region):
    followed = Followed(region).hold(has_plan=False)
    followed.say(followed.codes[0], "yes")
    page = followed.read(followed.asker)
    assert "There was a conference" in page
    assert "There is a plan" not in page
    assert "After three months" not in page


def test_what_still_waits_to_be_answered_is_not_counted(region):
    followed = Followed(region).hold().measure()
    FollowUp.objects.update(state="waiting")
    followed.say(followed.codes[0], "yes")
    page = followed.read(followed.asker)
    assert "There is a plan" in page
    assert "After three months" not in page


def test_each_party_must_allow_it_and_reads_nothing_of_the_other(region):
    followed = Followed(region, people=SIDES).hold().measure()
    harmed, responsible = followed.codes
    assert "everybody whom it is about says yes" in followed.read(harmed, PAGE)
    followed.say(harmed, "yes")
    assert followed.allowed() == [True, False]
    assert "How it went" not in followed.read(followed.asker)
    for address in (OWN, PAGE):
        assert "You said yes" not in followed.read(responsible, address)
        assert "Nadia" not in followed.read(responsible, address)
    followed.say(responsible, "yes")
    assert "Better: 2" in followed.read(followed.asker)
    followed.say(harmed, "otherwise")
    assert "How it went" not in followed.read(followed.asker)
    assert "You said yes" in followed.read(responsible)


def test_the_results_stand_on_no_page_of_those_whom_it_is_about(region):
    followed = Followed(region, people=SIDES).hold().measure()
    for code in followed.codes:
        followed.say(code, "yes")
    assert "Kept: 3" not in followed.read(followed.codes[0])


def test_it_costs_the_same_with_one_and_with_many(region):
    costs = []
    for people in ([{"kind": "person", "name": "Younes"}], SIDES):
        followed = Followed(region, people=people).hold().measure()
        CorePerson.objects.update(results_shared_at=timezone.now())
        client = followed.browse(followed.asker)
        client.get(OWN)
        with CaptureQueriesContext(connection) as queries:
            assert "How it went" in main(client.get(OWN))
        costs.append(len(queries))
    assert costs[0] == costs[1]


# -- what staff write down ----------------------------------------------------------------------------


def entry(case):
    return reverse("cases:entry", args=[case.pk, "results_permission"])


def test_staff_write_down_what_was_said_in_a_talk(region, as_user):
    followed = Followed(region).hold()
    staff, person = as_user(region.manager), followed.referral.core_persons.get()
    bench = staff.get(reverse("cases:inspect", args=[followed.case.pk])).content.decode()
    assert "Who asked may not know how it went." in panel(bench, "people")
    page = staff.get(f"{entry(followed.case)}?core_person={person.pk}").content.decode()
    assert re.search(rf'value="{person.pk}"[^>]*checked', page)
    assert staff.post(entry(followed.case), {"core_person": person.pk, "is_shared": "yes"}).status_code == 302
    assert followed.allowed() == [True]
    assert "How it went" in followed.read(followed.asker)
    bench = staff.get(reverse("cases:inspect", args=[followed.case.pk])).content.decode()
    assert "Who asked may know how it went, since" in panel(bench, "people")
    assert "It was said whether who asked may know how it went" in bench
    staff.post(entry(followed.case), {"core_person": person.pk, "is_shared": "otherwise"})
    assert followed.allowed() == [False]
    assert list(notes().values_list("actor_kind", flat=True)) == ["user", "user"]


def test_what_staff_leave_open_is_asked_again(region, as_user):
    followed = Followed(region).hold()
    foreign = Followed(region).hold().referral.core_persons.get()
    staff = as_user(region.manager)
    for typed in ({}, {"core_person": foreign.pk, "is_shared": "yes"}, {"core_person": "x", "is_shared": "y"}):
        assert "Choose one of the answers below." in staff.post(entry(followed.case), typed).content.decode()
    assert not notes().exists()
    with pytest.raises(NotPossible):
        record_results_permission(followed.case, by=region.manager, core_person=foreign, is_shared=True)


def test_it_is_not_offered_before_the_conference_or_where_nobody_else_asked(region, as_user):
    for followed in (Followed(region), Followed(region, for_whom="self", people=[]).hold()):
        person = followed.referral.core_persons.get()
        page = as_user(region.manager).get(reverse("cases:inspect", args=[followed.case.pk])).content.decode()
        assert "may not know how it went" not in page
        with pytest.raises(NotPossible):
            record_results_permission(followed.case, by=region.manager, core_person=person, is_shared=True)


def test_nobody_of_another_region_or_with_another_task_writes_it_down(region, as_user):
    followed = Followed(region).hold()
    person = followed.referral.core_persons.get()
    other = make_manager()
    assert as_user(other).get(entry(followed.case)).status_code == 404
    for by in (other, coordinator_in(region).candidate.user):
        with pytest.raises(NotAllowed):
            record_results_permission(followed.case, by=by, core_person=person, is_shared=True)


def test_who_only_asked_cannot_allow_it_to_themselves(region):
    followed = Followed(region).hold()
    with pytest.raises(NotAllowed):
        share_results(Follower(Referral.objects.get(pk=followed.referral.pk), None), is_shared=True)
