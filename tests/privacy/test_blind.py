import re
import uuid
from io import StringIO

import pytest
from django.core.management import call_command

from portal.privacy import Tampered, blind
from portal.privacy.models import AccessLogEntry, SearchKey, SearchToken, Vault
from tests.privacy.diary import Diary, write
from tests.privacy.factories import make_organisation

pytestmark = pytest.mark.usefixtures("diaries")
NUMBER = "06 12 34 56 78"


@pytest.fixture
def nl(diaries):
    return make_organisation("NL")


@pytest.fixture
def be(diaries):
    return make_organisation("BE")


def indexed(organisation, *names, emails=(), telephones=()):
    diary = write()
    blind.index(diary, organisation=organisation, names=names, emails=emails, telephones=telephones)
    return diary


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Samira El-Idrissi", "idrissi SAMIRA"),
        ("İbrahim Işık", "ibrahim ışık"),
        ("Łukasz Żółć", "zolc"),
        ("مُحَمَّد أحمد", "احمد محمد"),
    ],
)
def test_a_row_is_found_by_the_words_of_a_name(nl, name, text):
    diary = indexed(nl, name)
    indexed(nl, "Somebody Else")
    assert blind.find(Diary, text, organisations=[nl]) == {diary.pk}


def test_all_words_must_match_and_parts_do_not(nl):
    diary = indexed(nl, "Samira Jansen", "Noor de Vries")
    indexed(nl, "Samira Bakker")
    assert blind.find(Diary, "samira vries", organisations=[nl]) == {diary.pk}
    assert not blind.find(Diary, "samira piet", organisations=[nl])
    assert not blind.find(Diary, "jans", organisations=[nl])


@pytest.mark.parametrize("text", ["", "   ", "!!", "@"])
def test_nothing_to_search_for_finds_nothing(nl, text):
    indexed(nl, "Samira")
    assert blind.find(Diary, text, organisations=[nl]) == set()


@pytest.mark.parametrize("text", ["SAMIRA@example.org", "<samira@example.org>", "jansen samira@example.org"])
def test_a_row_is_found_by_an_address(nl, text):
    diary = indexed(nl, "Jansen", emails=["Samira@Example.org"])
    indexed(nl, "Jansen", emails=["noor@example.org"])
    assert blind.find(Diary, text, organisations=[nl]) == {diary.pk}


@pytest.mark.parametrize(
    "text", ["0612345678", "+31 6 12345678", "0031-612-345-678", "٠٦١٢٣٤٥٦٧٨", "06 12345678 jansen"]
)
def test_a_row_is_found_by_a_number(nl, text):
    diary = indexed(nl, "Jansen", telephones=[NUMBER])
    indexed(nl, "Jansen", telephones=["06 87 65 43 21"])
    assert blind.find(Diary, text, organisations=[nl]) == {diary.pk}


def test_a_number_is_read_as_people_of_that_country_write_it(nl, be):
    dutch, belgian = indexed(nl, telephones=["0489 45 54 12"]), indexed(be, telephones=["0489 45 54 12"])
    assert blind.find(Diary, "0489455412", organisations=[nl, be]) == {dutch.pk, belgian.pk}
    assert blind.find(Diary, "+32 489 45 54 12", organisations=[nl, be]) == {belgian.pk}


def test_a_word_is_no_number_and_a_number_no_word(nl):
    indexed(nl, "Samira", NUMBER, "samira@example.org")
    assert not blind.find(Diary, NUMBER, organisations=[nl])
    assert not blind.find(Diary, "samira@example.org", organisations=[nl])


def test_organisations_do_not_see_each_other(nl, be):
    dutch, belgian = indexed(nl, "Samira"), indexed(be, "Samira")
    assert blind.find(Diary, "samira", organisations=[nl]) == {dutch.pk}
    assert blind.find(Diary, "samira", organisations=[be]) == {belgian.pk}
    assert blind.find(Diary, "samira", organisations=[nl, be]) == {dutch.pk, belgian.pk}
    assert blind.find(Diary, "samira", organisations=[]) == set()


def test_a_token_copied_to_another_organisation_finds_nothing_there(nl, be):
    indexed(nl, "Samira")
    indexed(be, "Noor")
    SearchToken.objects.filter(organisation=nl).update(organisation=be)
    assert not blind.find(Diary, "samira", organisations=[be])


def test_search_keys_cannot_change_places(nl, be):
    indexed(nl, "Samira")
    indexed(be, "Samira")
    copied = SearchKey.objects.get(organisation=nl, kind="name").wrapped_key
    SearchKey.objects.filter(organisation=be, kind="name").update(wrapped_key=copied)
    with pytest.raises(Tampered):
        blind.find(Diary, "samira", organisations=[be])


def test_tokens_hold_nothing_in_plain_and_differ_per_organisation_and_kind(nl, be):
    indexed(nl, "Samira", emails=["samira@example.org"], telephones=[NUMBER])
    indexed(be, "Samira")
    tokens = list(SearchToken.objects.values_list("digest", flat=True))
    digests = {bytes(digest) for digest in tokens}
    assert len(digests) == len(tokens) == 4
    everything = repr(list(SearchToken.objects.values()))
    assert not re.search(r"samira|example|12345678", everything, re.IGNORECASE)
    assert {len(digest) for digest in digests} == {32}


