"""A referral told on the telephone: one page, in any order, with the rules of the public form; said once, kept once."""

import re

import pytest
from django.urls import reverse
from post_office.models import Email

from intake.models import CorePerson, Referral
from portal.privacy.codes import check_code
from portal.workflow.queries import timeline
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.intake.telephone import NEW, TOLD, opened, told
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]

SUMMARY = 'aria-labelledby="errors-title"'


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel", postcodes=["8011"])
    make_manager(region)
    return region


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


def code_on(page):
    return re.search(r'bo-aloud-code"><bdi dir="ltr">([\d ]+)<', page.content.decode()).group(1)


# -- writing down -----------------------------------------------------------------------------------


def test_what_was_told_is_kept_sealed_and_the_page_says_number_and_code_once(client, region):
    page = client.post(NEW, told(postcode="8011 GD", subjects=["school", "upbringing"], email="s@example.org"))
    referral = Referral.objects.get()
    text = page.content.decode()
    assert page.status_code == 200
    assert str(referral) in text
    assert check_code(code_on(page), referral.follow_code_hash)
    assert "no-store" in page["Cache-Control"]
    assert (referral.channel, referral.region, referral.for_whom) == ("telephone", region, "family")
    with opened(referral):
        assert referral.story == TOLD["story"]
        assert referral.subjects == ["school", "upbringing"]
        assert [(one.kind, one.name) for one in referral.core_persons.all()] == [("person", "Younes")]
    assert reverse("referrals:inspect", args=[referral.pk]) in text
    line = timeline(referral).get()
    assert (line.user, line.action) == (region.manager, "intake.referral.receive")


def test_the_words_to_spell_the_number_stand_with_it(client):
    client.post(NEW, told())
    page = client.post(NEW, told())
    reference = Referral.objects.latest("received_at").reference
    spelled = re.findall(r"<span>(\w+)</span>", page.content.decode())
    assert [word[0] for word in spelled] == list(reference)


def test_the_whole_page_is_kept(client):
    everything = {
        "safe_channel": "text",
        "never_do": "No letters",
        "safe_times": "Before noon",
        "voicemail_is_safe": "on",
        "referrer_role": "professional",
        "profession": "education",
        "referrer_work": "Teacher",
        "awareness": "knows",
        "may_be_named": "no",
        "children_involved": "yes",
        "children": "Two, 6 and 9",
        "wished_model": "learning",
        "bodies_involved": "The school doctor",
        "spoken_languages": "Darija",
        "interpreter": "yes",
        "access_needs": "A ramp",
    }
    client.post(NEW, told(**everything))
    referral = Referral.objects.get()
    with opened(referral):
        kept = {name: getattr(referral, name) for name in everything}
    assert kept == everything | {"voicemail_is_safe": True}


def test_up_to_three_parties_are_kept_with_how_to_reach_them(client):
    parties = {
        "person_1_kind": "harmed", "person_1_name": "Fleur", "person_1_telephone": "06 87654321",
        "person_2_kind": "responsible", "person_2_name": "Dennis", "person_2_email": "d@example.org",
        "person_3_kind": "group", "person_3_name": "The street", "person_3_spokesperson": "Riet",
    }  # fmt: skip
    client.post(NEW, told(for_whom="repair", wished_model="restorative", **parties))
    referral = Referral.objects.get()
    with opened(referral):
        people = {one.kind: one for one in referral.core_persons.all()}
        assert people["harmed"].telephone == "06 87654321"
        assert people["responsible"].email == "d@example.org"
        assert people["group"].spokesperson == "Riet"


def test_a_group_is_a_group_unless_said_otherwise(client):
    client.post(NEW, told(for_whom="group", person_1_name="The street"))
    assert CorePerson.objects.get().kind == "group"


def test_who_asks_for_themselves_is_the_one_in_the_middle(client):
    client.post(NEW, told(for_whom="self", person_1_name=None))
    referral = Referral.objects.get()
    assert referral.referrer_role == "person"
    with opened(referral):
        assert [one.name for one in referral.core_persons.all()] == ["Samira Demo"]


# -- what one cannot start without ------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["referrer_name", "telephone", "for_whom", "person_1_name", "story"])
def test_what_is_missing_is_said_beside_it_and_above_and_all_else_stays(missing, client):
    page = client.post(NEW, told(**{missing: None}, never_do="No letters", bodies_involved="The school doctor"))
    text = page.content.decode()
    assert missing in page.context["form"].errors
    assert SUMMARY in text
    assert f'href="#id_{missing}"' in text
    for kept in ("No letters", "The school doctor", *(TOLD[name] for name in TOLD if name != missing)):
        assert kept in text, kept
    assert not Referral.objects.exists()


@pytest.mark.parametrize(("name", "length"), [("story", 10_001), ("never_do", 2_001), ("referrer_name", 201)])
def test_what_is_too_long_is_said_plainly_and_stays(name, length, client):
    page = client.post(NEW, told(**{name: "😀" * length}))
    assert page.context["form"].errors[name] == ["This is too long. Make it shorter, or tell the rest later."]
    assert "😀" * length in page.content.decode()


