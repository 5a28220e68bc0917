"""Reading sealed fields: only while looking, never by comparing; and the field itself."""

import datetime

import pytest
from django.db import connection

from portal.privacy import NotLooking, SealedFieldError
from portal.privacy.fields import SealedTextField
from portal.privacy.models import Vault
from tests.privacy.diary import Diary, look, read, stored, write

pytestmark = pytest.mark.usefixtures("diaries")
BIRTHDAY = datetime.date(2014, 2, 28)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Fatma Işık"),
        ("name", ""),
        ("name", "  twee  spaties\n"),
        ("story", "قصة طويلة " * 1000),
        ("story", ""),
        ("answers", {"who": ["oma", {"n": 3}], "leeg": None}),
        ("answers", []),
        ("answers", 0),
        ("answers", False),
        ("answers", "12"),
        ("birthday", BIRTHDAY),
    ],
)
def test_what_was_set_is_read_back_while_looking(field, value):
    diary = read(write(**{field: value}))
    with look(diary):
        found = getattr(diary, field)
    assert found == value
    assert type(found) is type(value)


def test_nothing_of_it_stands_in_the_row():
    diary = write(name="Samira", story="", answers={"Samira": "Samira"}, birthday=BIRTHDAY)
    for column in ("name", "answers", "birthday"):
        assert b"Samira" not in stored(diary, column)
        assert b"2014" not in stored(diary, column)
    assert stored(diary, "story"), "an empty text is sealed too: it must differ from a row that was emptied"


@pytest.mark.parametrize("field", ["story", "answers", "birthday"])
def test_none_is_null(field):
    diary = write(**{field: None})
    assert stored(diary, field) is None
    assert Diary.objects.filter(**{f"{field}__isnull": True}).exists()
    assert getattr(read(diary), field) is None


def test_the_same_text_is_never_stored_the_same():
    assert stored(write(name="Samira")) != stored(write(name="Samira"))


@pytest.mark.parametrize("field", ["name", "story", "answers", "birthday"])
def test_reading_outside_looking_raises(field):
    diary = read(write(name="S", story="s", answers={}, birthday=BIRTHDAY))
    with pytest.raises(NotLooking, match=field):
        getattr(diary, field)


def test_reading_after_looking_raises_again():
    diary = read(write(name="Samira"))
    with look(diary):
        assert diary.name == "Samira"
    with pytest.raises(NotLooking):
        assert diary.name


def test_what_was_set_here_is_read_without_looking():
    diary = Diary(vault=Vault.objects.open("diary"), name="Samira", birthday=BIRTHDAY)
    assert diary.name == "Samira"
    diary.save()
    assert (diary.name, diary.birthday) == ("Samira", BIRTHDAY)


def test_an_empty_text_and_an_unset_one_have_their_default():
    assert Diary().name == ""
    assert Diary().story is None


def test_a_deferred_field_is_loaded_and_stays_sealed(django_assert_num_queries):
    written = write(name="Samira", story="lang")
    diary = Diary.objects.defer("name").get(pk=written.pk)
    with pytest.raises(NotLooking):
        assert diary.name
    diary = Diary.objects.only("title").get(pk=written.pk)
    with look(diary), django_assert_num_queries(1):
        assert diary.name == "Samira"


def test_refreshing_hands_over_without_opening():
    diary = read(write(name="Samira"))
    other = read(diary)
    other.name = "Noor"
    other.save()
    diary.refresh_from_db()
    with look(diary):
        assert diary.name == "Noor"
        diary.refresh_from_db(fields=["name"])
        assert diary.name == "Noor"


def test_reading_many_fields_costs_no_query_while_looking(django_assert_num_queries):
    vault = Vault.objects.open("diary")
    for number in range(5):
        write(vault, name=str(number), story="s")
    diaries = list(Diary.objects.all())
    with look(diaries[0]), django_assert_num_queries(0):
        assert {diary.name for diary in diaries} == set("01234")


@pytest.mark.parametrize("lookup", ["name", "name__exact", "name__in", "name__contains", "name__gt", "name__lower"])
def test_comparing_a_sealed_field_is_refused(lookup):
    with pytest.raises(SealedFieldError, match="sealed"):
        Diary.objects.filter(**{lookup: "Samira"}).exists()


def test_values_hand_out_nothing_to_read():
    diary = write(name="Samira")
    with look(diary):
        row = Diary.objects.values("name").get()
        (listed,) = Diary.objects.values_list("name", flat=True)
    for found in (row["name"], listed):
        assert repr(found) == "<sealed>"
        with pytest.raises(NotLooking):
            str(found)


def test_an_instance_shows_nothing_of_itself():
    diary = write(name="Samira", answers={"Samira": 1})
    assert "Samira" not in repr(vars(diary)) + repr(diary) + str(diary)
    diary = read(diary)
    with look(diary):
        assert diary.name == "Samira"
        assert "Samira" not in repr(vars(diary))


def test_a_field_can_be_rebuilt_by_a_migration():
    field = Diary._meta.get_field("name")
    _name, path, args, kwargs = field.deconstruct()
    assert path == "portal.privacy.fields.SealedTextField"
    rebuilt = SealedTextField(*args, **kwargs)
    assert (rebuilt.max_length, rebuilt.blank, rebuilt.default) == (30, True, "")
    assert rebuilt.db_type(connection) == {"postgresql": "bytea", "sqlite": "BLOB"}[connection.vendor]


def test_a_field_that_promises_to_be_comparable_is_an_error():
    field = SealedTextField(unique=True, name="code")
    field.model = Diary
    assert "privacy.E010" in {error.id for error in field.check()}
