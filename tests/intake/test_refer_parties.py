"""Who asks may be one of those it is about: a victim, who speaks for a group, a parent. Staff see it as it is."""

import pytest

from intake.models import Referral
from intake.viewsets.alarms import alarms_of
from intake.viewsets.people import standings
from portal.privacy import VISITOR
from portal.privacy.looking import looking
from tests.intake.filling import ANSWERS, at, fill_in, post, send

pytestmark = pytest.mark.django_db
CONTACT = {"referrer_name": "Fleur", "telephone": "06 1234 5678"}
HARMED = {"you": {"part": "harmed"}, "people": {"responsible": "Dennis"}, "contact": CONTACT}
NOT_YET = {"aware": {"awareness": "not_yet"}, "advice": {}}


def fill(client, kind, **changes):
    """As `fill_in`, with only the steps that who is not there through work meets, in their order."""
    steps = {**ANSWERS[kind], **changes}
    order = ["who", "you", "story", "people", "aware", "advice", "place", "more", "contact"]
    for name in order:
        if name in steps:
            response = post(client, name, steps[name])
            assert response.url != at(name), client.get(response.url).context["form"].errors
    return response


def sent(client):
    send(client)
    return Referral.objects.get()


def people_of(referral):
    with looking(referral, by=VISITOR, screen="test"):
        return sorted((one.kind, one.name, one.spokesperson, one.is_referrer) for one in referral.core_persons.all())


def text_of(page):
    text = page.content.decode()
    return text[text.index("<main") : text.index("</main")]


@pytest.mark.parametrize(
    ("part", "people", "found"),
    [
        ("harmed", {"responsible": "Dennis"}, [("harmed", "Fleur", "", True), ("responsible", "Dennis", "", False)]),
        ("harmed", {}, [("harmed", "Fleur", "", True)]),
        ("responsible", {"harmed": "Jan"}, [("harmed", "Jan", "", False), ("responsible", "Fleur", "", True)]),
        ("beside", {"harmed": "Jan"}, [("harmed", "Jan", "", False)]),
    ],
)
def test_who_is_one_of_them_is_that_party_without_being_asked_twice(client, region, part, people, found):
    fill(client, "repair", you={"part": part}, people=people, contact=CONTACT)
    asked = set(client.get(at("people")).context["form"].fields)
    assert part not in asked
    referral = sent(client)
    assert people_of(referral) == found
    assert referral.referrer_role == ("other" if part == "beside" else "involved")


def test_only_the_other_party_does_not_know(client, region):
    fill(client, "repair", **HARMED, **NOT_YET)
    referral = sent(client)
    people = referral.core_persons.prefetch_related("consents")
    with looking(referral, by=VISITOR, screen="test"):
        alarms = alarms_of(referral, people=standings(referral, list(people)), unread=0, user=region.manager)
        [danger] = [str(alarm.text) for alarm in alarms if alarm.tone == "danger"]
    assert "Dennis" in danger
    assert "Fleur" not in danger


@pytest.mark.parametrize("part", ["harmed", "responsible"])
def test_nobody_is_sent_to_who_harmed_them(client, region, part):
    fill(client, "repair", you={"part": part}, people={}, contact=CONTACT, **NOT_YET)
    advice = client.get(at("advice", "en"))
    assert advice.context["form"].advice == "party"
    send(client, "en")
    for page in (advice, client.get(at("received", "en"))):
        text = text_of(page)
        assert "do not do it for us" in text.lower()
        for wrong in ["Say what you see", "You talk with the person", "Then wait"]:
            assert wrong not in text


@pytest.mark.parametrize(
    ("kind", "you", "advice", "says"),
    [
        ("repair", {"part": "beside"}, "beside", "bring the two together"),
        ("group", {"part": "belongs"}, "group", "Nobody is blamed"),
        ("acquaintance", {"referrer_role": "friend"}, "person", "You talk with the person"),
    ],
)
def test_the_advice_and_the_answer_page_fit_whom_it_is_about(client, region, kind, you, advice, says):
    fill(client, kind, you=you, **NOT_YET)
    assert client.get(at("advice", "en")).context["form"].advice == advice
    assert "duty" not in text_of(client.get(at("advice", "en")))
    send(client, "en")
    assert says in text_of(client.get(at("received", "en")))


