"""The trainers' one answer to a report: two sign, words that change drop signatures, a difference leads to a talk."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal.workflow.moves import NotAllowed, NotPossible
from portal.workflow.queries import timeline
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import make_candidate, make_rule_book, make_trainer
from training.actions.ending import turn_down
from training.actions.reporting import agree, answer_report, ask_for_talk, sign_answer
from training.actions.talking import record_talk
from training.models import Candidate, Report, ReportAnswer, RuleBook, Signature

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


@pytest.fixture
def trainers(region):
    return [make_trainer(region.organisation), make_trainer(region.organisation)]


@pytest.fixture
def candidate(region):
    return make_candidate(region, state="reported")


def page_of(browser, candidate):
    return browser.get(reverse("candidates:inspect", args=[candidate.pk])).content.decode()


def entry(candidate, name):
    return reverse("candidates:entry", args=[candidate.pk, name])


def write(browser, candidate, *, verdict="yes", reasons="We saw a listener."):
    """Fills in the form as it is drawn now, and sends it."""
    address = entry(candidate, "answer")
    read = browser.get(address).context["form"].initial["read"]
    return browser.post(address, {"read": read, "verdict": verdict, "reasons": reasons})


def sign(browser, candidate):
    address = entry(candidate, "sign")
    return browser.post(address, {"read": browser.get(address).context["form"].initial["read"]})


def step(browser, candidate, name, **answers):
    return browser.post(reverse("candidates:step", args=[candidate.pk, name]), answers)


def said(candidate, verdict):
    Report.objects.filter(candidate=candidate).update(verdict=verdict)


def state_of(candidate):
    return Candidate.objects.get(pk=candidate.pk).state


def test_two_trainers_read_answer_sign_and_agree(candidate, trainers, as_user):
    first, second = (as_user(trainer) for trainer in trainers)
    assert "Yes, always." in page_of(first, candidate)
    assert write(first, candidate)["Location"].endswith("#answer")
    assert "1 signature is still missing." in page_of(second, candidate)
    assert "We saw a listener." in first.get(entry(candidate, "sign")).content.decode()
    sign(second, candidate)
    page = page_of(second, candidate)
    assert "still missing" not in page
    assert "Both sides say yes." in page
    step(first, candidate, "agree")
    assert state_of(candidate) == "practising"


def test_one_trainer_alone_cannot(candidate, trainers, as_user):
    browser = as_user(trainers[0])
    write(browser, candidate)
    sign(browser, candidate)
    write(browser, candidate)
    assert Signature.objects.count() == 1
    assert step(browser, candidate, "agree").status_code == 200
    assert state_of(candidate) == "reported"
    with pytest.raises(NotPossible):
        agree(candidate, by=trainers[0])


def test_a_rule_book_may_ask_for_three(candidate, trainers):
    RuleBook.objects.update(trainers_sign=3)
    answer_report(candidate, by=trainers[0], verdict="yes", reasons="Yes.")
    sign_answer(candidate, by=trainers[1])
    with pytest.raises(NotPossible):
        agree(candidate, by=trainers[0])
    sign_answer(candidate, by=make_trainer(candidate.organisation))
    agree(candidate, by=trainers[0])


@pytest.mark.parametrize("changed", [{"reasons": "We saw two listeners."}, {"verdict": "no"}])
def test_words_that_change_take_the_signatures_with_them(changed, candidate, trainers, as_user):
    first, second = (as_user(trainer) for trainer in trainers)
    write(first, candidate)
    sign(second, candidate)
    write(second, candidate, **changed)
    assert [one.trainer for one in Signature.objects.all()] == [trainers[1]]
    assert "1 signature is still missing." in page_of(first, candidate)


def test_the_same_words_again_are_only_a_signature(candidate, trainers, as_user):
    first, second = (as_user(trainer) for trainer in trainers)
    write(first, candidate)
    form = second.get(entry(candidate, "answer")).context["form"]
    assert form.initial["reasons"] == "We saw a listener."
    write(second, candidate)
    assert {one.trainer for one in Signature.objects.all()} == set(trainers)


@pytest.mark.parametrize("name", ["answer", "sign"])
def test_nobody_signs_or_replaces_words_that_they_did_not_read(name, candidate, trainers, as_user):
    first, second = (as_user(trainer) for trainer in trainers)
    write(first, candidate)
    read = second.get(entry(candidate, name)).context["form"].initial["read"]
    write(first, candidate, verdict="no", reasons="We think of it otherwise now.")
    answered = second.post(entry(candidate, name), {"read": read, "verdict": "yes", "reasons": "Yes."})
    page = answered.content.decode()
    assert "in the meantime" in page
    assert "We think of it otherwise now." in page
    assert [one.trainer for one in Signature.objects.all()] == [trainers[0]]
    answer = ReportAnswer.objects.get()
    assert answer.verdict == "no"
    assert answered.context["form"]["read"].value() == str(answer.pk)


def test_who_read_the_other_answer_may_send_their_own_after_all(candidate, trainers, as_user):
    first, second = (as_user(trainer) for trainer in trainers)
    typed = {"verdict": "no", "reasons": "We doubt it together."}
    read = second.get(entry(candidate, "answer")).context["form"].initial["read"]
    write(first, candidate)
    refused = second.post(entry(candidate, "answer"), {"read": read} | typed)
    form = refused.context["form"]
    assert "The answer that stands there now" in refused.content.decode()
    assert "We doubt it together." in refused.content.decode()
    assert "We saw a listener." in refused.content.decode()
    again = {name: form[name].value() for name in ("read", "verdict", "reasons")}
    assert again == {"read": str(ReportAnswer.objects.get().pk)} | typed
    assert second.post(entry(candidate, "answer"), again).status_code == 302
    assert [one.trainer for one in Signature.objects.all()] == [trainers[1]]
    assert ReportAnswer.objects.get().verdict == "no"


def test_a_form_that_lacks_something_shows_the_other_answer_too(candidate, trainers, as_user):
    first, second = (as_user(trainer) for trainer in trainers)
    write(first, candidate)
    lacking = second.post(entry(candidate, "answer"), {"read": "", "reasons": "We doubt."})
    assert "verdict" in lacking.context["form"].errors
    assert "We saw a listener." in lacking.content.decode()


def test_the_own_form_shows_no_other_answer(candidate, trainers, as_user):
    browser = as_user(trainers[0])
    write(browser, candidate)
    assert "The answer that stands there now" not in browser.get(entry(candidate, "answer")).content.decode()


def test_two_first_answers_at_once_do_not_wipe_each_other_out(candidate, trainers, as_user):
    first, second = (as_user(trainer) for trainer in trainers)
    read = second.get(entry(candidate, "answer")).context["form"].initial["read"]
    write(first, candidate)
    answered = second.post(entry(candidate, "answer"), {"read": read, "verdict": "no", "reasons": "No."})
    assert answered.status_code == 200
    assert ReportAnswer.objects.get().verdict == "yes"


@pytest.mark.parametrize(("own", "theirs"), [("yes", "no"), ("yes", "unsure"), ("no", "yes"), ("unsure", "unsure")])
def test_a_difference_leads_to_a_talk(own, theirs, candidate, trainers, as_user, region):
    first, second = (as_user(trainer) for trainer in trainers)
    said(candidate, own)
    write(first, candidate, verdict=theirs)
    sign(second, candidate)
    assert "first have a talk" in page_of(second, candidate)
    assert step(first, candidate, "agree").status_code == 200
    assert step(as_user(region.manager), candidate, "not_now", reason="No.").status_code == 200
    assert state_of(candidate) == "reported"
    assert "reason" in step(first, candidate, "talk").context["form"].errors
    step(first, candidate, "talk", reason="You doubt; we do not.")
    assert state_of(candidate) == "in_talk"
    assert "You doubt; we do not." in page_of(second, candidate)


def test_after_the_talk_both_may_say_yes(candidate, trainers):
    answer_report(candidate, by=trainers[0], verdict="no", reasons="We doubt.")
    ask_for_talk(candidate, by=trainers[0], reason="Let us talk.")
    answer_report(candidate, by=trainers[1], verdict="yes", reasons="You convinced us.")
    sign_answer(candidate, by=trainers[0])
    agree(candidate, by=trainers[1])
    assert state_of(candidate) == "practising"
    assert timeline(candidate).first().action == "training.candidate.agree"
    assert "talk" in [line.action.split(".")[-1] for line in timeline(candidate)]


def test_what_is_missing_for_not_now_is_said_before_a_reason_is_asked(candidate, trainers, as_user, region):
    manager = as_user(region.manager)
    address = reverse("candidates:step", args=[candidate.pk, "not_now"])

    def told():
        page = manager.get(address).content.decode()
        bench = page_of(manager, candidate)
        for refusal in manager.get(address).context["refusals"]:
            assert refusal in bench
        assert ('name="reason"' in page) == (f'href="{address}"' in bench)
        return page

    assert "Nobody decides alone" in told()
    answer_report(candidate, by=trainers[0], verdict="no", reasons="We doubt.")
    assert "Nobody decides alone" in told()
    assert "see it differently" in told()
    sign_answer(candidate, by=trainers[1])
    assert "Nobody decides alone" not in told()
    assert 'name="reason"' not in told()
    ask_for_talk(candidate, by=trainers[0], reason="Let us talk.")
    assert "see it differently" in told()
    record_talk(candidate, by=trainers[0], on=timezone.localdate(), text="We talked.")
    assert 'name="reason"' in told()


@pytest.mark.parametrize("verdict", ["no", "unsure"])
def test_after_the_talk_it_may_be_not_now_when_two_signed(verdict, candidate, trainers, region):
    answer_report(candidate, by=trainers[0], verdict=verdict, reasons="We doubt.")
    ask_for_talk(candidate, by=trainers[0], reason="Let us talk.")
    with pytest.raises(NotPossible, match="Nobody decides alone"):
        turn_down(candidate, by=region.manager, reason="Not now.")
    sign_answer(candidate, by=trainers[1])
    with pytest.raises(NotPossible, match="have a talk first"):  # it was asked for, and not held
        turn_down(candidate, by=region.manager, reason="Not now.")
    record_talk(candidate, by=trainers[0], on=timezone.localdate(), text="We talked.")
    turn_down(candidate, by=region.manager, reason="Not now.")
    assert state_of(candidate) == "not_now"


def test_who_says_no_themselves_hears_not_now_without_a_talk(candidate, trainers, region):
    said(candidate, "no")
    answer_report(candidate, by=trainers[0], verdict="no", reasons="So do we.")
    sign_answer(candidate, by=trainers[1])
    turn_down(candidate, by=region.manager, reason="Not now.")
    assert state_of(candidate) == "not_now"


def test_nobody_is_turned_down_against_a_yes_of_the_trainers(candidate, trainers, region):
    answer_report(candidate, by=trainers[0], verdict="yes", reasons="Yes.")
    sign_answer(candidate, by=trainers[1])
    with pytest.raises(NotPossible):
        turn_down(candidate, by=region.manager, reason="Not now.")


@pytest.mark.parametrize("who", ["manager", "administrator", "editor", "superuser", "trainer elsewhere", "themselves"])
def test_only_trainers_of_the_organisation_answer(who, candidate, trainers, region):
    answer_report(candidate, by=trainers[0], verdict="yes", reasons="Yes.")
    organisation = region.organisation
    somebody = {
        "manager": lambda: region.manager,
        "superuser": lambda: UserFactory(superuser=True, organisation=organisation),
        "trainer elsewhere": lambda: make_trainer(OrganisationFactory(belgian=True)),
        "themselves": lambda: candidate.user,
    }.get(who, lambda: UserFactory(role=who, is_staff=True, organisation=organisation))()
    for act in (
        lambda: answer_report(candidate, by=somebody, verdict="no", reasons="No."),
        lambda: sign_answer(candidate, by=somebody),
        lambda: ask_for_talk(candidate, by=somebody, reason="So."),
        lambda: agree(candidate, by=somebody),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Signature.objects.count() == 1


def test_a_trainer_does_not_answer_their_own_report(region):
    trainer = make_trainer(region.organisation)
    make_rule_book(region.organisation)
    candidate = make_candidate(region, state="reported", user=trainer)
    with pytest.raises(NotAllowed):
        answer_report(candidate, by=trainer, verdict="yes", reasons="I am good.")


def test_no_answer_is_taken_when_no_report_waits(region, trainers):
    candidate = make_candidate(region, state="practising")
    with pytest.raises(NotPossible):
        answer_report(candidate, by=trainers[0], verdict="no", reasons="No.")
    with pytest.raises(NotPossible):
        sign_answer(candidate, by=trainers[0])


def test_an_answer_gives_its_reasons(candidate, trainers):
    with pytest.raises(NotPossible) as refusal:
        answer_report(candidate, by=trainers[0], verdict="no", reasons="  ")
    assert refusal.value.field == "reasons"
    with pytest.raises(NotPossible):
        sign_answer(candidate, by=trainers[0])
