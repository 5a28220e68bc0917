import asyncio
import contextvars
import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.template import Context, Template

from portal.privacy import VISITOR, NotLooking
from portal.privacy.looking import breaking_glass, looking, looking_all, refused
from portal.privacy.models import AccessLogEntry, Vault
from portal.privacy.opened import opened
from portal.privacy.queries import who_looked
from tests.privacy.diary import Diary, create_table, read, write
from tests.privacy.factories import make_user


def test_looking_writes_who_what_where_and_when(diaries):
    user, diary = make_user(), read(write(name="Samira"))
    diary.organisation_id, diary.region_id, diary.reference = 3, 7, "EK-7H2K"
    with looking(diary, by=user, screen="case: story"):
        pass
    entry = AccessLogEntry.objects.get()
    assert (entry.actor_kind, entry.actor_id) == ("user", user.pk)
    assert (entry.what, entry.object_id, entry.vault_id) == ("tests.diary", diary.pk, diary.vault_id)
    assert (entry.organisation_id, entry.region_id, entry.reference) == (3, 7, "EK-7H2K")
    assert (entry.screen, entry.kind) == ("case: story", "opened")


def test_breaking_the_glass_opens_and_says_so(diaries):
    diary = read(write(name="Samira"))
    with breaking_glass(diary, by=make_user(), screen="glass"):
        assert diary.name == "Samira"
    with pytest.raises(NotLooking):
        assert diary.name
    assert [(line.kind, line.screen) for line in who_looked(diary)] == [("broken glass", "glass")]


def test_a_refused_try_is_a_line_and_opens_nothing(diaries):
    user, diary = make_user(), read(write(name="Samira"))
    refused(diary, by=user, screen="case")
    with pytest.raises(NotLooking):
        assert diary.name
    line = who_looked(diary).get()
    assert (line.kind, line.actor_id, line.object_id, line.screen) == ("refused", user.pk, diary.pk, "case")


def test_a_refused_try_is_not_written_where_it_could_be_lost(diaries):
    diary = read(write(name="Samira"))
    with transaction.atomic(), pytest.raises(RuntimeError, match="before it begins"):
        refused(diary, by=make_user(), screen="case")


@pytest.mark.parametrize(("by", "kind"), [(None, "system"), (VISITOR, "visitor")])
def test_the_system_and_visitors_look_by_name(diaries, by, kind):
    with looking(write(), by=by, screen="test"):
        pass
    entry = AccessLogEntry.objects.get()
    assert (entry.actor_kind, entry.actor_id) == (kind, None)


def test_nobody_in_particular_cannot_look(diaries):
    with pytest.raises(ValueError, match="VISITOR"), looking(write(), by=AnonymousUser(), screen="test"):
        pytest.fail("this must not open")
    assert not AccessLogEntry.objects.exists()


def test_looking_at_one_row_opens_every_row_of_its_vault_and_no_other(diaries):
    vault = Vault.objects.open("diary")
    one, sibling, stranger = (read(write(vault, name=name)) for name in ("Samira", "Noor", "Vreemd"))
    stranger = read(write(name="Vreemd"))
    with looking(one, by=None, screen="test"):
        assert (one.name, sibling.name) == ("Samira", "Noor")
        with pytest.raises(NotLooking):
            assert stranger.name
    assert AccessLogEntry.objects.count() == 1


def test_looking_at_two_at_once_and_twice_at_one(diaries):
    one, other = read(write(name="Samira")), read(write(name="Noor"))
    with looking(one, by=None, screen="list"):
        with looking(other, by=None, screen="list"), looking(one, by=None, screen="again"):
            assert (one.name, other.name) == ("Samira", "Noor")
        assert one.name == "Samira"
        with pytest.raises(NotLooking):
            assert other.name
    with pytest.raises(NotLooking):
        assert one.name
    assert list(who_looked(one).values_list("screen", flat=True)) == ["again", "list"]


def test_looking_at_all_writes_a_line_for_each_and_opens_those_alone(diaries):
    user, shown = make_user(), [read(write(name="Samira")), read(write(name="Noor"))]
    stranger = read(write(name="Vreemd"))
    with looking_all(shown, by=user, screen="list"):
        assert [diary.name for diary in shown] == ["Samira", "Noor"]
        with pytest.raises(NotLooking):
            assert stranger.name
    for diary in shown:
        with pytest.raises(NotLooking):
            assert diary.name
        line = who_looked(diary).get()
        assert (line.kind, line.actor_id, line.object_id, line.screen) == ("opened", user.pk, diary.pk, "list")
    assert AccessLogEntry.objects.count() == 2


def test_looking_at_all_costs_the_same_for_one_and_for_many(diaries, count_queries):
    for _number in range(20):
        write(name="Samira")
    user, rows = make_user(), Diary.objects.select_related("vault")

    def look_at(number):
        with looking_all(rows[:number], by=user, screen="list") as found:
            assert len([diary.name for diary in found]) == number

    assert count_queries(lambda: look_at(1)) == count_queries(lambda: look_at(20))