def test_professionals_ask_with_them_and_keep_their_own_duty(client, region):
    fill_in(client, "work", aware={"awareness": "not_yet"}, advice={})
    text = text_of(client.get(at("advice", "en")))
    assert "parents and child together" in text
    assert "This is not a report of child abuse" in text
    send(client, "en")
    assert "To parents and child together" in text_of(client.get(at("received", "en")))


@pytest.mark.parametrize(
    ("part", "first"),
    [
        ("speaks", ("group", "De bewoners", "Fleur", True)),
        ("belongs", ("group", "De bewoners", "Riet", False)),
    ],
)
def test_who_speaks_for_a_group_is_not_asked_who_speaks_for_it(client, region, part, first):
    named = {"name_1": "De bewoners", "spokesperson_1": "Riet", "name_2": "De jongens"}
    fill(client, "group", you={"part": part}, people=named, contact=CONTACT)
    referral = sent(client)
    assert people_of(referral) == [first, ("group", "De jongens", "", False)]
    assert referral.referrer_role == "involved"


@pytest.mark.parametrize("part", ["harmed", "beside", "work"])
def test_work_is_asked_only_of_who_is_there_through_work(client, region, part):
    post(client, "who", {"for_whom": "repair"})
    assert post(client, "you", {"part": part}).url == at("work" if part == "work" else "story")


def test_a_family_is_several_people_and_may_be_about_who_asks_too(client, region):
    post(client, "who", {"for_whom": "family"})
    post(client, "story", ANSWERS["family"]["story"])
    typed = {"person": "Younes", "persons": "1", "about_me": "yes"}
    added = post(client, "people", typed | {"add": "1"})
    assert added.url == at("people") + "#id_person_2"
    page = client.get(at("people"))
    assert 'id="id_person_2"' in page.content.decode()
    assert 'value="Younes"' in page.content.decode()
    fill(client, "family", people=typed | {"persons": "2", "person_2": "Lina"})
    check = client.get(at("check")).content.decode()
    assert "Younes, Lina" in check
    assert people_of(sent(client)) == [
        ("person", "Lina", "", False),
        ("person", "Samira Demo", "", True),
        ("person", "Younes", "", False),
    ]


def test_of_a_family_to_which_one_belongs_only_the_others_are_asked_whether_they_know(client, region):
    fill(client, "family", people={"person": "Younes", "about_me": "yes"})
    assert "Do the others know" in text_of(client.get(at("aware", "en")))
    post(client, "people", {"person": "Younes", "about_me": "no"})
    assert "Does this person know" in text_of(client.get(at("aware", "en")))


def test_no_children_are_involved_and_none_are_described(client, region):
    fill_in(client, "family", people={"person": "Younes", "children_involved": "no", "children": "een jongen"})
    assert "een jongen" not in client.get(at("check")).content.decode()
    referral = sent(client)
    with looking(referral, by=VISITOR, screen="test"):
        assert (referral.children_involved, referral.children) == ("no", "")


def test_the_age_of_a_child_reaches_staff(client, region):
    fill_in(client, "child")
    referral = sent(client)
    with looking(referral, by=VISITOR, screen="test"):
        assert (referral.core_persons.get().age, referral.postcode) == (14, "8011 gd")
    assert referral.region == region


@pytest.mark.parametrize("kind", ["self", "child"])
def test_who_asks_for_themselves_is_marked_as_who_asked(client, region, kind):
    fill_in(client, kind)
    assert [marked for *_rest, marked in people_of(sent(client))] == [True]


@pytest.mark.parametrize("channel", ["any", "call", ""])
def test_that_the_way_does_not_matter_reaches_staff_as_it_was_said(client, region, channel):
    fill_in(client, "self", contact=CONTACT | {"safe_channel": channel})
    assert sent(client).safe_channel == channel
