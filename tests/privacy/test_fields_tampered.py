"""Somebody with the database alone: sealed bytes that were moved, changed or cut do not open."""

import pytest
from django.db import transaction

from portal.privacy import Erased, Tampered
from portal.privacy.erasure import erase
from portal.privacy.models import Vault
from tests.privacy.diary import Diary, look, overwrite, read, stored, write

pytestmark = pytest.mark.usefixtures("diaries")


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
