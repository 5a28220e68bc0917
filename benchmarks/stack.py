"""The production stack of `make serve` for a benchmark, with a database of its own that goes afterwards."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.running import free_port, running

SERVER = os.environ.get("DATABASE_URL", "postgres://root@127.0.0.1/portal").rpartition("/")[0]
DATABASE = f"portal_bench_{os.getpid()}"


@contextmanager
def serving() -> Iterator[tuple[int, Path]]:
    """Its port, and the folder of its uploads."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        try:
            with running(
                "deploy/serve",
                until="Ready: ",
                seconds=600,
                VAR_DIR=folder,
                PORT=str(port),
                DATABASE_URL=f"{SERVER}/{DATABASE}",
                REDIS_URL=os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/15"),
            ):
                yield port, Path(folder, "serve", "media")
        finally:
            drop = f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)'
            subprocess.run(["psql", "--no-psqlrc", "-qc", drop, f"{SERVER}/postgres"], check=True)
