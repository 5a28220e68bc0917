"""What stands beside the questions: ways out, calm words about violence, a postcode from across the border."""

import pytest
from django.test import Client

from intake.models import Referral
from portal.organisations.models import Postcode
from tests.intake.factories import make_manager
from tests.intake.filling import ANSWERS, at, fill_in, post, send
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel", postcodes=["8011"])
    make_manager(region)
    return region


@pytest.fixture
def belgian():
    belgian = OrganisationFactory(belgian=True)
    Postcode.objects.create(country="BE", code="1000", province="BRU", place="Brussel")
    Postcode.objects.create(country="BE", code="8011", province="WVL", place="Demo")
    return belgian


def main_of(page):
    text = page.content.decode()
    return text[text.index("<main") : text.index("</main")]


@pytest.mark.parametrize("kind", ["acquaintance", "child"])
def test_every_page_of_the_form_leads_to_a_call_and_to_help_in_danger(client, region, kind):
    fill_in(client, kind)
    for name in [*ANSWERS[kind], "check"]:
        text = main_of(client.get(at(name, "en")))
        foot = text[text.index('class="ways"') : text.index("<aside")]
        assert f'href="{at("call", "en")}"' in foot
        assert f'href="{at("danger", "en")}"' in foot
        young = kind == "child"
        assert ("Are you in danger now?" in foot) == young


def test_who_speaks_of_violence_reads_on_the_next_pages_that_it_need_not_be_solved_first(client, region):
    fill_in(client, "acquaintance", story={"story": "Ruzie", "subjects": ["violence"]})
    said = {
        name: "You need not solve this first" in main_of(client.get(at(name, "en"))) for name in ANSWERS["acquaintance"]
    }
    assert said == {
        "who": False, "you": False, "story": False,
        "people": True, "aware": True, "advice": True, "place": True, "more": True, "contact": True,
    }  # fmt: skip
    assert "0800 2000" in main_of(client.get(at("people", "en"))).split("</form>")[0]
    assert "Tell us below" in main_of(client.get(at("contact", "en")))
    post(client, "story", {"story": "Ruzie"})
    assert "You need not solve this first" not in main_of(client.get(at("contact", "en")))


@pytest.mark.parametrize("postcode", ["1000", "B-1000", "BE 1000", "١٠٠٠"])
def test_a_belgian_postcode_leads_kindly_to_the_sister_and_the_same_once_more_goes_on(
    client, region, belgian, postcode
):
    fill_in(client, "self", place={})
    assert post(client, "place", {"postcode": postcode}).url == at("place")
    page = client.get(at("place"))
    assert f'href="{belgian.site.root_url}{at("who")}"' in main_of(page)
    assert f'name="told_of" value="{postcode}"' in main_of(page)
    assert send(client).url == at("place")
    assert post(client, "place", {"postcode": "1030", "told_of": postcode}).url == at(
        "check"
    )  # of neither, as it seems
    assert post(client, "place", {"postcode": postcode, "told_of": postcode}).url == at("check")
    send(client)
    assert Referral.objects.get().region.is_front_desk


@pytest.mark.parametrize("postcode", ["8011", "8011 GD", "9999", "9999 ZZ", ""])
def test_a_postcode_that_may_be_ours_goes_on(client, region, belgian, postcode):
    fill_in(client, "self", place={"postcode": postcode})
    assert "told_of" not in client.get(at("place")).content.decode()


def test_a_dutch_postcode_on_the_belgian_site_leads_to_the_dutch_one(client, region, belgian):
    visitor = type(client)(headers={"host": "be.localhost"})
    fill_in(visitor, "self", place={}, contact={"referrer_name": "An", "telephone": "0470 12 34 56"})
    assert post(visitor, "place", {"postcode": "8011 GD"}).url == at("place")
    assert f'href="{region.organisation.site.root_url}{at("who")}"' in main_of(visitor.get(at("place")))
    assert post(visitor, "place", {"postcode": "8011"}).url == at("check")


def test_the_menu_says_that_one_is_looking_for_help_on_every_step(client, region):
    fill_in(client, "self")
    for name, current in [("who", "page"), ("story", "true"), ("check", "true")]:
        assert f'href="{at("who")}" aria-current="{current}"' in client.get(at(name)).content.decode()


@pytest.mark.parametrize(
    ("address", "leads_to"), [("refer/another/", "/nl/refer/received/"), ("follow/close/", "/nl/follow/request/")]
)
def test_what_is_only_pressed_leads_on_when_it_is_visited(address, leads_to):
    RegionFactory()
    answered = Client().get(f"/nl/{address}", follow=True)
    assert answered.redirect_chain[0] == (leads_to, 302)
    assert "/nl/" in answered.content.decode()  # a page of ours at the end, with a way on
