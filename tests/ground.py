"""The ground that tests stand on: a migrated database, made once and cloned for each worker.

A fresh `migrate` takes a dozen seconds, so it happens once per state of the migrations, in two layers that are kept:
the libraries' migrations (they change with the lock file) and, on top, ours. A test run clones the upper layer: a file
copy on SQLite, `CREATE DATABASE … TEMPLATE` on PostgreSQL. A transactional test gets a fresh clone afterwards, so that
the root page, locales, roles and sites are there for whoever comes next.
"""

import fcntl
import hashlib
import importlib.util
import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

KEPT = settings.VAR_DIR / "test"
KEPT_TEMPLATES = 8


class Ground:
    """The test database of one worker, on one kind of database."""

    def __init__(self, worker: str):
        self.name = self.name_of(f"{os.getpid()}_{worker}")

    def lay(self):
        """Clone the migrated template and point Django at the clone."""
        with self.alone():
            self.tidy()
            template = self.template()
            self.clone(template, self.name)
        self.template_name = template
        use(self.name)

    def renew(self):
        """Back to how it was laid, after a test that committed."""
        connections.close_all()
        self.clone(self.template_name, self.name)

    def clear(self):
        """Remove the clone."""
        connections.close_all()
        self.drop(self.name)

    def template(self) -> str:
        """The name of the migrated database for the code as it is now; made when it is not there yet."""
        loader = MigrationLoader(None, ignore_no_migrations=True)
        theirs = [node for node in loader.graph.leaf_nodes() if not is_ours(node[0])]
        lower = self.name_of("libraries_" + fingerprint(migration_files(loader, theirs)))
        upper = self.name_of(
            "portal_" + fingerprint([*migration_files(loader, loader.graph.leaf_nodes()), *our_code()])
        )
        if not self.exists(upper):
            if not self.exists(lower):
                self.make(lower, on=None, migrate=lambda: MigrationExecutor(connection).migrate(theirs))
            self.make(upper, on=lower, migrate=lambda: call_command("migrate", verbosity=0, skip_checks=True))
        return upper

    def make(self, name: str, *, on: str | None, migrate):
        """Migrate under another name first: a half-made template must never be taken for a whole one."""
        building = self.name_of("building")
        self.drop(building)
        self.clone(on, building) if on else self.create(building)
        use(building)
        try:
            migrate()
        finally:
            connections.close_all()
        self.rename(building, name)


class SqliteGround(Ground):
    """Files under var/test, in WAL mode like the demo's: a database in memory behaves otherwise."""

    def name_of(self, purpose):
        return str(KEPT / f"{purpose}.sqlite3")

    @contextmanager
    def alone(self):
        KEPT.mkdir(parents=True, exist_ok=True)
        with open(KEPT / "lock", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def exists(self, name):
        if Path(name).exists():
            os.utime(name)
            return True
        return False

    def create(self, name):
        Path(name).touch()

    def clone(self, template, name):
        # SQLite's own backup works while a server's thread still has the database open; a file copy would not.
        source, target = sqlite3.connect(template), sqlite3.connect(name, timeout=30)
        source.backup(target)
        source.close()
        target.close()

    def rename(self, name, new_name):
        os.replace(name, new_name)

    def drop(self, name):
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(name + suffix).unlink(missing_ok=True)

    def tidy(self):
        newest_first = sorted(KEPT.glob("*.sqlite3"), key=lambda path: -path.stat().st_mtime)
        templates = [path for path in newest_first if path.stem.startswith(("portal_", "libraries_"))]
        orphans = [path for path in newest_first if is_orphan(path.stem)]
        for path in [*orphans, *templates[KEPT_TEMPLATES:]]:
            self.drop(str(path))


class PostgresGround(Ground):
    """Databases beside the one in DATABASE_URL, with its name as a prefix; that one itself is never touched."""

    base = settings.DATABASES["default"]["NAME"] or "portal"

    def name_of(self, purpose):
        return f"{self.base}_{purpose}"[:63]

    @contextmanager
    def alone(self):
        with connection._nodb_cursor() as cursor:
            self.cursor = cursor
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [self.base])
            yield  # the lock goes with the session

    def exists(self, name):
        self.cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return self.cursor.fetchone() is not None

    def create(self, name):
        self.cursor.execute(f'CREATE DATABASE "{name}"')

    def clone(self, template, name):
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def rename(self, name, new_name):
        self.cursor.execute(f'ALTER DATABASE "{name}" RENAME TO "{new_name}"')

    def drop(self, name):
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def tidy(self):
        """Clones whose run was killed, and all but the newest few templates."""
        self.cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC", [f"{self.base}\\_%"]
        )
        names = [name for (name,) in self.cursor.fetchall()]
        templates = [name for name in names if name.startswith((self.name_of("portal_"), self.name_of("libraries_")))]
        orphans = [name for name in names if is_orphan(name.removeprefix(f"{self.base}_"))]
        for name in [*orphans, *templates[KEPT_TEMPLATES:]]:
            self.cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def ground_for(worker: str) -> Ground:
    """The ground for this worker on the database that the settings name."""
    return (SqliteGround if connection.vendor == "sqlite" else PostgresGround)(worker)


def use(name: str):
    """Point Django at the database called `name`."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def is_ours(label: str) -> bool:
    return "site-packages" not in Path(apps.get_app_config(label).path).parts


def is_orphan(stem: str) -> bool:
    """Is `<pid>_<worker>` the clone of a run that is no more?"""
    pid = stem.split("_")[0]
    if not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def migration_files(loader: MigrationLoader, targets) -> list[Path]:
    """The files of all migrations that lead to `targets`, ours and theirs."""
    nodes = sorted({node for target in targets for node in loader.graph.forwards_plan(target)})
    return [Path(importlib.util.find_spec(loader.disk_migrations[node].__module__).origin) for node in nodes]


def our_code() -> list[Path]:
    """What `post_migrate` goes by (roles, permissions) stands in our code, not in migrations."""
    ours = [Path(config.path) for config in apps.get_app_configs() if is_ours(config.label)]
    files = {path for folder in ours for path in folder.rglob("*.py")} | {
        *(settings.BASE_DIR / "portal" / "settings").glob("*.py")
    }
    return sorted(files)


def fingerprint(files) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
