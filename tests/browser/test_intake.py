"""A month's files in a real browser: dropped, answered, mended in a list, loaded, fetched back, taken back."""

import csv
import io
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import browsing
from tests.intake.test_drift import HEADER, OCTOBER, SEPTEMBER

ROOT = Path(__file__).parents[2]
ORDERS = "tool,document_no,company,ordered_on,amount,currency\n"
WRONG = f"{ORDERS}Xero,1,Example,2026-09-01,10.50,EUR\nXero,2,<b>Beta</b>,2026-09-02,=cmd|x,EUR\n"
RUNNING = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    data = tmp_path_factory.mktemp("own")
    first = data / "september.csv"
    first.write_text(f"{HEADER}\n{SEPTEMBER}\n")
    command = [sys.executable, "-m", "custodian", "import", str(first)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "CUSTODIAN_DATA": str(data)}, check=True, capture_output=True)
    with browsing.serving(data) as found:
        yield found


@pytest.fixture
def page(chromium, address):
    opened = browsing.open_page(chromium, f"{address}/import", browsing.LAPTOP)
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()


def drop(page, *files: tuple[str, bytes]) -> None:
    told = [{"name": name, "mimeType": "text/csv", "buffer": content} for name, content in files]
    page.locator("input[type=file]").set_input_files(told)


def test_a_renamed_column_is_mended_with_one_click(page):
    drop(page, ("october.csv", f"{HEADER.replace('Cost', 'Spend')}\n{OCTOBER}\n".encode()))
    page.get_by_role("button", name="Yes, “Spend” is what was “Cost”").click()
    expect(page.get_by_text("Ready to load")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Load", exact=True).click()
    expect(page.get_by_text("✓ Loaded")).to_be_visible(timeout=60_000)


def test_a_downloaded_list_is_mended_and_brought_back_and_the_original_comes_back_byte_for_byte(page):
    page.get_by_label("Your name").fill("Ada")
    drop(page, ("orders.csv", WRONG.encode()))
    with page.expect_download() as arriving:
        page.get_by_role("button", name="Download this list").click()
    rows = list(csv.reader(io.StringIO(arriving.value.path().read_text("utf-8-sig"))))
    assert [row[2:7] for row in rows[1:]] == [["3", "amount", "'=cmd|x", rows[1][5], ""]]
    rows[1][6] = "20.25"
    mended = io.StringIO()
    csv.writer(mended, delimiter=";").writerows(rows)
    drop(page, ("refused cells.csv", mended.getvalue().encode("utf-8-sig")))
    expect(page.get_by_text("1 mended cell taken over")).to_be_visible(timeout=60_000)
    page.locator(RUNNING).wait_for()
    page.get_by_role("button", name="Load", exact=True).click()
    expect(page.get_by_text("✓ Loaded")).to_be_visible(timeout=60_000)
    page.locator(RUNNING).wait_for()
    page.get_by_role("grid").get_by_role("row", name="orders.csv").click()
    expect(page.get_by_text("1 cell mended")).to_be_visible(timeout=60_000)
    with page.expect_download() as arriving:
        page.get_by_role("button", name="Original file").click()
    assert arriving.value.suggested_filename == "orders.csv"
    assert sha256(arriving.value.path().read_bytes()).digest() == sha256(WRONG.encode()).digest()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("undone by Ada")).to_be_visible(timeout=60_000)


def test_an_answer_that_cannot_be_one_is_asked_for_again(page):
    drop(page, ("deals.csv", b"tool,deal_id,company,outcome,amount,created_on\nCRM,1,Alpha,won,100.00,2026-10-05\n"))
    box = page.get_by_label("Which currency")
    box.fill("euros")
    box.press("Enter")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("Expected a currency's ISO code, such as EUR; found “euros”.")).to_be_visible()
    box.fill("CHF")
    box.press("Enter")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("Ready to load")).to_be_visible()


def test_of_two_readings_of_a_date_nothing_else_can_be_written(page):
    drop(page, ("deals.csv", b"tool,deal_id,outcome,created_on,amount,currency\nCRM,1,won,03/04/2026,5,EUR\n"))
    box = page.get_by_label(re.compile("Is 03/04/2026"))
    box.fill("nonsense")
    box.press("Enter")
    expect(page.get_by_role("option", name="nonsense")).to_have_count(0)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("A question first")).to_be_visible()
    expect(page.get_by_text("nonsense")).to_have_count(0)
