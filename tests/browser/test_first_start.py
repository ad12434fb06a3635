"""A newcomer's first visit: the real app on an empty folder, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests import browsing

PAGES = {
    "": "Overview",
    "side_by_side": "Side by side",
    "objectives": "Objectives",
    "import": "Import",
    "companies": "Companies",
    "definitions": "Definitions",
}


@pytest.fixture(scope="module")
def voltara(tmp_path_factory):
    """The app started as a newcomer starts it."""
    with browsing.serving(tmp_path_factory.mktemp("first_start")) as address:
        yield address


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


def test_on_a_phone_the_menu_shows_where_the_visitor_is(visit):
    page = visit("definitions")
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    expect(page.locator("nav [aria-current]")).to_be_in_viewport(ratio=1)


def test_no_part_of_a_page_is_headed_larger_than_the_page(visit):
    page = visit("import")
    expect(page.locator("h3").first).to_be_visible()
    sizes = [
        page.eval_on_selector_all(f".stApp {tag}", "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))")
        for tag in ("h1", "h2, h3")
    ]
    assert max(sizes[1]) < min(sizes[0])


def test_the_month_of_the_link_stays_from_page_to_page(visit):
    page = visit("side_by_side?month=2026-08&compare=last-year")
    expect(page.locator("h1")).to_contain_text("August")
    page.get_by_role("link", name="Definitions", exact=True).first.click()
    expect(page).to_have_title("Definitions · Custodian")
    assert asked(page) == {"month": ["2026-08"], "compare": ["last-year"]}
    page.get_by_role("link", name="Overview", exact=True).first.click()
    expect(page).to_have_title("Overview · Custodian")
    expect(page.locator("h1")).to_contain_text("August")


def test_what_is_chosen_in_the_bar_is_shown_and_kept_in_the_url_and_from_page_to_page(visit):
    page = visit("side_by_side")
    page.locator("select[name=month]").select_option("August 2026")
    expect(page.locator("h1")).to_contain_text("August")
    page.get_by_label("Compared with").select_option("August 2025")
    expect(page.locator(".card").first).to_contain_text("on August 2025")
    assert asked(page) == {"month": ["2026-08"], "compare": ["last-year"]}
    page.get_by_role("link", name="Objectives", exact=True).first.click()
    expect(page).to_have_title("Objectives · Custodian")
    expect(page.locator("select[name=month]")).to_have_value("2026-08")
    expect(page.get_by_role("link", name="Objectives", exact=True).first).to_have_attribute("aria-current", "page")


def test_the_choosers_are_kept_in_hand_by_the_keyboard(visit):
    page = visit("side_by_side?month=2026-09")
    page.locator("select[name=month]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("h1")).to_contain_text("August")
    expect(page.locator("select[name=month]")).to_be_focused()


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


def test_a_page_that_is_not_there_is_said_to_be_none_whatever_its_name(people, voltara):
    """“constructor” is what every object of a script has."""
    page, faults = people[0].new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{voltara}/constructor")
    expect(page.get_by_text("not found")).to_be_visible()
    page.close()
    assert not faults
