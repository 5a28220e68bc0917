"""Every address × every role × a row of somebody else: it is not there, it does not change, and nothing of it shows.

The rows come from the makers below: a new scoped viewset without a maker fails here, so that nobody forgets to have it
walked.
"""

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cms_pages.models import FolderOrder
from intake.claim_states import ClaimState
from intake.models import (
    Agreement,
    Case,
    Claim,
    ClaimLine,
    Conference,
    Participant,
    Plan,
    Referral,
    SafetyConcern,
)
from portal.accounts.roles import COACH, roles
from portal.backoffice.viewsets import registered_viewsets
from portal.newsletter.models import Subscriber
from portal.organisations.models import HelpLine, Organisation, Postcode, Region
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry, Vault
from portal.workflow import log
from portal.workflow.models import MoveLogEntry
from portal.workflow.registry import tracked_models
from tests.accounts.factories import UserFactory
from tests.backoffice.walk import addresses
from tests.intake.ended import make_at_work
from tests.intake.factories import make_case, make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.events import make_event
from tests.training.factories import make_candidate, make_rule_book
from tests.training.further import make_coordinator
from training.models import Candidate, Coordinator, RuleBook, TrainingEvent

pytestmark = pytest.mark.django_db

NEEDLE = "Zilvermeeuw"  # stands in every sealed field of the foreign rows
SECRETS = (NEEDLE, NEEDLE.lower(), "98765432", "9876 5432")
# What belongs to a region is foreign to every other one; what belongs to an organisation only to the other.


def make_order(region):
    """Leaflets ordered by post, with the needle in the address."""
    return FolderOrder.objects.create(
        vault=Vault.objects.open("folder order"),
        organisation=region.organisation,
        region=region,
        language="nl",
        **dict.fromkeys(("name", "address", "postcode", "place"), NEEDLE),
    )


def make_subscriber(region):
    """Somebody who gets the newsletter, whom nobody ever opened: not even to send a mail."""
    now = timezone.now()
    return Subscriber.objects.create(
        vault=Vault.objects.open("subscriber"),
        organisation=region.organisation,
        language="nl",
        asked_at=now,
        confirmed_at=now,
        agreed_to=1,
        address_digest=b"x" * 32,
        **dict.fromkeys(("address", "confirm_token", "leave_token", "confirm_hash", "leave_hash"), NEEDLE),
    )


def make_applied(region):
    """A candidate with the needle in everything they wrote; trainers do not see them yet."""
    told = dict.fromkeys(("name", "postcode", "motivation", "experience", "ties"), NEEDLE)
    return make_candidate(region, state="applied", telephone="06 98765432", has_ties="yes", **told)


def make_registered(region):
    """A coordinator on the roster, with the needle in who they are; no longer in training, so trainers see them not."""
    coordinator = Coordinator.objects.select_related("vault", "candidate").get(candidate=make_coordinator(region))
    with looking(coordinator, by=None, screen="tests"):
        candidate = coordinator.candidate
        candidate.name, candidate.telephone = NEEDLE, "06 98765432"
        candidate.save()
        coordinator.background, coordinator.background_agreed_at = NEEDLE, timezone.now()
        coordinator.save()
    return coordinator


def make_full_case(region):
    """A case with the needle in its circle, its conference, its plan and a worry about safety."""
    case = make_case(region)
    of_case = {"vault": case.vault, "case": case}
    said = dict.fromkeys(("name", "who", "address", "hindrance", "arranged", "invited_by"), NEEDLE)
    Participant.objects.create(**of_case, tie="family", language="nl", telephone="06 98765432", **said)
    Conference.objects.create(**of_case, place=NEEDLE, food=NEEDLE, safety_plan=NEEDLE)
    SafetyConcern.objects.create(**of_case, raised_as="staff", raised_by=region.manager, text=NEEDLE)
    plan = Plan.objects.create(**of_case, language="nl", watcher=NEEDLE, adjusting=NEEDLE)
    Agreement.objects.create(**of_case, plan=plan, text=NEEDLE, who=NEEDLE)
    return case


def make_claim(region):
    """Hours and costs that wait for approval, with the needle in what they were for."""
    assignment = make_at_work(region)
    of_case = {"vault": assignment.case.vault, "case": assignment.case}
    claim = Claim(**of_case, assignment=assignment, handed_in_at=timezone.now())
    claim.state = ClaimState.HANDED_IN
    claim.save(force_insert=True)
    ClaimLine.objects.create(
        **of_case, claim=claim, kind="kilometres", on_day=timezone.localdate(), number=98, what=NEEDLE
    )  # fmt: skip
    return claim


