"""What number and code open, under rubbish: an answer that is kind, and a thread that holds only what was sent."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from intake.models import Referral
from tests.intake.following import follow, make_region, receive

pytestmark = [pytest.mark.fuzz, pytest.mark.django_db]

rubbish = st.one_of(
    st.text(max_size=300),
    st.sampled_from(["", "\x00", "\u202e" * 50, "😢" * 400, "a" * 11_000, "9" * 20, "{{ 7*7 }}", "<b>", "\r\n"]),
)
fields = st.dictionaries(
    st.sampled_from(["text", "reason", "drawn", "code"]) | st.text(max_size=20), rubbish, max_size=3
)
actions = st.tuples(
    st.sampled_from(["get", "post"]),
    st.sampled_from(["follow/request/", "follow/withdraw/", "follow/close/", "follow/gone/"]),
    fields,
)


@given(
    steps=st.lists(actions, max_size=4),
    language=st.sampled_from(["nl", "ar"]),
    for_whom=st.sampled_from(["family", "child"]),
)
def test_rubbish_is_answered_kindly(steps, language, for_whom):
    referral, code = receive(make_region(), for_whom=for_whom)
    client = Client()
    follow(client, referral, code, language)
    sent = 0
    for method, place, data in steps:
        is_open = "following" in client.session and Referral.objects.get(pk=referral.pk).is_open
        response = getattr(client, method)(f"/{language}/{place}", data)
        assert response.status_code in (200, 302, 404, 405, 422)
        sent += method == "post" and place == "follow/request/" and is_open and response.status_code == 302
    assert referral.messages.count() <= sent
    assert Referral.objects.get(pk=referral.pk).state in ("received", "withdrawn")
