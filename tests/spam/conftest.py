"""A small public form, mounted beside the site's own addresses, with sums that a test can do."""

import base64
import json

import altcha
import pytest

from portal.spam.proofs import new_challenge

ADDRESS = "/en/note/"


@pytest.fixture(autouse=True)
def small_sums(settings):
    settings.SPAM_PROOF = settings.SPAM_PROOF | {"hardness": 50}


@pytest.fixture
def note_form(settings):
    settings.ROOT_URLCONF = "tests.spam.urls"


def solved(challenge=None):
    """What the browser would send for a challenge, or for a new one."""
    challenge = challenge or new_challenge()
    solution = altcha.solve_challenge(
        challenge["challenge"], challenge["salt"], challenge["algorithm"], challenge["maxNumber"]
    )
    return encoded(challenge | {"number": solution.number})


def encoded(payload):
    return base64.b64encode(json.dumps(payload).encode()).decode()


def send(client, *, proof="", network="203.0.113.9", **typed):
    """Posts the form as a reader would."""
    return client.post(ADDRESS, {"note": "Hello", "website": "", "proof": proof} | typed, REMOTE_ADDR=network)