def test_looking_at_nothing_writes_nothing(diaries):
    with looking_all([], by=make_user(), screen="list") as found:
        assert found == []
    assert not AccessLogEntry.objects.exists()


def test_a_person_does_not_look_at_all_inside_a_transaction(diaries):
    diary = read(write(name="Samira"))
    refused = pytest.raises(RuntimeError, match="before it begins")
    with transaction.atomic(), refused, looking_all([diary], by=make_user(), screen="list"):
        pytest.fail("this must not open")
    with pytest.raises(NotLooking):
        assert diary.name


def test_without_all_the_lines_nothing_opens(diaries):
    first, second = read(write(name="Samira")), read(write(name="Noor"))
    second.reference = None  # a line without one cannot be written
    with pytest.raises(DatabaseError), transaction.atomic(), looking_all([first, second], by=None, screen="list"):
        pytest.fail("this must not open")
    with pytest.raises(NotLooking):
        assert first.name
    assert not AccessLogEntry.objects.exists()


def test_who_looked_tells_of_every_row_of_the_vault(diaries):
    vault = Vault.objects.open("diary")
    one, sibling = write(vault), write(vault)
    with looking(sibling, by=None, screen="sibling"), looking(write(), by=None, screen="stranger"):
        pass
    assert [entry.screen for entry in who_looked(one)] == ["sibling"]


def test_looking_costs_one_row_and_at_most_one_vault(diaries, django_assert_num_queries):
    diary = read(write(name="Samira", story="lang"))
    with django_assert_num_queries(4), looking(diary, by=None, screen="test"):  # savepoint, row, release, vault
        assert (diary.name, diary.story) == ("Samira", "lang")


def test_what_fails_while_looking_closes_again(diaries):
    diary = read(write(name="Samira"))
    with pytest.raises(LookupError), looking(diary, by=None, screen="test"):
        raise LookupError
    with pytest.raises(NotLooking):
        assert diary.name


def test_without_an_access_row_nothing_opens(diaries):
    diary = read(write(name="Samira"))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE privacy_accesslogentry RENAME TO elsewhere")
    with pytest.raises(DatabaseError), transaction.atomic(), looking(diary, by=None, screen="test"):
        pytest.fail("this must not open")
    with pytest.raises(NotLooking):
        assert diary.name


def test_a_person_does_not_look_inside_a_transaction(diaries):
    diary = read(write(name="Samira"))
    for by in (make_user(), VISITOR):
        refused = pytest.raises(RuntimeError, match="before it begins")
        with transaction.atomic(), refused, looking(diary, by=by, screen="test"):
            pytest.fail("this must not open")
    with transaction.atomic(), looking(diary, by=None, screen="test"):
        assert diary.name == "Samira"


@pytest.mark.django_db(transaction=True)
def test_the_access_row_survives_a_request_that_fails():
    create_table()
    user, diary = make_user(), read(write(name="Samira"))

    def view():
        with looking(diary, by=user, screen="case"), transaction.atomic():
            raise Http404

    with pytest.raises(Http404):
        view()
    assert who_looked(diary).count() == 1


def test_a_page_fails_rather_than_showing_nothing(diaries):
    diary = read(write(name="Samira"))
    page = Template("<p>{{ diary.name }}</p>")
    with looking(diary, by=None, screen="test"):
        assert page.render(Context({"diary": diary})) == "<p>Samira</p>"
    with pytest.raises(NotLooking):
        page.render(Context({"diary": diary}))


# -- threads and tasks ----------------------------------------------------------------------------------


def attempt(diary):
    try:
        return diary.name
    except NotLooking:
        return "closed"


def test_another_thread_sees_nothing(diaries):
    diary = read(write(name="Samira"))
    seen = []
    with looking(diary, by=None, screen="test"):
        thread = threading.Thread(target=lambda: seen.append(attempt(diary)))
        thread.start()
        thread.join()
        assert diary.name == "Samira"
    assert seen == ["closed"]


def test_a_thread_that_was_given_the_context_sees_nothing_afterwards(diaries):
    diary = read(write(name="Samira"))
    with looking(diary, by=None, screen="test"):
        context = contextvars.copy_context()
        assert context.run(attempt, diary) == "Samira"
    assert context.run(attempt, diary) == "closed"


def test_a_task_that_outlives_the_looking_sees_nothing(diaries):
    diary = read(write(name="Samira"))
    vault = diary.vault

    async def read_after(event):
        await event.wait()
        return attempt(diary)

    async def main():
        begun, over = asyncio.Event(), asyncio.Event()
        stranger = asyncio.create_task(read_after(begun))
        with opened(vault):  # what looking does once its row is written: rows are not for async code
            early, late = asyncio.create_task(read_after(begun)), asyncio.create_task(read_after(over))
            begun.set()
            during = await early
        over.set()
        return during, await late, await stranger

    assert asyncio.run(main()) == ("Samira", "closed", "closed")
