"""Choosing a comparison in the bar, by mouse and by keyboard, on the wall and on a phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from custodian import settings
from custodian.warehouse import catalogues
from tests import browsing, packed, pictures


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    data = tmp_path_factory.mktemp("comparing")
    warehouse = catalogues.open_warehouse(settings.load(data=data))
    pictures.fill(warehouse)
    warehouse.close()
    with browsing.serving(data) as found:
        yield found


@pytest.mark.parametrize("size", [browsing.WALL, browsing.LAPTOP, browsing.PHONE])
def test_two_periods_are_chosen_by_their_months_and_stay_on_the_next_page(chromium, address, size):
    page = browsing.open_page(chromium, f"{address}/side_by_side?month=2026-10", size)
    page.get_by_role("combobox", name="Compared with").select_option("Any two periods")
    expect(page).to_have_url(re.compile(r"compare=2026-08\.\.2026-10~2025-08\.\.2025-10"))
    page.get_by_role("combobox", name="Figures from").select_option("September 2026")
    expect(page).to_have_url(re.compile(r"compare=2026-09\.\.2026-10~2025-08\.\.2025-10"))
    page.get_by_role("combobox", name="beside those from").select_option("September 2025")
    card = page.locator(".card", has_text="Branded searches").first
    expect(card).to_contain_text("+60% on Sep–Oct 2025")
    expect(card.locator(".value")).to_have_text("1,600Sep–Oct")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= size[0]
    page.get_by_role("link", name="Overview").click()
    expect(page).to_have_url(re.compile(r"/\?month=2026-10&compare=2026-09\.\.2026-10~2025-09\.\.2025-10$"))
    expect(page.get_by_role("combobox", name="Figures from")).to_have_value("2026-09")
    page.close()


def test_a_comparison_is_chosen_by_keyboard_alone_and_the_focus_stays(chromium, address):
    page = browsing.open_page(chromium, f"{address}/side_by_side?month=2026-10")
    chooser = page.get_by_role("combobox", name="Compared with")
    chooser.focus()
    for word in ("last-year", "year-to-date"):  # the second and the third
        page.keyboard.press("ArrowDown")
        expect(page).to_have_url(re.compile(f"compare={word}"))
    expect(page.locator(".card", has_text="Branded searches").first).to_contain_text("+24% on Jan–Oct 2025")
    expect(chooser).to_be_focused()
    page.close()


def test_the_board_pack_is_downloaded_by_keyboard_and_compares_as_the_page_does(chromium, address):
    page = browsing.open_page(chromium, f"{address}/?month=2026-10&compare=last-year")
    page.get_by_role("button", name="Board pack").focus()
    page.keyboard.press("Enter")
    workbook = page.get_by_role("button", name="Excel, to count on")
    workbook.focus()
    with page.expect_download() as begun:
        page.keyboard.press("Enter")
    assert begun.value.suggested_filename == "board_pack_2026-10.xlsx"
    overview = packed.sheet(Path(begun.value.path()).read_bytes(), "Overview")
    assert set(overview["Compared with"]) == {"October 2025"}
    page.close()


@pytest.mark.parametrize("compare", ["year-to-date", "twelve-months", "2026-02..2026-09~2024-11..2025-09"])
def test_no_word_of_a_leading_card_is_cut_off_on_the_wall(chromium, address, compare):
    page = browsing.open_page(chromium, f"{address}/side_by_side?month=2026-10&compare={compare}")
    page.wait_for_selector(".card .period")
    cut = page.eval_on_selector_all(
        ".card .text > div", "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
    )
    assert cut == []
    page.close()
