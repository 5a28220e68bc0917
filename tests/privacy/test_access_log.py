import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.privacy.models.access_log import AppendOnly
from tests.privacy.diary import write

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="the trigger is PostgreSQL's")


@pytest.fixture
def entry(diaries):
    with looking(write(), by=None, screen="test"):
        return AccessLogEntry.objects.get()


def test_a_line_is_neither_changed_nor_deleted(entry):
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        AccessLogEntry.objects.filter(pk=entry.pk).update(screen="elsewhere")
    with pytest.raises(AppendOnly):
        AccessLogEntry.objects.all().delete()
    assert AccessLogEntry.objects.get().screen == "test"


@on_postgresql
@pytest.mark.parametrize(
    "statement", ["UPDATE privacy_accesslogentry SET screen = 'elsewhere'", "DELETE FROM privacy_accesslogentry"]
)
def test_the_database_itself_refuses(entry, statement):
    refused = pytest.raises(DatabaseError, match="never changed or deleted")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(statement)
    assert AccessLogEntry.objects.get().screen == "test"


@on_postgresql
def test_the_table_can_still_be_emptied_by_its_owner(entry):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE privacy_accesslogentry")
    assert not AccessLogEntry.objects.exists()


def test_a_long_name_of_a_screen_is_cut_not_refused(diaries):
    with looking(write(), by=None, screen="x" * 200):
        assert AccessLogEntry.objects.get().screen == "x" * 100


@pytest.mark.parametrize(("kind", "account"), [("user", None), ("visitor", 3), ("system", 3)])
def test_who_looked_is_never_unclear(db, kind, account):
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessLogEntry(
            actor_kind=kind, actor_id=account, what="x", object_id=uuid.uuid4(), vault_id=uuid.uuid4(), screen="x"
        ).save()


def test_a_line_is_of_a_known_kind(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessLogEntry(
            kind="peeked", actor_kind="system", what="x", object_id=uuid.uuid4(), vault_id=uuid.uuid4(), screen="x"
        ).save()


def test_it_points_at_nothing_by_foreign_key():
    assert not [field.name for field in AccessLogEntry._meta.get_fields() if field.is_relation]
