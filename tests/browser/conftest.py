"""The app with the sample company, and browsers in front of it, once for all tests here."""

from urllib.parse import urlsplit

import pytest

from tests import browsing, sample


@pytest.fixture(scope="package")
def voltara(tmp_path_factory):
    with browsing.serving(sample.copied(tmp_path_factory.mktemp("voltara"))) as address:
        yield address


@pytest.fixture(scope="package")
def chromium():
    with browsing.browser() as started:
        yield started


@pytest.fixture(scope="package")
def people(chromium):
    """Two visitors, each with a browser of its own: Streamlit's scripts are fetched and compiled once for each."""
    both = [
        chromium.new_context(viewport={"width": width, "height": height}, locale="en-GB")
        for width, height in (browsing.WALL, browsing.LAPTOP)
    ]
    yield both
    for context in both:
        context.close()


@pytest.fixture
def visit(people, voltara):
    """Opens pages by their path, in one window; whatever a visitor's browser complains of fails the test."""
    page = people[0].new_page()
    page.set_viewport_size({"width": browsing.WALL[0], "height": browsing.WALL[1]})
    complaints, asked = [], set()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.add(urlsplit(request.url)))

    def opened(path: str = ""):
        page.goto(f"{voltara}/{path}")
        page.wait_for_selector("h1")
        return page

    yield opened
    page.close()
    assert not complaints
    elsewhere = {url.netloc for url in asked if url.scheme in ("http", "https", "ws", "wss")} - {voltara[7:]}
    assert not elsewhere, "a request left this machine"
