"""`python -m benchmarks.scores`: what Lighthouse gives five kinds of pages on a slow telephone, and what visits weigh.

Starts the stack of `make serve` on this machine with a database of its own. Ends with an error when a score is below
what is promised (95 for performance, 100 for the rest), or a visit weighs more (`benchmarks.weights`).
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.stack import serving
from benchmarks.weights import weigh_visit
from tests.browser import SWITCHES
from tests.running import ROOT

LIGHTHOUSE = ROOT / "benchmarks/lighthouse/node_modules/.bin/lighthouse"
PROMISED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = {
    "home": "/nl/",
    "model": "/nl/conferenties/eigen-kracht-conferentie/",
    "leaflet": "/nl/folders/voor-families/",
    "story": "/nl/verhalen/oma-riet-blijft-thuis/",
    "agenda": "/nl/agenda/",
}
TRIES = 3  # Lighthouse sometimes records no trace at all and says itself to run it again: no score is thrown away
LANGUAGES = ("nl", "en", "fr", "tr", "ar", "pl")


def main() -> int:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium or not LIGHTHOUSE.exists():
        print("The scores need Chromium and Lighthouse. Debian, Ubuntu: apt-get install chromium npm; then make bench")
        return 1
    with serving() as (port, _media):
        fine = [scored(name, f"http://localhost:{port}{path}", chromium) for name, path in PAGES.items()]
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=SWITCHES)
            fine += [weighed(browser, code, f"http://localhost:{port}") for code in LANGUAGES]
            browser.close()
    return 0 if all(fine) else 1


def scored(name: str, address: str, chromium: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        told = [
            str(LIGHTHOUSE),
            address,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(PROMISED)}",
            "--enable-error-reporting=false",
            f"--chrome-flags=--headless=new {' '.join(SWITCHES)}",
        ]
        for more in range(TRIES - 1, -1, -1):
            ran = subprocess.run(told, env=os.environ | {"CHROME_PATH": chromium}, check=not more)
            if not ran.returncode:
                break
        found = json.loads(report.read_text())
    scores = {kind: round(found["categories"][kind]["score"] * 100) for kind in PROMISED}
    print(f"{name:16}", "  ".join(f"{kind} {score:3}" for kind, score in scores.items()), flush=True)
    lacking = [kind for kind, score in scores.items() if score < PROMISED[kind]]
    for kind in lacking:
        for one in found["categories"][kind]["auditRefs"]:
            audit = found["audits"][one["id"]]
            if one["weight"] and (audit["score"] or 0) < 1:
                print(f"    {kind}: {audit['title']} {audit.get('displayValue', '')}")
    return not lacking


def weighed(browser, code: str, start: str) -> bool:
    visit = weigh_visit(browser, start, code)
    print(f"{code}: a first visit {visit.first / 1000:.1f} KB, the next page {visit.next / 1000:.1f} KB", flush=True)
    return visit.keeps_promise


if __name__ == "__main__":
    sys.exit(main())