def test_only_by_the_code_needs_neither_number_nor_address(client):
    client.post(NEW, told(telephone=None, safe_channel="code"))
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("channel", "other", "wrong"),
    [("call", {"telephone": None, "email": "s@example.org"}, "telephone"), ("email", {}, "email")],
)
def test_the_chosen_way_to_reach_them_must_be_there(channel, other, wrong, client):
    page = client.post(NEW, told(safe_channel=channel, **other))
    assert list(page.context["form"].errors) == [wrong]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("telephone", "06 123"), ("person_1_telephone", "06 123"), ("postcode", "80 11"), ("email", "samira@"),
        ("for_whom", "nobody"), ("profession", "1g1p"), ("subjects", "weather"), ("story", "a\x00b"),
        ("story", "a" * 10_001), ("region", "nowhere"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_kept(name, typed, client):
    page = client.post(NEW, told(**{name: typed}))
    assert name in page.context["form"].errors
    assert not Referral.objects.exists()


def test_somebody_else_beside_who_asks_for_themselves_is_not_lost_silently(client):
    page = client.post(NEW, told(for_whom="self"))
    assert list(page.context["form"].errors) == ["person_1_name"]


def test_somebody_without_a_name_is_asked_for_it(client):
    page = client.post(NEW, told(person_2_telephone="06 87654321"))
    assert list(page.context["form"].errors) == ["person_2_name"]


# -- where it goes ----------------------------------------------------------------------------------


def test_the_postcode_hands_it_to_another_region_which_gets_a_mail_and_no_link_leads_there(client, region):
    brabant = RegionFactory(name="Noord-Brabant", postcodes=["5611"])
    make_manager(brabant)
    text = client.post(NEW, told(postcode="5611")).content.decode()
    referral = Referral.objects.get()
    assert referral.region == brabant
    assert "Handed to Noord-Brabant" in text
    assert str(referral.pk) not in text
    assert client.get(reverse("referrals:inspect", args=[referral.pk])).status_code == 404
    assert Email.objects.filter(message__contains=str(referral)).count() == 1


def test_who_writes_it_down_for_their_own_region_gets_no_mail(client):
    client.post(NEW, told(postcode="8011"))
    assert not Email.objects.exists()


def test_a_chosen_region_goes_before_the_postcode(client, region):
    brabant = RegionFactory(name="Noord-Brabant")
    make_manager(brabant)
    client.post(NEW, told(postcode="8011", region=brabant.pk))
    assert Referral.objects.get().region == brabant


def test_only_answering_regions_of_the_own_organisation_are_offered(client, region):
    sister = RegionFactory(organisation=OrganisationFactory(belgian=True))
    make_manager(sister)
    empty = RegionFactory()
    offered = client.get(NEW).context["form"].fields["region"].queryset
    assert list(offered) == [region]
    for foreign in (sister, empty):
        page = client.post(NEW, told(region=foreign.pk))
        assert list(page.context["form"].errors) == ["region"]
    assert not Referral.objects.exists()


def test_professions_are_those_of_the_organisation(as_user):
    belgian = make_manager(RegionFactory(organisation=OrganisationFactory(belgian=True)))
    offered = [value for value, _label in as_user(belgian).get(NEW).context["form"].fields["profession"].choices]
    assert "caw" in offered
    assert "halt" not in offered


# -- once -------------------------------------------------------------------------------------------


def test_the_same_page_sent_twice_counts_once_and_says_so_without_the_code(client):
    answers = told()
    first = client.post(NEW, answers)
    again = client.post(NEW, answers | {"story": "Something else"})
    referral = Referral.objects.get()
    assert str(referral) in again.content.decode()
    assert "bo-aloud-code" not in again.content.decode()
    assert check_code(code_on(first), referral.follow_code_hash)


def test_a_code_that_was_missed_can_be_made_anew(client):
    answers = told()
    first = code_on(client.post(NEW, answers))
    second = code_on(client.post(NEW, {"drawn": answers["drawn"], "renew": "yes"}))
    referral = Referral.objects.get()
    assert check_code(second, referral.follow_code_hash)
    assert not check_code(first, referral.follow_code_hash)
    assert timeline(referral).first().action == "intake.referral.issue_code"


def test_the_name_of_a_form_opens_nothing_for_somebody_else(client, region, as_user):
    answers = told()
    code = code_on(client.post(NEW, answers))
    neighbour = make_manager(RegionFactory())
    page = as_user(neighbour).post(NEW, {"drawn": answers["drawn"], "renew": "yes"})
    referral = Referral.objects.get()
    assert str(referral) not in page.content.decode()
    assert check_code(code, referral.follow_code_hash)


def test_a_form_whose_name_is_nonsense_is_taken_all_the_same(client):
    client.post(NEW, told(drawn="nonsense"))
    assert Referral.objects.count() == 1


# -- who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", [{"role": "editor"}, {"role": "administrator"}, {"superuser": True}, {"role": "trainer"}]
)
def test_only_managers_write_down_referrals(who, region, as_user):
    somebody = UserFactory(is_staff=True, organisation=region.organisation, **({} if "superuser" in who else who))
    if "superuser" in who:
        somebody = UserFactory(superuser=True, organisation=region.organisation)
    browser = as_user(somebody)
    assert browser.get(NEW).status_code in (302, 403)
    assert browser.post(NEW, told()).status_code in (302, 403)
    assert not Referral.objects.exists()


def test_the_way_there_stands_on_the_home_and_above_the_list(client, region, as_user):
    for page in ("/admin/", "/admin/referrals/"):
        assert f'href="{NEW}"' in client.get(page).content.decode()
    editor = as_user(UserFactory(role="editor", is_staff=True, organisation=region.organisation))
    assert NEW not in editor.get("/admin/").content.decode()


def test_nothing_typed_stands_in_the_log(client, caplog):
    client.post(NEW, told(telephone="06 123"))
    assert "Samira" not in caplog.text
    assert "Younes" not in caplog.text


def test_the_empty_page_costs_few_questions(client, count_queries):
    few = count_queries(lambda: client.get(NEW))
    for _ in range(5):
        make_manager(RegionFactory())
    assert count_queries(lambda: client.get(NEW)) == few
