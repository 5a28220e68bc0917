"""The public referral form through its door: each kind of referrer is asked what fits and becomes a referral."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from intake.models import Draft, Referral
from portal.privacy import VISITOR
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry, Vault
from tests.intake.filling import ANSWERS, at, fill_in, post, send
from tests.organisations.factories import HelpLine, OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def opened(referral):
    return looking(referral, by=VISITOR, screen="test")


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_each_kind_of_referrer_meets_the_steps_that_fit(client, region, kind, language):
    steps = list(ANSWERS[kind])
    page = client.get(at("who", language))
    for number, name in enumerate(steps, start=1):
        assert (page.context["step"], page.context["step_number"]) == (name, number)
        page = client.get(post(client, name, ANSWERS[kind][name], language=language).url)
    assert (page.context["step"], page.context["step_number"]) == ("check", len(steps) + 1)
    assert page.context["step_total"] == len(steps) + 1
    assert send(client, language).url == at("received", language)
    assert str(Referral.objects.get()) in client.get(at("received", language)).content.decode()


def test_all_that_was_answered_is_kept(client, region):
    fill_in(client, "family")
    send(client)
    referral = Referral.objects.get()
    plain = ["for_whom", "referrer_role", "awareness", "children_involved", "wished_model", "interpreter"]
    assert [getattr(referral, name) for name in plain] == ["family", "family", "agrees", "yes", "family_group", "yes"]
    assert (referral.region, referral.state, referral.language) == (region, "received", "nl")
    assert (referral.safe_channel, referral.voicemail_is_safe, referral.channel) == ("call", True, "web")
    with opened(referral):
        assert referral.subjects == ["upbringing", "school"] or referral.subjects == ["school", "upbringing"]
        sealed = ["story", "children", "bodies_involved", "spoken_languages", "access_needs", "postcode"]
        assert [getattr(referral, name) for name in sealed] == [
            "Wij weten het niet meer.", "een jongen van 15", "de mentor op school", "Nederlands en Darija",
            "een zaal zonder trap", "8011 gd",
        ]  # fmt: skip
        reach = ["referrer_name", "telephone", "email", "safe_times", "never_do"]
        assert [getattr(referral, name) for name in reach] == [
            "Samira Demo", "06 1234 5678", "samira@example.org", "tussen 9 en 14 uur", "geen brief",
        ]  # fmt: skip
        assert [(one.kind, one.name) for one in referral.core_persons.all()] == [("person", "Younes")]


@pytest.mark.parametrize(
    ("kind", "people"),
    [
        ("self", [("person", "Samira Demo", "")]),
        ("child", [("person", "Samira Demo", "")]),
        ("acquaintance", [("person", "Riet", "")]),
        ("group", [("group", "De bewoners van het plein", "Riet"), ("group", "De jongens", "")]),
        ("repair", [("harmed", "Jan", ""), ("responsible", "Kim", "")]),
    ],
)
def test_whom_it_is_about_depends_on_for_whom(client, region, kind, people):
    fill_in(client, kind)
    send(client)
    referral = Referral.objects.get()
    with opened(referral):
        found = [(one.kind, one.name, one.spokesperson) for one in referral.core_persons.all()]
    assert sorted(found) == sorted(people)


@pytest.mark.parametrize(
    ("kind", "role", "profession", "named"),
    [
        ("self", "person", "", ""),
        ("child", "person", "", ""),
        ("acquaintance", "neighbour", "", "no"),
        ("work", "professional", "education", ""),
        ("group", "involved", "", ""),
        ("repair", "professional", "police", ""),
    ],
)
def test_who_asks_is_known_without_asking_twice(client, region, kind, role, profession, named):
    fill_in(client, kind)
    send(client)
    referral = Referral.objects.get()
    assert (referral.referrer_role, referral.profession, referral.may_be_named) == (role, profession, named)


def test_who_is_involved_but_not_through_work_has_no_profession(client, region):
    fill_in(client, "repair")
    post(client, "you", {"part": "beside"})
    send(client)
    referral = Referral.objects.get()
    assert (referral.referrer_role, referral.profession) == ("other", "")


def test_each_organisation_offers_its_own_professions(client, region):
    OrganisationFactory(belgian=True)
    offered = []
    for host in ["localhost", "be.localhost"]:
        visitor = type(client)(headers={"host": host})
        post(visitor, "who", {"for_whom": "work"})
        form = visitor.get(at("work")).context["form"]
        offered.append({value for value, _label in form.fields["profession"].choices})
    dutch, belgian = offered
    assert "attendance" in dutch - belgian
    assert {"caw", "clb", "1g1p", "ocmw"} <= belgian - dutch


@pytest.mark.parametrize(("said", "there"), [("8011 GD Zwolle", True), ("Zwolle, bij de IJssel", False), ("", False)])
def test_a_child_says_where_as_well_as_it_can(client, region, said, there):
    desk = region.organisation.regions.filter(is_front_desk=True).first() or RegionFactory(
        organisation=region.organisation, is_front_desk=True
    )
    fill_in(client, "child", place={"age": "13", "postcode": said})
    send(client)
    assert Referral.objects.get().region == (region if there else desk)


def test_what_a_child_reads_once_more_is_said_to_a_child(client, region):
    fill_in(client, "child", contact={"referrer_name": "Sterre", "safe_channel": "code"})
    page = client.get(at("check", "en")).content.decode()
    for question in ("Tell it in your own words", "What may we call you?", "What do you like best?"):
        assert f"<dt>{question}</dt>" in page
    for grown_up in ("In your words", "Your name", "How to reach you", "Who is it about?"):
        assert grown_up not in page


def test_a_child_is_spoken_to_as_a_child_and_names_no_parent(client, region):
    HelpLine.objects.create(
        organisation=region.organisation, kind="children", name="Kindertelefoon", number="0800 0432"
    )
    post(client, "who", {"for_whom": "child"})
    page = client.get(at("story")).content.decode()
    notes = page[page.index('<aside class="notes"') :]
    assert notes.index("0800 0432") < notes.index("112")
    for step in ("story", "place"):
        post(client, step, ANSWERS["child"][step])
    fields = set(client.get(at("contact")).context["form"].fields)
    assert fields == {
        "referrer_name", "telephone", "email", "wants_mail", "safe_channel", "safe_times", "voicemail_is_safe",
        "never_do", "end",
    }  # fmt: skip


def test_who_does_not_know_yet_gets_advice_before_the_rest(client, region):
    for name in ["who", "you", "story", "people"]:
        post(client, name, ANSWERS["acquaintance"][name])
    assert post(client, "aware", {"awareness": "agrees"}).url == at("place")
    assert post(client, "aware", {"awareness": "knows"}).url == at("advice")
    region.organisation.unagreed_kept_days = 40
    region.organisation.save()
    assert "40" in client.get(at("advice")).content.decode()


def test_a_code_alone_is_enough_to_be_reached(client, region):
    fill_in(client, "child", contact={"referrer_name": "Sterre", "safe_channel": "code"})
    send(client)
    assert Referral.objects.get().safe_channel == "code"


def test_who_works_with_them_gets_a_text_for_the_own_file(client, region):
    fill_in(client, "work", aware={"awareness": "not_yet"}, advice={"may_be_named": "yes"})
    send(client)
    draft = Draft.objects.get()
    with looking(draft, by=VISITOR, screen="test"):
        text, code = draft.answers["file_text"], draft.answers["code"]
    for part in [str(Referral.objects.get()), "Samira Demo", "mentor op het Regenboog", "Younes", "Wij weten het niet"]:
        assert part in text
    assert "28" in text
    assert code not in text


@pytest.mark.parametrize("kind", [kind for kind in ANSWERS if kind != "work"])
def test_nobody_else_gets_one(client, region, kind):
    fill_in(client, kind)
    send(client)
    draft = Draft.objects.get()
    with looking(draft, by=VISITOR, screen="test"):
        assert set(draft.answers) == {"reference", "code"}


def test_a_sitting_at_a_draft_is_logged_once_an_hour_as_a_visitors(client, region):
    fill_in(client)
    client.get(at("check"))
    lines = AccessLogEntry.objects.filter(object_id=Draft.objects.get().pk)
    assert [(line.actor_kind, line.screen) for line in lines] == [(AccessLogEntry.Actor.VISITOR, "refer")]
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        for _page in range(3):
            client.get(at("check"))
    assert lines.all().count() == 2
    looked = AccessLogEntry.objects.count()
    other = Client()
    fill_in(other)
    assert AccessLogEntry.objects.count() == looked + 1


def test_leaving_takes_the_draft_and_its_key_away(client, region):
    fill_in(client)
    draft = Draft.objects.get()
    response = client.get(at("leave"))
    assert response.url == region.organisation.leave_to
    assert "storage" in response["Clear-Site-Data"]
    assert not Draft.objects.exists()
    assert not Vault.objects.filter(pk=draft.vault_id).exists()
    assert not any(cookie.value for cookie in client.cookies.values())
    assert client.get(at("story")).url == at("who")


def test_leaving_after_sending_keeps_the_referral(client, region):
    fill_in(client)
    send(client)
    client.get(at("leave"))
    assert Referral.objects.count() == 1
    assert client.get(at("received")).status_code == 404


def test_what_only_looks_where_the_exit_leads_takes_nothing_away(client, region):
    fill_in(client)
    assert client.head(at("leave")).status_code == 302
    assert Draft.objects.exists()
    assert client.get(at("check")).status_code == 200
