"""Somebody at their own page: one line an hour, and no line that is another's."""

from datetime import timedelta

from django.utils import timezone

from portal.privacy import VISITOR
from portal.privacy.looking import SITTING, looking, refused, sitting
from portal.privacy.models import AccessLogEntry
from portal.privacy.queries import begins_sitting
from tests.privacy.diary import read, write
from tests.privacy.factories import make_user


def sit(diary, **by):
    with sitting(diary, screen="my track", is_new=begins_sitting(diary, **by), **by):
        return diary.name


def test_a_user_at_their_own_row_is_one_line_a_sitting(diaries):
    user, diary = make_user(), read(write(name="Samira"))
    assert {sit(diary, by=user) for _ in range(3)} == {"Samira"}
    line = AccessLogEntry.objects.get()
    assert (line.actor_kind, line.actor_id, line.screen, line.kind) == ("user", user.pk, "my track", "opened")


def test_another_sitting_begins_for_another_and_after_an_hour(diaries, monkeypatch):
    one, other, diary = make_user(), make_user("other@example.org"), read(write(name="Samira"))
    for by in (one, other, VISITOR):
        sit(diary, by=by)
    assert AccessLogEntry.objects.count() == 3
    later = timezone.now() + SITTING + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    sit(diary, by=one)
    assert AccessLogEntry.objects.count() == 4


def test_neither_another_row_nor_a_refused_try_is_a_sitting(diaries):
    user, diary = make_user(), read(write(name="Samira"))
    refused(diary, by=user, screen="case")
    with looking(read(write(name="Noor")), by=user, screen="my track"):
        pass
    assert begins_sitting(diary, by=user)
