"""The production stack as `make serve` runs it: nginx, two web processes, worker and beat on PostgreSQL and Redis."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from portal.settings.local_keys import local_keys
from tests.missing import missing
from tests.running import ROOT, eventually, free_port, get, is_group_alive, running


@pytest.fixture
def stack(tmp_path):
    """The port, the process and the environment of a running stack with a database of its own."""
    server, _, name = os.environ.get("DATABASE_URL", "").rpartition("/")
    if not server.startswith("postgres") or "REDIS_URL" not in os.environ:
        pytest.skip("the production stack needs PostgreSQL and Redis: set DATABASE_URL and REDIS_URL")
    if not shutil.which("nginx"):
        missing("nginx (Debian: apt-get install nginx-light)")
    port, name = free_port(), f"{name}_stack_{os.getpid()}"
    environment = {
        "VAR_DIR": str(tmp_path),
        "PORT": str(port),
        "REDIS_URL": os.environ["REDIS_URL"],
        "DATABASE_URL": f"{server}/{name}",
    }
    try:
        with running("deploy/serve", until="Ready: ", seconds=420, **environment) as process:
            yield port, process, environment
    finally:
        drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
        subprocess.run(["psql", "--no-psqlrc", "-qc", drop, f"{server}/postgres"], check=True)


def publish_in(environment):
    """Publish the Dutch home page anew, by another process of the stack."""
    folder = Path(environment["VAR_DIR"], "serve")
    keys = local_keys(folder / "keys")
    more = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": keys.secret_key,
        "KEY_ENCRYPTION_KEYS": keys.key_encryption_key,
        "ALLOWED_HOSTS": "localhost",
        "EMAIL_URL": f"filemail:///{folder}/mail",
        "PAGE_EDITIONS": f"{folder}/editions",
    }
    code = "p = Page.objects.get(slug='nl-nl').specific; p.lead = 'Nu anders'; p.save_revision().publish()"
    subprocess.run([sys.executable, "manage.py", "shell", "-c", code], cwd=ROOT, env=environment | more, check=True)


def test_the_stack_serves_keeps_pages_beats_and_ends_as_one(stack):
    port, process, environment = stack
    eventually(lambda: get(port, "/readyz")[0] == 200, seconds=30)

    get(port, "/nl/")
    status, headers, page = get(port, "/nl/")
    assert (status, headers["X-Page-Cache"]) == (200, "HIT")
    assert get(port, "/nl/", Cookie="sessionid=x")[1]["X-Page-Cache"] == "BYPASS"
    assert get(port, "/nl/", host="be.localhost")[2] != page

    status, headers, _ = get(port, "/nl/refer/")
    assert status == 200
    assert "no-store" in headers["Cache-Control"]
    assert get(port, "/nl/refer/")[1]["X-Page-Cache"] == "MISS"

    [style, *_] = re.findall(r"/static/[\w./-]+\.css", page)
    status, headers, _ = get(port, style)
    assert status == 200
    assert "immutable" in headers["Cache-Control"]

    assert get(port, "/nl/", host="stranger.example")[0] == 400

    get(port, "/nl/")
    publish_in(environment)
    status, headers, page = get(port, "/nl/")
    assert (headers["X-Page-Cache"], "Nu anders" in page) == ("MISS", True), "fresh on the first request"

    os.kill(process.pid, signal.SIGTERM)
    eventually(lambda: process.poll() is not None and not is_group_alive(process.pid), seconds=30)
