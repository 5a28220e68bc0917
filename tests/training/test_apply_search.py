"""Staff find who sent a letter, and nobody who is still writing one: rebuilding the search changes nothing in that."""

import pytest

from portal.privacy import blind
from portal.privacy.models import SearchToken
from tests.training.factories import make_candidate

pytestmark = pytest.mark.django_db


def tokens_of(candidate):
    return SearchToken.objects.filter(what=candidate.sealed_as, object_id=candidate.pk).count()


@pytest.mark.parametrize("rebuilt", [False, True])
def test_only_a_letter_that_was_sent_can_be_found(rebuilt):
    writing, sent = make_candidate(state="writing"), make_candidate(state="applied")
    if rebuilt:
        blind.rebuild()
    assert tokens_of(writing) == 0
    assert tokens_of(sent) >= 4  # two words of the name, an address, a telephone number