OF_A_REGION = {
    Referral: make_referral,
    Case: make_full_case,
    Claim: make_claim,
    FolderOrder: make_order,
    Candidate: make_applied,
    Coordinator: make_registered,
}
OF_AN_ORGANISATION = {
    Subscriber: make_subscriber,
    Organisation: lambda region: region.organisation,
    HelpLine: lambda region: region.organisation.help_lines.first(),
    Region: lambda region: region,
    Postcode: lambda region: Postcode.objects.create(
        country=region.organisation.country, code="1000", province="BRU", place="Brussel", region=region
    ),
    RuleBook: lambda region: make_rule_book(region.organisation),
    TrainingEvent: lambda region: make_event(region, place=NEEDLE),
}
# A signed-out browser cannot knock at the next door.
SKIPPED = {"wagtailadmin_logout", "account_logout"}


def make_foreign(maker, region):
    """A row of `region` with the needle in whatever it holds."""
    row = maker(region)
    if isinstance(row, FolderOrder | Claim):
        return row
    if isinstance(row, Candidate | Coordinator):
        note = "note" if isinstance(row, Candidate) else "change_scopes"
        log.note(row, note, by=region.manager, reason=NEEDLE)
        return row
    referral = row if isinstance(row, Referral) else row.referral
    for field in ("story", "referrer_name", "referrer_work", "never_do", "safe_times", "postcode"):
        setattr(referral, field, NEEDLE)
    referral.telephone, referral.email = "06 98765432", f"{NEEDLE.lower()}@example.org"
    referral.save()
    for person in referral.core_persons.all():
        person.name = NEEDLE
        person.save()
    log.note(row, next(iter(row.track.notes)), by=region.manager, reason=NEEDLE)
    return row


@pytest.fixture
def own_region():
    region = RegionFactory()
    make_manager(region)
    return region


@pytest.fixture
def foreign_rows(own_region):
    """Of another region of the same organisation, and of the sister organisation."""
    neighbour = RegionFactory(organisation=own_region.organisation)
    sister = RegionFactory(organisation=OrganisationFactory(belgian=True))
    for region in (neighbour, sister):
        make_manager(region)
    sealed = [make_foreign(maker, region) for maker in OF_A_REGION.values() for region in (neighbour, sister)]
    return sealed + [maker(sister) for maker in OF_AN_ORGANISATION.values()]


def everybody(own_region):
    """Each role, the manager with a region of their own, and those that no role binds."""
    people = {
        name: UserFactory(role=name, is_staff=name != COACH, organisation=own_region.organisation) for name in roles()
    }
    return people | {
        "manager": own_region.manager,
        "superuser": UserFactory(superuser=True),
        "without a role": UserFactory(),
        "nobody": None,
    }


WHO = ["administrator", "editor", "manager", "trainer", "coach", "superuser", "without a role", "nobody"]


def contents(response):
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode(errors="replace") + str(response.headers)


def stored(row):
    """`row`, every tracked row and its timeline, byte by byte as the database holds them."""
    rows, own = [], [type(row)] if type(row) in OF_AN_ORGANISATION else []
    with connection.cursor() as cursor:
        for model in (*own, *tracked_models(), MoveLogEntry):
            cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")  # noqa: S608  (our own name)
            rows.append([tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()])
    return rows


@pytest.fixture
def knock():
    """A function that asks an address as somebody, and takes back whatever that did to other things."""
    stored_before = {}

    def ask(client, method, path, row):
        undone, written = transaction.atomic(), Written()
        undone._from_testcase = True  # a test's own transaction, as far as `looking` is concerned
        # Only of this row: whoever fills in a form opens a draft of their own. Its maker may have opened it too.
        openings = AccessLogEntry.objects.filter(vault_id=getattr(row, "vault_id", None)).exclude(kind="refused")
        if row not in stored_before:  # as all is taken back, it stays true
            stored_before[row] = (stored(row), openings.count())
        before, opened_before = stored_before[row]
        with undone:
            with connection.execute_wrapper(written):
                response = getattr(client, method)(path, {"reason": "So", "on": "2026-11-20", "model": "work"})
                text = contents(response)
            changed = written.something and stored(row) != before
            looked = written.something and openings.count() > opened_before
            transaction.set_rollback(True)
        return response, text, changed, looked

    return ask


class Written:
    """Whether any statement was more than a question."""

    something = False

    def __call__(self, execute, sql, params, many, context):
        self.something |= not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK"))
        return execute(sql, params, many, context)


def test_what_is_written_is_noticed(own_region, as_user):
    """Otherwise nothing would ever be compared."""
    written = Written()
    with connection.execute_wrapper(written):
        Region.objects.count()
        assert not written.something
        Region.objects.update(name="Elsewhere")
    assert written.something


