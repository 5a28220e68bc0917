"""The demo's database: made once, brought up to date when the migrations have changed."""

import os
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.organisations.models import Organisation


def prepare_database(*, port: int, say: Callable[[str], object]) -> None:
    """Leave a migrated database with the demo in it. What is in it already stays."""
    path = Path(connection.settings_dict["NAME"])
    if not path.exists():
        say("Making the database and the demo: this takes about half a minute, once.")
        _make(path, port=port)
        return
    if _is_behind():
        say("Bringing the database up to date.")
        call_command("migrate", verbosity=0, skip_checks=True)
    if not Organisation.objects.exists():
        say("Filling the empty database with the demo.")
        call_command("seed_demo", port=port, verbosity=0, skip_checks=True)


def _make(path, *, port):
    """Under another name first: a demo that was interrupted halfway must not be taken for a whole one."""
    unfinished = path.with_suffix(".unfinished")
    _remove(unfinished)
    connection.close()
    connection.settings_dict["NAME"] = str(unfinished)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # the file is thrown away when anything goes wrong
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("seed_demo", port=port, verbosity=0, skip_checks=True)
    connection.close()
    os.replace(unfinished, path)
    connection.settings_dict["NAME"] = str(path)


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _remove(path):
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
