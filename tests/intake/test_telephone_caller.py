"""A referral told by one of those it is about: the caller is named once, and never sent to who harmed them."""

import pytest
from django.urls import reverse

from intake.actions.receiving import receive_referral
from intake.models import CorePerson, Referral
from tests.intake.telephone import NEW, opened, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


def test_who_calls_can_be_one_of_those_it_is_about(client):
    parties = {
        "person_1_is_referrer": "on", "person_1_kind": "harmed", "person_1_name": None,
        "person_2_kind": "responsible", "person_2_name": "Dennis",
    }  # fmt: skip
    client.post(NEW, told(for_whom="repair", **parties))
    referral = Referral.objects.get()
    assert referral.referrer_role == "involved"  # nobody asks them to talk with who harmed them
    with opened(referral):
        people = {one.kind: (one.name, one.is_referrer) for one in referral.core_persons.all()}
    assert people == {"harmed": ("Samira Demo", True), "responsible": ("Dennis", False)}


def test_who_calls_for_their_group_speaks_for_it(client):
    client.post(NEW, told(for_whom="group", person_1_is_referrer="on", person_1_name="The street"))
    person = CorePerson.objects.get()
    with opened(person.referral):
        assert (person.kind, person.name, person.spokesperson) == ("group", "The street", "Samira Demo")


@pytest.mark.parametrize(
    ("answers", "beside"),
    [
        ({"for_whom": "acquaintance"}, "person_1_is_referrer"),
        ({"for_whom": "group", "person_1_name": None}, "person_1_name"),
        ({"for_whom": "repair", "person_2_is_referrer": "on"}, "person_2_is_referrer"),
        ({"for_whom": "repair", "person_1_telephone": "06 87654321"}, "person_1_telephone"),
    ],
)
def test_what_does_not_fit_a_caller_who_is_one_of_them_is_said_beside_it(client, answers, beside):
    page = client.post(NEW, told(person_1_is_referrer="on", **answers))
    assert beside in page.context["form"].errors
    assert not Referral.objects.exists()


def test_after_a_call_back_the_caller_can_be_one_of_them_too(client, region):
    answers = {"referrer_name": "Samira Demo", "telephone": "06 12345678", "safe_channel": "call"}
    referral, _code = receive_referral(
        answers, organisation=region.organisation, language="nl", channel="callback", region=region
    )
    parties = {"person_1_is_referrer": "on", "person_1_kind": "harmed", "person_1_name": None}
    client.post(
        reverse("referrals:details", args=[referral.pk]), told(for_whom="repair", edition=referral.edition, **parties)
    )
    with opened(referral):
        person = referral.core_persons.get()
        assert (person.kind, person.name, person.is_referrer) == ("harmed", "Samira Demo", True)
