"""`python -m tests.checks.tree`: what holds for the files of the repository, told with the reason and the way out."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONG = 350
VAGUE = re.compile(r"(^|/)(utils?|helpers?|common|core|misc|services?|managers?)(\.py$|/)")
UNNAMED = re.compile(r"(^|/)migrations/\d{4}_(auto_\w+|alter_.*_and_more|.*_and_more)\.py$")
LOCK_FILE = re.compile(r"(^|/)(requirements[\w-]*\.txt|pylock.*\.toml|.*\.lock|package-lock\.json|pip\.conf|\.npmrc)$")
ADDRESS = re.compile(r"https?://|^\s*(-i|--index-url|--extra-index-url|--find-links)\b", re.MULTILINE)
PATH_IN_TEXT = re.compile(r"`([\w.-]+/[\w./-]*)`")


def main() -> int:
    files = tracked_files()
    faults = [*vague_rooms(files), *unnamed_migrations(files), *addresses_in_locks(files), *lost_rooms(files)]
    for line in long_files(files):
        print(f"look: {line}")
    for line in faults:
        print(f"fault: {line}")
    return 1 if faults else 0


def tracked_files(root: Path = ROOT) -> list[str]:
    """Every file that is committed or about to be: what stands in .gitignore is nobody's business."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listing, cwd=root, capture_output=True, text=True, check=True).stdout
    return [path for path in found.splitlines() if (root / path).is_file()]


def vague_rooms(files: Iterable[str]) -> Iterator[str]:
    for path in files:
        if VAGUE.search(path):
            yield f"{path}: this name says nothing of what is inside. Name it for its subject."


def unnamed_migrations(files: Iterable[str]) -> Iterator[str]:
    for path in files:
        if UNNAMED.search(path):
            yield f"{path}: say what the migration does: makemigrations --name what_it_does"


def addresses_in_locks(files: Iterable[str], root: Path = ROOT) -> Iterator[str]:
    for path in files:
        if LOCK_FILE.search(path) and ADDRESS.search((root / path).read_text()):
            yield f"{path}: a lock file names no address; whoever installs has their own. Lock anew: make lock"


def lost_rooms(files: Iterable[str], root: Path = ROOT) -> Iterator[str]:
    """Paths that documentation names, in a folder of ours, where nothing stands."""
    files = list(files)
    folders = {path.split("/")[0] for path in files if "/" in path}
    for page in files:
        for path in PATH_IN_TEXT.findall((root / page).read_text()) if page.endswith(".md") else []:
            if path.split("/")[0] in folders and not (root / path).exists():
                yield f"{page}: there is no {path} here. Name where it stands now."


def long_files(files: Iterable[str], root: Path = ROOT) -> Iterator[str]:
    for path in files:
        if path.endswith((".py", ".html", ".css", ".js")) and "/migrations/" not in path and "/vendor/" not in path:
            lines = (root / path).read_text().count("\n")
            if lines > LONG:
                yield f"{path} has {lines} lines. Are there two subjects in it?"


if __name__ == "__main__":
    sys.exit(main())
