"""An editor walks through the whole admin, with the key of every row that there is, and meets no referral anywhere.

Everything that is sealed holds one word, and the rows have numbers that nobody else has: neither may show, on no page,
in no answer to a form, in no search and in no download.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from intake.actions.drafts import start_draft
from intake.models import Case, CorePerson, Draft, Referral
from portal.accounts.models import User
from portal.accounts.roles import open_site_to_editors
from portal.backoffice.exports.asking import ask_for_export
from portal.backoffice.exports.making import make_exports
from portal.backoffice.models import Export
from portal.outbound.models import OutgoingAddress
from portal.privacy.models import AccessLogEntry, Vault
from portal.workflow.models import MoveLogEntry
from tests.accounts.factories import UserFactory
from tests.backoffice.exports.files import viewset_called
from tests.backoffice.test_doors import NEEDLE, SECRETS, SKIPPED, contents, is_shut, make_foreign, make_order
from tests.backoffice.walk import addresses
from tests.cms_pages.factories import HomePageFactory, TextPageFactory
from tests.intake.factories import make_case, make_manager, make_referral
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db

CASEWORK = {"referrals", "cases", "leaflet_orders", "exports:export", "exports:file", "break_glass"}
MUST_BE_WALKED = [Referral, Case, CorePerson, Draft, Export, OutgoingAddress, AccessLogEntry, MoveLogEntry, Vault]


@pytest.fixture
def region(db):
    region = RegionFactory()
    make_manager(region, last_name="Zeldzaam")
    return region


@pytest.fixture
def seeded(region, as_user):
    """Work of the editor's own organisation, done and undone: a row of each kind, all with the needle in them."""
    home = HomePageFactory(organisation=region.organisation)
    TextPageFactory(parent=home).save_revision()
    open_site_to_editors()
    for maker in (make_referral, make_case, make_order):
        make_foreign(maker, region)
    start_draft(organisation=region.organisation, language="nl", answers={"story": NEEDLE})
    as_user(region.manager).get(reverse("referrals:inspect", args=[Referral.objects.first().pk]))
    ask_for_export(viewset_called("referrals"), by=region.manager, query="", language="en")
    make_exports()
    return region


@pytest.fixture
def editor(seeded, as_user):
    user = UserFactory(role="editor", is_staff=True, organisation=seeded.organisation)
    return as_user(user, raise_request_exception=False)


def one_of_each():
    """A row of every kind that tells of somebody, with the needle in it where it holds words."""
    rows = [model._base_manager.first() for model in MUST_BE_WALKED]
    return [row for row in rows if row is not None]


def numbers():
    """What tells one referral or case from another: its number, its key, and the keys of who is in it."""
    rows = [*Referral.objects.all(), *Case.objects.all()]
    keys = [*rows, *CorePerson.objects.all(), *Draft.objects.all(), *Export.objects.all()]
    return {str(row.reference) for row in rows} | {str(row) for row in rows} | {str(row.pk) for row in keys}


def ask(client, method, path, data=None):
    """The whole answer; what it did is undone."""
    undone = transaction.atomic()
    undone._from_testcase = True
    with undone:
        response = getattr(client, method)(path, data or {})
        text = contents(response)
        transaction.set_rollback(True)
    return response, text


def shown_in(text, path, secrets):
    """What of the secrets shows, but for the key that the address itself brought."""
    text = text.replace(path, "")
    return [secret for secret in secrets if secret in text and secret not in path]


def is_casework(name):
    return not CASEWORK.isdisjoint({name, name.partition(":")[0]})


def test_every_kind_of_row_is_there(seeded):
    missing = set(MUST_BE_WALKED) - {type(row) for row in one_of_each()}
    assert not missing, f"Nothing is walked for {', '.join(model.__name__ for model in missing)}."


def test_the_walk_would_find_it(seeded, as_user):
    """As the manager: the same questions show what the editor must not see."""
    client = as_user(seeded.manager)
    assert str(Referral.objects.first()) in contents(client.get(reverse("referrals:index")))
    pages = [contents(client.get(reverse("referrals:inspect", args=[row.pk]))) for row in Referral.objects.all()]
    assert any(NEEDLE in page for page in pages)


def test_the_names_of_casework_are_names_of_addresses():
    """A viewset that is called otherwise tomorrow is not forgotten today."""
    names = {address.name for address in addresses()}
    assert names | {name.partition(":")[0] for name in names} >= CASEWORK


@pytest.mark.walk
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_shows_an_editor_anything(method, editor, seeded):
    secrets = {*SECRETS, *numbers()}
    problems, knocked = [], 0
    rows = one_of_each() if method == "get" else one_of_each()[:3]
    for place, row in enumerate(rows):
        for path, name, takes_arguments in addresses(row):
            if name in SKIPPED or not (takes_arguments or place == 0) or not path.startswith("/admin/"):
                continue
            knocked += 1
            response, text = ask(editor, method, path)
            where = f"{method.upper()} {path} ({name}): {response.status_code}"
            if found := shown_in(text, path, secrets):
                problems.append(f"{where} shows {found[0]}")
            if is_casework(name) and not is_shut(response):
                problems.append(f"{where} {response.headers.get('Location', '')} should be shut")
    assert knocked > 500
    assert not problems, "\n".join(sorted(set(problems))[:40])


@pytest.mark.walk
@pytest.mark.parametrize("query", ["word", "number", "telephone"])
def test_no_search_and_no_filter_finds_it(query, editor, seeded):
    wanted = {"word": NEEDLE, "number": str(Referral.objects.first()), "telephone": "0698765432"}[query]
    secrets = {secret for secret in (*SECRETS, *numbers()) if secret not in wanted}  # a page repeats what was asked
    for path, name, takes_arguments in addresses():
        if takes_arguments or name in SKIPPED or not path.startswith("/admin/"):
            continue
        for asked in ({"q": wanted}, {"search": wanted, "query": wanted, "id": wanted}, {"q": wanted, "export": "csv"}):
            _response, text = ask(editor, "get", path, asked)
            assert not shown_in(text, path, secrets), (path, asked)
            assert "inspect" not in text, (path, asked)


def test_the_home_and_the_menu_lead_nowhere_near(editor):
    text = contents(editor.get("/admin/"))
    for name in ("referrals:index", "cases:index", "leaflet_orders:index", "break_glass"):
        assert reverse(name) not in text


def test_colleagues_are_names_on_pages_and_no_list(editor, seeded):
    response = editor.get(reverse("wagtailusers_users:index"))
    assert is_shut(response)
    assert User.objects.get(last_name="Zeldzaam").email not in contents(response)
