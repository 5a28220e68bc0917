"""A worry about safety: raised from any screen, told at once, seen by the region alone, and settled with measures."""

import pytest
from django.urls import reverse
from post_office.models import Email

from intake.actions.cases import stop_case
from intake.actions.safety import raise_concern, refuse_while_unsafe
from intake.models import Case, SafetyConcern
from portal.backoffice import worklist
from portal.workflow.moves import NotAllowed, NotPossible
from tests.accounts.factories import UserFactory
from tests.intake.bench import alarms, panel
from tests.intake.factories import make_manager
from tests.intake.following import follow
from tests.intake.matched import coordinator_in, make_region, user_of
from tests.intake.test_meanwhile import drawn
from tests.intake.voiced import doing, make_prepared, subject_for_staff, words_of
from tests.intake.voiced import prepared as prepared

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]
WORRY = "Hij wacht haar op bij school"


@pytest.fixture
def region():
    region = make_region()
    region.deputy = UserFactory(role="manager", is_staff=True, organisation=region.organisation)
    region.save(update_fields=["deputy"])
    return region


@pytest.fixture
def case(prepared):
    return prepared[0]


def bench(client, case):
    return client.get(reverse("cases:inspect", args=[case.pk])).content.decode()


def entry(case, name):
    return reverse("cases:entry", args=[case.pk, name])


def at_once():
    return Email.objects.filter(subject=subject_for_staff("Please look at %(reference)s now", Case.objects.get()))


def is_unsafe(case):
    try:
        refuse_while_unsafe(Case.objects.get(pk=case.pk))
    except NotPossible:
        return True
    return False


def test_by_code_it_is_told_at_once_and_shown_to_nobody_else(client, as_user, case, prepared, coordinator, region):
    follow(client, case.referral, prepared[1][0])
    page = client.get("/en/follow/safety/").content.decode()
    assert page.index("tel:112") < page.index('name="text"')
    assert client.post("/en/follow/safety/", {"text": WORRY}).status_code == 302
    concern = SafetyConcern.objects.select_related("case__vault").get()
    assert (concern.raised_as, concern.raised_by, words_of(concern, "text")) == ("core_person", None, WORRY)
    assert at_once().count() == 2
    assert not any(WORRY in mail.message or "afety" in f"{mail.subject}{mail.message}" for mail in at_once())
    page = client.get("/en/follow/request/").content.decode()
    assert "We read it, and call you as you asked." in page
    page = client.get("/en/follow/request/").content.decode()
    for word in (WORRY, "We read it, and call", "Nothing goes out"):
        assert word not in page
    own = as_user(user_of(coordinator)).get(f"/en/my/cases/{doing(case).pk}/").content.decode()
    assert "Nothing goes out and no conference is held" in own
    assert WORRY not in own
    assert is_unsafe(case)
    assert concern.core_person == case.referral.core_persons.get()
    assert "with the code of" in panel(bench(as_user(region.manager), case), "safety")


def test_the_coordinator_raises_it_from_their_pages(as_user, case, coordinator, region):
    own = as_user(user_of(coordinator))
    address = f"/en/my/cases/{doing(case).pk}/"
    assert f"{address}safety/" in own.get(address).content.decode()
    assert f"{address}safety/" in own.get(f"{address}messages/").content.decode()
    assert own.post(f"{address}safety/", {"text": ""}).status_code == 422
    assert own.post(f"{address}safety/", {"text": "x" * 3001}).status_code == 422
    assert own.post(f"{address}safety/", {"text": WORRY}).status_code == 302
    assert SafetyConcern.objects.get().raised_as == "coordinator"
    assert WORRY not in own.get(address).content.decode()
    assert at_once().count() == 2


def test_staff_raise_it_and_do_not_write_to_themselves(as_user, case, region):
    client = as_user(case.region.manager)
    client.post(entry(case, "concern"), drawn(client, entry(case, "concern")) | {"text": WORRY})
    assert SafetyConcern.objects.get().raised_as == "staff"
    assert at_once().count() == 1


