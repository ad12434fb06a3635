"""The app as it runs, and a real browser in front of it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
WALL, LAPTOP, PHONE = (1920, 1080), (1366, 768), (390, 844)


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The address of the app on a data folder of its own."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    app = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "CUSTODIAN_DATA": str(data)}, stdout=subprocess.PIPE, text=True
    )
    try:
        assert app.stdout is not None
        # Streamlit prints its address when it listens.
        next(line for line in app.stdout if str(port) in line and "http" in line)
        yield f"http://127.0.0.1:{port}"
    finally:
        app.terminate()
        app.communicate(timeout=20)


@contextmanager
def browser() -> Iterator[Browser]:
    found = subprocess.run([ROOT / "tools" / "browser"], capture_output=True, text=True, check=False)
    if not found.stdout.strip():
        pytest.skip(found.stderr.strip() or "no browser was found")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found.stdout.strip(), args=QUIET)
        yield started
        started.close()


def open_page(browser: Browser, address: str, size: tuple[int, int] = WALL) -> Page:
    """A page whose headline is drawn; an error of its scripts fails the test."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.on("pageerror", lambda error: pytest.fail(f"{address}: {error}"))
    page.goto(address)
    page.wait_for_selector("h1")
    return page


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
