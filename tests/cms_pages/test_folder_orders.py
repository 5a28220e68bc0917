"""Ordering leaflets by post: sealed, told to the region without a name, sent by its people, forgotten in time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from cms_pages.models import FolderOrder
from cms_pages.orders import send_folders
from cms_pages.tasks import erase_leaflet_orders
from portal.accounts.roles import MANAGER, sync_roles
from portal.backoffice.worklist import lines_for
from portal.privacy import Erased
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.workflow.moves import NotAllowed
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import HomePageFactory
from tests.cms_pages.test_folders import folder_below, index_below
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/nl/order-leaflets/"
DONE = "/nl/order-leaflets/done/"
WHERE = {"name": "Samira El Idrissi", "address": "Kerkstraat 7", "postcode": "8011 GD", "place": "Zwolle"}
TYPED = list(WHERE.values())


@pytest.fixture(autouse=True)
def our_outbox(settings):
    settings.EMAIL_BACKEND = "portal.outbound.mail.outbox.OutboxBackend"


@pytest.fixture
def manager(organisation):
    sync_roles()
    return UserFactory(role=MANAGER, organisation=organisation)


@pytest.fixture
def region(organisation, manager):
    return RegionFactory(organisation=organisation, manager=manager, postcodes=["8011"])


@pytest.fixture
def folder(organisation, region):
    home = HomePageFactory(organisation=organisation)
    turkish = HomePageFactory(translation_of=home, language="tr")
    folder_below(index_below(turkish, slug="brosurler"), "Planınız", slug="planiniz")
    return folder_below(index_below(home))


def send(client, folder, **changes):
    return client.post(ADDRESS, WHERE | {f"folder-{folder.pk}": "3"} | changes)


def test_an_order_reaches_the_region_sealed(client, folder, region, manager):
    response = send(client, folder)
    assert (response.status_code, response["Location"]) == (302, DONE)
    order = FolderOrder.objects.get()
    assert order.region == region
    assert order.lines == [{"title": "Uw plan", "count": 3}]
    assert order.needs_look, "no proof came with it"
    with looking(order, by=None, screen="test"):
        assert [order.name, order.address, order.postcode, order.place] == TYPED
    mail = Email.objects.get()
    assert order.reference in mail.subject
    for typed in TYPED:
        assert typed not in mail.subject + mail.message
    page = client.get(DONE).content.decode()
    assert not [typed for typed in TYPED if typed in page]


def test_another_language_is_a_link_away(client, folder):
    html = client.get(ADDRESS).content.decode()
    assert "Uw plan" in html
    assert '<a href="?in=tr" lang="tr">Türkçe</a>' in html
    turkish = client.get(f"{ADDRESS}?in=tr").content.decode()
    assert "Planınız" in turkish
    assert "Uw plan" not in turkish
    assert "Uw plan" in client.get(f"{ADDRESS}?in=xx").content.decode()


def test_the_language_of_the_order_is_that_of_its_leaflets(client, folder):
    planiniz = type(folder).objects.get(slug="planiniz")
    client.post(f"{ADDRESS}?in=tr", WHERE | {f"folder-{planiniz.pk}": "1"})
    assert FolderOrder.objects.get().language == "tr"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Fill in a name"),
        ({"postcode": "zzz"}, "This postcode is not right"),
        ({"count": ""}, "of at least one leaflet"),
        ({"count": "0"}, "of at least one leaflet"),
        ({"count": "101"}, "Then call us"),
        ({"count": "-1"}, "from 0 to 100"),
        ({"count": "veel"}, "from 0 to 100"),
        ({"website": "https://cheap.example"}, "Something was filled in that people do not see"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, folder, changes, says):
    if "count" in changes:
        changes = {f"folder-{folder.pk}": changes["count"]}
    response = client.post("/en/order-leaflets/?in=nl", WHERE | {f"folder-{folder.pk}": "3"} | changes)
    html = response.content.decode()
    assert response.status_code == 422
    assert says in html
    assert "Kerkstraat 7" in html
    assert not FolderOrder.objects.exists()


def test_the_same_form_twice_is_one_order(client, folder):
    drawn = "0b8c5a3e-65c1-4f4e-9c57-2f4d1f1f6b11"
    for _ in range(2):
        assert send(client, folder, drawn=drawn)["Location"] == DONE
    assert FolderOrder.objects.count() == 1
    assert Email.objects.count() == 1


def test_too_many_at_once_wait_and_lose_nothing(client, folder, settings):
    settings.SPAM_LIMITS = settings.SPAM_LIMITS | {"unproven": {"an_hour": 1, "pause": 90}}
    answers = [send(client, folder, address=f"Kerkstraat {number}") for number in range(4)]
    assert answers[0].status_code == 302
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Kerkstraat 3" in answers[-1].content.decode()


def test_an_unknown_postcode_goes_to_the_front_desk(client, folder, organisation):
    send(client, folder, postcode="9999")
    assert FolderOrder.objects.get().region.is_front_desk


def test_nothing_of_it_is_cached_or_stands_in_the_address(client, folder):
    assert "no-store" in client.get(ADDRESS)["Cache-Control"]
    assert "?" not in send(client, folder)["Location"]


class TestStaff:
    @pytest.fixture(autouse=True)
    def no_second_factor(self, settings):
        settings.SECOND_FACTOR_REQUIRED = False

    @pytest.fixture
    def order(self, client, folder):
        send(client, folder)
        return FolderOrder.objects.get()

    def address(self, order, view="inspect", *more):
        return reverse(f"leaflet_orders:{view}", args=[order.pk, *more])

    def test_the_region_reads_the_address_and_it_is_written_down(self, client, order, manager):
        client.force_login(manager)
        listed = client.get(reverse("leaflet_orders:index")).content.decode()
        assert order.reference in listed
        assert "Kerkstraat" not in listed
        assert "Kerkstraat 7" in client.get(self.address(order)).content.decode()
        assert AccessLogEntry.objects.filter(object_id=order.pk, actor_id=manager.pk, kind="opened").count() == 1

    def test_it_stands_on_the_worklist_until_it_is_sent(self, client, order, manager):
        client.force_login(manager)
        assert [line.title for line in lines_for(manager, most=10)] == [order.reference]
        client.post(self.address(order, "step", "send"))
        order.refresh_from_db()
        assert order.state == "sent"
        assert not lines_for(manager, most=10)

    def test_another_region_sees_nothing(self, client, order, organisation):
        stranger = UserFactory(role=MANAGER, organisation=organisation)
        client.force_login(stranger)
        assert order.reference not in client.get(reverse("leaflet_orders:index")).content.decode()
        assert client.get(self.address(order)).status_code == 404
        with pytest.raises(NotAllowed):
            send_folders(order, by=stranger)


def test_after_four_weeks_it_is_forgotten(client, folder):
    send(client, folder)
    order = FolderOrder.objects.get()
    assert erase_leaflet_orders() == 0
    FolderOrder.objects.update(ordered_at=timezone.now() - timedelta(days=28))
    order = FolderOrder.objects.get()
    vault = order.vault
    assert erase_leaflet_orders() == 1
    assert not FolderOrder.objects.exists()
    vault.refresh_from_db()
    with pytest.raises(Erased):
        vault.data_key()
