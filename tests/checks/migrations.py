"""`python -m tests.checks.migrations`: models and migrations agree, and no migration breaks or blocks a running site.

The second is read from the SQL, which is PostgreSQL's in production: on another database only the first is checked.
"""

import logging
import sys
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django_migration_linter import MigrationLinter


def main() -> int:
    return 1 if is_behind() or blocks_a_running_site() else 0


def is_behind() -> bool:
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    except SystemExit:
        print("fault: a model changed and its migration is not there: manage.py makemigrations APP --name what_it_does")
        return True
    return False


def blocks_a_running_site() -> bool:
    if connection.vendor != "postgresql":
        print("look: what migrations do to a running site is read on PostgreSQL only (set DATABASE_URL)")
        return False
    logging.getLogger("django_migration_linter").setLevel(logging.WARNING)
    ours = [app.label for app in apps.get_app_configs() if "site-packages" not in Path(app.path).parts]
    # An initial migration makes its tables; nobody reads them yet.
    linter = MigrationLinter(include_apps=ours, quiet=["ok", "ignore"], no_cache=True, ignore_initial_migrations=True)
    linter.lint_all_migrations()
    return linter.has_errors


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
