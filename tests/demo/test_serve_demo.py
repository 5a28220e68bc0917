"""`make demo` as a newcomer meets it, from the database on (installing is what .ci/run and the newcomer do)."""

import os
import signal
import socket
import sys
from contextlib import closing

from tests.running import eventually, free_port, get, is_group_alive, running

COMMAND = (sys.executable, "manage.py", "serve_demo")


def start(port, folder):
    return running(*COMMAND, str(port), until="Ready: ", seconds=120, VAR_DIR=str(folder))


def test_the_demo_starts_stops_and_goes_on_where_it_was(tmp_path):
    port = free_port()
    with start(port, tmp_path) as process:
        for path in ("/nl/", "/en/", "/ar/", "/nl/refer/", "/healthz"):
            assert get(port, path)[0] == 200, path
        status, _, belgian = get(port, "/nl/", host="be.localhost")
        assert status == 200
        assert belgian != get(port, "/nl/")[2]
        # The ticker beats beside the server.
        eventually(lambda: get(port, "/readyz")[0] == 200, seconds=60)
        os.killpg(process.pid, signal.SIGINT)
        eventually(lambda: process.poll() is not None and not is_group_alive(process.pid), seconds=60)
        assert process.returncode == 0
    made = (tmp_path / "demo.sqlite3").stat().st_ino
    other = free_port()
    with start(other, tmp_path):
        assert get(other, "/nl/")[0] == 200
    assert (tmp_path / "demo.sqlite3").stat().st_ino == made
    assert "Making the database" not in (tmp_path / "output.log").read_text()


def test_a_port_that_is_taken_is_said(tmp_path):
    with closing(socket.socket()) as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        port = squatter.getsockname()[1]
        with running(
            *COMMAND, str(port), until=f"make demo PORT={port + 1}", seconds=60, VAR_DIR=str(tmp_path)
        ) as process:
            assert process.wait(20) != 0
    assert not (tmp_path / "demo.sqlite3").exists()
