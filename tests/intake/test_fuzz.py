"""The form under rubbish: whatever is posted in whatever order, never an error of ours, nothing stored by half."""

import pytest
from django.db.models import Count
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from intake.models import Referral
from tests.intake.test_refer import CONTACT, STORY, WHO
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.fuzz, pytest.mark.django_db]

ADDRESSES = ["refer/", "refer/story/", "refer/contact/", "refer/check/", "refer/received/", "refer/another/", "leave/"]
FIELDS = sorted({*WHO, *STORY, *CONTACT, "work", "safe_times", "never_do", "voicemail_is_safe", "agreed", "code"})
RIGHT = WHO | STORY | CONTACT | {"agreed": "on"}
rubbish = st.one_of(
    st.text(max_size=300),
    st.sampled_from(["\x00", "‮" * 50, "😢" * 400, "a" * 11_000, "99999999999999999999", "8011 GD", "{{ 7*7 }}", "<b>"]),
)
posts = st.fixed_dictionaries(
    {},
    optional={name: st.one_of(st.just(RIGHT.get(name, "on")), rubbish) for name in FIELDS} | {"next": rubbish},
)
requests = st.tuples(st.sampled_from(["get", "post"]), st.sampled_from(ADDRESSES), posts, st.booleans())


@given(steps=st.lists(requests, max_size=8), language=st.sampled_from(["nl", "ar"]))
def test_rubbish_is_answered_kindly(steps, language):
    RegionFactory()
    client = Client()
    for method, address, data, is_right in steps:
        sent = {**data, **RIGHT} if is_right else data
        response = getattr(client, method)(f"/{language}/{address}", sent)
        assert response.status_code in (200, 302, 405, 422)
    for referral in Referral.objects.annotate(people=Count("core_persons")):
        assert referral.people == 1
        assert referral.follow_code_hash


@given(reference=rubbish, code=rubbish, address=st.ip_addresses(v=4))
def test_rubbish_follows_nothing(reference, code, address):
    RegionFactory()
    client = Client(REMOTE_ADDR=str(address))  # one address alone would soon have to wait
    assert client.post("/nl/follow/", {"reference": reference, "code": code}).status_code == 422


@given(path=st.text(min_size=1, max_size=80), query=st.text(max_size=80))
def test_any_address_is_answered(path, query):
    RegionFactory()
    assert Client().get(f"/nl/{path}", {"q": query, "page": query}).status_code in (200, 301, 302, 404)
