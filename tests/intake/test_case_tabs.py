"""The workbench of a case lies in tabs: which there are, what lies in each, and where something waits."""

import re

import pytest
from django.urls import reverse

from intake.actions.case_messages import write_to_region
from intake.actions.safety import raise_concern
from tests.intake.matched import coordinator_in, make_region, user_of
from tests.intake.voiced import doing, make_prepared

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]

TABS = {
    "intake": ["case", "safety", "people", "voices", "contact", "story", "agreement"],
    "question": ["question"],
    "match": ["coordinator", "case_messages"],
    "circle": ["circle"],
    "conference": ["conference"],
    "plan": ["plan"],
    "follow-up": ["follow-up"],
    "claims": ["claims", "registration"],
    "log": ["timeline"],
}


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def case(region):
    return make_prepared(region, coordinator=coordinator_in(region))[0]


def page_of(as_user, case):
    return as_user(case.region.manager).get(reverse("cases:inspect", args=[case.pk])).content.decode()


def waiting(page):
    """What each tab says after its name, of those that say something."""
    tabs = re.findall(r'id="tab-label-([\w-]+)".*?>(.*?)<div class="w-tabs__errors"', page, re.DOTALL)
    said = {name: re.search(r"\((.*?)\)", words) for name, words in tabs}
    return {name: found[1] for name, found in said.items() if found}


def test_every_panel_lies_in_its_tab_and_is_in_the_page(as_user, case):
    page = page_of(as_user, case)
    tabs = [part.split('"', 1) for part in page.split('<section id="tab-')[1:]]
    assert {name: re.findall(r'class="bo-panel" id="([\w-]+)"', body) for name, body in tabs} == TABS
    assert re.findall(r'href="#tab-([\w-]+)"', page) == list(TABS)
    assert 'class="bo-openings"' in tabs[-1][1]
    assert 'class="bo-inside"' not in page


def test_the_head_stands_above_the_tabs(as_user, case):
    raise_concern(case, by=case.region.manager, text="Hij wacht haar op")
    head = page_of(as_user, case).split('role="tablist"')[0]
    for part in ("bo-state", "bo-clock", "in-alarms", "in-strip", "bo-steps"):
        assert f'class="{part}' in head


def test_a_tab_says_how_many_things_wait_in_it(as_user, case):
    assert waiting(page_of(as_user, case)) == {}
    raise_concern(case, by=case.region.manager, text="Hij wacht haar op")
    write_to_region(doing(case), by=user_of(doing(case).coordinator), text="Opa wil niet komen")
    write_to_region(doing(case), by=user_of(doing(case).coordinator), text="Wat nu?")
    assert waiting(page_of(as_user, case)) == {"intake": "1 thing waits", "match": "2 things wait"}


def test_a_new_message_does_not_count_as_read_behind_a_closed_tab(as_user, case):
    write_to_region(doing(case), by=user_of(doing(case).coordinator), text="Opa wil niet komen")
    for _time in range(2):
        assert waiting(page_of(as_user, case)) == {"match": "1 thing waits"}


def test_a_workbench_without_tabs_has_its_panels_under_each_other(as_user, case):
    page = as_user(case.region.manager).get(reverse("referrals:inspect", args=[case.referral_id])).content.decode()
    assert 'role="tablist"' not in page
    assert 'class="bo-inside"' in page