@pytest.mark.parametrize("texts", [[], ["", "!!"]])
def test_any_of_nothing_finds_nothing(nl, texts):
    indexed(nl, "Samira")
    assert list(blind.matching_any(Diary, texts, organisations=[nl])) == []


def test_any_of_several_finds_who_matches_one_of_them_whole(nl, be, django_assert_num_queries):
    by_name, by_number = indexed(nl, "Samira Jansen"), indexed(nl, "Piet", telephones=[NUMBER])
    by_both = indexed(nl, "Samira Jansen", telephones=[NUMBER])
    indexed(nl, "Samira Bakker")
    indexed(be, "Samira Jansen", telephones=[NUMBER])
    with django_assert_num_queries(2):
        found = list(blind.matching_any(Diary, ["jansen samira", NUMBER, "noor vries", ""], organisations=[nl]))
    assert sorted(found) == sorted({by_name.pk, by_number.pk, by_both.pk})


def test_indexing_again_replaces(nl):
    diary = indexed(nl, "Samira", telephones=[NUMBER])
    blind.index(diary, organisation=nl, names=["Noor", "", None], emails=[None, ""])
    assert blind.find(Diary, "noor", organisations=[nl]) == {diary.pk}
    assert not blind.find(Diary, "samira", organisations=[nl])
    assert SearchToken.objects.count() == 1
    blind.forget(diary)
    assert not SearchToken.objects.exists()


def test_a_row_of_another_model_is_not_found(nl):
    diary = indexed(nl, "Samira")
    SearchToken.objects.update(what="tests.other")
    assert diary.pk not in blind.find(Diary, "samira", organisations=[nl])


@pytest.mark.parametrize("rows", [1, 12])
def test_searching_costs_two_queries(nl, rows, django_assert_num_queries):
    for _row in range(rows):
        indexed(nl, "Samira de Vries", telephones=[NUMBER])
    with django_assert_num_queries(2):
        assert len(blind.find(Diary, f"Samira de Vries {NUMBER}", organisations=[nl])) == rows


def test_a_search_can_be_part_of_a_query(nl, django_assert_num_queries):
    diary = indexed(nl, "Samira")
    indexed(nl, "Noor")
    with django_assert_num_queries(2):
        assert list(Diary.objects.filter(pk__in=blind.matching(Diary, "samira", organisations=[nl]))) == [diary]


@pytest.mark.parametrize("words", [200, 2000])
def test_a_pasted_page_costs_no_more_than_a_few_words(nl, words, django_assert_num_queries):
    """Each word is one more subquery: hundreds of them keep PostgreSQL busy and are more than SQLite can parse."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    page = " ".join(f"{letters[n // 26 % 26]}{letters[n % 26]}{letters[n // 676]}" for n in range(words))
    indexed(nl, "Samira")
    found = blind.matching(Diary, page, organisations=[nl])
    assert str(found.query).count("EXISTS") < 8
    with django_assert_num_queries(1):
        assert not list(found)


def test_of_many_words_the_longest_count(nl):
    diary = indexed(nl, "Aurelia Bartholomeus Crescentia Desideria Euphemia Franciscus Gerardina Hildegard")
    page = "Aurelia Bartholomeus Crescentia Desideria Euphemia Franciscus Gerardina Hildegard xx"
    assert blind.find(Diary, page, organisations=[nl]) == {diary.pk}


def test_a_long_text_is_cut_between_words(nl):
    diary = indexed(nl, "Samira Jansen")
    assert blind.find(Diary, "samira " + " " * 189 + " jansen", organisations=[nl]) == {diary.pk}
    assert blind.find(Diary, " " * 300, organisations=[nl]) == set()


@pytest.mark.parametrize("names", [1, 20])
def test_indexing_costs_the_same_for_many_names(nl, names, django_assert_max_num_queries):
    SearchKey.objects.all().delete()
    diary = indexed(nl, "Eerst")
    with django_assert_max_num_queries(5):
        blind.index(diary, organisation=nl, names=[f"Naam{chr(97 + n)}" for n in range(names)], telephones=[NUMBER])


def test_rebuilding_finds_all_rows_again_and_drops_tokens_without_one(nl):
    blind.register(Diary, lambda diary: {"organisation": nl, "names": [diary.name], "telephones": [diary.story]})
    try:
        diaries = {name: write(name=name, story=NUMBER) for name in ("Samira", "Noor")}
        gone = Diary(pk=uuid.uuid4(), vault=Vault.objects.open("diary"))
        blind.index(gone, organisation=nl, names=["Weg"])
        out = StringIO()
        call_command("rebuild_search", stdout=out)
    finally:
        del blind._registry[Diary]
    assert "2 rows" in out.getvalue()
    assert blind.find(Diary, "samira", organisations=[nl]) == {diaries["Samira"].pk}
    assert len(blind.find(Diary, NUMBER, organisations=[nl])) == 2
    assert not blind.find(Diary, "weg", organisations=[nl])
    seen = AccessLogEntry.objects.filter(what="tests.diary", screen="rebuilding the search", actor_kind="system")
    assert seen.count() == 2
