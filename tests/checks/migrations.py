"""`python -m tests.checks.migrations`: models and migrations agree, and no migration breaks or blocks a running site."""

import sys
from pathlib import Path

import django
from django.apps import apps
from django.core.management import CommandError, call_command


def main() -> int:
    from django_migration_linter import MigrationLinter

    try:
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    except (SystemExit, CommandError) as problem:
        print(
            f"fault: a model changed and its migration is not there: makemigrations APP --name what_it_does {problem}"
        )
        return 1
    ours = [app.label for app in apps.get_app_configs() if "site-packages" not in Path(app.path).parts]
    linter = MigrationLinter(include_apps=ours, quiet=["ok", "ignore"], no_cache=True)
    linter.lint_all_migrations()
    return 1 if linter.has_errors else 0


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
