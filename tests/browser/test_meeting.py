"""A whole meeting by keyboard alone, as a stranger holds it from what the screen says, and a laptop that follows it."""

import re

import pytest
from playwright.sync_api import Page, expect

LEAST = 24  # px: what can be read three metres away
SMALLER = """least => {
  const found = [];
  const look = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) look(one.shadowRoot);
      const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (own && one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < least)
        found.push(`${one.tagName} ${one.textContent.slice(0, 40)}`);
    }
  };
  look(document.body);
  return found;
}"""
HIDDEN = "one => [one.scrollHeight - one.clientHeight, one.scrollWidth - one.clientWidth]"
HOLDS = """() => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  return one?.textContent;
}"""
QUESTIONS = (
    "What did we decide last time, and what is still open?",
    "What is really different?",
    "What did each team do, and what did the customer think?",
    "Where do the two teams disagree most?",
    "Who does what by when?",
    "One minute: how did this meeting go?",
)


@pytest.fixture
def laptop(people):
    page = people[1].new_page()
    yield page
    page.close()


def stands(page: Page, question: str) -> None:
    """The item is on the screen, whole, and can be read from three metres away."""
    expect(page.locator(".wall h1")).to_have_text(question)
    assert page.evaluate(SMALLER, LEAST) == []
    down, across = page.locator(".body").evaluate(HIDDEN)
    assert down <= 0 and across <= 0, f"{question}: {down} px below, {across} px beside the screen"


def reached(page: Page, name: str) -> None:
    """By the Tab key, however often."""
    for _ in range(60):
        if page.evaluate(HOLDS) == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"“{name}” cannot be reached by keyboard")


def test_a_whole_meeting_by_keyboard_alone(visit, laptop):
    page = visit("meeting")
    key = page.keyboard
    reached(page, "Start the meeting")
    key.press("Enter")
    expect(page.locator(".lobby")).to_have_count(0, timeout=30_000)
    stands(page, QUESTIONS[0])
    assert page.evaluate("document.fullscreenElement !== null")
    assert page.locator("nav a").count() == 0  # no bar of ours
    laptop.goto(page.url)
    expect(laptop.locator(".wall h1")).to_have_text(QUESTIONS[0])

    late = page.locator(".action.late").first
    expect(late).to_contain_text("late")
    key.press("ArrowDown")
    key.press("Space")
    expect(page.locator(".tick").filter(has_text="☑")).to_have_count(2)
    expect(laptop.locator(".tick").filter(has_text="☑")).to_have_count(2, timeout=2000)

    key.press("ArrowRight")
    stands(page, QUESTIONS[1])
    expect(laptop.locator(".wall h1")).to_have_text(QUESTIONS[1], timeout=2000)
    expect(page).to_have_url(re.compile("item=changes"))
    key.press("a")
    expect(page.get_by_label("What is to be done?")).to_be_focused()
    assert page.evaluate(SMALLER, LEAST) == []
    key.type("Ask a bad lead, and a good one, about it")  # every key of the meeting is in it
    key.press("Tab")
    key.type("Digital marketing lead")
    key.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("needs a day by which it is done")
    key.press("Tab")
    key.type("12122026")
    expect(page.locator("dialog output")).to_contain_text("12 December 2026")
    key.press("Enter")
    expect(page.locator(".change", has_text="Cost per qualified lead")).to_contain_text(
        "On it: Ask a bad lead, and a good one, about it (Digital marketing lead, due 12 Dec)"
    )

    key.press("d")
    key.type("abandoned")
    key.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    key.press("b")
    expect(page.locator(".blank")).to_be_visible()
    key.press("ArrowRight")
    expect(page.locator(".blank")).to_have_count(0)
    stands(page, QUESTIONS[1])
    key.press("d")
    key.type("No launch before the field has scored it.")
    key.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)

    laptop.keyboard.press("d")
    laptop.keyboard.type("Half a sen")
    for question in QUESTIONS[2:5]:
        key.press("PageDown")
        stands(page, question)
    expect(laptop.locator(".wall h1")).to_have_text(QUESTIONS[4], timeout=2000)
    laptop.keyboard.type("tence")  # nothing typed is lost though its item went
    expect(laptop.get_by_label("What did the two teams decide?")).to_have_value("Half a sentence")
    laptop.keyboard.press("Escape")
    expect(page.locator(".decision")).to_contain_text("No owner and no date yet")
    key.press("ArrowUp")
    key.press("ArrowUp")
    key.press("a")
    expect(page.get_by_label("What is to be done?")).to_have_value("No launch before the field has scored it.")
    key.type("Head of sales")
    key.press("Tab")
    key.type("12122026")
    key.press("Enter")
    expect(page.locator(".decision")).to_contain_text("Head of sales · by 12 Dec")
    stands(page, QUESTIONS[4])

    key.press("ArrowRight")
    stands(page, QUESTIONS[5])
    laptop.locator("[data-points='7']").click()
    laptop.get_by_label("One word why, if you like").fill("<b>On time</b>")
    key.press("1")
    key.press("0")
    key.press("Enter")
    expect(page.locator(".says")).to_have_text("1 of 4 has answered")
    expect(laptop.locator(".says")).to_have_text("1 of 4 has answered", timeout=2000)
    laptop.get_by_role("button", name="Put in 7 of 10").click()
    expect(page.locator(".says")).to_have_text("2 of 4 have answered", timeout=2000)

    key.press("ArrowRight")
    expect(page.get_by_role("dialog", name="End the meeting?")).to_be_visible()
    key.press("Enter")
    stands(page, "The meeting is over")
    expect(page.locator(".went").first).to_contain_text("8.5 of 10 in the middle, 2 answers")
    expect(page.locator(".body")).to_contain_text("“<b>On time</b>”")
    expect(laptop.locator(".wall h1")).to_have_text("The meeting is over", timeout=2000)
    with page.expect_download() as loaded:
        reached(page, "Minutes as Markdown")
        key.press("Enter")
    written = loaded.value.path().read_text("utf-8")
    assert "- No launch before the field has scored it. (Head of sales, by 12 December 2026)" in written
    assert "(Head of sales, due 2 Nov" in written
    key.press("l")
    expect(page.locator(".wall")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("The next joint meeting")
