"""Where the journeys begin: an organisation with a region and its manager, and pages for each kind of reader."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory

# What makes a page wider than its window, if it is.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const sticksOut = element => {
    const box = element.getBoundingClientRect()
    return box.left < -1 || box.right > width + 1
  }
  return [...document.querySelectorAll('*')].filter(sticksOut).map(element => element.outerHTML.slice(0, 80))
}"""
WIDTHS = {"phone": 390, "desk": 1280}


@pytest.fixture
def region(live_server):
    region = RegionFactory(name="Overijssel", postcodes=["8011"])
    make_manager(region, email="manager@example.org", first_name="Marijke")
    return region


@pytest.fixture(params=["nl", "ar"])
def language(request):
    return request.param


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request):
    return request.param


@pytest.fixture(params=WIDTHS)
def reader(request, new_page, script):
    """A visitor's page: on a telephone or at a desk, with and without JavaScript."""
    return new_page(viewport={"width": WIDTHS[request.param], "height": 800}, java_script_enabled=script)


@pytest.fixture
def accessible(script):
    """Asks axe about a page; without JavaScript axe cannot run, and the same page was asked about with it."""

    def ask(page):
        page.wait_for_load_state()  # a click does not wait for the style sheets of the page it leads to
        sticking_out = page.evaluate(STICKING_OUT)
        assert not sticking_out, f"{page.url} is wider than its window: {sticking_out}"
        if script:
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()

    return ask
