"""Programs that tests start as a person would: a group of processes of their own, an environment of their own."""

import http.client
import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def running(*command: str, until: str, seconds: float, **environment: str):
    """Run `command` until it has printed `until`; yields the process, and ends its whole group afterwards.

    Raises AssertionError with the end of its output when it stops first or takes longer than `seconds`.
    """
    # What came from Python's own virtual environment and from the tests' settings is not for the program.
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
    log = Path(environment["VAR_DIR"]) / "output.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=kept | environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        deadline = time.monotonic() + seconds
        while until not in log.read_text():
            assert process.poll() is None, f"it ended before it was ready:\n{log.read_text()[-3000:]}"
            assert time.monotonic() < deadline, f"it was not ready in time:\n{log.read_text()[-3000:]}"
            time.sleep(0.1)
        yield process
    finally:
        if is_group_alive(process.pid):
            os.killpg(process.pid, signal.SIGTERM)
            eventually(lambda: process.poll() is not None and not is_group_alive(process.pid), seconds=30)


def is_group_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def eventually(condition, *, seconds: float):
    """Wait until `condition()` is true and return what it said; an AssertionError when it stays false for `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.2)
    return answer


def free_port() -> int:
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return trying.getsockname()[1]


def get(port: int, path: str, *, host: str = "localhost", **headers: str):
    """GET `path` as from a browser that reached `host` on this machine: status, headers and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": f"{host}:{port}"} | headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode(errors="replace")
    finally:
        connection.close()
