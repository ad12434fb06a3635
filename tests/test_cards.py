"""The cards in a real browser: they fit their screens, open by mouse and keyboard, and are harmless with any text."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from custodian import settings
from custodian.ui import drawing
from custodian.warehouse import catalogues
from tests import browsing, pictures
from tests.browsing import LAPTOP, PHONE, ROOT, WALL, open_page

HOSTILE = ["<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">",
           "\u202eflow ot tfel", "\"'`${x}</div>", "Donaudampfschifffahrt" * 14, "👩🏽\u200d🚀 " * 60]  # fmt: skip
SMALLEST = """() => {
    const seen = [];
    const walk = (node) => {
        if (node.shadowRoot) walk(node.shadowRoot);
        for (const child of node.childNodes) {
            if (child.nodeType === 3 && child.textContent.trim() && node.getClientRects?.().length
                && !['STYLE', 'SCRIPT', 'NOSCRIPT', 'TITLE'].includes(node.tagName))
                seen.push([parseFloat(getComputedStyle(node).fontSize), child.textContent.trim().slice(0, 40)]);
            if (child.nodeType === 1) walk(child);
        }
    };
    walk(document.body);
    return seen.sort((a, b) => a[0] - b[0])[0];
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    warehouse = catalogues.open_warehouse(settings.load(data=data))
    pictures.fill(warehouse, without=("sales_velocity",))
    warehouse.close()
    with browsing.serving(data) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with browsing.browser() as started:
        yield started


def hostile_card(text: str) -> dict:
    spark = {"values": [1, None, 3], "signals": [[0, "good"]], "lower": [0, None, 0], "upper": [2, None, 2],
             "target": 2, "first": text, "last": text,
             "marks": [{"at": 0, "to": 2, "says": text, "breaks": False}]}  # fmt: skip
    says = dict.fromkeys(
        ["key", "team", "title", "value", "change", "shape", "verdict", "target", "fill", "sentence", "spoken"], text
    )
    act = {"label": text, "page": "objectives", "href": "objectives"}
    return {
        **says,
        "cause": text,
        "who": text,
        "act": act,
        "href": "kpi?key=x",
        "color": "#0063a6",
        "tone": "good",
        "spark": spark,
    }


def test_side_by_side_stands_on_one_screen_of_the_meeting_room(browser, address):
    page = open_page(browser, f"{address}/side_by_side", WALL)
    legend = page.locator(".notes").first
    expect(legend).to_be_visible()
    assert page.locator(".journey").first.locator(".card").count() == 15
    box = legend.bounding_box()
    assert box["y"] + box["height"] <= 1080


@pytest.mark.parametrize("size", [WALL, LAPTOP, PHONE])
@pytest.mark.parametrize("path", ["", "side_by_side", "kpi?key=win_rate", "definitions"])
def test_no_page_is_wider_than_its_screen_nor_written_too_small(browser, address, path, size):
    page = open_page(browser, f"{address}/{path}", size)
    page.wait_for_selector(".js-plotly-plot .main-svg" if path.startswith("kpi") else ".page")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= size[0]
    smallest, text = page.evaluate(SMALLEST)
    assert smallest >= 14, f"{text!r} is written in {smallest} px"


def test_no_word_of_a_leading_card_is_cut_off_on_the_wall(browser, address):
    page = open_page(browser, f"{address}/side_by_side", WALL)
    page.wait_for_selector(".card")
    cut = page.eval_on_selector_all(
        ".card .text > div", "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
    )
    assert cut == []


@pytest.mark.parametrize("size", [WALL, LAPTOP, PHONE])
def test_no_word_of_a_large_card_is_cut_off(browser, size):
    """On a laptop a survey figure had lost its margin, and a title its end."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_content("<div id=here style='max-width: 990px'></div>")
    page.add_style_tag(path=ROOT / "custodian/ui/cards.css")
    said = {"title": "Lost on brand, not product, of all lost", "change": "−0.9 pts on September · n=1,212 · ±6 pts"}
    draw(page, "cards", {"blocks": [{"kind": "changes", "cards": [{**hostile_card("Fair"), **said}] * 2}]})
    every = ".title, .change, .lines p"
    assert page.eval_on_selector_all(every, "all => all.filter(e => e.scrollWidth > e.clientWidth + 1)") == []


def test_a_click_on_a_card_opens_its_kpi_with_month_and_comparison_kept(browser, address):
    page = open_page(browser, f"{address}/side_by_side?month=2026-08&compare=last-year")
    page.locator(".card", has_text="Branded searches").first.click()
    expect(page.locator("h1")).to_have_text("Branded searches: 800")
    expect(page).to_have_url(f"{address}/kpi?key=branded_searches&month=2026-08&compare=last-year")


def test_a_card_opens_by_keyboard_and_shows_where_the_focus_is(browser, address):
    page = open_page(browser, f"{address}/side_by_side")
    card = page.get_by_role("link", name=re.compile("^Sales: Win rate"))
    card.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert card.evaluate("card => getComputedStyle(card).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Win rate: ")


def test_a_deep_link_is_right_from_a_cold_start(browser, address):
    page = open_page(browser, f"{address}/kpi?key=branded_searches&month=2026-06")
    expect(page.locator("h1")).to_have_text("Branded searches: 500")
    expect(page.get_by_role("combobox", name="Month")).to_have_value("2026-06", timeout=30_000)  # the very first visit


def test_the_menu_keeps_month_and_comparison(browser, address):
    page = open_page(browser, f"{address}/side_by_side?month=2026-08&compare=last-year")
    page.get_by_role("link", name="Overview").click()
    expect(page).to_have_url(f"{address}/?month=2026-08&compare=last-year")
    expect(page.get_by_role("combobox", name="Month")).to_have_value("2026-08")


def test_a_month_chosen_stands_in_the_url(browser, address):
    page = open_page(browser, f"{address}/side_by_side")
    page.get_by_role("combobox", name="Month").select_option("March 2026")
    expect(page).to_have_url(re.compile("month=2026-03"))
    expect(page.locator(".card", has_text="Branded searches").first).to_contain_text("500")


def test_a_kpi_without_data_is_muted_and_says_what_fills_it(browser, address):
    page = open_page(browser, f"{address}/side_by_side")
    card = page.locator(".card", has_text="Sales velocity")
    expect(card).to_have_class(re.compile("missing"))
    expect(card).to_contain_text("Nothing yet. Load ")


def draw(page: Page, name: str, data: dict) -> None:
    """One drawing alone, in a page without Streamlit."""
    script = drawing.script(name).replace("export default function", "function")
    place = "parentElement: document.querySelector('#here'), setStateValue: window.setStateValue"
    page.evaluate(f"(() => {{ {script}; draw({{data: {json.dumps(data)}, {place}}}) }})()")


@pytest.mark.parametrize("size", [WALL, LAPTOP, PHONE])
def test_hostile_names_in_the_bar_are_shown_and_leave_the_page_its_width(browser, size):
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    for text in HOSTILE:
        page.set_content("<title>safe</title><body style='margin: 0'><div id=here></div>")
        page.add_style_tag(path=ROOT / "custodian/ui/bar.css")
        link = {"page": "Import", "label": text, "href": "import", "here": False}
        chooser = {"name": "month", "label": "Month", "options": [["2026-10", text]], "current": "2026-10"}
        banner = {"says": text, "link": link}
        draw(page, "bar", {"pages": [link], "choosers": [chooser], "fresh": "No data yet", "banner": banner})
        assert page.locator(".banner strong").text_content() == text
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.locator("script, img").count() == 0


@pytest.mark.parametrize("size", [WALL, PHONE])
def test_hostile_text_is_shown_and_does_nothing(browser, size):
    """A name in a file must never become markup, wherever on a card it stands, nor push the card out of its place."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.set_content("<title>safe</title><div id=here></div>")
    page.add_style_tag(path=ROOT / "custodian/ui/cards.css")
    cards = [hostile_card(text) for text in HOSTILE]
    entry = {"key": "x", "href": "x", "color": "red"}
    texts = [{**entry, "title": text, "place": text, "parts": [[text, text]]} for text in HOSTILE]
    blocks = [{"kind": "changes", "cards": cards}, {"kind": "dictionary", "entries": texts}]
    draw(page, "cards", {"blocks": blocks})
    assert page.locator(".title").all_text_contents() == HOSTILE
    assert page.locator("script, img").count() == 0
    assert page.title() == "safe"
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("width", [1250, 330])
def test_no_word_beside_a_bar_is_cut_off_and_hostile_names_stay_text(browser, width):
    """Also on a phone, whose card is 330 pixels wide."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content("<title>still</title><div id=here></div>")
    page.add_style_tag(path=ROOT / "custodian/ui/bars.css")
    ends = {"from": 0, "to": 1}
    said = {"value": "CHF 12.3M", "change": "no sure change"}
    bars = [{"name": name, **ends, **said} for name in ("Paid search", *HOSTILE)]
    step = {**ends, "good": True, "says": "weight −0.2 pts"}
    part = {"sum": "▼ −€96.6k", "word": "worse", "more": HOSTILE[0], "steps": [step, {**step, "from": 1, "to": 0}]}
    totals = [{"name": "November 2024–October 2025", "at": at, "value": "€10.3M"} for at in (0, 1)]
    draw(page, "bars", {"bars": bars, "color": "#0063a6"})
    outside = f"all => all.filter(e => e.getBoundingClientRect().right > {width} || e.getBoundingClientRect().left < 0)"
    assert page.locator(".row").count() == len(bars)
    assert page.eval_on_selector_all(".says, .name, .bar", f"{outside}.map(e => e.textContent)") == []
    draw(page, "bars", {"steps": [totals[0], *({**part, "name": name} for name in HOSTILE), totals[1]]})
    assert page.locator(".row").count() == 2 + len(HOSTILE)
    assert page.eval_on_selector_all(".says, .name, .sum, .bar", f"{outside}.map(e => e.textContent)") == []
    assert page.title() == "still" and page.locator("img, script").count() == 0


def test_a_row_of_a_table_is_chosen_by_mouse_and_by_keys_and_its_text_stays_text(browser):
    page = browser.new_page()
    page.set_content("<title>safe</title><div id=here></div>")
    rows = [[text, str(at)] for at, text in enumerate(HOSTILE)]
    columns = [{"title": "File", "is_number": False}, {"title": HOSTILE[0], "is_number": True}]
    told = {"label": HOSTILE[0], "columns": columns, "rows": rows, "ids": ["a", "b", "c", "d", "e"], "height": "90px"}
    page.evaluate("window.setStateValue = (name, value) => (window.said = [name, value])")
    draw(page, "sheet", told)
    cells = page.locator("tbody td:first-child")
    assert cells.all_text_contents() == HOSTILE
    cells.nth(1).click()
    assert page.evaluate("said") == ["chosen", "b"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("said") == ["chosen", "c"]
    expect(page.locator("[aria-selected=true]")).to_have_count(1)
    page.keyboard.press(" ")
    assert page.evaluate("said") == ["chosen", ""], "the same row once more chooses none"
    assert page.locator("script, img").count() == 0 and page.title() == "safe"
    page.close()
