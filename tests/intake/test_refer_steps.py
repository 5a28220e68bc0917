"""Going through the referral form: back and forth, changing one's mind, two windows. Nothing typed is ever lost."""

import json

import pytest
from django.utils import timezone

from intake.actions.drafts import MOST_BYTES, DraftGone, DraftSent, discard_draft, keep_answers, submit_draft
from intake.models import Draft, Referral
from portal.privacy import VISITOR
from portal.privacy.looking import looking
from tests.intake.filling import ANSWERS, at, fill_in, post, send
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
EVERY_STEP = ["who", "work", "story", "people", "aware", "advice", "place", "more", "contact", "check"]


def kept(client):
    """What the draft of this browser holds."""
    draft = Draft.objects.get(pk=client.session["referral_draft"])
    with looking(draft, by=VISITOR, screen="test"):
        return draft.answers


@pytest.mark.parametrize("name", [*EVERY_STEP, "call", "danger"])
def test_pages_are_kept_by_no_cache(client, region, name):
    fill_in(client, "work", aware={"awareness": "not_yet"}, advice={})
    response = client.get(at(name))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", [*EVERY_STEP[1:]])
def test_the_middle_of_the_form_leads_to_its_beginning(client, region, name):
    assert client.get(at(name)).url == at("who")
    assert not Draft.objects.exists()


def test_a_page_that_comes_too_early_leads_to_what_is_missing(client, region):
    for name in ["who", "story"]:
        post(client, name, ANSWERS["family"][name])
    for name in ["aware", "place", "contact", "check"]:
        assert client.get(at(name)).url == at("people")
    for name in ["you", "advice"]:  # not asked of a family
        assert client.get(at(name)).url == at("people")


def test_every_post_is_answered_by_a_redirect_that_carries_nothing_typed(client, region):
    wrong = post(client, "who")
    assert (wrong.status_code, wrong.url) == (303, at("who"))
    right = post(client, "who", {"for_whom": "self"})
    assert (right.status_code, right.url) == (303, at("story"))
    page = client.get(at("story"))
    assert not page.context["form"].errors
    post(client, "story", {"story": ""})
    page = client.get(at("story"))
    assert page.status_code == 200
    assert "story" in page.context["form"].errors
    assert 'href="#id_story"' in page.content.decode()


def test_back_keeps_what_was_typed_and_scolds_nobody(client, region):
    for name in ["who", "story"]:
        post(client, name, ANSWERS["family"][name])
    response = post(client, "people", {"person": "", "children": "twee kinderen", "back": "1"})
    assert (response.status_code, response.url) == (303, at("story"))
    assert post(client, "story", ANSWERS["family"]["story"]).url == at("people")
    page = client.get(at("people"))
    assert not page.context["form"].errors
    assert "twee kinderen" in page.content.decode()
    post(client, "people", {"person": "", "children": "twee kinderen"})
    page = client.get(at("people"))
    assert "person" in page.context["form"].errors
    assert "twee kinderen" in page.content.decode()


def test_back_from_the_check_page_leads_to_the_step_before(client, region):
    fill_in(client)
    assert post(client, "check", {"agreed": "on", "back": "1"}).url == at("contact")
    assert not Referral.objects.exists()


def test_changing_one_answer_leads_straight_back_to_the_check_page(client, region):
    fill_in(client)
    assert post(client, "people", {"person": "Yasmin"}).url == at("check")
    assert "Yasmin" in client.get(at("check")).content.decode()


def test_changing_for_whom_leads_to_what_was_never_asked(client, region):
    fill_in(client, "self")
    assert post(client, "who", {"for_whom": "group"}).url == at("you")
    assert client.get(at("check")).url == at("you")
    assert send(client).url == at("you")
    assert not Referral.objects.exists()
    assert post(client, "you", {"part": "belongs"}).url == at("people")
    page = client.get(at("people"))
    assert not page.context["form"].errors  # never seen, so nothing is wrong yet


def test_what_no_longer_applies_waits_and_is_not_sent(client, region):
    fill_in(client, "family")
    post(client, "who", {"for_whom": "self"})
    page = client.get(at("check")).content.decode()
    assert "Younes" not in page
    post(client, "who", {"for_whom": "family"})
    assert "Younes" in client.get(at("check")).content.decode()
    post(client, "who", {"for_whom": "self"})
    send(client)
    referral = Referral.objects.get()
    assert (referral.awareness, referral.children_involved) == ("", "")
    with looking(referral, by=VISITOR, screen="test"):
        assert referral.children == ""
        assert [one.name for one in referral.core_persons.all()] == ["Samira Demo"]


def test_three_ways_to_say_whom_it_is_about_live_beside_each_other(client, region):
    fill_in(client, "family")
    post(client, "who", {"for_whom": "group"})
    post(client, "you", {"part": "beside"})
    post(client, "people", {"name_1": "De straat", "rows": "2"})
    assert "Younes" not in client.get(at("check")).content.decode()
    assert post(client, "who", {"for_whom": "family"}).url == at("check")
    assert "Younes" in client.get(at("check")).content.decode()
    post(client, "who", {"for_whom": "group"})
    assert "De straat" in client.get(at("check")).content.decode()


