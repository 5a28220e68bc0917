"""What nginx gives out by itself, without asking the portal."""

import getpass
import re
import shutil
from pathlib import Path

import pytest

from tests.missing import missing
from tests.running import ROOT, eventually, free_port, get, running


@pytest.fixture
def media(tmp_path):
    """The folder of uploads, and a function that asks a running nginx for a path."""
    if not shutil.which("nginx"):
        missing("nginx (Debian: apt-get install nginx-light)")
    port, folder = free_port(), tmp_path / "media"
    names = {"RUN": tmp_path, "PORT": port, "STATIC": tmp_path / "static", "MEDIA": folder}
    text = re.sub(r"@([A-Z]+)@", lambda found: str(names[found[1]]), (ROOT / "deploy/nginx.conf.in").read_text())
    if getpass.getuser() == "root":  # as deploy/serve does
        text = f"user root;\n{text}"
    (tmp_path / "nginx.conf").write_text(text)
    shutil.copy(ROOT / "deploy/to_portal.conf", tmp_path)
    (tmp_path / "pages").mkdir()
    with running(
        "nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), until="", seconds=10, VAR_DIR=str(tmp_path)
    ):
        eventually(lambda: answers(port), seconds=10)
        yield folder, lambda path: get(port, path)


def answers(port):
    try:
        return get(port, "/static/")[0]
    except ConnectionRefusedError:
        return False


def upload(folder: Path, name: str):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("content")


def test_pictures_of_pages_are_given_out(media):
    folder, ask = media
    upload(folder, "images/circle.width-800.webp")
    status, headers, text = ask("/media/images/circle.width-800.webp")
    assert (status, text) == (200, "content")
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("way", ["/media/{}", "/media/images/../{}", "/media/images/%2e%2e/{}", "/media//{}"])
@pytest.mark.parametrize("name", ["documents/plan.pdf", "original_images/circle.jpg", "avatar_images/me.jpg", "x.txt"])
def test_nothing_else_that_was_uploaded_is(way, name, media):
    folder, ask = media
    upload(folder, name)
    upload(folder, "images/circle.webp")
    assert ask(way.format(name))[0] in (400, 404)
