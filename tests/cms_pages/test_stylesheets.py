"""The style sheets: right-to-left by construction, in layers, from our own host."""

import re

import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "portal" / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))
LAYERS = {"reset", "tokens", "base", "art", "layout", "parts", "print"}
PHYSICAL = re.compile(
    r"^\s*(?:(?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|top|bottom|width|height"
    r"|(?:min|max)-(?:width|height)|float|clear)\s*:|text-align:\s*(?:left|right)",
    re.M,
)


def without_comments(path):
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_only_logical_properties(path):
    assert not PHYSICAL.findall(without_comments(path))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_file_that_is_named_is_ours_and_exists(path):
    for address in re.findall(r"url\(\"?([^\")]+)\"?\)", path.read_text()):
        assert (path.parent / address).resolve().is_relative_to(STATIC)
        assert (path.parent / address).is_file(), address


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_layer_is_one_of_the_known(path):
    named = re.findall(r"@layer ([\w, ]+)[;{]", without_comments(path))
    assert {name.strip() for names in named for name in names.split(",")} <= LAYERS


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_colours_come_from_tokens(path):
    if path.name in ("tokens.css", "art.css", "print.css"):  # where colours are defined; skin and hair are drawn
        return
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b", without_comments(path))


def test_fonts_come_with_their_licence():
    licences = " ".join(path.read_text() for path in (STATIC / "fonts").glob("OFL-*.txt"))
    for maker in ("Young Serif", "Atkinson", "Noto", "IBM"):
        assert maker in licences
