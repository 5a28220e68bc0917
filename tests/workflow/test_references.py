"""References: a wrong sign or two swapped ones are noticed, whoever types them."""

from hypothesis import given
from hypothesis import strategies as st

from portal.workflow.references import LENGTH, SIGNS, new_reference, read_reference, shown, spelled

references = st.builds(new_reference)


@given(references, st.integers(0, LENGTH - 1), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(reference, place, sign):
    typed = reference[:place] + sign + reference[place + 1 :]
    assert (read_reference(typed) == reference) == (sign == reference[place])


@given(references, st.integers(0, LENGTH - 2))
def test_two_swapped_signs_are_noticed(reference, place):
    swapped = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
    if swapped != reference:
        assert read_reference(swapped) is None


@given(references)
def test_it_is_read_as_people_type_it(reference):
    assert read_reference(shown(reference)) == reference
    assert read_reference(f" {reference[:3].lower()}-{reference[3:].lower()} ") == reference
    assert len(spelled(reference)) == LENGTH


@given(st.text())
def test_anything_else_is_no_reference(text):
    found = read_reference(text)
    assert found is None or len(found) == LENGTH


def test_signs_are_a_prime_number_without_lookalikes():
    assert len(set(SIGNS)) == len(SIGNS) == 23
    assert not set("01OILS5BAEU") & set(SIGNS)
