"""Lists: own rows only, found by what people remember, and as cheap with many rows as with one."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from tests.accounts.factories import UserFactory
from tests.intake.factories import make_case, make_referral
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/referrals/"


@pytest.fixture
def referral():
    return make_referral()


@pytest.fixture
def client(referral, as_user):
    return as_user(referral.region.manager)


def test_list_shows_own_rows_and_leads_to_the_workbench(client, referral):
    foreign = make_referral()
    page = client.get(LIST).content.decode()
    assert reverse("referrals:inspect", args=[referral.pk]) in page
    assert str(foreign.pk) not in page
    assert str(foreign) not in page


def test_list_holds_nothing_sealed(client):
    page = client.get(LIST).content.decode()
    for secret in ("Samira", "Younes", "We do not know how", "12345678"):
        assert secret not in page


@pytest.mark.parametrize("name", ["add", "edit", "delete", "history", "usage", "copy"])
def test_what_is_not_asked_for_has_no_address(name, client, referral):
    with pytest.raises(NoReverseMatch):
        reverse(f"referrals:{name}", args=[] if name == "add" else [referral.pk])
    assert client.get(f"{LIST}{name}/{referral.pk}/").status_code == 404


def test_filter_offers_only_the_users_own_regions(client, referral):
    RegionFactory(organisation=referral.organisation)
    offered = client.get(LIST).context["filters"].form.fields["region"].queryset
    assert list(offered) == [referral.region]


def test_filter_by_a_foreign_region_shows_nothing_of_it(client):
    foreign = make_referral()
    page = client.get(LIST, {"region": foreign.region_id})
    assert foreign not in page.context["object_list"]


def test_order_by_any_column_that_offers_it(client, referral):
    later = make_referral(referral.region)
    shown = client.get(LIST, {"ordering": "-received_at"}).context["object_list"]
    assert list(shown) == [later, referral]
    assert list(client.get(LIST, {"ordering": "received_at"}).context["object_list"]) == [referral, later]


def test_an_order_that_is_not_offered_is_ignored(client):
    assert client.get(LIST, {"ordering": "follow_code_hash"}).status_code == 200


@pytest.mark.urls("tests.backoffice.notebook")
@pytest.mark.parametrize("search", [False, True])
def test_every_answer_of_a_row_names_its_heading_for_the_card(search, client, referral):
    address = "/admin/notebook/"
    page = client.post(f"{address}search/", {"q": referral.reference}) if search else client.get(address)
    row = page.content.decode().split("<tbody>")[1].split("</tr>")[0]
    headings = ["Referral", "Received", "&lt;b&gt;", "Nothing"]
    assert re.findall(r'<td data-label="([^"]+)"( data-empty)?', row) == [
        (heading, " data-empty" if heading == "Nothing" else "") for heading in headings
    ]
    assert row.count("<td") == len(headings)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_cannot_be_downloaded(kind, client):
    response = client.get(LIST, {"export": kind})
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(("make", "address"), [(make_referral, LIST), (make_case, "/admin/cases/")])
def test_list_costs_the_same_with_one_row_and_with_thirty(make, address, as_user, count_queries):
    row = make()
    client = as_user(row.region.manager)
    one = count_queries(lambda: client.get(address))
    for _ in range(29):
        make(row.region)
    assert count_queries(lambda: client.get(address)) == one
    assert len(client.get(address).context["object_list"]) == 20  # a page of them


@pytest.mark.parametrize("address", [LIST, f"{LIST}results/"])
def test_what_stands_in_the_address_is_not_searched_for(address, client, referral):
    other = make_referral(
        referral.region, referrer_name="Henk Anders", email="", telephone="06 87654321", person="Fleur"
    )
    response = client.get(address, {"q": "samira"})
    assert set(response.context["object_list"]) == {referral, other}
    assert "match" not in response.content.decode()


def test_the_search_box_of_a_list_posts(client):
    page = client.get(LIST).content.decode()
    assert f'method="post" action="{LIST}search/" role="search"' in page
    assert page.count('name="q"') == 1
    assert 'name="q"' not in page.split("data-search-form")[1].split("</form>")[0]  # Wagtail's, for the filters


@pytest.mark.parametrize(
    "who", [{"role": "administrator"}, {"role": "editor"}, {"role": "trainer"}, {"superuser": True}]
)
def test_list_is_for_those_with_the_role(who, referral, as_user):
    response = as_user(UserFactory(**who)).get(LIST)
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_a_region_without_the_role_opens_no_list(referral, as_user):
    deputy = UserFactory(role="editor", organisation=referral.organisation)
    referral.region.deputy = deputy
    referral.region.save()
    assert as_user(deputy).get(LIST).status_code == 302
    assert as_user(deputy).get(reverse("referrals:inspect", args=[referral.pk])).status_code == 302
