"""Every page and form of the site is valid HTML, in every language, as the Nu HTML checker reads it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from tests.cms_pages.walking import LANGUAGES, address_of, demo_site, pages_by_language
from tests.missing import missing
from tests.running import ROOT

pytestmark = pytest.mark.validator

CHECKER = ROOT / "tests/validator/node_modules/vnu-jar/build/dist/vnu.jar"
VIEWS = (
    "refer/",
    "refer/call/",
    "follow/",
    "order-leaflets/",
    "search/?q=a",
    "search/?q=qwxyz",
    "no-such-page/",
    "accounts/login/",
    "accounts/password/reset/",
)


@pytest.fixture
def checked(tmp_path):
    """A function that lets the checker read what a folder holds; what it finds wrong, a line each."""
    if not shutil.which("java") or not CHECKER.exists():
        missing("the Nu HTML checker (make validator; it needs Java and npm)")

    def wrongs_in(folder: Path) -> list[str]:
        told = subprocess.run(
            ["java", "-Xmx512m", "-jar", str(CHECKER), "--format", "json", "--errors-only", "--html", str(folder)],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        said = json.loads(told.stderr)["messages"]
        return [f"{Path(line['url']).name}:{line.get('lastLine')}: {line['message']}" for line in said]

    return wrongs_in


def test_the_checker_finds_what_is_wrong(checked, tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><title>a</title><p id=a><p id=a>")
    assert any("Duplicate ID" in line for line in checked(tmp_path))


@pytest.mark.walk
@pytest.mark.parametrize(("belgian", "languages"), [(False, LANGUAGES), (True, ["nl", "fr"])])
def test_every_page_is_valid_in_every_language(db, checked, tmp_path, belgian, languages):
    home = demo_site(languages, belgian=belgian)
    client = Client(SERVER_NAME=home.get_site().hostname)
    for code, pages in pages_by_language(home).items():
        addresses = [*map(address_of, pages), *(f"/{code}/{view}" for view in VIEWS)]
        for number, address in enumerate(addresses):
            response = client.get(address)
            assert response.status_code in (200, 404), address
            name = address.strip("/").replace("/", "_").replace("?", "_")
            (tmp_path / f"{number}-{name[:80]}.html").write_bytes(response.content)
        refused = client.post(f"/{code}/refer/", {})
        shown = client.get(refused["Location"]) if refused.status_code == 302 else refused
        (tmp_path / f"{code}-refused.html").write_bytes(shown.content)
        client.cookies.clear()
    wrongs = checked(tmp_path)
    assert not wrongs, "\n".join(wrongs)
