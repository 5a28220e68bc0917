"""The board: pages × languages, what changed since, and what editors say about a change."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from cms_pages.translating.board import State, board_rows
from cms_pages.translating.changes import changes_between
from cms_pages.translating.memory import SMALL_CHANGE, changes_since
from portal.accounts.roles import MANAGER
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import HomePageFactory, NewsIndexPageFactory, locale
from tests.cms_pages.translating import BODY, change, post, publish, submit, target, translate, translated, write
from tests.intake.factories import make_referral
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]
BOARD = "/admin/translating/"


@pytest.fixture
def page(home):
    HomePageFactory(translation_of=home, language="tr")
    return write(home, title="Zo werkt het", slug="zo-werkt-het", lead="Uw mensen eromheen.", body=BODY)


def state_of(page, language="tr"):
    [row] = board_rows(page=page)
    return next(cell.state for cell in row.cells if cell.locale.language_code == language)


def act_on(client, page, language="tr"):
    rows = client.get(BOARD).context["rows"]
    row = next(row for row in rows if row.page_id == page.pk)
    cell = next(cell for cell in row.cells if cell.locale.language_code == language)
    return str(cell.act), cell.address


def test_from_missing_to_current(client, page):
    assert state_of(page) == State.MISSING
    act, address = act_on(client, page)
    assert act == "Submit for translation"
    assert address.startswith(f"/admin/localize/submit/page/{page.pk}/?select_locale=tr")
    assert client.get(address).status_code == 200

    translation = submit(client, page)
    assert state_of(page) == State.BEING_TRANSLATED
    translate(translation, leave_out=["U belt"])
    made = target(translation)
    assert act_on(client, page) == ("Go on translating", f"/admin/pages/{made.pk}/edit/")
    assert "5 of 6 lines" in client.get(BOARD).content.decode()

    translate(translation)
    publish(client, translation)
    assert state_of(page) == State.CURRENT
    assert act_on(client, page) == ("Look at it", f"/admin/pages/{made.pk}/edit/")


def test_from_outdated_to_current_again(client, page):
    translation = translated(client, page)
    change(page, lead="Een nieuwe inleiding.")
    assert state_of(page) == State.OUTDATED
    act, address = act_on(client, page)
    assert act == "Take over the changes"
    assert address.startswith(f"/admin/localize/update/{translation.source_id}/?next=")

    post(client, address)
    assert state_of(page) == State.OUTDATED
    assert act_on(client, page)[0] == "Go on translating"
    translate(translation)
    publish(client, translation)
    assert state_of(page) == State.CURRENT
    assert target(translation).lead == "TR Een nieuwe inleiding."


def test_an_alias_counts_as_missing(client, page):
    submit(client, write(page, title="Eronder", slug="eronder"))
    assert state_of(page) == State.MISSING


def test_a_draft_of_the_source_makes_nothing_outdated(client, page):
    translated(client, page)
    page.lead = "Nog niet klaar."
    page.save_revision()
    assert state_of(page) == State.CURRENT


def test_moving_renaming_the_address_and_reordering_make_nothing_outdated(client, page, home):
    translated(client, page)
    elsewhere = write(home, title="Elders", slug="elders")
    page.refresh_from_db()
    page.move(elsewhere, pos="last-child")
    change(page, slug="ander-adres", show_in_menus=True, body=list(reversed(BODY)))
    assert state_of(page) == State.CURRENT


def test_what_changed_is_told_word_by_word(client, page):
    translation = translated(client, page)
    item = {"type": "item", "id": "44444444-4444-4444-8444-444444444444", "value": {"title": "Nieuw", "text": ""}}
    change(page, lead="Úw mensen eromheen.", body=[BODY[1] | {"value": [item]}])
    changes = changes_since(target(translation), page)
    assert [(was, now) for _place, was, now in changes.changed] == [("Uw mensen eromheen.", "Úw mensen eromheen.")]
    assert changes.added == ["Nieuw"]
    assert sorted(changes.removed) == ["De eigen tijd", "U belt", "Wij luisteren."]
    shown = client.get(f"{BOARD}{page.pk}/").content.decode()
    assert "<del>Uw mensen eromheen.</del> <ins>Úw mensen eromheen.</ins>" in shown
    assert "<ins>Nieuw</ins>" in shown
    assert "<del>De eigen tijd</del>" in shown
    assert "This change was small" not in shown


def test_lines_that_share_a_place_are_compared_in_their_order():
    changes = changes_between([("body", "een"), ("body", "twee")], [("body", "een"), ("body", "twéé")])
    assert changes.changed == [("body", "twee", "twéé")]
    assert not changes_between([("lead", "een")], [("lead", "een")])
    assert changes_between([("body", "een")], [("body", "een"), ("body", "twee")]).added == ["twee"]


def test_a_small_change_keeps_translations_current_and_their_lines_valid(client, page, editor):
    translation = translated(client, page)
    change(page, lead="Uw ménsen eromheen.")
    assert "This change was small" in client.get(f"{BOARD}{page.pk}/").content.decode()
    response = post(client, f"{BOARD}{page.pk}/small/")
    assert "These translations are current again: Turkish." in response.content.decode()
    assert state_of(page) == State.CURRENT
    entry = PageLogEntry.objects.get(action=SMALL_CHANGE)
    assert (entry.user, entry.page_id, entry.data) == (editor, page.pk, {"languages": ["tr"]})
    page.refresh_from_db()
    assert entry.revision == page.live_revision
    assert StringTranslation.objects.filter(
        translation_of__data="Uw ménsen eromheen.", data="TR Uw mensen eromheen."
    ).exists()
    publish(client, translation)
    assert target(translation).lead == "TR Uw mensen eromheen."
    assert state_of(page) == State.CURRENT


def test_who_called_a_change_small_is_told_at_the_next(client, page, editor):
    translated(client, page)
    change(page, lead="Uw ménsen eromheen.")
    post(client, f"{BOARD}{page.pk}/small/")
    change(page, lead="Iets anders.")
    assert "called a change of this page small" in client.get(f"{BOARD}{page.pk}/").content.decode()


def test_a_change_that_adds_a_line_is_never_small(client, page):
    translated(client, page)
    change(page, body=[*BODY, {"type": "heading", "id": "55555555-5555-4555-8555-555555555555", "value": "Meer"}])
    response = post(client, f"{BOARD}{page.pk}/small/")
    assert "want translating" in response.content.decode()
    assert state_of(page) == State.OUTDATED
    assert not PageLogEntry.objects.filter(action=SMALL_CHANGE).exists()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, {"Begin Nederlands", "Zo werkt het", "Nieuws"}),
        ({"state": "current"}, {"Zo werkt het"}),
        ({"state": "missing", "language": "tr"}, {"Nieuws"}),
        ({"type": "newsindexpage"}, {"Nieuws"}),
        ({"site": "nonsense", "p": "99"}, {"Begin Nederlands", "Zo werkt het", "Nieuws"}),
    ],
)
def test_a_filter_leaves_what_it_names(client, page, home, asked, shown):
    translated(client, page)
    home.save_revision().publish()
    NewsIndexPageFactory(parent=home).save_revision().publish()
    rows = client.get(BOARD, asked).context["rows"]
    assert {row.title for row in rows} == shown


def test_a_page_written_in_another_language_is_its_own_source(client, page):
    turkish = write(HomePageFactory(translation_of=page.get_parent(), language="fr"), title="Écrite ici")
    [row] = [row for row in board_rows() if row.page_id == turkish.pk]
    assert row.locale == locale("fr")
    assert {cell.state for cell in row.cells} == {State.MISSING}


@pytest.mark.parametrize("pages", [1, 12])
def test_the_board_asks_as_much_for_one_page_as_for_many(client, page, home, pages, django_assert_num_queries):
    client.get(BOARD)  # the first look warms caches
    for number in range(pages):
        translated(client, write(home, title=f"Pagina {number}", slug=f"pagina-{number}"))
    client.get(BOARD)
    with django_assert_num_queries(25):
        response = client.get(BOARD)
    assert response.content.decode().count("tr-current") == pages


def test_what_people_ask_for_stands_beside_it(client, page):
    region = RegionFactory()
    for _number in range(6):
        make_referral(region, language="tr")
    for _number in range(4):
        make_referral(region, language="pl")
    shown = client.get(BOARD).content.decode()
    assert "at least 5 requests in a year" in shown
    assert client.get(BOARD).context["asked_for"] == [{"code": "tr", "name": "Turkish", "asked": 5, "lacking": 2}]


def test_an_empty_board_says_what_to_do(client, home):
    type(home).objects.update(live=False)
    assert "There is no public page yet." in client.get(BOARD).content.decode()


def test_a_filter_without_an_answer_leads_back(client, page):
    shown = client.get(BOARD, {"state": "current"}).content.decode()
    assert "No page answers to this." in shown
    assert "Show all pages" in shown


def test_the_board_is_for_who_may_translate(client, page):
    client.force_login(
        UserFactory(role=MANAGER, organisation=RegionFactory().organisation),
        "allauth.account.auth_backends.AuthenticationBackend",
    )
    assert "/admin/translating/" not in client.get("/admin/").content.decode()
    for address in (BOARD, f"{BOARD}{page.pk}/"):
        assert client.get(address).status_code in (302, 403)
    post(client, f"{BOARD}{page.pk}/small/")
    assert not PageLogEntry.objects.filter(action=SMALL_CHANGE).exists()


def test_what_is_not_there_answers_404(client, page):
    assert client.get(f"{BOARD}999999/").status_code == 404
    assert client.post(f"{BOARD}999999/small/").status_code == 404
    assert client.post(f"{BOARD}read-over/999999/").status_code == 404
    assert client.get(f"{BOARD}{page.pk}/small/").status_code == 405


@pytest.mark.parametrize(("language", "words"), [("nl", "Vertalingen"), ("en", "Translations"), ("fr", "Traductions")])
def test_the_menu_leads_there_in_the_readers_language(client, page, editor, language, words):
    assert reverse("translating:board") == BOARD
    UserProfile.objects.filter(user=editor).update(preferred_language=language)
    assert words in client.get("/admin/").content.decode()
