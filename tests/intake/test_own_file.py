"""The text for a professional's own file: what was written and what happens now, without the code."""

import pytest

from intake.documents.own_file import text_for_own_file
from tests.intake.factories import answers
from tests.intake.following import make_region, receive

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("safe_channel", "said", "unsaid"),
    [("code", "We do not call.", "We contact you"), ("call", "We contact you", "We do not call")],
)
def test_it_says_how_we_reach_them_as_they_asked(safe_channel, said, unsaid):
    referral, code = receive(make_region(), for_whom="work", safe_channel=safe_channel)
    referral.language = "en"
    text = text_for_own_file(referral, answers(for_whom="work"))
    assert said in text
    assert unsaid not in text
    assert code not in text
    assert "What was written in the request:\nWe do not know how to go on." in text
