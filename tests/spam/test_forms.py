"""What the two hidden fields do to a form: nothing to people, a closed door to whoever fills in everything."""

import json
import re
from html import unescape

import pytest

from tests.spam.conftest import ADDRESS, send, solved
from tests.spam.urls import NoteForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("note_form")]
TRAPPED = "Something was filled in that people do not see. Send it once more."


def drawn(response, name):
    """The tag of a field in the page that came back."""
    return unescape(re.search(rf'<input[^>]* name="{name}"[^>]*>', response.content.decode())[0])


def challenge_in(response):
    return json.loads(unescape(re.search(r'data-challenge="([^"]+)"', response.content.decode())[1]))


def test_whoever_fills_in_what_people_do_not_see_is_asked_again(client):
    response = send(client, website="https://cheap.example", note="Buy now")
    assert response.status_code == 422
    assert TRAPPED in response.content.decode()
    assert "cheap.example" not in response.content.decode()
    assert 'value="Buy now"' in response.content.decode()


@pytest.mark.parametrize("website", ["\x00", "x" * 5_000, " "])
def test_whatever_stands_in_the_trap_it_is_one_error_above_the_form(website):
    form = NoteForm({"note": "Hello", "website": website})
    assert list(form.errors) == ["__all__"]


def test_neither_field_is_among_the_answers(client):
    assert "unproven [&#x27;note&#x27;]" in send(client).content.decode()


def test_people_neither_see_nor_reach_nor_hear_the_trap(client):
    page = client.get(ADDRESS).content.decode()
    assert re.search(r'<div class="away" aria-hidden="true">\s*<label for="id_website">', page)
    tag = drawn(client.get(ADDRESS), "website")
    assert 'type="text"' in tag
    assert 'tabindex="-1"' in tag
    assert 'autocomplete="off"' in tag
    assert [field.name for field in NoteForm().visible_fields()] == ["note"]


def test_each_page_has_a_challenge_of_its_own(client):
    first, second = challenge_in(client.get(ADDRESS)), challenge_in(client.get(ADDRESS))
    assert first["challenge"] != second["challenge"]


def test_a_page_that_comes_back_has_a_fresh_challenge_and_no_old_proof(client):
    first = challenge_in(client.get(ADDRESS))
    again = send(client, proof=solved(first), note="")
    assert again.status_code == 422
    assert "value=" not in drawn(again, "proof")
    fresh = challenge_in(again)
    assert fresh["challenge"] != first["challenge"]
    assert send(client, proof=solved(fresh))["X-Proven"] == "proven"


def test_a_form_without_either_field_is_an_honest_form(client):
    assert client.post(ADDRESS, {"note": "Hello"})["X-Proven"] == "unproven"
