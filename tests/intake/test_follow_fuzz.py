"""What number and code open, under rubbish: an answer that is kind, and a thread that holds only what was sent."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from intake.actions.people import new_code_of
from intake.models import Plan, Referral
from tests.intake.following import follow, make_region, receive
from tests.intake.planned import given as give
from tests.intake.planned import held_case, somebody

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


in_the_circle = st.tuples(
    st.sampled_from(["get", "post"]),
    st.sampled_from([f"follow/plan/{name}" for name in ("", "safety/", "answer/safe/", "answer/nonsense/", "close/")]),
    fields,
)


@given(steps=st.lists(in_the_circle, max_size=4), language=st.sampled_from(["nl", "ar"]), is_child=st.booleans())
def test_rubbish_of_the_circle_is_answered_kindly(steps, language, is_child):
    held = held_case()
    (issued,) = give(held, somebody(held.case, is_child=is_child))
    client = Client()
    client.post(f"/{language}/follow/", {"reference": str(held.case), "code": issued.code})
    sent = 0
    for method, place, data in steps:
        is_open = "reading" in client.session
        response = getattr(client, method)(f"/{language}/{place}", data)
        assert response.status_code in (200, 302, 404, 405, 422)
        sent += method == "post" and place.endswith("safety/") and is_open and response.status_code == 302
    assert held.case.safetyconcerns.count() <= sent
    assert Plan.objects.get(case=held.case).state == "given"


after_the_conference = st.tuples(
    st.sampled_from(["get", "post"]), st.sampled_from(["follow/results/", "follow/how-it-goes/"]),
    st.dictionaries(
        st.sampled_from(["answer", "drawn", "improved", "mark_plan", "words"]), rubbish | st.just("yes"), max_size=4
    ),
)  # fmt: skip


@given(steps=st.lists(after_the_conference, max_size=4), language=st.sampled_from(["nl", "ar"]))
def test_rubbish_of_whom_it_is_about_is_answered_kindly(steps, language):
    case = held_case().case
    code = new_code_of(case.referral.core_persons.get()).code
    client = Client()
    follow(client, case.referral, code, language)
    for method, place, data in steps:
        assert getattr(client, method)(f"/{language}/{place}", data).status_code in (200, 302, 422)
