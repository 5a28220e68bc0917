import datetime
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Lower

from portal.privacy import Erased, NotLooking, SealedFieldError, Tampered
from portal.privacy.erasure import erase
from portal.privacy.fields import SealedTextField
from portal.privacy.looking import looking
from portal.privacy.models import Vault
from tests.privacy.diary import Diary, overwrite, read, stored, write

pytestmark = pytest.mark.usefixtures("diaries")
BIRTHDAY = datetime.date(2014, 2, 28)


def look(diary):
    return looking(diary, by=None, screen="test")


# -- reading --------------------------------------------------------------------------------------


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


# -- writing --------------------------------------------------------------------------------------


def test_an_untouched_value_is_written_back_as_it_is():
    diary = read(write(name="Samira", answers={"a": 1}))
    before = stored(diary), stored(diary, "answers")
    diary.title = "changed"
    diary.save()
    with look(diary):
        assert diary.answers == {"a": 1}
        diary.save()
    assert (stored(diary), stored(diary, "answers")) == before


def test_a_value_set_anew_is_sealed_anew_even_if_it_is_the_same():
    diary = read(write(name="Samira"))
    before = stored(diary)
    diary.name = "Samira"
    diary.save()
    assert stored(diary) != before


def test_saving_twice_seals_once():
    diary = write(name="Samira")
    before = stored(diary)
    diary.save()
    assert stored(diary) == before


def test_a_structure_changed_in_place_is_saved():
    diary = read(write(answers={"steps": []}))
    with look(diary):
        diary.answers["steps"].append("who")
    diary.save()
    diary = read(diary)
    with look(diary):
        assert diary.answers == {"steps": ["who"]}


def test_only_the_named_fields_are_saved():
    diary = read(write(name="Samira", story="oud"))
    diary.name, diary.story = "Noor", "nieuw"
    diary.save(update_fields=["name"])
    diary = read(diary)
    with look(diary):
        assert (diary.name, diary.story) == ("Noor", "oud")


def test_bulk_create_seals():
    vault = Vault.objects.open("diary")
    diaries = Diary.objects.bulk_create([Diary(vault=vault, name=name) for name in ("Samira", "Noor")])
    assert all(b"Samira" not in stored(diary) for diary in diaries)
    diary = read(diaries[0])
    with look(diary):
        assert diary.name == "Samira"


@pytest.mark.parametrize("value", ["Samira", b"Samira", Value("Samira"), F("title"), Lower("title"), Value(b"x")])
def test_update_never_stores_plain_text(value):
    diary = write(name="Noor", title="Samira")
    before = stored(diary)
    with pytest.raises(SealedFieldError), transaction.atomic():
        Diary.objects.update(name=value)
    assert stored(diary) == before


def test_bulk_update_never_stores_plain_text():
    diary = write(name="Noor")
    before = stored(diary)
    diary.name = "Samira"
    with pytest.raises(SealedFieldError), transaction.atomic():
        Diary.objects.bulk_update([diary], ["name"])
    assert stored(diary) == before


def test_update_does_not_move_ciphertext_to_other_rows():
    ciphertext = Diary.objects.filter(pk=write(name="Samira").pk).values_list("name", flat=True).get()
    with pytest.raises(SealedFieldError), transaction.atomic():
        Diary.objects.update(name=ciphertext)


def test_update_may_empty_a_field():
    diary = write(story="weg ermee")
    Diary.objects.update(story=None)
    assert read(diary).story is None


def test_a_row_without_a_vault_is_refused():
    with pytest.raises((IntegrityError, Diary.vault.RelatedObjectDoesNotExist)), transaction.atomic():
        Diary(name="Samira").save()


def test_a_copy_of_a_closed_row_is_refused_and_of_an_open_one_readable():
    diary = read(write(name="Samira"))
    original = diary.pk
    diary.pk, diary._state.adding = uuid.uuid4(), True
    with pytest.raises(Tampered), transaction.atomic():
        diary.save()
    diary = Diary.objects.get(pk=original)
    with look(diary):
        assert diary.name == "Samira"
    diary.pk, diary._state.adding = uuid.uuid4(), True
    diary.save()
    copy = read(diary)
    with look(copy):
        assert copy.name == "Samira"


def test_moving_a_row_to_another_vault_needs_its_values():
    diary = read(write(name="Samira"))
    with look(diary):
        assert diary.name == "Samira"
    diary.vault = Vault.objects.open("diary")
    diary.save()
    diary = read(diary)
    with look(diary):
        assert diary.name == "Samira"
    diary = read(diary)
    diary.vault = Vault.objects.open("diary")
    with pytest.raises(SealedFieldError, match="another vault"):
        diary.save()


@pytest.mark.parametrize(("field", "value"), [("birthday", "31-12-2014"), ("birthday", 5), ("answers", {1, 2})])
def test_what_a_field_cannot_hold_is_refused(field, value):
    with pytest.raises(TypeError) as error, transaction.atomic():
        write(**{field: value})
    assert "31-12-2014" not in str(error.value)


# -- queries --------------------------------------------------------------------------------------


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


# -- somebody with the database alone -----------------------------------------------------------------


def test_bytes_of_another_row_do_not_open():
    vault = Vault.objects.open("diary")
    one, other = write(vault, name="Samira"), write(vault, name="Noor")
    overwrite(one, stored(other))
    one = read(one)
    with look(one), pytest.raises(Tampered):
        assert one.name


def test_bytes_of_another_field_do_not_open():
    diary = write(name="Samira", story="geheim")
    overwrite(diary, stored(diary, "story"))
    diary = read(diary)
    with look(diary), pytest.raises(Tampered):
        assert diary.name


def test_bytes_of_another_vault_do_not_open():
    one, other = write(name="Samira"), write(name="Noor")
    overwrite(one, stored(other))
    one = read(one)
    with look(one), pytest.raises(Tampered):
        assert one.name


@pytest.mark.parametrize("place", [0, 5, 20, 30, -1])
def test_one_changed_byte_does_not_open(place):
    diary = write(name="Samira")
    content = bytearray(stored(diary))
    content[place] ^= 1
    overwrite(diary, bytes(content))
    diary = read(diary)
    with look(diary), pytest.raises(Tampered):
        assert diary.name


@pytest.mark.parametrize("length", [0, 1, 17, 29, -1])
def test_shortened_bytes_do_not_open_and_are_never_an_empty_text(length):
    diary = write(name="Samira")
    overwrite(diary, stored(diary)[:length])
    diary = read(diary)
    with look(diary), pytest.raises(Tampered):
        assert diary.name


def test_a_row_moved_to_another_vault_does_not_open():
    diary = write(name="Samira")
    Diary.objects.update(vault=Vault.objects.open("diary"))
    diary = read(diary)
    with look(diary), pytest.raises(Tampered):
        assert diary.name


def test_an_erased_vault_never_opens_again():
    diary = write(name="Samira")
    erase(diary.vault)
    diary = read(diary)
    with look(diary), pytest.raises(Erased):
        assert diary.name
    diary.name = "Noor"
    with pytest.raises(Erased), transaction.atomic():
        diary.save()


# -- the field itself ---------------------------------------------------------------------------------


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
