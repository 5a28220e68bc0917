"""What nginx gives out by itself, without asking the portal: files, and pages until something changes on them."""

import getpass
import re
import shutil
import socketserver
import threading
from http.server import BaseHTTPRequestHandler
from itertools import count
from pathlib import Path

import pytest

from portal.page_cache.editions import begin_edition
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
    begin_edition(tmp_path / "editions")
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


@pytest.fixture
def page_maker(tmp_path):
    """Stands for the portal: each page it makes carries the next number. `asked` and `go_on` hold it in the middle."""

    class Maker(BaseHTTPRequestHandler):
        numbers, asked, go_on = count(1), threading.Event(), threading.Event()

        def do_GET(self):
            text = str(next(self.numbers)).encode()
            self.asked.set()
            self.go_on.wait(10)
            self.send_response(200)
            self.send_header("Cache-Control", "public, max-age=0, s-maxage=60")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def address_string(self):
            return "nginx"

        def log_message(self, *args):
            pass

    Maker.go_on.set()
    with socketserver.ThreadingUnixStreamServer(str(tmp_path / "web.sock"), Maker) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Maker
        server.shutdown()
        thread.join()


def test_a_page_is_made_once_in_each_edition(page_maker, media, tmp_path):
    _folder, ask = media
    assert [ask("/nl/")[2] for _ in range(3)] == ["1", "1", "1"]
    begin_edition(tmp_path / "editions")
    assert [ask("/nl/")[2] for _ in range(3)] == ["2", "2", "2"]
    assert ask("/nl/")[1]["X-Page-Cache"] == "HIT"


def test_a_page_made_before_a_change_is_not_shown_after_it(page_maker, media, tmp_path):
    _folder, ask = media
    page_maker.go_on.clear()
    slow = threading.Thread(target=ask, args=["/nl/"])
    slow.start()
    assert page_maker.asked.wait(10)
    begin_edition(tmp_path / "editions")
    page_maker.go_on.set()
    slow.join()
    assert ask("/nl/")[2] == "2"
