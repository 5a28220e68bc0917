"""Every state that the tests build on can be reached by the real actions."""

import pytest

from tests.training.factories import make_candidate

pytestmark = pytest.mark.django_db
REACHED = [
    "writing", "applied", "invited", "informed", "decided", "in_training", "trained", "reported", "in_talk",
    "practising", "looking_back", "not_now", "withdrawn",
]  # fmt: skip


@pytest.mark.parametrize("state", REACHED)
def test_state_is_reached(state):
    assert make_candidate(state=state).state == state
