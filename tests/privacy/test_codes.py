import pytest

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


def test_new_codes_are_digits_and_differ():
    made = {codes.new_digits(8) for _turn in range(50)}
    assert len(made) == 50
    assert all(len(code) == 8 and code.isascii() and code.isdigit() for code in made)
