from django.conf import settings
from django.utils.module_loading import import_string

from portal.celery import LONGEST_SILENCE, app


def test_beat_rings_for_every_piece_of_periodic_work():
    assert set(app.conf.beat_schedule) == set(settings.PERIODIC_WORK)
    for name, entry in app.conf.beat_schedule.items():
        assert entry["args"] == [name]
        assert entry["schedule"] <= LONGEST_SILENCE


def test_the_task_that_beat_rings_for_exists_and_acknowledges_late():
    app.loader.import_default_modules()
    for entry in app.conf.beat_schedule.values():
        task = app.tasks[entry["task"]]
        assert task.acks_late
        assert task.reject_on_worker_lost


def test_every_piece_of_periodic_work_can_be_found():
    for path, _seconds in settings.PERIODIC_WORK.values():
        assert callable(import_string(path))


def test_the_guide_for_operating_names_all_work(settings):
    guide = (settings.BASE_DIR / "docs" / "operating.md").read_text()
    assert not [name for name in settings.PERIODIC_WORK if f"| `{name}`" not in guide]
