"""A Chromium that opens files and nothing else."""

import shutil

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium found: apt install chromium, or put one on the PATH")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser):
    """A page that may open files and nothing else; what else it asks for is kept in `page.asked`."""
    context = browser.new_context()
    opened = context.new_page()
    opened.asked = []

    def decide(route):
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            opened.asked.append(route.request.url)
            route.abort()

    context.route("**/*", decide)
    yield opened
    context.close()
