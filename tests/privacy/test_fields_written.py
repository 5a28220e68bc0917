"""Writing sealed fields: sealed once, kept as it is when untouched, never stored in plain by a side door."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Lower

from portal.privacy import SealedFieldError, Tampered
from portal.privacy.models import Vault
from tests.privacy.diary import Diary, look, read, stored, write

pytestmark = pytest.mark.usefixtures("diaries")


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
