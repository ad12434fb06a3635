"""Answering on the Companies page by keyboard alone, as somebody with ten pairs to go through does."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests import browsing

ORDERS = """tool,document_no,company,country,ordered_on,amount,currency
Xero,1,Voltara Systems GmbH,DE,2026-09-01,10.50,EUR
Xero,2,Voltarra Systems,DE,2026-09-02,20.50,EUR
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    data = tmp_path_factory.mktemp("names")
    first = data / "orders.csv"
    first.write_text(ORDERS)
    command = [sys.executable, "-m", "custodian", "import", str(first)]
    home = {**os.environ, "CUSTODIAN_DATA": str(data)}
    subprocess.run(command, cwd=browsing.ROOT, env=home, check=True, capture_output=True)
    with browsing.serving(data) as found:
        yield found


@pytest.mark.parametrize("size", [browsing.WALL, browsing.PHONE])
def test_a_key_answers_while_the_name_is_still_being_written(chromium, address, size):
    """A key does not leave the field, and the answer was refused: no name was given."""
    page = browsing.open_page(chromium, f"{address}/companies", size)
    page.get_by_role("button", name="Look for companies that may be one").click()
    expect(page.get_by_role("button", name="Same company")).to_be_visible(timeout=60_000)
    page.get_by_label("Your name").fill("")
    page.get_by_label("Your name").press_sequentially("Ada")
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("are one company, said Ada")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("they differ by one letter")).to_be_visible(timeout=30_000)
    page.close()
