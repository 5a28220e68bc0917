"""How to reach somebody can change as long as the referral is there, and mail goes only where it is safe."""

import pytest
from django.urls import reverse

from intake.actions.people import change_person
from intake.actions.writing import change_contact, send_message
from intake.models import CorePerson, Referral
from portal.outbound.models import OutgoingAddress
from portal.privacy.looking import looking
from portal.workflow.moves import NotPossible
from portal.workflow.queries import timeline
from tests.intake.factories import make_referral
from tests.intake.following import accept, make_region, receive
from tests.intake.telephone import opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]
ADDRESS = "kim-and-dad@example.org"
SAFE = {"safe_channel": "call", "telephone": "06 12345678", "email": ADDRESS, "edition": "1"}


def address_of(referral, entry="change_contact"):
    return reverse("referrals:entry", args=[referral.pk, entry])


def mails_to(email):
    found = 0
    for one in OutgoingAddress.objects.all():
        with looking(one, by=None, screen="test"):
            found += one.address == email
    return found


def write_to(referral, person=None):
    """How many mails a message to them made."""
    OutgoingAddress.objects.all().delete()
    with opened(referral):
        send_message(referral, by=referral.region.manager, text="A message waits", core_person=person)
    return mails_to(ADDRESS)


# -- changing it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["received", "in_talk", "accepted", "declined", "referred_on", "withdrawn"])
def test_how_to_reach_somebody_changes_in_every_state(as_user, state):
    referral = make_referral(state=state, email=ADDRESS)
    client, person = as_user(referral.region.manager), referral.core_persons.get()
    inspect = reverse("referrals:inspect", args=[referral.pk])
    assert address_of(referral) in client.get(inspect).content.decode()
    answered = client.post(address_of(referral), SAFE | {"email": "", "never_do": "NEVER MAIL, dad reads it"})
    assert answered["Location"] == inspect + "#contact"
    changes = {"core_person": person.pk, "edition": "1", "kind": "person", "name": "Younes", "email": ADDRESS}
    assert client.post(address_of(referral, "change_person"), changes).status_code == 302
    page = client.get(inspect).content.decode().split('id="contact"')[1]
    assert "NEVER MAIL, dad reads it" in page
    assert timeline(referral).filter(action="intake.referral.change_details").count() == 1
    with opened(referral):
        assert Referral.objects.get(pk=referral.pk).email == ""
        assert CorePerson.objects.get().email == ADDRESS
    assert not mails_to(ADDRESS)
    found = client.post("/admin/referrals/search/", {"q": ADDRESS}).context["object_list"]
    assert [row.pk for row in found] == [referral.pk]


def test_of_a_closed_one_only_that_changes(as_user):
    referral = make_referral(state="declined")
    form = as_user(referral.region.manager).get(address_of(referral, "change_person")).context["form"]
    assert {"reach_safely", "telephone", "email"} <= set(form.fields)
    assert not {"kind", "name", "spokesperson"} & set(form.fields)
    with opened(referral):
        change_contact(referral, by=referral.region.manager, never_do="no letters", story="Something else")
        assert Referral.objects.get(pk=referral.pk).story == "We do not know how to go on."


def test_another_region_changes_nothing(as_user):
    referral, stranger = make_referral(), as_user(make_region().manager)
    assert stranger.post(address_of(referral), SAFE).status_code == 404


def test_nowhere_to_reach_them_is_refused(as_user):
    referral = make_referral()
    page = as_user(referral.region.manager).post(address_of(referral), {"edition": "1", "safe_times": "after 9"})
    assert "telephone" in page.context["form"].errors


# -- where mail goes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "sent"), [("", 1), ("any", 1), ("email", 1), ("call", 0), ("text", 0), ("code", 0)]
)
def test_mail_goes_only_where_it_is_safe(channel, sent):
    referral = make_referral(email=ADDRESS, safe_channel=channel)
    assert write_to(referral) == sent


@pytest.mark.parametrize(("channel", "sent"), [("", 1), ("email", 1), ("code", 0)])
def test_whoever_looks_themselves_gets_no_mail_with_the_number_either(channel, sent):
    make_referral(email=ADDRESS, safe_channel=channel, wants_mail=True)
    assert mails_to(ADDRESS) == sent


def test_a_person_in_the_middle_is_mailed_at_their_own_address():
    region = make_region()
    people = [{"kind": "person", "name": "Younes", "email": ADDRESS}]
    referral, _code = receive(region, people=people, email="samira@example.org", safe_channel="code")
    accept(referral)
    assert write_to(referral, referral.core_persons.get()) == 1


@pytest.mark.parametrize("for_whom", ["self", "child"])
def test_who_asked_for_themselves_is_reached_in_one_way(as_user, for_whom):
    region = make_region()
    referral, _code = receive(region, for_whom=for_whom, email=ADDRESS, safe_channel="email")
    accept(referral)
    person = referral.core_persons.get()
    assert write_to(referral, person) == 1
    with opened(referral):
        assert person.mail_address == ADDRESS
        with pytest.raises(NotPossible):
            change_person(referral, by=region.manager, core_person=person, email="other@example.org")
        change_contact(referral, by=region.manager, safe_channel="code")
        person.refresh_from_db()
        assert person.mail_address == ""
    assert write_to(referral, person) == 0
    form = as_user(region.manager).get(address_of(referral, "change_person")).context["form"]
    assert "name" in form.fields
    assert not {"telephone", "email", "reach_safely"} & set(form.fields)