def test_every_scoped_viewset_is_walked():
    assert registered_viewsets(), "No scoped viewset is registered: this test would walk past nothing."
    missing = {viewset.model.__name__ for viewset in registered_viewsets()} - {
        model.__name__ for model in OF_A_REGION | OF_AN_ORGANISATION
    }
    assert not missing, f"Write a maker for {', '.join(missing)}."


def test_every_role_is_walked(own_region):
    assert set(everybody(own_region)) == set(WHO)


def test_the_needle_can_be_found(own_region, as_user):
    """Otherwise all of this proves nothing."""
    row = make_foreign(make_referral, own_region)
    page = contents(as_user(own_region.manager).get(reverse("referrals:inspect", args=[row.pk])))
    assert page.count(NEEDLE) > 5
    assert "98765432" in page.replace(" ", "")


@pytest.mark.walk
@pytest.mark.parametrize("who", WHO)
def test_no_address_gives_a_foreign_row(who, own_region, foreign_rows, as_user, client, knock):
    user = everybody(own_region)[who]
    browser = as_user(user, raise_request_exception=False) if user else client
    browser.raise_request_exception = False
    knocked, problems = 0, []
    for row in foreign_rows:
        scoped = {viewset.url_namespace for viewset in registered_viewsets() if isinstance(row, viewset.model)}
        for path, name, takes_arguments in addresses(row):
            is_scoped = name.split(":")[0] in scoped
            first_row = row is foreign_rows[0]
            if name in SKIPPED or not (is_scoped or takes_arguments or first_row):
                continue
            if not (is_scoped or first_row or row is foreign_rows[2]):
                continue  # what knows nothing of our models behaves alike for both organisations
            for method in ("get", "post"):
                knocked += 1
                response, text, changed, looked = knock(browser, method, path, row)
                where = f"{method.upper()} {path} ({name}): {response.status_code}"
                if changed or looked:
                    problems.append(f"{where} changed or opened a row")
                if any(secret in text for secret in SECRETS):
                    problems.append(f"{where} shows something sealed")
                if type(row) in OF_A_REGION and (str(row) in text or str(row.reference) in text.replace(path, "")):
                    problems.append(f"{where} shows the number {row}")
                if is_scoped and takes_arguments and not is_shut(response):
                    problems.append(f"{where} {response.headers.get('Location', '')} should not be there")
    assert knocked > 300
    assert not problems, "\n".join(problems)


def is_shut(response):
    """Not there, not allowed, or led away: home within the admin, or to the login."""
    if response.status_code in (403, 404, 405):
        return True
    location = response.headers.get("Location", "")
    return response.status_code == 302 and (location == reverse("wagtailadmin_home") or "/login/" in location)


@pytest.mark.walk
@pytest.mark.parametrize("who", WHO[:-1])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_step_and_entry_of_a_foreign_row_is_shut(method, who, own_region, foreign_rows, as_user, knock):
    """The walk fills in one word for every step; here each step and entry has its own name."""
    browser, tried = as_user(everybody(own_region)[who]), 0
    for viewset in registered_viewsets():
        for row in (row for row in foreign_rows if isinstance(row, viewset.model)):
            names = [("step", step) for step in viewset.steps] + [("entry", entry) for entry in viewset.entries]
            for kind, name in names:
                path = reverse(viewset.get_url_name(kind), args=[row.pk, name])
                response, text, changed, looked = knock(browser, method, path, row)
                tried += 1
                assert is_shut(response), (path, response.status_code)
                assert not changed, path
                assert not looked, path
                assert NEEDLE not in text
    assert tried > 20


@pytest.mark.parametrize("who", WHO[:-1])
def test_site_history_shows_nothing_foreign(who, own_region, foreign_rows, as_user):
    browser = as_user(everybody(own_region)[who])
    for name in ("site_history", "site_history_results"):
        for query in ("", "?export=csv", "?export=xlsx"):
            text = contents(browser.get(reverse(f"wagtailadmin_reports:{name}") + query))
            for shown in (
                NEEDLE,
                *(part for row in foreign_rows if type(row) in OF_A_REGION for part in (str(row.pk), str(row))),
            ):
                assert shown not in text, (who, name, query)


def test_site_history_leads_a_manager_to_the_own_rows(own_region, foreign_rows, as_user):
    own = make_referral(own_region)
    page = as_user(own_region.manager).get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert str(own) in page
    assert reverse("referrals:inspect", args=[own.pk]) in page
    assert "a visitor" in page
    assert not [row for row in foreign_rows if type(row) in OF_A_REGION and str(row) in page]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_site_history_of_the_own_rows_can_be_taken_along(kind, own_region, as_user):
    make_referral(own_region)
    response = as_user(own_region.manager).get(reverse("wagtailadmin_reports:site_history"), {"export": kind})
    assert response.status_code == 200
    assert contents(response)
