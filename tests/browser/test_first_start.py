"""A newcomer's first visit: the real app on an empty folder, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

PAGES = {
    "": "Overview",
    "side_by_side": "Side by side",
    "objectives": "Objectives",
    "import": "Import",
    "definitions": "Definitions",
}


def asked(page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_the_first_start_shows_the_sample_company_and_says_that_it_is_invented(visit):
    page = visit()
    expect(page.get_by_text("Sample company Voltara: invented figures")).to_be_visible()
    expect(page.get_by_text("Start with your own files")).to_be_visible()
    expect(page.locator("h1")).to_contain_text(re.compile("[A-Z][a-z]+: .+"))


@pytest.mark.parametrize("path", PAGES)
def test_a_deep_link_opens_its_page_with_the_whole_menu(visit, path):
    page = visit(path)
    assert page.title() == f"{PAGES[path]} · Custodian"
    for title in PAGES.values():
        expect(page.get_by_role("link", name=title, exact=True).first).to_be_visible()


def test_the_month_of_the_link_stays_from_page_to_page(visit):
    page = visit("side_by_side?month=2026-08&compare=last-year")
    expect(page.locator("h1")).to_contain_text("August")
    page.get_by_role("link", name="Definitions", exact=True).first.click()
    expect(page).to_have_title("Definitions · Custodian")
    assert asked(page) == {"month": ["2026-08"], "compare": ["last-year"]}
    page.get_by_role("link", name="Overview", exact=True).first.click()
    expect(page).to_have_title("Overview · Custodian")
    expect(page.locator("h1")).to_contain_text("August")


def test_a_card_opens_its_kpi_in_the_same_month(visit):
    page = visit("side_by_side?month=2026-09")
    page.locator(".card", has_text="Win rate").click()
    page.wait_for_selector(".js-plotly-plot .main-svg")
    assert asked(page)["key"] == ["win_rate"]
    assert asked(page)["month"] == ["2026-09"]
    expect(page.locator("h1")).to_contain_text("Win rate")


def test_all_fifteen_cards_stand_side_by_side_with_a_figure_of_october(visit):
    page = visit("side_by_side?month=2026-10")
    cards = page.locator(".journey").first.locator(".card")
    expect(cards).to_have_count(15)
    assert all(re.search(r"\d", value) for value in cards.locator(".value").all_inner_texts())


@pytest.mark.parametrize("hostile", ["<img src=x onerror=document.title='owned'>", "'; drop table x", "2026-13", "../"])
def test_a_hostile_link_is_answered_with_the_page_and_nothing_else(visit, hostile):
    page = visit(f"side_by_side?month={hostile}&compare={hostile}")
    expect(page.locator(".journey").first.locator(".card")).to_have_count(15)
    assert page.title() == "Side by side · Custodian"
    page = visit(f"kpi?key={hostile}")
    assert "owned" not in page.title()
