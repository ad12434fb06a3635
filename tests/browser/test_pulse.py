"""Answering the pulse as people do: on a phone by touch, at a desk by keys alone; and what of it reaches a browser."""

import pytest
from playwright.sync_api import expect

from tests import browsing


def chosen(page) -> list[int]:
    return [int(point.input_value()) for point in page.locator("fieldset input:checked").all()]


@pytest.fixture
def codes(visit):
    """The links that somebody who invites sales is shown."""
    page = visit("pulse?write=invite")
    page.get_by_role("button", name="Make the codes").click()
    expect(page.get_by_role("button", name="Sheet to print and cut apart")).to_be_visible()
    return page.locator("code").inner_text().split()


def test_five_touches_and_one_more_answer_on_a_phone(chromium, codes):
    context = chromium.new_context(
        viewport={"width": browsing.PHONE[0], "height": browsing.PHONE[1]}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(codes[0])
    done = page.get_by_role("button", name="Count my answers")
    done.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= browsing.PHONE[0]
    sizes = [label.bounding_box() for label in page.locator("fieldset label").all()]
    assert len(sizes) == 25 and min(min(box["width"], box["height"]) for box in sizes) >= 44
    done.tap()
    expect(page.get_by_text("5 of 5 questions have no answer yet.")).to_be_visible()
    for question in page.locator("fieldset").all():
        question.locator("label").nth(3).tap()
    done.tap()
    expect(page.get_by_text("Your answers are counted.")).to_be_visible()
    assert "code=" not in page.url
    page.goto(codes[0])
    expect(page.get_by_text("This code has been used.")).to_be_visible()
    context.close()


def test_keys_alone_answer_at_a_desk(chromium, codes):
    page = browsing.open_page(chromium, codes[1], browsing.LAPTOP)
    page.get_by_role("group", name="We can rely on the quality of marketing's work.").get_by_role("radio").first.focus()
    for presses in range(5):
        page.keyboard.press("Space")
        for _ in range(presses):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    assert chosen(page) == [1, 2, 3, 4, 5]
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your answers are counted.")).to_be_visible()
    page.close()


def test_what_others_write_takes_no_answer_from_a_form_half_filled(people, codes, visit):
    page = people[1].new_page()
    with page.expect_websocket() as opened:
        page.goto(codes[2])
    page.locator("fieldset").first.locator("label").nth(3).click()
    page.locator("form").evaluate("form => { window.form = form; }")
    another = visit("pulse?write=invite")
    with opened.value.expect_event("framereceived"):  # the page is drawn anew
        another.get_by_role("button", name="Make the codes").click()
    page.wait_for_function("document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'")
    assert chosen(page) == [4] and page.evaluate("window.form.isConnected")
    page.close()


def test_the_page_fits_a_wall_and_leaves_no_letter_small(visit):
    page = visit("pulse")
    page.get_by_role("heading", name="What sales says about marketing").wait_for()
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("e => e.scrollHeight") <= browsing.WALL[1]
    texts = page.locator(".page *")
    sizes = texts.evaluate_all(
        "all => all.filter(e => e.textContent).map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert sizes and min(sizes) >= 14
