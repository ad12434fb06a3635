"""Several screens at once: what is saved on one is shown on all, and nobody who is writing is disturbed."""

import time
from urllib.parse import urlencode

import pytest

from tests import walls

PROMISED = 2  # seconds until a change on a laptop is on every wall
LISTENING = 12


@pytest.fixture
def another(chromium, first_start):
    """Pages of other people, each in a browser of its own."""
    opened = []

    def visit(path: str):
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="en-GB")
        opened.append(context)
        page = context.new_page()
        page.goto(f"{first_start}/{path}")
        page.wait_for_selector("h1")
        return page

    yield visit
    for context in opened:
        context.close()


def form(write: str, **asked: str) -> str:
    return f"objectives?{urlencode({'write': write, **asked})}"


def save_an_action(page, what: str) -> float:
    """On a page with its form open; the moment at which it was saved."""
    page.get_by_label("What is to be done?").fill(what)
    page.get_by_label("Who sees to it?").fill("Ben")
    page.get_by_label("Your name").fill("Ana")
    page.get_by_role("button", name="Save").click()
    return time.monotonic()


def test_what_a_laptop_saves_is_on_every_wall_within_two_seconds(visit, another, first_start):
    wall, laptop = visit("objectives"), another(form("action"))
    what = "Call the three customers who waited"
    with walls.hung(first_start, "objectives", LISTENING) as others:
        assert others.drawn(1, within=30)
        saved = save_an_action(laptop, what)
        wall.get_by_text(what).wait_for(timeout=1000 * PROMISED)
        assert others.show(what, within=PROMISED)
        assert max(others.first_shown(what)) - saved < PROMISED


def test_a_page_keeps_its_address_and_what_is_chosen_on_it_when_it_is_drawn_anew(visit, another):
    wall = visit("objectives?month=2026-06&compare=last-year")
    what = "Ask the service team"
    save_an_action(another(form("action")), what)
    wall.get_by_text(what).wait_for()
    assert "month=2026-06" in wall.url and "compare=last-year" in wall.url
    assert wall.locator("select[name=month]").input_value() == "2026-06"


def test_what_is_being_typed_stays_while_somebody_else_saves(visit, another):
    """The form is drawn anew with what was saved; the half sentence and the cursor in it stay."""
    writing, wall, laptop = visit(form("decision")), another("objectives"), another(form("action"))
    field = writing.get_by_label("What did the two teams decide?")
    field.click()
    writing.keyboard.type("No fair without")
    what = "Book the stand"
    save_an_action(laptop, what)
    wall.get_by_text(what).wait_for()
    writing.keyboard.type(" a goal.")
    assert field.input_value() == "No fair without a goal."
    writing.get_by_label("Your name").fill("Ben")
    writing.get_by_role("button", name="Save").click()
    wall.get_by_text("No fair without a goal.").wait_for()
    writing.get_by_text(what).wait_for()