def test_a_group_more_loses_nothing(client, region):
    post(client, "who", {"for_whom": "group"})
    post(client, "you", {"part": "beside"})
    post(client, "story", {"story": "Herrie"})
    typed = {"name_1": "", "spokesperson_1": "Riet", "name_2": "De jongens", "rows": "2"}
    added = post(client, "people", typed | {"add": "1"})
    assert (added.status_code, added.url) == (303, at("people") + "#id_name_3")
    page = client.get(at("people"))
    assert not page.context["form"].errors
    assert [number for number, *_fields in page.context["form"].groups] == [1, 2, 3]
    assert "Riet" in page.content.decode()
    assert "De jongens" in page.content.decode()
    post(client, "people", typed | {"rows": "3", "add": "1", "name_3": "De school"})
    post(client, "people", typed | {"rows": "4", "add": "1", "name_3": "De school"})
    form = client.get(at("people")).context["form"]
    assert (len(form.groups), form.may_have_more) == (4, False)
    assert post(client, "people", typed | {"name_1": "Wij", "name_3": "De school", "rows": "4"}).url == at("aware")


def test_a_step_sent_without_a_draft_is_not_lost(client, region):
    response = post(client, "story", ANSWERS["self"]["story"])
    assert response.url == at("who")
    assert post(client, "who", {"for_whom": "self"}).url == at("place")
    assert "Wij weten het niet meer." in client.get(at("story")).content.decode()


def test_another_language_half_way_keeps_the_answers(client, region):
    fill_in(client, "self")
    assert "Wij weten het niet meer." in client.get(at("story", "ar")).content.decode()
    send(client, "ar")
    assert Referral.objects.get().language == "ar"


def test_another_browser_sees_nothing(client, region):
    fill_in(client)
    assert type(client)().get(at("story")).url == at("who")


def test_a_draft_of_one_site_is_not_open_on_the_other(client, region):
    OrganisationFactory(belgian=True)
    fill_in(client)
    assert client.get(at("story"), headers={"host": "be.localhost"}).url == at("who")


def test_the_session_holds_nothing_but_the_drafts_key(client, region):
    fill_in(client)
    assert dict(client.session) == {"referral_draft": str(Draft.objects.get().pk)}


def test_two_windows_lose_nothing_of_each_other(client, region):
    """One window read the draft before the other wrote: what each wrote stays."""
    fill_in(client)
    draft = Draft.objects.get()
    with looking(draft, by=VISITOR, screen="test"):
        assert draft.answers["contact"]["said"]["never_do"] == ["geen brief"]
        post(client, "contact", ANSWERS["family"]["contact"] | {"never_do": "niet bellen"})
        keep_answers(
            draft,
            step="story",
            said={"story": ["Anders."]},
            asked=["story", "subjects"],
            tried=True,
            language="nl",
            fit=lambda answers: ({}, "check"),
        )
    assert kept(client)["contact"]["said"]["never_do"] == ["niet bellen"]
    assert kept(client)["story"]["said"] == {"story": ["Anders."]}


def test_writing_after_sending_in_another_window_keeps_the_code(client, region):
    fill_in(client)
    before = Draft.objects.get()
    with looking(before, by=VISITOR, screen="test"):
        send(client)
        with pytest.raises(DraftSent):
            keep_answers(before, step="story", said={}, asked=[], tried=True, language="nl", fit=lambda _kept: ({}, ""))
    assert post(client, "story", {"story": "Nog iets."}).url == at("received")
    assert client.get(at("received")).context["code"]


def test_sending_what_another_window_left_leads_to_the_beginning(client, region):
    fill_in(client)
    draft = Draft.objects.get()
    with looking(draft, by=VISITOR, screen="test"):
        discard_draft(Draft.objects.get())
        with pytest.raises(DraftGone):
            submit_draft(draft, fit=lambda _kept: ({}, "check"))
    assert send(client).url == at("who")


def test_a_draft_whose_day_is_over_is_not_open(client, region):
    fill_in(client)
    Draft.objects.update(expires_at=timezone.now())
    assert client.get(at("story")).url == at("who")
    assert send(client).url == at("who")
    assert not Referral.objects.exists()


def test_more_than_a_draft_holds_is_refused_with_everything_on_the_page(client, region):
    post(client, "who", {"for_whom": "self"})
    response = post(client, "story", {"story": "س" * (MOST_BYTES // 2)})
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()
    assert "س" * 1000 in response.content.decode()
    assert "story" not in kept(client)
    assert len(json.dumps(kept(client))) < MOST_BYTES


def test_a_post_that_was_cut_off_stores_nothing(client, region):
    fill_in(client)
    before = kept(client)
    response = client.post(at("contact"), {"referrer_name": "Sam"})  # the end did not arrive
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()
    assert 'value="Sam"' in response.content.decode()
    assert kept(client) == before
    assert client.post(at("check"), {"agreed": "on"}).status_code == 422
    assert client.post(at("call"), {"referrer_name": "Sam", "telephone": "0612345678"}).status_code == 422
    assert not Referral.objects.exists()


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_step_costs_the_same_for_everybody(client, region, kind, django_assert_num_queries):
    fill_in(client, kind)
    for name, answers in ANSWERS[kind].items():
        with django_assert_num_queries(6):
            client.get(at(name))
        with django_assert_num_queries(9):  # "8011 gd" is Dutch without a look into the list
            post(client, name, answers)
    with django_assert_num_queries(7):
        client.get(at("check"))
