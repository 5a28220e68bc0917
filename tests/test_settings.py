"""Production says what it misses instead of starting half; seen from outside, in a process of its own."""

import os
import subprocess
import sys

import pytest

from tests.checks.deployment import ENVIRONMENT


def start_production(**environment):
    code = "import django; django.setup(); from django.conf import settings; print(settings.SECRET_KEY)"
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_everything_it_needs():
    result = start_production(**ENVIRONMENT)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == ENVIRONMENT["SECRET_KEY"]


@pytest.mark.parametrize("name", sorted(set(ENVIRONMENT) - {"DJANGO_SETTINGS_MODULE"}))
def test_production_refuses_to_start_without(name):
    rest = {key: value for key, value in ENVIRONMENT.items() if key != name}
    result = start_production(**rest)
    assert result.returncode != 0
    assert f"  {name}: " in result.stderr
    assert not [other for other in rest if f"  {other}: " in result.stderr]


def test_production_refuses_an_empty_key():
    assert "  SECRET_KEY: " in start_production(**ENVIRONMENT | {"SECRET_KEY": "  "}).stderr
