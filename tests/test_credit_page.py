"""Credit as a visitor meets it: on the sample company, with too few deals, with none, fed with hostile text."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from custodian.warehouse import tables
from tests import stories

ROOT = Path(__file__).parents[1]
HOSTILE = "<script>alert(1)</script> =1+1 " + "w" * 90
DEALS = "tool | deal_id | company | outcome | amount | currency | created_on | closed_on | source"


def put(warehouse, sources):
    lines = [
        f"CRM | D{at} | Firm{at} | {'won' if at % 2 else 'lost'} | 100 | EUR | 2026-09-01 | 2026-10-05 | {source}"
        for at, source in enumerate(sources)
    ]
    with warehouse.writing() as cursor:
        stories.put(cursor, tables.declared()["deals"], stories.rows("\n".join([DEALS, *lines])))


def visit(**asked: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page("pages/journey.py")
    for name, value in {"part": "credit", "month": "2026-10", **asked}.items():
        app.query_params[name] = value
    return app.run()


def read(app: AppTest) -> str:
    return "\n".join(element.value.replace("\\", "") for element in app.markdown)


def drawn(app: AppTest, mark: str = "groups") -> dict:
    """The drawing that has this among its parts, as the browser gets it; {} where there is none."""
    waiting = list(app.main.children.values())
    while waiting:
        node = waiting.pop()
        waiting += list(getattr(node, "children", {}).values())
        if type(getattr(node, "proto", None)).__name__ == "BidiComponent" and mark in json.loads(node.proto.json):
            return json.loads(node.proto.json)
    return {}


def test_the_sample_shows_a_range_for_channels_and_for_people(with_sample):
    app = visit()
    assert not app.exception
    assert "Depending on how one counts, marketing has 48–81% of the credit and sales 19–52%" in read(app)
    assert "Credit is a share-out, not a cause." in read(app)
    channels, people = (group["rows"] for group in drawn(app)["groups"])
    assert channels[0]["name"] == "Webinar" and channels[0]["color"] == "#0063a6"
    assert (channels[0]["range"], channels[0]["worth"]) == ("10–32%", "23–75 deals")
    assert channels[0]["ends"] == "least: Shapley, most: first touch"
    assert [row["name"] for row in people] == ["Call", "Mail", "Fair talk", "First meeting"]
    assert {row["color"] for row in people} == {"#0063a6", "#b14a00"}
    assert len(drawn(app)["models"]) == 6 and drawn(app)["hidden"] == ""
    ticks = {model: sum(dict(row["ticks"])[model] for row in channels + people) for model in drawn(app)["models"]}
    assert ticks == pytest.approx(dict.fromkeys(ticks, 1))


def test_one_month_alone_hides_the_models_that_learn_and_says_why(with_sample):
    app = visit(over="1", worth="value")
    assert len(drawn(app)["models"]) == 4
    assert "they need 100 decided deals with 30 won among them, and there are 79 with 19 won" in drawn(app)["hidden"]
    assert "€" in drawn(app)["groups"][0]["rows"][0]["worth"]


def test_with_too_few_won_deals_nothing_is_shared_out_and_the_reason_is_said(warehouse):
    put(warehouse, ["Website"] * 19)
    app = visit()
    assert "n = 9, too few: credit is shared out from 10 won deals on" in read(app).replace("N =", "n =")
    assert drawn(app) == {}


def test_an_empty_ledger_says_what_to_load(warehouse):
    app = visit()
    assert not app.exception
    assert "No deal was decided in this time" in read(app)
    assert "load the deals and activities" in read(app)


def test_hostile_names_leave_as_text(warehouse):
    put(warehouse, [HOSTILE] * 30)
    app = visit()
    assert not app.exception
    (row,) = drawn(app)["groups"][0]["rows"]
    assert row["name"] == HOSTILE
