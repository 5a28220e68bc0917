"""`python -m benchmarks.pages`: how fast pages come out of the production stack, as parts of a plain file's speed.

Starts the stack of `make serve` on this machine with a database of its own, asks each address for a few seconds with
wrk, side by side in one run, and prints the ratios: nginx giving out the home page's own HTML as a file is 1. Seconds
differ from machine to machine; the ratios hardly do.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.stack import serving
from tests.running import get

SECONDS = 5


def main() -> int:
    if not shutil.which("wrk"):
        print("The benchmarks need wrk. Debian, Ubuntu: apt-get install wrk")
        return 1
    with serving() as (port, media):
        measure(port, media)
    return 0


def measure(port: int, media: Path):
    home = get(port, "/nl/")[2]
    (media / "images").mkdir(exist_ok=True)
    (media / "images/home.html").write_text(home)
    style = re.search(r"/static/[\w./-]+\.css", home).group()
    asked = {
        "home page, as a file": ("/media/images/home.html", {}),
        "the style sheet": (style, {}),
        "home page, page cache": ("/nl/", {}),
        "home page, with a session": ("/nl/", {"Cookie": "sessionid=none"}),
        "first page of the form": ("/nl/refer/", {}),
        "healthz (no database)": ("/healthz", {}),
    }
    speeds = {name: requests_per_second(port, path, headers) for name, (path, headers) in asked.items()}
    whole = speeds["home page, as a file"]
    for name, speed in speeds.items():
        print(f"{name:28} {speed:10.0f} /s   {speed / whole:7.4f}")


def requests_per_second(port: int, path: str, headers: dict[str, str]) -> float:
    options = [option for name, value in headers.items() for option in ("--header", f"{name}: {value}")]
    told = subprocess.run(
        [
            "wrk",
            "--threads",
            "1",
            "--connections",
            "16",
            "--duration",
            f"{SECONDS}s",
            *options,
            f"http://127.0.0.1:{port}{path}",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if failed := re.search(r"Non-2xx or 3xx responses: (\d+)", told):
        raise SystemExit(f"{path}: {failed.group(1)} answers were errors")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told).group(1))


if __name__ == "__main__":
    sys.exit(main())
