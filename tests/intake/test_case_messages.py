"""Messages between the coordinator of a case and its region: who reads them, who hears, and what stays."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from post_office.models import Email

from intake.actions.assigning import end_assignment
from intake.actions.case_messages import read_of_coordinator, write_to_coordinator, write_to_region
from intake.models import CaseMessage
from portal.backoffice import worklist
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.bench import alarms, panel
from tests.intake.factories import make_manager
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of
from tests.intake.test_meanwhile import drawn
from tests.intake.voiced import subject_for_staff, words_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def assignment(region, coordinator):
    return take(offer(make_waiting(region), coordinator))


@pytest.fixture
def own(as_user, coordinator):
    return as_user(user_of(coordinator))


@pytest.fixture
def staff(as_user, region):
    return as_user(region.manager)


def thread(assignment):
    return f"/en/my/cases/{assignment.pk}/messages/"


def bench(client, assignment):
    return client.get(reverse("cases:inspect", args=[assignment.case_id])).content.decode()


def entry(assignment):
    return reverse("cases:entry", args=[assignment.case_id, "case_message"])


def reading(assignment):
    return reverse("cases:entry", args=[assignment.case_id, "read_messages"])


def say_read(client, assignment, **changes):
    return client.post(reading(assignment), drawn(client, reading(assignment)) | changes)


def inline(page, address):
    """What a browser would send of the form in the panel that posts to this address."""
    form = re.search(rf'<form[^>]*action="{address}".*?</form>', page, re.DOTALL)[0]
    return dict(re.findall(r'name="(drawn|last)" value="([^"]*)"', form))


def unread():
    rows = CaseMessage.objects.filter(is_from_coordinator=True, read_at__isnull=True)
    with translation.override("en"):
        return [words_of(row, "text") for row in rows.select_related("case__vault")]


def of_messages(region):
    return [str(line.detail) for line in worklist.lines_for(region.manager, most=10) if line.kind == "Message"]


def test_the_coordinator_writes_and_the_region_reads(own, staff, assignment, region):
    before = Email.objects.count()
    for text in ("Opa wil niet komen", "Wat nu?"):
        assert own.post(thread(assignment), {"text": text}).status_code == 302
    subjects = [mail.subject for mail in Email.objects.order_by("pk")[before:]]
    assert subjects == [subject_for_staff("%(reference)s: the coordinator wrote", assignment.case)]
    assert of_messages(region) == ["Read what the coordinator wrote"]
    assert "not read yet" in own.get(thread(assignment)).content.decode()
    page = bench(staff, assignment)
    assert "2 new messages of the coordinator" in alarms(page)
    assert "Opa wil niet komen" in panel(page, "case_messages")
    assert of_messages(region) == ["Read what the coordinator wrote"]  # it may lie in a closed tab
    assert say_read(staff, assignment).status_code == 302
    assert of_messages(region) == []
    assert "new message" not in alarms(bench(staff, assignment))
    assert "not read yet" not in own.get(thread(assignment)).content.decode()
    assert not any("Opa" in mail.message for mail in Email.objects.all())


def test_the_region_writes_and_the_coordinator_reads(own, staff, assignment):
    before = Email.objects.count()
    for text in ("Bel opa nog eens", "Of ga langs"):
        assert staff.post(entry(assignment), drawn(staff, entry(assignment)) | {"text": text}).status_code == 302
    subjects = [mail.subject for mail in Email.objects.order_by("pk")[before:]]
    assert subjects == [subject_for_staff("A message waits for you (%(reference)s)", assignment.case)]
    assert "Your region wrote to you." in own.get(f"/en/my/cases/{assignment.pk}/").content.decode()
    assert "Bel opa nog eens" in own.get(thread(assignment)).content.decode()
    assert not CaseMessage.objects.filter(read_at__isnull=True).exists()
    assert "Your region wrote to you." not in own.get(f"/en/my/cases/{assignment.pk}/").content.decode()


def test_what_was_sent_while_the_page_was_drawn_stays_new(own, assignment, region):
    write_to_coordinator(assignment.case, by=region.manager, text="Een")
    own.get(thread(assignment))
    write_to_coordinator(assignment.case, by=region.manager, text="Twee")
    assert CaseMessage.objects.filter(read_at__isnull=True).count() == 1


def test_an_answer_reads_what_stood_above_it(own, staff, assignment, coordinator):
    write_to_region(assignment, by=user_of(coordinator), text="Een")
    typed = inline(bench(staff, assignment), entry(assignment)) | {"text": "Goed"}
    write_to_region(assignment, by=user_of(coordinator), text="Twee")
    assert staff.post(entry(assignment), typed).status_code == 302
    assert unread() == ["Twee"]


def test_the_button_in_the_panel_reads_what_stood_above_it(staff, assignment, coordinator):
    assert reading(assignment) not in bench(staff, assignment)
    write_to_region(assignment, by=user_of(coordinator), text="Een")
    sent = inline(bench(staff, assignment), reading(assignment))
    write_to_region(assignment, by=user_of(coordinator), text="Twee")
    staff.post(reading(assignment), sent)
    assert unread() == ["Twee"]
    for nothing in ("", "5b0b0c2e-4a0f-4d8c-9c6b-111111111111", "nonsense"):
        say_read(staff, assignment, last=nothing)
    assert unread() == ["Twee"]
    say_read(staff, assignment)
    assert reading(assignment) not in bench(staff, assignment)


@pytest.mark.parametrize("text", ["", "  ", "x" * 5001, "a\x00b"])
def test_what_cannot_be_is_refused_beside_its_field(own, staff, assignment, text):
    assert own.post(thread(assignment), {"text": text}).status_code == 422
    assert staff.post(entry(assignment), {"text": text}).status_code == 200
    assert not CaseMessage.objects.exists()


def test_not_more_than_twenty_wait_unread(own, assignment, region, coordinator):
    for number in range(20):
        write_to_region(assignment, by=user_of(coordinator), text=f"{number}")
    answered = own.post(thread(assignment), {"text": "Nog een"})
    assert answered.status_code == 422
    assert "Nog een" in answered.content.decode()
    assert CaseMessage.objects.count() == 20


def test_the_same_form_twice_is_one_message(own, assignment):
    typed = {"drawn": "5b0b0c2e-4a0f-4d8c-9c6b-111111111111", "text": "Eén keer"}
    assert [own.post(thread(assignment), typed).status_code for _time in range(2)] == [302, 302]
    assert CaseMessage.objects.count() == 1


def test_nobody_else_reads_or_writes(as_user, own, assignment, region, coordinator):
    write_to_region(assignment, by=user_of(coordinator), text="Opa wil niet komen")
    other, foreign = as_user(user_of(coordinator_in(region))), as_user(make_manager())
    assert other.get(thread(assignment)).status_code == 404
    assert other.post(thread(assignment), {"text": "x"}).status_code == 404
    assert foreign.get(entry(assignment)).status_code == 404
    assert foreign.post(entry(assignment), {"text": "x"}).status_code == 404
    assert foreign.post(reading(assignment)).status_code == 404
    with pytest.raises(NotAllowed):
        read_of_coordinator(assignment.case, by=user_of(coordinator))
    with pytest.raises(NotAllowed):
        write_to_region(assignment, by=region.manager, text="x")
    with pytest.raises(NotAllowed):
        write_to_coordinator(assignment.case, by=user_of(coordinator), text="x")
    assert CaseMessage.objects.count() == 1


def test_after_the_end_the_region_still_reads_and_nobody_writes(own, staff, assignment, region, coordinator):
    write_to_region(assignment, by=user_of(coordinator), text="Opa wil niet komen")
    end_assignment(assignment, by=region.manager, reason="Ziek")
    answered = own.post(thread(assignment), {"text": "Nog iets"})
    assert answered.status_code == 409
    assert "Nog iets" in answered.content.decode()
    assert own.get(thread(assignment)).status_code == 302
    page = bench(staff, assignment)
    assert "Opa wil niet komen" in panel(page, "case_messages")
    assert entry(assignment) not in page
    say_read(staff, assignment)
    assert of_messages(region) == []
    with pytest.raises(NotPossible):
        write_to_coordinator(assignment.case, by=region.manager, text="x")


def test_the_next_coordinator_does_not_read_what_was_written_to_the_first(as_user, assignment, region, coordinator):
    write_to_coordinator(assignment.case, by=region.manager, text="Alleen voor de eerste")
    end_assignment(assignment, by=region.manager, reason="Ziek")
    second = coordinator_in(region)
    mine = take(offer(type(assignment.case).objects.get(), second))
    client = as_user(user_of(second))
    assert "Alleen voor de eerste" not in client.get(thread(mine)).content.decode()
    assert "Your region wrote" not in client.get(f"/en/my/cases/{mine.pk}/").content.decode()


def test_pages_cost_the_same_with_one_and_with_many(own, staff, assignment, region, coordinator, count_queries):
    write_to_region(assignment, by=user_of(coordinator), text="Een")
    pages = [lambda: own.get(thread(assignment)), lambda: bench(staff, assignment)]
    few = [count_queries(page) for page in pages]
    CaseMessage.objects.bulk_create(
        CaseMessage(
            vault=assignment.case.vault, case=assignment.case, assignment=assignment, by=region.manager,
            text=f"{number}", is_from_coordinator=False,
        )
        for number in range(10)
    )  # fmt: skip
    assert [count_queries(page) for page in pages] == few
    assert words_of(CaseMessage.objects.select_related("case__vault").first(), "text") == "Een"