def test_while_it_is_open_it_stands_first_everywhere(as_user, case, region):
    raise_concern(case, by=region.deputy, text=WORRY)
    page = bench(as_user(case.region.manager), case)
    assert alarms(page).partition("> ")[2].startswith("Somebody is worried about safety")
    assert WORRY in panel(page, "safety")
    first = worklist.lines_for(region.manager, most=10)[0]
    assert (str(first.kind), first.urgency, first.title) == ("Safety", worklist.AT_ONCE, str(case))
    assert worklist.lines_for(make_manager(), most=10) == []


def test_it_is_settled_with_measures_and_a_reason_alone(as_user, case, region):
    concern = raise_concern(case, by=region.deputy, text=WORRY)
    client = as_user(case.region.manager)
    address = entry(case, "settle_concern")
    assert WORRY in client.get(address).content.decode()
    said = {"concern": concern.pk, "measures": "Oma brengt haar", "reason": "Dat doet oma al"}
    for missing in ("measures", "reason"):
        answered = client.post(address, drawn(client, address) | said | {missing: "  "})
        assert answered.status_code == 200
        assert is_unsafe(case)
    assert client.post(address, drawn(client, address) | said).status_code == 302
    concern = SafetyConcern.objects.select_related("case__vault", "settled_by").get()
    assert concern.settled_by == region.manager
    assert words_of(concern, "measures") == "Oma brengt haar"
    assert not is_unsafe(case)
    page = bench(client, case)
    assert "worried about safety" not in alarms(page)
    assert "Oma brengt haar" in panel(page, "safety")
    assert client.post(address, said).status_code == 200  # settled already: beside the field


def test_each_worry_is_settled_by_itself(as_user, case, region):
    first, second = (raise_concern(case, by=region.deputy, text=text) for text in (WORRY, "Er is een mes"))
    client = as_user(case.region.manager)
    address = entry(case, "settle_concern")
    said = {"concern": second.pk, "measures": "Het mes is weg", "reason": "Gezien"}
    client.post(address, drawn(client, address) | said)
    assert SafetyConcern.objects.get(settled_at__isnull=True) == first
    assert is_unsafe(case)


def test_after_the_end_it_can_be_settled_and_not_raised(as_user, case, region):
    concern = raise_concern(case, by=region.manager, text=WORRY)
    stop_case(case, by=region.manager, reason="Vanzelf beter")
    with pytest.raises(NotPossible):
        raise_concern(case, by=region.manager, text=WORRY)
    client = as_user(region.manager)
    assert any(str(line.kind) == "Safety" for line in worklist.lines_for(region.manager, most=10))
    said = {"concern": concern.pk, "measures": "Gemeld", "reason": "Het is voorbij"}
    assert client.post(entry(case, "settle_concern"), said).status_code == 302


def test_nobody_else_raises_or_settles(as_user, case, region, coordinator):
    stranger = make_manager()
    with pytest.raises(NotAllowed):
        raise_concern(case, by=stranger, text=WORRY)
    other = as_user(user_of(coordinator_in(region)))
    assert other.post(f"/en/my/cases/{doing(case).pk}/safety/", {"text": WORRY}).status_code == 404
    concern = raise_concern(case, by=region.manager, text=WORRY)
    foreign = as_user(stranger)
    for name in ("concern", "settle_concern"):
        assert foreign.get(entry(case, name)).status_code == 404
        assert foreign.post(entry(case, name), {"concern": concern.pk}).status_code == 404
    assert SafetyConcern.objects.count() == 1
    other_case, _codes = make_prepared(region)
    client = as_user(region.manager)
    said = {"concern": concern.pk, "measures": "x", "reason": "y"}
    assert client.post(entry(other_case, "settle_concern"), said).status_code == 200
    assert is_unsafe(case)


def test_nobody_floods(case, region):
    for number in range(20):
        raise_concern(case, by=region.manager, text=f"{number}")
    with pytest.raises(NotPossible) as refusal:
        raise_concern(case, by=region.manager, text="nog een")
    assert refusal.value.field == "text"


def test_the_workbench_costs_the_same_with_many(as_user, case, region, count_queries):
    client = as_user(case.region.manager)
    raise_concern(case, by=region.manager, text=WORRY)
    few = count_queries(lambda: bench(client, case))
    SafetyConcern.objects.bulk_create(
        SafetyConcern(vault=case.vault, case=case, raised_as="staff", raised_by=region.manager, text=f"{number}")
        for number in range(10)
    )
    assert count_queries(lambda: bench(client, case)) == few
