import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.privacy import folding


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("İbrahim Işık", "ibrahim isik"),
        ("ibrahim ışık", "İBRAHİM IŞIK"),
        ("Iğdır", "iğdir"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Wąs", "WĄS"),
        ("José Müller-Ångström", "jose muller angstrom"),
        ("Søren Æbelø", "soren aebelo"),
        ("Groß", "GROSS"),
        ("van ’t Hof", "Van 't Hof"),
        ("d'Angelo", "dangelo"),
        ("El-Amrani", "elamrani"),
        ("El-Amrani", "el amrani"),
        ("أحمد", "احمد"),
        ("إسراء", "اسرا"),
        ("آمنة", "امنه"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("هدى", "هدي"),
        ("فاطمة", "فاطمه"),
        ("علی کریم", "علي كريم"),
        ("مؤمن رئيس", "مومن رييس"),
        ("\u200fسارة\u200e \u2067نور\u2069", "سارة نور"),
        ("ﻣﺤﻤﺪ", "محمد"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(written, searched):
    words = folding.searched_words(searched)
    assert words
    assert words <= folding.name_words(written)


@pytest.mark.parametrize(("written", "searched"), [("Jansen", "jans"), ("Noor", "noord"), ("سارة", "سامي")])
def test_parts_and_other_names_are_not_found(written, searched):
    assert not folding.searched_words(searched) <= folding.name_words(written)


@given(st.text())
def test_folding_is_stable(name):
    words = folding.name_words(name)
    assert folding.name_words(" ".join(words)) >= words


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("06 12345678", "NL", "+31612345678"),
        ("+31 (0)6-1234 5678", "NL", "+31612345678"),
        ("0031612345678", "NL", "+31612345678"),
        ("06.12.34.56.78", "NL", "+31612345678"),
        ("٠٦١٢٣٤٥٦٧٨", "NL", "+31612345678"),
        ("\u202a038 422 25 26\u202c", "NL", "+31384222526"),
        ("0489 45 54 12", "BE", "+32489455412"),
        ("0032 489 45 54 12", "NL", "+32489455412"),
        ("geen", "NL", ""),
        ("", "NL", ""),
    ],
)
def test_a_number_has_one_form(typed, country, number):
    assert folding.telephone_number(typed, country) == number


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Samira@Example.ORG ", "samira@example.org"),
        ("Samira <samira@example.org>", "samira@example.org"),
        ("\u200esamira@example.org", "samira@example.org"),
        ("samira", ""),
        ("@", ""),
        ("", ""),
    ],
)
def test_an_address_has_one_form(typed, address):
    assert folding.email_address(typed) == address


def test_a_query_is_split_into_words_addresses_and_numbers():
    assert folding.split_query("Samira El-Idrissi samira@example.org 06-12 34 56 78") == (
        {"samira", "el", "idrissi"},
        ["samira@example.org"],
        ["06-12 34 56 78"],
    )
    assert folding.split_query("") == (set(), [], [])
    assert folding.split_query("huis 12") == ({"huis"}, [], [])


@given(st.text())
def test_any_query_can_be_split(text):
    words, emails, numbers = folding.split_query(text)
    assert all([*words, *emails, *numbers])
