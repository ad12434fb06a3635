"""Several screens at once: what is saved on one is shown on all, and nobody who is writing is disturbed."""

import time
from urllib.parse import urlencode

import pytest

from custodian import settings
from custodian.warehouse import catalogues
from tests import browsing, packed, pictures, walls

PROMISED = 2  # seconds until a change on a laptop is on every wall
LISTENING = 8


@pytest.fixture
def another(people, voltara):
    """Pages of somebody else, in a browser of its own."""
    opened = []

    def visit(path: str):
        page = people[1].new_page()
        opened.append(page)
        page.goto(f"{voltara}/{path}")
        page.wait_for_selector("h1")
        return page

    yield visit
    for page in opened:
        page.close()


@pytest.fixture
def promised(tmp_path):
    """A small ledger and an objective, quick to make and to start with."""
    warehouse = catalogues.open_warehouse(settings.load(data=tmp_path / "data"))
    pictures.fill(warehouse)
    packed.promise(warehouse, "Be the first name a buyer thinks of")
    warehouse.close()
    return tmp_path / "data"


def form(write: str, **asked: str) -> str:
    return f"objectives?{urlencode({'write': write, **asked})}"


def save_an_action(page, what: str) -> None:
    """On a page with its form open."""
    page.get_by_label("What is to be done?").fill(what)
    page.get_by_label("Who sees to it?").fill("Ben")
    page.get_by_label("Your name").fill("Ana")
    page.get_by_role("button", name="Save").click()


def test_what_a_laptop_saves_is_on_every_wall_within_two_seconds(visit, another, voltara):
    """From when the laptop itself shows it; the best of three: what else this machine is doing slows all."""
    wall, laptop = visit("objectives"), another("objectives")
    with walls.hung(voltara, "objectives", LISTENING) as others:
        assert others.drawn(1, within=60)
        took = []
        while len(took) < 3 and min(took, default=PROMISED) >= PROMISED:
            what = f"Call the customers who waited, round {len(took)}"
            laptop.goto(f"{voltara}/{form('action')}")
            save_an_action(laptop, what)
            laptop.get_by_text(what).wait_for()
            saved = time.monotonic()
            wall.get_by_text(what).wait_for()
            seen = time.monotonic()
            assert others.show(what, within=30)
            took.append(max(seen, *others.first_shown(what)) - saved)
    assert min(took) < PROMISED


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


def test_of_two_who_edit_one_objective_the_second_sees_both_texts_and_chooses(visit, another):
    """The form says by itself, while it is open, that somebody else has saved."""
    second, first = visit("objectives"), another("objectives")
    for page in (second, first):
        page.get_by_role("button", name="Change: ").first.click()
        page.get_by_label("What shall be true in the end?").wait_for()
    title = second.get_by_label("What shall be true in the end?").input_value()
    second.get_by_label("What shall be true in the end?").fill("Everybody knows our name")
    second.get_by_label("Why does it matter?").fill("")
    second.get_by_label("Why does it matter?").press_sequentially("Strangers are not ask")
    first.get_by_label("What shall be true in the end?").fill("They think of us first")
    first.get_by_label("Owner in sales").fill("Sue")
    first.get_by_label("Your name").fill("Ben")
    first.get_by_role("button", name="Save").click()
    second.get_by_text("Ben saved another version on").wait_for()
    second.get_by_label("Why does it matter?").press_sequentially("ed.")
    second.get_by_label("Your name").fill("Ana")
    second.get_by_role("button", name="Save both together").click()
    second.get_by_text("Ben and you both changed this: Title. Choose whose stays, then save.").wait_for()
    assert second.get_by_text(f"When you opened this: {title}").is_visible()
    second.get_by_text("By you: Everybody knows our name").click()
    second.get_by_role("button", name="Save both together").click()
    first.get_by_role("heading", name="Everybody knows our name").wait_for()
    first.get_by_text("Sue · ").first.wait_for()
    first.get_by_role("button", name="What changed").click()
    first.get_by_text("Why it matters: ").first.wait_for()
    assert first.get_by_text("→ Strangers are not asked.").is_visible()
    assert first.get_by_text("Title: They think of us first → Everybody knows our name").is_visible()
    assert first.get_by_text(f"Title: {title} → They think of us first").is_visible()


def test_a_wall_comes_back_by_itself_when_the_server_was_started_anew(people, promised):
    """Streamlit connects it again and leaves it as it was: it would show yesterday until somebody reloads it."""
    with browsing.serving(promised) as address:
        wall, writing = (people[0].new_page() for _ in range(2))
        wall.goto(f"{address}/objectives?month=2026-06")
        writing.goto(f"{address}/{form('decision')}")
        writing.get_by_label("What did the two teams decide?").fill("No fair without")
        wall.get_by_role("heading", level=1).wait_for()
    with browsing.serving(promised, address.rpartition(":")[2]):
        laptop = people[0].new_page()
        laptop.goto(f"{address}/{form('action')}")
        save_an_action(laptop, "Ask the service team")
        wall.get_by_text("Ask the service team").wait_for()
        assert "month=2026-06" in wall.url
        assert writing.get_by_label("What did the two teams decide?").input_value() == "No fair without"
        for page in (wall, writing, laptop):
            page.close()
