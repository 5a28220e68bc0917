"""Numbers and postcodes as people type them, cleaned by the same rule for the public form and for staff."""

import pytest
from django import forms

from intake.forms.fields import PlaceField, PostcodeField, TelephoneField, TypedText
from portal.organisations.models import Organisation

NL, BE = Organisation(country="NL"), Organisation(country="BE")


def cleaned(field, typed, organisation=NL):
    field.suit(organisation)
    return field.clean(typed)


@pytest.mark.parametrize(
    ("typed", "organisation"),
    [("06 1234 5678", NL), ("0470 12 34 56", BE), ("+44 20 7946 0958", NL), ("+32 470 12 34 56", NL), ("", NL)],
)
def test_a_number_is_kept_as_it_was_typed(typed, organisation):
    assert cleaned(TelephoneField(), typed, organisation) == typed


@pytest.mark.parametrize("typed", ["06 123", "0470 12 34 56", "call me", "00000"])
def test_half_a_number_is_refused_with_an_example_of_the_own_country(typed):
    with pytest.raises(forms.ValidationError, match="06 1234 5678"):
        cleaned(TelephoneField(), typed)


@pytest.mark.parametrize("typed", ["8011 GD", "8011gd", "NL-8011", "1000", "B-1000", ""])
def test_a_postcode_is_kept_as_it_was_typed(typed):
    assert cleaned(PostcodeField(), f" {typed} ") == typed


@pytest.mark.parametrize(("organisation", "example"), [(NL, "8011 GD"), (BE, "1000")])
def test_what_is_no_postcode_is_refused_with_an_example(organisation, example):
    with pytest.raises(forms.ValidationError, match=example):
        cleaned(PostcodeField(), "80 11", organisation)


def test_arabic_digits_are_kept_as_everybody_reads_them():
    assert cleaned(TelephoneField(), "٠٦١٢٣٤٥٦٧٨") == "0612345678"
    assert cleaned(PostcodeField(), "٨٠١١") == "8011"


def test_a_line_break_is_one_sign():
    assert TypedText(max_length=3).clean("a\r\nb") == "a\nb"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8011 GD", "8011 GD"),
        ("8011gd Zwolle", "8011gd"),
        ("1000 Brussel", "1000"),
        ("Zwolle", "Zwolle"),
        ("bij de Grote Markt in Ḥalle", "bij de Grote Markt in Ḥalle"),
        ("أمستردام", "أمستردام"),
        ("", ""),
    ],
)
def test_who_knows_no_postcode_names_a_place(typed, kept):
    assert cleaned(PlaceField(), f" {typed} ") == kept


@pytest.mark.parametrize("typed", ["80 11", "8O11 GD", "99999", "?", "🏠"])
def test_what_is_neither_postcode_nor_place_is_refused_with_an_example(typed):
    with pytest.raises(forms.ValidationError, match="8011 GD"):
        cleaned(PlaceField(), typed)
