"""A proof counts when it is ours, right, fresh and sent for the first time; anything else is simply no proof."""

import base64
import hashlib
import hmac
import json
import time
from concurrent.futures import ThreadPoolExecutor

import altcha
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal.spam.models import SpentProof
from portal.spam.proofs import _key, new_challenge, spend
from portal.spam.tasks import delete_expired_proofs
from tests.spam.conftest import encoded, send, solved

TOGETHER = 20
FIELDS = ("challenge", "salt", "signature", "number")


@pytest.mark.django_db
def test_a_proof_counts_once():
    proof = solved()
    assert [spend(proof), spend(proof), spend(solved())] == [True, False, True]


@pytest.mark.django_db
def test_the_same_proof_written_otherwise_is_the_same():
    proof = solved()
    payload = json.loads(base64.b64decode(proof))
    assert spend(proof)
    assert not spend(encoded(payload | {"took": 3}))
    assert not spend(encoded(dict(reversed(payload.items()))))


@pytest.mark.django_db
def test_a_proof_grows_too_old(time_machine, settings):
    time_machine.move_to("2026-11-21 12:00")
    early, late = solved(), solved()
    time_machine.shift(settings.SPAM_PROOF["hours"] * 3600 - 5)
    assert spend(early)
    time_machine.shift(10)
    assert not spend(late)


@pytest.mark.django_db
def test_the_night_of_summer_time_makes_no_proof_too_old(time_machine, settings):
    time_machine.move_to("2026-03-29 00:30+00:00")  # 01:30 in Amsterdam, where 02:00 will be 03:00
    proof = solved()
    time_machine.shift(settings.SPAM_PROOF["hours"] * 3600 - 60)
    assert spend(proof)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed", [{"number": -1}, {"number": "1"}, {"signature": "0" * 64}, {"salt": "a?expires=9999999999&"}]
)
def test_a_changed_proof_is_none(changed, settings):
    settings.SPAM_PROOF = settings.SPAM_PROOF | {"hardness": 1_000}
    payload = json.loads(base64.b64decode(solved()))
    assert not spend(encoded(payload | changed)) or changed == {"number": str(payload["number"])}
    assert spend(encoded(payload))


@pytest.mark.django_db
def test_its_time_cannot_be_drawn_out(time_machine, settings):
    time_machine.move_to("2026-11-21 12:00")
    payload = json.loads(base64.b64decode(solved()))
    time_machine.shift(settings.SPAM_PROOF["hours"] * 3600 + 5)
    start, _question, rest = payload["salt"].partition("?")
    for salt in (start, f"{start}&", f"{start}?expires=9999999999&", f"{start}?{rest}expires=9999999999&"):
        assert not spend(encoded(payload | {"salt": salt}))


@pytest.mark.django_db
def test_a_proof_of_another_installation_is_none(settings):
    proof = solved()
    ours, settings.SECRET_KEY = settings.SECRET_KEY, "another-" * 8
    assert not spend(proof)
    settings.SECRET_KEY = ours
    assert spend(proof)


@pytest.mark.fuzz
@pytest.mark.django_db
@given(
    st.one_of(
        st.text(),
        st.recursive(
            st.none() | st.integers() | st.floats() | st.text(st.characters()),
            lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(FIELDS), inner),
        ).map(encoded),
        st.fixed_dictionaries({name: st.text() | st.integers() | st.none() for name in FIELDS}).map(encoded),
    )
)
def test_rubbish_is_no_proof_and_no_error(text):
    assert spend(text) is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["[" * 100_000, base64.b64encode(b"[" * 1_400).decode(), encoded({"number": "9" * 1_400})]
)
def test_bombs_are_no_proof_and_no_error(text):
    assert spend(text) is False


@pytest.mark.django_db(transaction=True)
def test_of_one_proof_sent_twenty_times_at_once_exactly_one_counts(note_form):
    proof = solved()

    def post(_number):
        try:
            return send(Client(), proof=proof)["X-Proven"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TOGETHER) as pool:
        answered = sorted(pool.map(post, range(TOGETHER)))
    assert answered == ["proven"] + ["unproven"] * (TOGETHER - 1)
    assert SpentProof.objects.count() == 1


@pytest.mark.django_db
def test_expired_rows_go_and_no_proof_comes_back_by_it(time_machine, settings):
    time_machine.move_to("2026-11-21 12:00")
    proof = solved()
    spend(proof)
    assert delete_expired_proofs() == 0
    time_machine.shift(settings.SPAM_PROOF["hours"] * 3600 + 5)
    assert delete_expired_proofs() == 1
    assert not spend(proof)


@pytest.mark.django_db
def test_no_salt_but_ours_is_taken_with_the_right_sum():
    """What is hashed is salt and number in a row: the same sum must not come in twice, nor live longer, nor raise."""
    payload = json.loads(base64.b64decode(solved()))
    head, rest = payload["salt"].split("?")
    number = str(payload["number"])
    for salt in [
        f"{head}?expires=99999999999999&{rest}",
        f"{head}?expires=9999999999&{rest}",
        f"{head}?{rest}&",
        f"{head}?{rest}\n",
        f"{head}?{rest}".replace("expires", "Expires"),
        f"{head}?{rest}".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        f"?{rest}",
    ]:
        signed = _signed(salt, number)
        assert spend(encoded(signed)) is False, salt
    moved = {"salt": payload["salt"] + number[0], "number": number[1:] or "0"}
    assert spend(encoded(payload | moved)) is False
    assert not SpentProof.objects.exists()
    assert spend(encoded(payload))


@pytest.mark.django_db
def test_a_life_put_before_the_real_one_does_not_make_a_new_proof(time_machine):
    """altcha reads the first `expires`, and somebody could write one before ours: the sum is the same."""
    time_machine.move_to("2026-11-21 12:00")
    challenge = new_challenge()
    head, rest = challenge["salt"].split("?")
    soon = int(time.time()) + 2
    sneaky = altcha_sum(challenge)
    assert spend(encoded(challenge | {"number": sneaky, "salt": f"{head}?expires={soon}&{rest}"})) is False
    assert spend(encoded(challenge | {"number": sneaky}))


def altcha_sum(challenge):
    found = altcha.solve_challenge(
        challenge["challenge"], challenge["salt"], challenge["algorithm"], challenge["maxNumber"]
    )
    return found.number


def _signed(salt, number):
    """A payload that altcha itself would take: the challenge of this salt and number, signed with our key."""
    digest = hashlib.sha256(f"{salt}{number}".encode()).hexdigest()
    signature = hmac.new(_key(settings.SECRET_KEY).encode(), digest.encode(), hashlib.sha256).hexdigest()
    return {"algorithm": "SHA-256", "challenge": digest, "number": number, "salt": salt, "signature": signature}
