"""Where a KPI is shown, and the dictionary as a visitor meets it."""

import json
import re
from datetime import date

import pytest

from custodian.domain import kpi_names, objectives
from custodian.domain.keyresults import KeyResult
from custodian.ui import frame, uses
from tests import pictures
from tests.test_definitions import AT, JULY, KPI, KPIS, of, propose, signed
from tests.test_pages import HOSTILE, PAGES, _components, drawn, read, visit


def test_every_page_that_shows_a_figure_is_told_and_no_other(warehouse):
    """Opened one by one, the pages show the figures that the reading of their code says."""
    pictures.fill(warehouse)
    titles = frame.titles()
    assert set(titles) == set(PAGES)
    for page in ("pages/side_by_side.py", "pages/definitions.py"):
        shows = {card["key"] for block in drawn(visit(page)) for card in _keyed(block)}
        said = {key for key in KPIS if titles[page] in uses.pages_with(key, titles, set())}
        assert shows == said == set(KPIS)
    assert "Companies" not in uses.pages_with("win_rate", titles, set())
    assert {"Overview", "KPI", "HTTP API", "Command line", "Board pack"} <= set(
        uses.pages_with("win_rate", titles, set())
    )


def _keyed(block):
    rows = [card for stage in block.get("stages", []) for card in stage["cells"] if card]
    return [*rows, *block.get("entries", [])]


def test_the_objectives_page_is_told_of_where_a_key_result_names_the_figure(warehouse):
    titles = frame.titles()
    assert "Objectives" not in uses.pages_with("win_rate", titles, {"revenue"})
    assert "Objectives" in uses.pages_with("win_rate", titles, {"win_rate"})
    draft = objectives.Draft(
        "No enquiry waits", "", date(2026, 1, 1), date(2026, 12, 31), "Ben", "Ana", (KeyResult("win_rate", 0.2, 0.3),)
    )
    objectives.save(warehouse, draft, "Ana", AT)
    said = {entry["key"]: dict(entry["parts"])["Shown on"] for entry in entries(visit("pages/definitions.py"))}
    assert "Objectives (“No enquiry waits”)" in said["win_rate"]
    assert "Objectives" not in said["revenue"]


def entries(app):
    return next(block["entries"] for block in drawn(app) if block["kind"] == "dictionary")


def entry(app) -> dict:
    data = [json.loads(proto.json) for proto in _components(app)]
    return next(one for one in data if "lineage" in one)


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def field(app, label):
    every = [*app.text_input, *app.text_area, *app.selectbox]
    return next(one for one in every if one.label.startswith(label))


@pytest.mark.parametrize("key", ["win_rate", "revenue", "known_unprompted"])
def test_an_empty_database_shows_words_and_where_they_come_from(warehouse, key):
    app = visit("pages/definitions.py", key=key)
    assert not app.exception
    told = entry(app)
    assert told["entry"]["holding"]["words"] == KPIS[key].definition
    assert told["lineage"]["tables"][0]["come"] == []
    assert told["lineage"]["tables"][0]["others"].startswith("Nothing has come yet; ")


def test_the_list_has_a_way_to_every_entry_and_is_searched_by_a_teams_own_words(warehouse):
    kpi_names.save(warehouse, KPI, "sales", "Trefferquote", 0, "Ben", AT)
    app = visit("pages/definitions.py")
    assert [one["key"] for one in entries(app)] == list(KPIS)
    assert entries(app)[0]["more"].startswith(f"definitions?key={entries(app)[0]['key']}&month=")
    app.text_input[0].set_value("trefferquote").run()
    (found,) = entries(app)
    assert dict(found["parts"])["Also called"] == "Sales says “Trefferquote”"
    assert "Sales says “Trefferquote”" in read(visit("pages/kpi.py", key="win_rate"))


