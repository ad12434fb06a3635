"""The Journey page as a visitor meets it: the story, the sample company, nothing, orders alone, hostile text."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from custodian.domain import journeys
from custodian.ui import journey, readings
from custodian.warehouse import tables
from tests import stories
from tests.journeys_told import STORY

ROOT = Path(__file__).parents[1]
HOSTILE = "=1+1 <script>alert(1)</script> \u202eRTL " + "w" * 90


def fill(warehouse, told: dict[str, str]) -> None:
    with warehouse.writing() as cursor:
        for name, written in told.items():
            stories.put(cursor, tables.declared()[name], stories.rows(written))
        journeys.keep(cursor)


def visit(**asked: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page("pages/journey.py")
    for name, value in {"part": "way", "month": "2026-10", **asked}.items():
        app.query_params[name] = value
    return app.run()


def read(app: AppTest) -> str:
    return "\n".join(element.value.replace("\\", "") for element in app.markdown)


def blocks(app: AppTest) -> dict[str, dict]:
    waiting, found = list(app.main.children.values()), {}
    while waiting:
        node = waiting.pop()
        waiting += list(getattr(node, "children", {}).values())
        if type(getattr(node, "proto", None)).__name__ == "BidiComponent":
            for block in json.loads(node.proto.json).get("blocks", []):
                found |= {one["kind"]: one for one in (block, *block.get("blocks", []))}
                if block["kind"] == "pair":
                    found["passages"], found["brought"] = block["blocks"]
    return found


def test_an_empty_ledger_says_what_to_do_next(warehouse):
    app = visit()
    assert not app.exception
    assert "No company is on its way yet" in read(app) and "Drop the CSV exports" in read(app)


def test_the_sample_company_shows_every_step_and_where_most_stay_behind(with_sample):
    app = visit()
    assert not app.exception
    said, shown = read(app), blocks(app)
    assert "companies that became leads" in said and "most stay behind between" in said
    steps = shown["flow"]["steps"]
    assert [step["title"] for step in steps] == [step.title for step in journeys.STEPS]
    assert all(int(step["count"].replace(",", "")) > 50 for step in steps)
    assert len(shown["passages"]["rows"]) == 7 and len(shown["cohorts"]["rows"]) == 24
    assert [row[0]["text"] for row in shown["brought"]["rows"]][0] == "Paid search"
    assert "No file tells" not in said
    by_segment = blocks(visit(by_journey="segment", segment="Medical"))["brought"]
    assert by_segment["heads"][0] == "Segment" and [row[0]["text"] for row in by_segment["rows"]] == ["Medical"]


def test_a_share_of_too_few_is_not_written(warehouse):
    fill(warehouse, STORY)
    shown = blocks(visit(month="2026-06", entered="12"))
    (january,) = [row for row in shown["cohorts"]["rows"] if row["month"] == "Jan 2026"]
    assert january["cells"][0] == {
        **january["cells"][0], "text": "4 of 6", "below": "too few", "isRipe": False, "heat": 0
    }  # fmt: skip
    lead = next(row for row in shown["passages"]["rows"] if row[0]["text"] == "Lead → Qualified")
    assert [cell["text"] for cell in lead[1:5]] == ["4", "3", "0", "1"]
    assert lead[-1] == {"text": "—", "below": "n = 4, too few"}


def test_a_click_opens_the_companies_with_day_file_and_line(warehouse):
    fill(warehouse, STORY)
    app = visit(behind="lost.opportunity", entered="every")
    (gamma,) = blocks(app)["listed"]["rows"]
    assert (gamma["name"], gamma["who"]) == ("Gamma", "Germany · Website")
    assert gamma["days"][-1] == {"step": "Lost", "on": "1 Mar 2026", "where": "file unknown, line 3"}
    assert [button.label for button in app.get("download_button")] == ["Download all of them as CSV"]
    link = blocks(app)["flow"]["steps"][1]["open"]
    assert link["word"] == "reached.lead" and "entered=every" in link["href"] and "month=2026-10" in link["href"]


@pytest.mark.parametrize("behind", ["nonsense", "lost.nothing", "lost", "reached.lead.1999-01", "<script>.lead"])
def test_a_link_to_companies_that_are_not_there_opens_the_page_alone(warehouse, behind):
    fill(warehouse, STORY)
    app = visit(behind=behind)
    assert not app.exception and "listed" not in blocks(app)


def test_choosers_stay_in_the_address_and_narrow_the_companies(warehouse):
    fill(warehouse, STORY)
    app = visit(country="Austria", entered="every")
    assert "2 companies first seen up to October 2026." in read(app)
    assert "No company was first seen" in read(visit(country="Austria", source="Sales call", entered="every"))


def test_orders_alone_say_what_is_missing_and_which_tools_bring_it(warehouse):
    fill(warehouse, {"orders": STORY["orders"]})
    said = read(visit())
    assert "No file tells this yet: lead, qualified, accepted. Load " in said and "HubSpot" in said
    assert "No file tells this yet: opportunity, customer. Load " in said


def test_without_orders_the_page_says_which_export_brings_them(warehouse):
    fill(warehouse, {name: STORY[name] for name in ("contacts", "deals")})
    app = visit()
    assert "No file tells this yet: first order, repeat order. Load " in read(app)
    assert "1 record of contacts names no company" in read(app)
    assert blocks(app)["flow"]["steps"][-1]["title"] == "Customer"


def test_hostile_text_stays_text_and_is_harmless_in_a_spreadsheet(warehouse):
    head, row = "tool | document_no | company | country | ordered_on | currency", f"Xero | 1 | {HOSTILE} | {HOSTILE}"
    fill(warehouse, {"orders": f"{head}\n{row} | 2026-10-02 | EUR"})
    app = visit(behind="reached.ordered")
    assert not app.exception and "<script>" not in read(app)
    assert blocks(app)["listed"]["rows"][0]["name"] == HOSTILE.strip()
    asked = journeys.Asked(*(readings.today().replace(year=year, month=1, day=1) for year in (2000, 2030)))
    wanted = journey.domain.Wanted("reached", journeys.OF["ordered"], journeys.OF["repeated"])
    written = journey._for_spreadsheets(asked, wanted).splitlines()
    assert written[0].startswith("Company,Country,Segment,Source,Campaign,Brought by,First sign,First sign: file")
    assert written[1].startswith(f"'{HOSTILE[:6]}")
