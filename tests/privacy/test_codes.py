import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, PBKDF2PasswordHasher

from portal.privacy import codes
from portal.privacy.models import PurposeKey

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["48151623", "4815 1623", " 4815-1623 ", "٤٨١٥١٦٢٣", "\u200e48151623"])
def test_a_code_is_recognised_however_it_is_typed(typed):
    assert codes.check_code(typed, codes.hash_code("48151623"))


@pytest.mark.parametrize("typed", ["48151624", "4815162", "", "481516230", "🙂"])
def test_another_code_is_not(typed):
    assert not codes.check_code(typed, codes.hash_code("48151623"))


@pytest.mark.parametrize("hashed", ["", None, "48151623", "!"])
def test_without_a_hash_no_code_fits(hashed):
    assert not codes.check_code("48151623", hashed)


def test_a_hash_says_nothing_and_never_repeats():
    assert codes.hash_code("48151623") != codes.hash_code("48151623")
    assert "48151623" not in codes.hash_code("48151623")


def test_a_hash_is_worthless_without_the_key():
    hashed = codes.hash_code("48151623")
    PurposeKey.objects.all().delete()
    assert not codes.check_code("48151623", hashed)


@pytest.mark.parametrize("hasher", [MD5PasswordHasher, PBKDF2PasswordHasher])
def test_one_slow_step_finds_whose_code_it_is(settings, monkeypatch, hasher):
    settings.PASSWORD_HASHERS = [f"{hasher.__module__}.{hasher.__name__}"]
    first = codes.hash_code("48151623")
    hashes = [first, codes.hash_code("11111111", like=first), codes.hash_code("22222222", like=first)]
    steps, encode = [], hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *given, **more: steps.append(1) or encode(*given, **more))
    assert [codes.which_code(typed, hashes) for typed in ("4815 1623", "11111111", "22222222")] == [0, 1, 2]
    assert codes.which_code("33333333", hashes) is None
    assert codes.which_code("48151623", []) is None
    assert len(steps) == 5


@pytest.mark.parametrize("typed", ["", "48151623", "!"])
def test_where_there_is_no_hash_no_code_fits(typed):
    assert codes.which_code(typed, ["", ""]) is None
    assert codes.which_code("11111111", ["", codes.hash_code("11111111")]) == 1


def test_hashes_of_different_salts_are_tried_each():
    hashes = [codes.hash_code("48151623"), codes.hash_code("11111111")]
    assert codes.which_code("11111111", hashes) == 1
    assert codes.which_code("11111111", []) is None


def test_a_hash_like_another_is_one_of_its_own():
    first = codes.hash_code("48151623")
    second = codes.hash_code("11111111", like=first)
    assert first != second
    assert codes.check_code("11111111", second)
    assert not codes.check_code("48151623", second)


def test_new_codes_are_digits_and_differ():
    made = {codes.new_digits(8) for _turn in range(50)}
    assert len(made) == 50
    assert all(len(code) == 8 and code.isascii() and code.isdigit() for code in made)
