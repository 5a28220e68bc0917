import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from portal.periodic import tasks, work
from portal.periodic.models import PeriodicRun

pytestmark = pytest.mark.django_db

RAN = []


def note_a():
    RAN.append("a")


def note_b():
    RAN.append("b")


def break_down():
    RAN.append("broken")
    raise RuntimeError("somebody's name")


@pytest.fixture(autouse=True)
def work_list(settings):
    RAN.clear()
    settings.PERIODIC_WORK = {
        "broken": (f"{__name__}.break_down", 10),
        "a": (f"{__name__}.note_a", 10),
        "b": (f"{__name__}.note_b", 3600),
    }


def test_run_due_runs_everything_the_first_time():
    assert work.run_due() == ["broken", "a", "b"]
    assert RAN == ["broken", "a", "b"]


def test_run_due_twice_in_a_row_runs_once():
    work.run_due()
    assert work.run_due() == []
    assert RAN == ["broken", "a", "b"]


def test_run_due_runs_again_what_is_due_again():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        work.run_due()
        clock.shift(10)
        assert work.run_due() == ["broken", "a"]


def test_a_ring_that_comes_a_little_early_is_heard():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        work.run("a")
        clock.shift(9.5)
        assert work.run("a")


def test_a_failing_job_is_logged_without_what_it_said(caplog):
    work.run("broken")
    assert PeriodicRun.objects.get(name="broken").outcome == PeriodicRun.Outcome.FAILED
    assert "broken failed: RuntimeError" in caplog.text
    assert "somebody's name" not in caplog.text


def test_a_finished_run_is_recorded():
    before = timezone.now()
    work.run("a")
    run = PeriodicRun.objects.get(name="a")
    assert run.outcome == PeriodicRun.Outcome.DONE
    assert before <= run.started_at <= run.finished_at


def test_a_run_in_progress_is_not_taken_again():
    PeriodicRun.objects.create(
        name="a", started_at=timezone.now() - timedelta(minutes=1), outcome=PeriodicRun.Outcome.RUNNING
    )
    assert not work.run("a")


def test_a_run_whose_process_was_killed_is_taken_over():
    long_ago = timezone.now() - PeriodicRun.GIVEN_UP_AFTER - timedelta(seconds=1)
    PeriodicRun.objects.create(name="a", started_at=long_ago, outcome=PeriodicRun.Outcome.RUNNING)
    assert work.run("a")


def test_a_job_that_does_not_exist_does_not_stop_the_others(settings):
    settings.PERIODIC_WORK = {"gone": ("portal.nowhere.at_all", 1)} | settings.PERIODIC_WORK
    assert work.run_due() == ["gone", "broken", "a", "b"]
    assert PeriodicRun.objects.get(name="gone").outcome == PeriodicRun.Outcome.FAILED


def test_tick_runs_what_is_due(capsys):
    call_command("tick", verbosity=2)
    call_command("tick", verbosity=2)
    assert capsys.readouterr().out == "broken a b\n"


def test_the_celery_task_redelivered_runs_once():
    tasks.run("a")
    tasks.run("a")
    assert RAN == ["a"]


def test_a_ring_for_work_no_longer_in_the_list_is_ignored(caplog):
    caplog.set_level(logging.INFO)
    tasks.run("removed last year")
    assert RAN == []
    assert "No periodic work is called removed last year" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_wins():
    def take(_):
        try:
            return PeriodicRun.objects.claim("a", every=timedelta(seconds=10))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(8))) == 1
