"""What a visit weighs over the wire: what is promised, and how a browser is asked."""

from typing import NamedTuple

FIRST, NEXT = 100_000, 20_000  # bytes, with all that a page brings but its photographs
PHOTOGRAPHS = "/media/images/"


class Visit(NamedTuple):
    first: int
    next: int

    @property
    def keeps_promise(self) -> bool:
        return self.first <= FIRST and self.next <= NEXT


def weigh_visit(browser, start: str, code: str) -> Visit:
    """What a new reader's browser fetches for the home page in the language `code`, and then for one more page."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    wire, addresses, bytes_of = page.context.new_cdp_session(page), {}, {}
    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", lambda said: addresses.update({said["requestId"]: said["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda said: bytes_of.update({said["requestId"]: said["encodedDataLength"]}))
    weights = []
    for path in (f"/{code}/", f"/{code}/agenda/"):
        bytes_of.clear()
        page.goto(start + path, wait_until="networkidle")
        weights.append(round(sum(size for key, size in bytes_of.items() if PHOTOGRAPHS not in addresses[key])))
    page.context.close()
    return Visit(*weights)
