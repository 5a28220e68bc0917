"""Filters that staff save for themselves: links above the list, sealed names, and nobody else's business."""

import pytest
from django.db import connection
from django_filters import ModelMultipleChoiceFilter

from portal.backoffice.listing import ScopedFilterSet
from portal.backoffice.models import Export, SavedFilter
from portal.backoffice.saved_filters import MOST
from portal.backoffice.viewsets import registered_viewsets
from portal.organisations.models import Region
from tests.accounts.factories import UserFactory
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/postcodes/"
SAVE = "/admin/postcodes/filters/save/"


@pytest.fixture
def client(administrator, as_user):
    return as_user(administrator)


@pytest.fixture
def save(client, region):
    """A function that saves the filter on the region under a name."""

    def post(label, query=f"region={region.pk}"):
        return client.post(SAVE, {"label": label, "query": query})

    return post


def shown(client, query=""):
    return client.get(f"{LIST}?{query}").context["view"].list_tools["saved"]


def test_a_saved_filter_is_a_link_above_the_list(client, save, region):
    answered = save("My region")
    assert answered["Location"] == f"{LIST}?region={region.pk}"
    link = shown(client)[0]
    assert (link.label, link.url, link.is_current) == ("My region", f"{LIST}?region={region.pk}", False)
    assert shown(client, f"region={region.pk}")[0].is_current
    page = client.get(link.url)
    assert f'href="{link.url}" aria-current="true"' in page.content.decode()
    assert {row.region_id for row in page.context["object_list"]} == {region.pk}


def test_it_stands_in_the_results_alone_too(client, save):
    save("My region")
    assert "My region" in client.get(f"{LIST}results/").content.decode()


def test_the_order_of_the_list_is_saved_with_it(client, save, region):
    save("From high to low", f"region={region.pk}&ordering=-code")
    assert shown(client)[0].url == f"{LIST}?region={region.pk}&ordering=-code"


@pytest.mark.parametrize("query", ["", "q=Jansen", "province=Jansen", "region=0", "nonsense=1", "ordering=password"])
def test_without_a_filter_that_can_be_kept_nothing_is_saved(save, query):
    answered = save("Mine", query)
    assert "no filter that can be saved" in answered.content.decode()
    assert not SavedFilter.objects.exists()


def test_only_what_is_plain_is_kept(save, region):
    save("Mine", f"q=Jansen&province=Jansen&p=3&region=&region={region.pk}")
    assert SavedFilter.objects.get().query == f"region={region.pk}"


def test_the_list_offers_to_save_only_what_can_be_kept(client, region):
    assert client.get(LIST).context["view"].list_tools["save_form"] is None
    assert client.get(LIST, {"province": "OV"}).context["view"].list_tools["save_form"] is None
    assert "Save this filter" in client.get(LIST, {"region": region.pk}).content.decode()


def test_the_database_holds_no_name_in_plain(save):
    save("familie Jansen")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM backoffice_savedfilter")
        assert "Jansen" not in str([bytes(v) if isinstance(v, memoryview) else v for v in cursor.fetchone()])


@pytest.mark.parametrize("label", ["My region", "  my   REGION "])
def test_the_same_name_twice_is_refused_next_to_the_field_and_kept(save, label):
    save("My region")
    answered = save(label)
    assert answered.status_code == 200
    assert answered.context["form"].errors["label"] == ["You have a filter with this name already."]
    assert label in answered.content.decode()
    assert SavedFilter.objects.count() == 1


def test_every_form_proves_that_it_is_ours(client, save, region):
    save("Mine")
    for page in (client.get(LIST, {"region": region.pk}), save("Mine")):
        text = page.content.decode()
        assert 'action="/admin/postcodes/filters/save/"' in text
        assert text.count("csrfmiddlewaretoken") == text.count('method="post"')


@pytest.mark.parametrize("label", ["", "   ", "x" * 41, "\x00"])
def test_a_name_that_does_not_fit_is_asked_again(save, label, region):
    answered = save(label)
    assert answered.status_code == 200
    assert answered.context["form"].errors["label"]
    assert f'value="region={region.pk}"' in answered.content.decode()
    assert not SavedFilter.objects.exists()


def test_the_same_name_on_another_list_or_of_another_person_is_fine(save, region, as_user):
    save("Mine")
    colleague = as_user(UserFactory(role="administrator", is_staff=True, organisation=region.organisation))
    colleague.post(SAVE, {"label": "Mine", "query": f"region={region.pk}"})
    assert SavedFilter.objects.count() == 2
    assert len(shown(colleague)) == 1


def test_too_many_are_refused(save):
    for number in range(MOST + 1):
        answered = save(f"Filter {number}")
    assert SavedFilter.objects.count() == MOST
    assert "Remove one first" in answered.content.decode()


def test_a_filter_with_more_choices_than_can_be_kept_is_refused(client, region, monkeypatch):
    regions = RegionFactory.create_batch(300, organisation=region.organisation)
    many = ModelMultipleChoiceFilter(queryset=Region.objects.all())
    base = type("ManyRegions", (ScopedFilterSet,), {"region": many})
    viewset = next(each for each in registered_viewsets() if each.name == "postcodes")
    monkeypatch.setattr(viewset.index_view_class, "base_filterset_class", base)
    query = "&".join(f"region={each.pk}" for each in regions)
    answered = client.post(SAVE, {"label": "All of them", "query": query})
    assert answered.context["form"].errors["label"] == ["This filter has too many choices to keep. Choose fewer."]
    assert client.post("/admin/postcodes/take-along/", {"query": query})["Location"] == LIST
    assert not SavedFilter.objects.exists()
    assert not Export.objects.exists()
    low, high = sorted(str(each.pk) for each in regions[:2])
    client.post(SAVE, {"label": "Two of them", "query": f"region={high}&region={low}"})
    assert SavedFilter.objects.get().query == f"region={low}&region={high}"


def test_removing_is_a_post_and_for_the_owner_only(client, save, region, as_user):
    save("Mine")
    remove = shown(client)[0].remove_url
    colleague = as_user(UserFactory(role="administrator", is_staff=True, organisation=region.organisation))
    assert colleague.post(remove).status_code == 404
    assert client.get(remove).status_code == 405
    assert client.post(remove.replace("postcodes", "regions")).status_code == 404
    assert SavedFilter.objects.exists()
    assert client.post(remove)["Location"] == LIST
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("role", ["manager", "editor", "trainer"])
def test_a_list_that_one_may_not_open_keeps_no_filters(role, region, as_user):
    user = UserFactory(role=role, is_staff=True, organisation=region.organisation)
    as_user(user).post(SAVE, {"label": "Mine", "query": f"region={region.pk}"})
    assert not SavedFilter.objects.exists()


def test_the_list_costs_the_same_with_one_and_with_many(client, save, count_queries):
    save("First")
    one = count_queries(lambda: client.get(LIST))
    for number in range(10):
        save(f"Filter {number}")
    assert count_queries(lambda: client.get(LIST)) == one
    assert len(shown(client)) == 11
