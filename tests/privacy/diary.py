"""A model of the tests alone, with a sealed field of every kind: kept out of the registry and of the migrations."""

from django.apps.registry import Apps
from django.db import connection, models

from portal.privacy.fields import SealedDateField, SealedJSONField, SealedTextField
from portal.privacy.looking import looking
from portal.privacy.models import SealedModel, Vault


class Diary(SealedModel):
    sealed_as = "tests.diary"

    title = models.CharField(max_length=20, blank=True)
    name = SealedTextField(max_length=30, blank=True, default="")
    story = SealedTextField(null=True, blank=True)
    answers = SealedJSONField(null=True, blank=True)
    birthday = SealedDateField(null=True, blank=True)

    class Meta:
        app_label = "privacy"
        apps = Apps()
        constraints = [
            models.CheckConstraint(name="diary_long", condition=models.Q(story__isnull=True) | ~models.Q(title="short"))
        ]


def create_table():
    """The table of Diary, without a foreign key: made and rolled back inside one test."""
    columns = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in Diary._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TABLE IF EXISTS "{Diary._meta.db_table}"')
        cursor.execute(f'CREATE TABLE "{Diary._meta.db_table}" ({columns})')


def write(vault=None, **values):
    """A saved diary in a vault of its own, unless told otherwise."""
    return Diary.objects.create(vault=vault or Vault.objects.open("diary"), **values)


def read(diary):
    """The same row, freshly loaded."""
    return Diary.objects.get(pk=diary.pk)


def look(diary):
    return looking(diary, by=None, screen="test")


def stored(diary, column="name"):
    """What the database holds, as bytes."""
    with connection.cursor() as cursor:
        pk = Diary._meta.pk.get_db_prep_value(diary.pk, connection)
        cursor.execute(f'SELECT "{column}" FROM "{Diary._meta.db_table}" WHERE id = %s', [pk])  # noqa: S608 — names from the model
        found = cursor.fetchone()[0]
    return None if found is None else bytes(found)


def overwrite(diary, content, column="name"):
    """Puts bytes into the row behind our back, as somebody with the database alone could."""
    with connection.cursor() as cursor:
        pk = Diary._meta.pk.get_db_prep_value(diary.pk, connection)
        cursor.execute(f'UPDATE "{Diary._meta.db_table}" SET "{column}" = %s WHERE id = %s', [content, pk])  # noqa: S608 — names from the model
