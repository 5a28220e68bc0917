"""The sign-up form and its links under rubbish: a redirect to the form with what was typed, and nobody signed up."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal.newsletter.models import Subscriber
from tests.newsletter.factories import make_subscriber
from tests.organisations.factories import OrganisationFactory

pytestmark = [pytest.mark.fuzz, pytest.mark.django_db]

rubbish = st.one_of(
    st.text(max_size=300),
    st.sampled_from(["", "\x00", "\u202e" * 50, "😢" * 400, "a" * 11_000, "{{ 7*7 }}", "<b>", "\r\n", "a@b", "@"]),
)
fields = st.dictionaries(
    st.sampled_from(["email", "about", "region", "website", "proof"]) | st.text(max_size=20), rubbish, max_size=5
)
tokens = st.text(st.sampled_from("abcXYZ019-_"), min_size=1, max_size=60)


@given(typed=fields, language=st.sampled_from(["nl", "ar"]))
def test_rubbish_is_answered_by_a_redirect(typed, language):
    OrganisationFactory()
    client, address = Client(), f"/{language}/newsletter/"
    response = client.post(address, typed)
    assert response.status_code in (303, 429)
    page = client.get(address) if response.status_code == 303 else response
    assert page.context["form"].errors
    assert not Subscriber.objects.exists()


@given(token=tokens, name=st.sampled_from(["confirm", "leave"]), posted=fields)
def test_rubbish_in_a_link_changes_nothing(token, name, posted):
    if not Subscriber.objects.exists():  # one for all examples
        make_subscriber(OrganisationFactory(), language="en")
    address = f"/en/newsletter/{name}/{token}/"
    client = Client()
    assert client.get(address).status_code == 404
    assert client.post(address, posted).status_code == 303
    assert not Subscriber.objects.get().is_confirmed
