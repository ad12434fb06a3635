"""The app as it runs, and a real browser in front of it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
WALL, LAPTOP, PHONE = (1920, 1080), (1366, 768), (390, 844)


@contextmanager
def serving(data: Path, port: str = "0") -> Iterator[str]:
    """The address of the app on a data folder of its own."""
    command = [sys.executable, "-m", "custodian", "serve", "--port", port]
    app = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "CUSTODIAN_DATA": str(data)}, stdout=subprocess.PIPE, text=True
    )
    try:
        assert app.stdout is not None
        said = app.stdout.readline()
        assert "http://127.0.0.1:" in said, said
        yield said.split()[3]
    finally:
        app.terminate()
        app.communicate(timeout=20)


@contextmanager
def browser() -> Iterator[Browser]:
    found = subprocess.run([ROOT / "tools" / "browser"], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail(found.stderr)
    if not found.stdout.strip():
        pytest.skip(found.stderr.strip())
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found.stdout.strip(), args=QUIET)
        yield started
        started.close()


def open_page(browser: Browser, address: str, size: tuple[int, int] = WALL) -> Page:
    """A page whose headline is drawn; an error of its scripts fails the test.

    All are a visitor's tabs: Streamlit's scripts are fetched and compiled once.
    """
    visitor = browser.contexts[0] if browser.contexts else browser.new_context()
    page = visitor.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.on("pageerror", lambda error: pytest.fail(f"{address}: {error}"))
    page.goto(address)
    page.wait_for_selector("h1")
    return page
