"""Making a file: sealed, in order, within the bounds of whoever asked, anew when it was killed, gone after a day."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from portal.backoffice.exports.asking import ask_for_export
from portal.backoffice.exports.making import MOST_ATTEMPTS, ROWS_AT_ONCE, delete_expired_exports, make_exports
from portal.backoffice.models import Export, ExportPart
from portal.organisations.models import Postcode
from portal.periodic import work
from portal.privacy.models import Vault
from tests.backoffice.exports.files import LIST, add_postcodes, ask, file_of, page_of, viewset_called
from tests.intake.factories import make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def test_one_row(client):
    export = ask(client)
    assert export.state == "queued"
    make_exports()
    assert file_of(client, export) == [
        ["Postcode", "Place", "Province", "Region"],
        ["8011", "Demo", "OV", "Overijssel"],
    ]


def test_no_row_gives_the_headings(client):
    Postcode.objects.all().delete()
    export = ask(client)
    make_exports()
    assert len(file_of(client, export)) == 1


def test_three_rows_in_order_and_nothing_of_the_sister(client, region):
    add_postcodes(region, [7411, 1234])
    RegionFactory(organisation=OrganisationFactory(belgian=True), postcodes=["1000"])
    export = ask(client)
    make_exports()
    assert [line[0] for line in file_of(client, export)[1:]] == ["1234", "7411", "8011"]


@pytest.mark.parametrize("order", ["pk", "code", "province"])
def test_three_thousand_rows_come_once_each_and_progress_moves(client, region, order, column, monkeypatch):
    add_postcodes(region, range(1000, 3999))
    seen = set()

    def code(row):
        if row.code.endswith("99"):
            seen.add(tuple(Export.objects.values_list("rows_done", "rows_total").get()))
        return row.code

    column(code)
    monkeypatch.setattr(viewset_called("postcodes"), "export_order", order)
    export = ask(client)
    make_exports()
    codes = [line[0] for line in file_of(client, export)[1:]]
    assert len(codes) == 3000
    assert len(set(codes)) == 3000
    assert seen == {(done, 3000) for done in range(0, 3000, ROWS_AT_ONCE)}
    export.refresh_from_db()
    assert (export.state, export.rows_done, export.rows_total) == ("ready", 3000, 3000)
    assert export.parts.count() == 3000 / ROWS_AT_ONCE


def test_the_database_holds_no_line_in_plain(client):
    make_exports_of = ask(client)
    make_exports()
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM backoffice_exportpart")
        stored = [bytes(content) for (content,) in cursor.fetchall()]
    assert len(stored) == make_exports_of.parts.count() == 1
    assert b"8011" not in stored[0]


def test_the_filter_of_the_list_holds_for_the_file(client, region):
    RegionFactory(name="Gelderland", organisation=region.organisation, postcodes=["6811"])
    page = client.get(LIST, {"region": region.pk})
    assert f'name="query" value="region={region.pk}"' in page.content.decode()
    export = ask(client, f"region={region.pk}")
    make_exports()
    assert [line[0] for line in file_of(client, export)[1:]] == ["8011"]


def test_a_filter_that_no_longer_fits_gives_no_more_than_was_asked_for(client, region):
    other = RegionFactory(organisation=region.organisation)
    export = ask(client, f"region={other.pk}")
    other.delete()
    make_exports()
    export.refresh_from_db()
    assert (export.state, export.parts.count()) == ("failed", 0)
    assert "could not be made" in client.get(page_of(export)).content.decode()


def test_regions_count_at_the_moment_of_making(column, as_user):
    column(str, "referrals")
    first, second = make_referral(), make_referral()
    manager = first.region.manager
    second.region.deputy = manager
    second.region.save()
    viewset = viewset_called("referrals")
    export = ask_for_export(viewset, by=manager, query="", language="en")
    second.region.deputy = None
    second.region.save()
    make_exports()
    assert [line[0] for line in file_of(as_user(manager), export)[1:]] == [str(first)]


def test_who_is_switched_off_or_lost_the_role_gets_nothing(client, administrator):
    export = ask(client)
    administrator.groups.clear()
    make_exports()
    export.refresh_from_db()
    assert export.state == "failed"


def test_nothing_sealed_opens_for_a_list(column, as_user):
    referral = make_referral()
    column("story", "referrals")
    export = ask_for_export(viewset_called("referrals"), by=referral.region.manager, query="", language="en")
    with pytest.raises(Exception, match="sealed"):
        make_exports()
    export.refresh_from_db()
    assert export.parts.count() == 0


def test_text_in_a_file_is_never_a_formula_and_headings_are_in_the_askers_language(client, region):
    region.name = "=1+1"
    region.save()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    export = ask(client)
    make_exports()
    assert file_of(client, export)[1][3] == "'=1+1"


class Killed(BaseException):
    """What no `except Exception` stops, as a killed process."""


def test_killed_halfway_it_starts_anew(client, region, column):
    add_postcodes(region, range(1000, 1000 + 2 * ROWS_AT_ONCE))
    alive = []

    def code(row):
        if row.code == str(1000 + ROWS_AT_ONCE) and not alive:
            raise Killed
        return row.code

    column(code)
    export = ask(client)
    with pytest.raises(Killed):
        make_exports()
    export.refresh_from_db()
    assert (export.state, export.rows_done) == ("running", ROWS_AT_ONCE)
    alive.append(True)
    assert make_exports() == 0  # somebody may still be at it
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        assert make_exports() == 1
        codes = [line[0] for line in file_of(client, export)[1:]]
    assert len(codes) == len(set(codes)) == 2 * ROWS_AT_ONCE + 1


def test_what_fails_every_time_is_given_up_and_said(client, column):
    def broken(row):
        raise ValueError("Zilvermeeuw")

    column(broken)
    export = ask(client)
    now = timezone.now()
    for attempt in range(MOST_ATTEMPTS):
        with time_machine.travel(now + timedelta(minutes=attempt)), pytest.raises(ValueError, match="Zilver"):
            make_exports()
    with time_machine.travel(now + timedelta(hours=1)):
        make_exports()
        export.refresh_from_db()
        assert export.state == "failed"


def test_a_slow_worker_whose_lease_was_taken_over_writes_nothing_more(client, region, column):
    add_postcodes(region, range(1000, 1000 + ROWS_AT_ONCE))
    again = []

    def code(row):
        if row.code == "8011" and not again:
            again.append(True)
            Export.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
            assert make_exports() == 1  # another worker takes it and finishes it
        return row.code

    column(code)
    export = ask(client)
    assert make_exports() == 0
    assert len(file_of(client, export)) == ROWS_AT_ONCE + 2


def test_after_a_day_it_is_gone_with_its_key(client, administrator, as_user):
    export = ask(client)
    vault = export.vault_id
    make_exports()
    delete_expired_exports()
    assert Export.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        # Not to be had any more, whether or not it was deleted yet.
        tomorrow = as_user(administrator)
        assert not tomorrow.get(reverse("exports:exports")).context["exports"]
        assert tomorrow.get(page_of(export)).status_code == 404
        assert delete_expired_exports() == 1
    assert not Export.objects.exists()
    assert not ExportPart.objects.exists()
    assert not Vault.objects.filter(pk=vault).exists()


def test_periodic_work_makes_and_deletes(client):
    export = ask(client)
    assert work.run("make_exports")
    export.refresh_from_db()
    assert export.state == "ready"
    assert work.run("delete_expired_exports")


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "nonsense"},
        {"rows_done": 2, "rows_total": 1},
        {"expires_at": timezone.now()},
        {"state": "ready"},
        {"state": "running"},
    ],
)
def test_the_database_refuses_what_cannot_be(client, wrong):
    export = ask(client)
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.filter(pk=export.pk).update(**wrong)


def test_an_export_takes_as_many_queries_per_row_with_many_rows(client, region, django_assert_max_num_queries):
    add_postcodes(region, range(1000, 1000 + ROWS_AT_ONCE - 1))
    ask(client)
    with django_assert_max_num_queries(45):  # one batch of 500 rows, with their regions
        make_exports()


def test_a_manager_of_a_region_reads_the_list_of_the_region_only(column, as_user):
    column(str, "referrals")
    referral, foreign = make_referral(), make_referral()
    neighbour = make_manager(RegionFactory(organisation=referral.organisation))
    export = ask_for_export(viewset_called("referrals"), by=neighbour, query="", language="en")
    make_exports()
    lines = file_of(as_user(neighbour), export)
    assert lines == [["Code"]]
    assert foreign.region_id != neighbour.managed_regions.get().pk
