"""The form under rubbish: whatever is posted in whatever order, never an error of ours, nothing stored by half."""

import json

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from intake.actions.drafts import MOST_BYTES
from intake.forms.refer import STEPS
from intake.models import Draft, Referral
from portal.privacy.looking import looking
from tests.intake.filling import ANSWERS
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.fuzz, pytest.mark.django_db]

KINDS = list(ANSWERS)
ELSEWHERE = ["refer/call/", "refer/danger/", "refer/received/", "refer/another/", "leave/"]
BUTTONS = ["back", "add", "end", "agreed", "website", "proof", "rows"]
FIELDS = sorted(
    {name for steps in ANSWERS.values() for answers in steps.values() for name in answers}
    | {f"{name}_{row}" for name in ("name", "spokesperson") for row in range(6)}
)
rubbish = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        ["", "\x00", "\u202e" * 50, "😢" * 400, "a" * 11_000, "9" * 20, "8011 GD", "{{ 7*7 }}", "<b>", "-1", "٣", "3"]
    ),
)
values = st.one_of(rubbish, st.lists(rubbish, max_size=4))
posts = st.dictionaries(st.sampled_from([*FIELDS, *BUTTONS]) | st.text(max_size=20), values, max_size=8)
actions = st.tuples(
    st.sampled_from(["get", "post"]),
    st.sampled_from([*STEPS, *ELSEWHERE]),
    st.sampled_from([None, *KINDS]),  # whose right answers the rubbish is mixed into
    posts,
    st.booleans(),  # whether all of it arrived
)


def address_of(place):
    return place if place.endswith("/") else "refer/" if place == "who" else f"refer/{place}/"


def right_answers(place, kind):
    if kind is None:
        return {}
    if place == "refer/call/":
        return ANSWERS[kind]["contact"]
    return {"agreed": "on"} if place == "check" else ANSWERS[kind].get(place, {})


@given(
    begins_as=st.sampled_from([None, *KINDS]),
    steps=st.lists(actions, max_size=8),
    language=st.sampled_from(["ar", "nl"]),
    address=st.ip_addresses(v=4),
)
def test_rubbish_is_answered_kindly(begins_as, steps, language, address):
    RegionFactory()
    client = Client(REMOTE_ADDR=str(address))  # from one address alone most would have to wait
    for place, answers in ANSWERS.get(begins_as, {}).items():
        client.post(f"/{language}/{address_of(place)}", {**answers, "end": "1"})
    for method, place, kind, data, is_whole in steps:
        sent = {**data, **right_answers(place, kind), **({"end": "1"} if is_whole else {})}
        response = getattr(client, method)(f"/{language}/{address_of(place)}", sent)
        assert response.status_code in (200, 302, 303, 404, 405, 422, 429)
    nothing_is_stored_by_half()
    forget()


def forget():
    """Or the last of thousands of examples would look through what all those before it stored."""
    for model in (Draft, Referral):
        model.objects.all().delete()


def nothing_is_stored_by_half():
    for referral in Referral.objects.all():
        assert referral.follow_code_hash
        with looking(referral, by=None, screen="test"):
            people = [(person.kind, person.name) for person in referral.core_persons.all()]
            assert all(name for _kind, name in people)
            assert bool(people) == (referral.channel == "web")
            assert bool(referral.story) == (referral.channel == "web")
            assert referral.referrer_name
            assert referral.telephone or referral.email or referral.safe_channel == "code"
    for draft in Draft.objects.all():
        with looking(draft, by=None, screen="test"):
            kept = draft.answers
        if draft.referral_id:
            assert {"reference", "code"} <= set(kept) <= {"reference", "code", "file_text"}
        else:
            assert all(set(step) == {"said", "tried"} for step in kept.values())
            assert len(json.dumps(kept, ensure_ascii=False).encode()) <= MOST_BYTES


@given(reference=rubbish, code=rubbish, address=st.ip_addresses(v=4))
def test_rubbish_follows_nothing(reference, code, address):
    RegionFactory()
    client = Client(REMOTE_ADDR=str(address))  # one address alone would soon have to wait
    assert client.post("/nl/follow/", {"reference": reference, "code": code}).status_code == 422


@given(path=st.text(min_size=1, max_size=80), query=st.text(max_size=80))
def test_any_address_is_answered(path, query):
    RegionFactory()
    assert Client().get(f"/nl/{path}", {"q": query, "page": query}).status_code in (200, 301, 302, 404)
