"""A file belongs to the organisation and the regions of its making, to one person, and nobody piles them up."""

import pytest
from django.urls import reverse

from portal.backoffice.exports.asking import MOST_KEPT, TooMany, ask_for_export
from portal.backoffice.exports.making import make_exports
from portal.backoffice.models import Export
from portal.privacy.models import AccessLogEntry, Vault
from tests.backoffice.exports.files import sign_in_again, viewset_called
from tests.intake.factories import make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db(transaction=True)
ASK = "/admin/referrals/take-along/"


@pytest.fixture
def referral():
    return make_referral()


@pytest.fixture
def manager(referral):
    return referral.region.manager


@pytest.fixture
def client(manager, as_user):
    return as_user(manager)


@pytest.fixture
def export(client):
    client.post(ASK, {"query": ""})
    assert make_exports() == 1
    return Export.objects.get()


def addresses(export):
    return [reverse(f"exports:{name}", args=[export.pk]) for name in ("export", "file")]


def replace(region):
    make_manager(region)


def move_away(manager):
    manager.organisation = OrganisationFactory(belgian=True)
    manager.save()


def refusals(user):
    return AccessLogEntry.objects.filter(kind="refused", actor_id=user.pk, what="backoffice.export").count()


@pytest.mark.parametrize("address", [0, 1])
def test_who_lost_the_region_gets_nothing_and_the_file_goes(client, export, referral, manager, address):
    sign_in_again(client)
    replace(referral.region)
    assert client.get(addresses(export)[address]).status_code == 404
    assert not Export.objects.exists()
    assert not Vault.objects.filter(pk=export.vault_id).exists()
    assert refusals(manager) == 1


def test_who_went_to_the_sister_gets_nothing_and_the_file_goes(client, export, manager):
    sign_in_again(client)
    move_away(manager)
    assert client.get(addresses(export)[1]).status_code == 404
    assert not Export.objects.exists()


def test_the_list_of_downloads_leaves_out_what_is_no_longer_theirs(client, export, referral):
    mine = reverse("exports:exports")
    assert addresses(export)[0] in client.get(mine).content.decode()
    replace(referral.region)
    assert addresses(export)[0] not in client.get(mine).content.decode()


def test_who_answers_for_one_region_more_keeps_the_file(client, export, manager):
    RegionFactory(organisation=manager.organisation, manager=manager)
    sign_in_again(client)
    assert client.get(addresses(export)[1]).status_code == 200


def test_it_is_not_made_for_who_has_gone_to_the_sister(client, manager):
    client.post(ASK, {"query": ""})
    move_away(manager)
    assert make_exports() == 0
    assert Export.objects.get().state == "failed"


def test_anothers_export_is_not_there_and_the_try_is_written_down(export, referral, as_user):
    other = make_manager(RegionFactory(organisation=referral.organisation))
    for address in addresses(export):
        assert as_user(other).get(address).status_code == 404
    assert refusals(other) == 2
    assert Export.objects.filter(pk=export.pk).exists()


def ask_for(client, number):
    languages = ["nl", "en", "fr", "tr", "ar", "pl", "nl"]
    return client.post(ASK, {"query": f"language={languages[number]}"}, follow=True)


def test_one_person_keeps_so_many_and_hears_it(client, as_user, manager):
    for number in range(MOST_KEPT):
        ask_for(client, number)
    page = ask_for(client, MOST_KEPT)
    assert "You have 5 downloads already. Each goes after a day; then you can ask for another." in page.content.decode()
    assert page.request["PATH_INFO"] == reverse("exports:exports")
    assert Export.objects.count() == MOST_KEPT
    ask_for(client, 0)  # the same again is the one that is under way
    make_exports()
    ask_for(client, MOST_KEPT)
    assert Export.objects.count() == MOST_KEPT
    other = make_manager(RegionFactory(organisation=manager.organisation))
    ask_for(as_user(other), 0)
    assert Export.objects.count() == MOST_KEPT + 1


def test_what_could_not_be_made_takes_no_place(manager):
    viewset = viewset_called("referrals")
    for number in range(MOST_KEPT):
        ask_for_export(viewset, by=manager, query=f"language={number}", language="en")
    with pytest.raises(TooMany):
        ask_for_export(viewset, by=manager, query="", language="en")
    make_exports()
    assert set(Export.objects.values_list("state", flat=True)) == {"failed"}
    assert ask_for_export(viewset, by=manager, query="", language="en")
