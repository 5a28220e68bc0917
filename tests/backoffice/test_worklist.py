"""The home of the admin: what waits, nearest promise first, and a kind page for whom nothing waits."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.backoffice import home, worklist
from portal.backoffice.worklist import AT_ONCE, IN_TURN, SOON, Line, lines_for
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture
def lines(monkeypatch):
    """A list that is the only source of lines."""
    made = []
    monkeypatch.setattr(worklist, "_sources", [lambda user, most: made])
    return made


def line(title, days=None, waits=None, urgency=IN_TURN):
    due = None if days is None else timezone.now() + timedelta(days=days)
    since = None if waits is None else timezone.now() - waits
    return Line(title, "Call them", "/admin/somewhere/", due, "Referral", since, urgency)


def test_nearest_promise_first_and_what_has_none_last(lines):
    lines += [line("no promise"), line("later", 5), line("late", -3), line("soon", 1)]
    assert [each.title for each in lines_for(UserFactory(), most=10)] == ["late", "soon", "later", "no promise"]


def test_what_is_urgent_stands_before_every_promise(lines):
    lines += [line("late", -3), line("soon", 1, urgency=SOON), line("at once", urgency=AT_ONCE), line("also", -1)]
    assert [each.title for each in lines_for(UserFactory(), most=3)] == ["at once", "soon", "late"]


def test_without_a_promise_the_longest_wait_comes_first(lines):
    day = timedelta(days=1)
    lines += [line("nothing known"), line("young", waits=day), line("old", waits=9 * day), line("soon", 1, waits=day)]
    assert [each.title for each in lines_for(UserFactory(), most=10)] == ["soon", "old", "young", "nothing known"]


@pytest.mark.parametrize(
    ("waits", "words"),
    [
        (timedelta(days=3, hours=5), "3\xa0days"),
        (timedelta(hours=1, minutes=59), "1\xa0hour"),
        (timedelta(minutes=59), ""),
        (timedelta(minutes=-5), ""),
        (None, ""),
    ],
)
def test_a_line_says_how_long_it_waits(waits, words):
    assert line("it", waits=waits).waits == words


def test_home_says_how_long_something_waits_besides_the_promise(lines, as_user):
    lines += [
        line("3KR W96", -2, waits=timedelta(days=23)),
        line("YTX 6VX", waits=timedelta(days=2)),
        line("PRV 6VX", waits=timedelta(minutes=2)),
        line("WPH M27"),
    ]
    page = as_user(make_manager()).get(HOME).content.decode()
    late, waiting, new, plain = re.findall(r'<li class="bo-line.*?</li>', page, re.DOTALL)
    assert "Too late" in late
    assert "waits 3\xa0weeks" in late
    assert "waits 2\xa0days" in waiting
    assert "No date promised" not in waiting + new
    assert "came in just now" in new
    assert "No date promised" in plain
    assert "waits" not in plain.replace("bo-line-waits", "")


def test_only_a_promise_that_passed_is_overdue():
    assert line("late", -1).is_overdue
    assert not line("soon", 1).is_overdue
    assert not line("none").is_overdue


def test_every_source_is_asked_once_with_the_user(monkeypatch):
    monkeypatch.setattr(worklist, "_sources", [])
    user, asked = UserFactory(), []
    source = worklist.register(lambda who, most: asked.append((who, most)) or [line("one")])
    worklist.register(source)
    assert [each.title for each in lines_for(user, most=7)] == ["one"]
    assert asked == [(user, 7)]


def test_home_says_in_words_what_is_too_late(lines, as_user):
    lines += [line("3KR W96", -2), line("YTX 6VX", 3)]
    page = as_user(make_manager()).get(HOME).content.decode()
    assert page.count("Too late") == 1
    assert page.index("Too late") < page.index("YTX 6VX")
    assert "1 promise has passed" in page
    assert 'href="/admin/somewhere/"' in page


def test_home_for_whom_nothing_waits_is_kind_and_leads_on(as_user):
    page = as_user(make_manager()).get(HOME).content.decode()
    assert "Nothing waits for you now" in page
    assert f'<li><a href="{reverse("referrals:index")}' in page


@pytest.mark.parametrize("role", ["administrator", "editor", "trainer"])
def test_home_of_other_roles_shows_no_referrals(role, as_user):
    referral = make_referral()
    page = as_user(UserFactory(role=role)).get(HOME).content.decode()
    assert "Nothing waits for you now" in page
    assert str(referral) not in page
    assert reverse("referrals:index") not in page


def test_home_has_nothing_of_wagtails_dashboard(as_user):
    response = as_user(UserFactory(superuser=True)).get(HOME)
    assert [type(panel) for panel in response.context["panels"]] == [home.WorklistPanel]
    assert "summary" not in response.content.decode().split("<main")[1].lower()


def test_home_shows_a_hundred_lines_and_says_that_there_are_more(lines, as_user):
    client = as_user(make_manager())
    lines += [line(f"number {i}", i) for i in range(1, 101)]
    page = client.get(HOME).content.decode()
    assert page.count('class="bo-line"') == home.LINES_SHOWN
    assert "There is more" not in page
    lines += [line("one too many", 500)]
    page = client.get(HOME).content.decode()
    assert page.count('class="bo-line"') == home.LINES_SHOWN
    assert "one too many" not in page
    assert "There is more: only the first 100 stand here" in page


def test_home_shows_own_referrals_with_their_promise(as_user):
    promising = OrganisationFactory(start_within_days=21)
    referral = make_referral(RegionFactory(organisation=promising))
    foreign = make_referral()
    page = as_user(referral.region.manager).get(HOME).content.decode()
    assert str(referral) in page
    assert str(foreign) not in page
    assert "by " in page.split(str(referral))[1]


def test_home_costs_the_same_with_one_line_and_with_many(as_user, count_queries):
    referral = make_referral()
    client = as_user(referral.region.manager)
    one = count_queries(lambda: client.get(HOME))
    for _ in range(5):
        make_referral(referral.region)
    assert count_queries(lambda: client.get(HOME)) == one


def test_the_admin_carries_the_name_of_the_users_own_organisation(as_user):
    manager = make_manager()
    page = as_user(manager).get(HOME).content.decode()
    assert f'<span class="bo-brand-name">{manager.organisation.name}</span>' in page
    assert "backoffice/look.css" in page
    assert "wagtail.org" not in page
