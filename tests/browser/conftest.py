"""The app started as a newcomer starts it, on an empty data folder, once for all tests here."""

from urllib.parse import urlsplit

import pytest

from tests import browsing


@pytest.fixture(scope="package")
def first_start(tmp_path_factory):
    with browsing.serving(tmp_path_factory.mktemp("first_start")) as address:
        yield address


@pytest.fixture(scope="package")
def chromium():
    with browsing.browser() as started:
        yield started


@pytest.fixture
def visit(chromium, first_start):
    """Opens pages by their path, in one window; whatever a visitor's browser complains of fails the test."""
    context = chromium.new_context(viewport={"width": 1920, "height": 1080}, locale="en-GB")
    page = context.new_page()
    complaints, asked = [], set()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    context.on("request", lambda request: asked.add(urlsplit(request.url)))

    def opened(path: str = ""):
        page.goto(f"{first_start}/{path}")
        page.wait_for_selector("h1")
        return page

    yield opened
    context.close()
    assert not complaints
    elsewhere = {url.netloc for url in asked if url.scheme in ("http", "https", "ws", "wss")} - {first_start[7:]}
    assert not elsewhere, "a request left this machine"