def test_words_are_proposed_signed_by_two_and_then_hold_on_every_page(warehouse):
    pictures.fill(warehouse)
    app = visit("pages/definitions.py", key="win_rate", month="2026-10", write="propose", id="1", version="1")
    field(app, "Definition").set_value("Deals won of those decided, by value.")
    field(app, "Why").set_value("Large deals count more")
    field(app, "Holds from").set_value(JULY)
    field(app, "Your name").set_value("Ana Silva")
    app = press(app, "Propose")
    assert not app.exception and not app.error
    told = entry(app)["entry"]
    assert told["proposal"]["unsigned"] == ["sales", "marketing"] and told["holding"]["version"] == 1
    for team, name in (("marketing", "Ana Silva"), ("sales", "ana silva")):
        app = visit("pages/definitions.py", key="win_rate", month="2026-10", write=f"sign-{team}", version="2")
        field(app, "Name of the head").set_value(name)
        app = press(app, "Sign")
    assert "Two people sign" in app.error[0].value
    field(app, "Name of the head").set_value("Ben Roth")
    told = entry(press(app, "Sign"))["entry"]
    assert told["proposal"] is None and told["holding"]["words"] == "Deals won of those decided, by value."
    assert [one["title"].split(",")[0] for one in told["past"]] == ["Version 2", "Version 1"]
    assert [part for part in told["past"][0]["parts"] if part[0] == "gone" and part[1].startswith("Of")]
    kpi_page = visit("pages/kpi.py", key="win_rate", month="2026-10")
    assert "Deals won of those decided, by value." in read(kpi_page)
    strip = next(one for one in map(lambda proto: json.loads(proto.json), _components(kpi_page)) if "marks" in one)
    assert [(mark["label"], mark["breaks"]) for mark in strip["marks"]] == [
        ("Definition changed: Large deals count more", True)
    ]
    before = visit("pages/definitions.py", key="win_rate", month="2026-06")
    assert entry(before)["entry"]["holding"]["version"] == 1


def test_a_proposal_is_taken_back_and_a_name_written_on_the_page(warehouse):
    propose(warehouse)
    app = visit("pages/definitions.py", key="win_rate", write="withdraw", version="2")
    field(app, "Your name").set_value("Ana")
    told = entry(press(app, "Take it back"))["entry"]
    assert told["proposal"] is None and "taken back by Ana" in told["past"][0]["says"]
    app = visit("pages/definitions.py", key="win_rate", write="name-sales", version="0")
    field(app, "In its own words").set_value("strike rate")
    field(app, "Your name").set_value("Ben")
    told = entry(press(app, "Save"))["entry"]
    assert [one["says"] for one in told["names"]] == ["says “strike rate”", "— no name of its own yet"]


def test_whoever_wrote_meanwhile_is_shown_and_may_be_replaced(warehouse):
    app = visit("pages/definitions.py", key="win_rate", write="propose", id="1", version="1")
    field(app, "Definition").set_value("Ben's words.")
    field(app, "Why").set_value("Ben's reason")
    field(app, "Your name").set_value("Ben").run()
    propose(warehouse, words="Ana's words.")
    app = press(app, "Propose")
    assert "while you were writing" in app.error[0].value
    assert field(app, "Definition").value == "Ben's words."
    app.checkbox[0].check()
    press(app, "Propose")
    assert [one.words for one in of(warehouse)][:2] == ["Ben's words.", "Ana's words."]


def test_hostile_words_stay_text_everywhere(warehouse):
    pictures.fill(warehouse)
    words = HOSTILE[:200]
    signed(warehouse, words=words, reason=words)
    kpi_names.save(warehouse, KPI, "sales", "<b>x</b> =1+1", 0, words[:60], AT)
    for page in ("pages/definitions.py", "pages/kpi.py", "pages/side_by_side.py"):
        for key in ("win_rate", ""):
            app = visit(page, **({"key": key} if key else {}), month="2026-10")
            assert not app.exception
            assert not [one for one in app.markdown if re.search(r"(?<!\\)<", one.value)]


def test_an_unknown_figure_in_the_address_shows_the_list(warehouse):
    app = visit("pages/definitions.py", key="profit")
    assert not app.exception and len(entries(app)) == len(KPIS)
