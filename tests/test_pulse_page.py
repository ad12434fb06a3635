"""The Respect page as a visitor meets it: on the sample, hidden, empty, invited, and with codes of every kind."""

import json
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from custodian.domain import pulse, pulse_headline
from custodian.domain.pulse_questions import QUESTIONS
from custodian.reports import invitations
from custodian.sample import pulse as story
from custodian.ui import pulse as page
from custodian.ui import readings
from tests import test_pulse as told
from tests.test_credit_page import HOSTILE, drawn

ROOT = Path(__file__).parents[1]


def visit(**asked: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run().switch_page("pages/pulse.py")
    for name, value in asked.items():
        app.query_params[name] = value
    return app.run()


def read(app: AppTest) -> str:
    return "\n".join(element.value.replace("\\", "") for element in [*app.markdown, *app.error])


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def sides(warehouse, today):
    """What the browser gets of the sample's story, as JSON."""
    story.write(warehouse)
    with warehouse.reading() as cursor:
        return json.loads(json.dumps(page.drawn(pulse.found(cursor, today))))


def test_the_sample_shows_both_sides_and_what_fell_when_the_launch_failed(memory):
    shown = sides(memory, date(2026, 11, 24))
    assert [side["says"] for side in shown["sides"]] == ["10 of 11 answered", "8 of 8 answered"]
    assert [row["title"] for row in shown["rows"]] == [question.title for question in QUESTIONS]
    sales, marketing = shown["rows"][2]["cells"]
    assert (sales["value"], sales["margin"], sales["change"]) == ("2.4", "±0.4", "▼ fell by 1.5 since quarter\xa02")
    assert (marketing["value"], marketing["change"]) == ("3.6", "● no change beyond chance since quarter\xa02")
    assert shown["rows"][2]["between"] == "Marketing's answers are 1.2 points higher"
    assert marketing["course"][3] is None and len(sales["course"]) == 7
    with memory.reading() as cursor:
        every = pulse.found(cursor, date(2026, 11, 24))
    assert pulse_headline.headline(every) == (
        "Sales' sense of being heard by marketing and sales' trust in marketing's promises fell since quarter\xa02"
    )


def test_whoever_answers_higher_is_named(memory):
    every = [told.quarter(date(2026, 7, 1), sales=(4.9, *told.FLAT[1:]), marketing=told.FLAT)]
    assert page.drawn(every)["rows"][0]["between"] == "Sales' answers are 1.4 points higher"


def test_in_winter_the_sample_has_recovered(memory):
    sales, marketing = sides(memory, date(2027, 1, 4))["rows"][2]["cells"]
    assert (sales["value"], sales["tone"], marketing["value"]) == ("3.4", "good", "3.7")


def test_nothing_of_four_answers_reaches_the_browser(memory):
    shown = sides(memory, date(2026, 2, 10))
    assert shown["sides"][1]["says"] == "fewer than five answered, so nothing is shown"
    for row in shown["rows"]:
        hidden = row["cells"][1]
        assert {"margin", "place"}.isdisjoint(hidden) and hidden["course"][3] is None
        assert (hidden["value"], row["between"]) == ("—", "Only one side is shown")


def test_the_page_shows_quarters_that_are_over(warehouse):
    story.write(warehouse)
    app = visit()
    assert not app.exception
    assert len(drawn(app, "rows")["rows"]) == 5
    assert "few answers have wide margins: ±0." in read(app)


def test_an_empty_page_offers_to_invite_and_the_codes_are_good(warehouse):
    app = visit()
    assert "No quarter of the pulse is over yet" in read(app) and "rows" not in drawn(app, "foot")
    lines = drawn(app, "foot")["foot"]["lines"]
    assert "Nobody is invited yet" in lines[0]
    assert lines[3] == "Trust in competence: We can rely on the quality of the other team's work." and len(lines) == 8
    app = visit(write="invite")
    app.number_input[0].set_value(3)
    app = press(app, "Make the codes")
    assert not app.exception
    links = app.code[0].value.splitlines()
    assert len(links) == 3 and all("write=answer&code=" in link for link in links)
    code = links[0].split("code=")[1]
    app = visit(write="answer", code=code)
    assert "# Five questions about marketing" in read(app)
    asked = drawn(app, "questions")
    assert [one["key"] for one in asked["questions"]] == [question.key for question in QUESTIONS]
    pulse.answer(warehouse, code, {question.key: 4 for question in QUESTIONS}, readings.today())
    app = visit(write="answer", code=code)
    assert "This code has been used" in read(app) and not drawn(app, "questions")


def test_the_sheet_of_invitations_holds_every_code_once():
    codes = [f"AB{number:02}-EFGH-JKLM" for number in range(11)]
    quarter = pulse.quarter_of(date(2026, 11, 1))
    made = invitations.sheet(codes, "sales", quarter, "https://voltara.example/pulse", datetime(2026, 11, 3))
    paper = PdfReader(BytesIO(made))
    said = "\n".join(sheet.extract_text() for sheet in paper.pages)
    assert len(paper.pages) == 2 and all(said.count(code) == 1 for code in codes)
    assert said.count("Five questions about marketing") == said.count("https://voltara.example/pulse") == 11
    assert said.count("Anonymous · for one of sales, until 31 Dec 2026") == 11


def test_a_hostile_code_is_refused_in_a_sentence(warehouse):
    app = visit(write="answer", code=HOSTILE)
    assert not app.exception
    assert "Look at your invitation" in read(app)
