"""Stories: only with consent, gone in every language when it is withdrawn, found by subject."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms_pages.consent import withdraw_consent
from cms_pages.models import StoryPage
from cms_pages.tasks import publish_scheduled
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import HomePageFactory, StoryIndexPageFactory, StoryPageFactory, in_dutch
from tests.cms_pages.test_navigation import queries_of

TODAY = datetime.date(2026, 6, 1)


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home)


def test_a_story_tells_question_concerns_who_came_and_plan(dutch, index):
    StoryPageFactory(
        parent=index, slug="riet", question="Hoe blijft oma thuis?", concerns="Het gas.", who_came="De kaartclub.",
        plan="Elke ochtend de gordijnen.", told_by="een dochter", quote="Er kwamen er veertien.",
    )  # fmt: skip
    html = dutch.get("/nl/verhalen/riet/").content.decode()
    for words in ("Hoe blijft oma thuis?", "Het gas.", "De kaartclub.", "Elke ochtend de gordijnen.", "een dochter"):
        assert words in html
    assert "“Er kwamen er veertien.”" in html
    assert in_dutch("Told by %(who)s. Names and places have been changed.").split(". ")[1] in html
    assert '<a href="/nl/verhalen/">Verhalen</a>' in html


@pytest.mark.parametrize(
    "record",
    [
        {"consent_on_file": False},
        {"consent_given_on": None},
        {"consent_withdrawn_on": TODAY},
    ],
)
def test_without_consent_nothing_is_published_however(index, record):
    story = StoryPageFactory(parent=index, live=False, **record)
    with pytest.raises(ValidationError):
        story.save_revision().publish()
    assert not StoryPage.objects.get(pk=story.pk).live


def test_a_draft_needs_no_consent_yet(index):
    assert StoryPageFactory(parent=index, live=False, consent_on_file=False, consent_given_on=None).pk


def test_withdrawn_consent_takes_the_story_down_in_every_language_and_keeps_it_down(client, home, index):
    story = StoryPageFactory(parent=index, slug="riet")
    english_index = StoryIndexPageFactory(
        parent=HomePageFactory(language="en", translation_of=home), slug="stories", translation_of=index
    )
    english = StoryPageFactory(parent=english_index, slug="riet", translation_of=story)
    english.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    english.save_revision().publish()
    withdraw_consent(story, on=TODAY)
    for address in ("/nl/verhalen/riet/", "/en/stories/riet/"):
        assert client.get(address).status_code == 404
    english.refresh_from_db()
    assert english.consent_withdrawn_on == TODAY
    publish_scheduled()
    english.go_live_at = None
    with pytest.raises(ValidationError):
        english.save_revision().publish()
    assert not StoryPage.objects.filter(live=True).exists()


@pytest.fixture
def editor(client, db, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    user = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(user)
    return client


def form_of(story, **changes):
    fields = {
        "title": story.title, "slug": story.slug, "lead": story.lead, "subject": story.subject, "quote": story.quote,
        "question": story.question, "concerns": story.concerns, "who_came": story.who_came, "plan": story.plan,
        "told_by": story.told_by, "body": streamfield([]), "short_title": "", "footer": "", "seo_title": "",
        "search_description": "", "consent_given_on": story.consent_given_on, "consent_withdrawn_on": "",
    }  # fmt: skip
    fields |= {"consent_on_file": "on"} if story.consent_on_file else {}
    data = nested_form_data(fields | {"comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}} | changes)
    return {name: "" if value is None else value for name, value in data.items()}


def test_an_editor_is_told_that_consent_is_missing(editor, index):
    story = StoryPageFactory(parent=index, live=False, consent_on_file=False, consent_given_on=None)
    address = f"/admin/pages/{story.pk}/edit/"
    assert editor.post(address, form_of(story)).status_code == 302
    response = editor.post(address, form_of(story) | {"action-publish": "1"})
    assert "consent_on_file" in response.context["form"].errors
    assert not StoryPage.objects.get(pk=story.pk).live


def test_saving_a_date_of_withdrawal_is_enough(editor, client, index):
    story = StoryPageFactory(parent=index, slug="riet")
    assert editor.post(f"/admin/pages/{story.pk}/edit/", form_of(story, consent_withdrawn_on=TODAY)).status_code == 302
    assert not StoryPage.objects.get(pk=story.pk).live
    client.logout()
    assert client.get("/nl/verhalen/riet/").status_code == 404


def test_an_empty_index_says_so(dutch, index):
    html = dutch.get("/nl/verhalen/").content.decode()
    assert in_dutch("There are no stories here yet.") in html
    assert "?subject=" not in html


def test_stories_are_found_by_subject(dutch, index):
    StoryPageFactory(parent=index, title="Op school", subject="school")
    StoryPageFactory(parent=index, title="Op het werk", subject="work")
    StoryPageFactory(parent=index, title="Concept", subject="money", live=False)
    html = dutch.get("/nl/verhalen/").content.decode()
    assert "?subject=school" in html
    assert "?subject=money" not in html
    html = dutch.get("/nl/verhalen/?subject=school").content.decode()
    assert "Op school" in html
    assert "Op het werk" not in html
    assert '<a href="?subject=school" aria-current="true">' in html


@pytest.mark.parametrize("rubbish", ["?subject=x%27%22", "?page=0", "?page=abc", "?subject=school&page=99"])
def test_rubbish_in_the_address_shows_what_there_is(dutch, index, rubbish):
    StoryPageFactory(parent=index, title="Op school", subject="school")
    response = dutch.get(f"/nl/verhalen/{rubbish}")
    assert response.status_code == 200
    assert "Op school" in response.content.decode()


def test_more_stories_come_on_the_next_page_within_the_subject(dutch, index):
    for _ in range(13):
        StoryPageFactory(parent=index, subject="school")
    html = dutch.get("/nl/verhalen/?subject=school").content.decode()
    assert 'href="?subject=school&amp;page=2"' in html


@pytest.mark.parametrize("address", ["/nl/verhalen/", "/nl/verhalen/eerste/"])
def test_queries_are_few_and_do_not_grow(dutch, index, address):
    StoryPageFactory(parent=index, slug="eerste")
    few = queries_of(dutch, address)
    for number in range(25):
        StoryPageFactory(parent=index, subject=["school", "work", "money"][number % 3])
    assert queries_of(dutch, address) == few
    assert few <= 12
