"""Runs a measurement on SQLite in a folder of its own, and on PostgreSQL in a database of its own where one answers."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SERVER = os.environ.get("DATABASE_URL", "postgres://root@127.0.0.1/portal").rpartition("/")[0]
DATABASE = f"portal_lists_{os.getpid()}"


def on_each_database(module: str) -> int:
    """`measure()` of this module, each time in a process of its own: the settings are read once. 1 if one failed."""
    with tempfile.TemporaryDirectory() as folder:
        failed = _measured(module, "SQLite", f"sqlite:///{Path(folder, 'lists.sqlite3')}")
    if _psql(f'CREATE DATABASE "{DATABASE}"').returncode:
        print(f"No PostgreSQL at {SERVER}: only SQLite was measured.")
        return failed
    try:
        return failed | _measured(module, "PostgreSQL", f"{SERVER}/{DATABASE}")
    finally:
        _psql(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')


def _measured(module, name, url) -> int:
    print(f"\n{name}", flush=True)
    measure = f"import django; django.setup(); from {module} import measure; raise SystemExit(measure())"
    env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "REDIS_URL": ""}
    return subprocess.run([sys.executable, "-c", measure], env=env, check=False).returncode


def _psql(command):
    return subprocess.run(
        ["psql", "--no-psqlrc", "-qc", command, f"{SERVER}/postgres"], capture_output=True, check=False
    )
