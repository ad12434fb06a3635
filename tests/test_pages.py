"""Every page as a visitor meets it: empty, filled, asked for what does not exist, fed with hostile text."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from custodian.domain import kpis, targets
from custodian.domain.targets import Target
from tests import pictures

ROOT = Path(__file__).parents[1]
PAGES = ["app.py", *(f"pages/{path.name}" for path in sorted((ROOT / "pages").glob("*.py")))]
HOSTILE = "<script>alert(1)</script> \"'` \u202eRTL " + "very long " * 40


def visit(page: str, **asked: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    if page != "app.py":
        app.switch_page(page)
    for name, value in asked.items():
        app.query_params[name] = value
    return app.run()


def read(app: AppTest) -> str:
    """What stands on the page; the marks that keep Markdown from reading text as Markdown are not seen there."""
    elements = [*app.markdown, *app.info, *app.warning, *app.error]
    above = bar(app)
    said = [above["fresh"], *([above["banner"]["says"]] if above["banner"] else [])]
    return "\n".join([*said, *facts(app), *(element.value.replace("\\", "") for element in elements)])


def facts(app: AppTest) -> list[str]:
    """The lines of the cards beside a chart, as Markdown."""
    told = (json.loads(proto.json) for proto in _components(app))
    cards_ = [card for one in told for card in one.get("cards", []) if "deeds" in card]
    return [
        "".join(f"**{text}**" if strong else text for text, strong in line) for card in cards_ for line in card["lines"]
    ]


def bar(app: AppTest) -> dict:
    """What stands above the page, as the browser gets it."""
    return next(written for proto in _components(app) if "choosers" in (written := json.loads(proto.json)))


def chosen(app: AppTest) -> list[str]:
    return [chooser["current"] for chooser in bar(app)["choosers"]]


def drawn(app: AppTest) -> list[dict]:
    """The blocks of the page's cards, as the browser gets them."""
    return [block for proto in _components(app) for block in json.loads(proto.json).get("blocks", [])]


def _components(app: AppTest):
    waiting = list(app.main.children.values())
    while waiting:
        node = waiting.pop()
        waiting += list(getattr(node, "children", {}).values())
        if type(getattr(node, "proto", None)).__name__ == "BidiComponent":
            yield node.proto


def sheets(app: AppTest) -> list[list[dict]]:
    """The rows of every table to read, as the browser gets them; counts as numbers again."""
    told = (json.loads(proto.json) for proto in _components(app))
    return [
        [
            {column["title"]: _cell(cell, **column) for column, cell in zip(one["columns"], row, strict=True)}
            for row in one["rows"]
        ]
        for one in told
        if "columns" in one
    ]


def _cell(text: str, title: str, is_number: bool) -> str | int:
    count = text.replace(",", "")
    return int(count) if is_number and count.isdigit() else text


def cards(app: AppTest) -> dict[str, dict]:
    rows = [row for block in drawn(app) for row in block.get("stages", [])]
    cells = [card for row in rows for card in row["cells"] if card]
    return {card["key"]: card for card in [*cells, *(card for block in drawn(app) for card in block.get("cards", []))]}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_an_empty_ledger(warehouse, page):
    app = visit(page)
    assert not app.exception
    assert "No data yet" in read(app)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_a_filled_ledger(filled_once, page):
    app = visit(page)
    assert not app.exception
    assert "Data to 31 Oct · 1 file" in read(app)


def test_old_data_are_said_to_be_of_another_year_than_the_month_looked_at(filled_once):
    assert "Data to 31 Oct 2026 · 1 file" in read(visit("app.py", month="2025-03"))
    assert "Data to 31 Oct · 1 file" in read(visit("app.py", month="2026-03"))


@pytest.mark.parametrize("page", ["app.py", "pages/side_by_side.py"])
def test_an_empty_page_says_what_to_do_next(warehouse, page):
    assert "Drop the CSV exports" in read(visit(page))


def test_side_by_side_shows_every_kpi_with_its_figure(filled_once):
    shown = cards(visit("pages/side_by_side.py", month="2026-10"))
    assert list(sorted(shown)) == sorted(kpis.catalogue())
    card = shown["branded_searches"]
    assert (card["value"], card["change"], card["verdict"]) == ("800", "no change on September", "Real improvement")
    assert (card["shape"], card["tone"], card["spark"]["values"][-5:]) == ("▲", "good", [500, 800, 800, 800, 800])


def test_a_card_is_a_link_that_reopens_the_same_view(filled_once):
    card = cards(visit("pages/side_by_side.py", month="2026-07", compare="last-year"))["branded_searches"]
    assert card["href"] == "kpi?key=branded_searches&month=2026-07&compare=last-year"
    assert card["change"] == "+300 on July 2025"
    assert card["spoken"].startswith("Marketing: Branded searches. 800. +300 on July 2025. Real improvement")


def test_side_by_side_leads_with_one_card_in_each_cell(filled_once):
    lead, notes, title, further = drawn(visit("pages/side_by_side.py"))
    assert [stage["title"] for stage in lead["stages"]] == ["Recognise", "Consider", "Choose", "Experience", "Return"]
    assert sum(card is not None for stage in lead["stages"] for card in stage["cells"]) == 15
    assert title["text"] == "Further figures"
    rows = [row["cells"] for row in further["stages"]]
    below = [[row[at] for row in rows if row[at]] for at in range(3)]
    assert sum(map(len, below)) == len(kpis.catalogue()) - 15 and len(rows) == max(map(len, below))
    assert [card["stage"] for card in below[0]] == ["Recognise"] * 3 + ["Consider"] * 2 + ["Choose"]
    assert lead["stages"][0]["cells"][0]["key"] == "branded_searches"


def test_a_kpi_without_data_says_which_export_fills_it(warehouse):
    pictures.fill(warehouse, without=("win_rate",))
    card = cards(visit("pages/side_by_side.py"))["win_rate"]
    assert (card["value"], card["tone"], card["spark"]) == ("—", "missing", None)
    assert card["fill"].startswith("Nothing yet. Load ")


def test_the_overview_shows_only_real_changes_each_with_a_sentence(filled_once):
    app = visit("app.py", month="2026-10")
    shown = cards(app)
    assert shown["branded_searches"]["sentence"].startswith("More people search for us by name since July")
    assert {card["verdict"] for card in shown.values()} <= {"Real improvement", "Real decline"}


def test_the_kpi_page_shows_the_figure_named_in_the_url(filled_once):
    app = visit("pages/kpi.py", key="branded_searches", month="2026-10")
    assert "# Branded searches: 800" in read(app)
    assert "**+300** on October 2025 (500)" in read(app)
    assert "More people search for us by name since July" in read(app)


def test_a_figure_without_data_says_so_once_and_in_bold(warehouse):
    said = read(visit("pages/kpi.py", key="win_rate")).splitlines()
    assert "No data in this month." in said
    assert "**No data in this month**" in said


def test_an_unknown_kpi_is_said_to_be_unknown_and_another_is_shown(filled_once):
    app = visit("pages/kpi.py", key="profit")
    assert not app.exception
    assert "found “profit”" in read(app)
    assert "# Branded searches: 800" in read(app)


def test_unusable_values_in_the_url_fall_back_to_the_newest_whole_month(filled_once):
    app = visit("pages/side_by_side.py", month="<script>", compare="tomorrow")
    assert not app.exception
    assert chosen(app) == ["2026-10", "previous"]
    assert app.query_params["month"] in ("2026-10", ["2026-10"])


def test_month_and_comparison_follow_the_visitor_to_the_next_page(filled_once):
    app = visit("pages/side_by_side.py", month="2026-03", compare="last-year")
    app.switch_page("pages/kpi.py").run()
    assert chosen(app) == ["2026-03", "last-year"]


def test_a_target_set_on_the_page_stands_on_the_card(filled):
    app = visit("pages/kpi.py", key="win_rate", month="2026-10", write="target")
    next(field for field in app.number_input if field.label.startswith("Target for")).set_value(28.0)
    next(field for field in app.text_input if field.label == "Decided by").set_value("Ana")
    next(button for button in app.button if button.label == "Save the target").click().run()
    assert not app.exception
    assert cards(visit("pages/side_by_side.py", month="2026-10"))["win_rate"]["target"].startswith("Target 28%")


def test_a_target_that_nobody_stands_for_is_refused(filled_once):
    app = visit("pages/kpi.py", key="win_rate", month="2026-10", write="target")
    next(field for field in app.number_input if field.label.startswith("Target for")).set_value(28.0)
    next(button for button in app.button if button.label == "Save the target").click().run()
    assert "found no name" in app.error[0].value


def test_a_target_without_a_number_is_asked_for_and_not_kept(filled):
    app = visit("pages/kpi.py", key="branded_searches", month="2026-10", write="target")
    next(field for field in app.text_input if field.label == "Decided by").set_value("Ana")
    next(button for button in app.button if button.label == "Save the target").click().run()
    assert "Expected a number as target, found nothing" in app.error[0].value.replace("\\", "")
    october = targets.Period(date(2026, 10, 1), date(2026, 10, 31))
    with filled.reading() as cursor:
        assert targets.path(cursor, kpis.catalogue()["branded_searches"], october) == []


def test_the_last_target_decided_counts_and_the_first_is_kept(filled):
    kpi = kpis.catalogue()["win_rate"]
    for hour, value in ((9, 0.2), (10, 0.3)):
        with filled.writing() as cursor:
            targets.decide(cursor, kpi, Target(date(2026, 10, 15), value, " Ana "), datetime(2026, 10, 1, hour))
    october = targets.Period(date(2026, 10, 1), date(2026, 10, 31))
    with filled.reading() as cursor:
        assert targets.path(cursor, kpi, october) == [Target(date(2026, 10, 1), 0.3, "Ana")]


def test_a_target_out_of_reach_is_refused(filled):
    kpi = kpis.catalogue()["win_rate"]
    for value in (1.5, float("nan")):
        with filled.writing() as cursor, pytest.raises(targets.TargetRefused, match="outside its range"):
            targets.decide(cursor, kpi, Target(date(2026, 10, 1), value, "Ana"), datetime(2026, 10, 1))


def test_the_rows_behind_are_read_when_somebody_asks(filled_once):
    app = visit("pages/kpi.py", key="branded_searches")
    assert not app.dataframe
    app.toggle[0].set_value(True).run()
    assert "No row of a file stands behind October 2026." in read(app)


def test_definitions_are_found_by_any_of_their_words(filled_once):
    app = visit("pages/definitions.py")
    assert len(drawn(app)[0]["entries"]) == len(kpis.catalogue())
    app.text_input[0].set_value("hours REPLY").run()
    assert [entry["title"] for entry in drawn(app)[0]["entries"]] == ["Hours to first reply"]
    app.text_input[0].set_value("nothing like it").run()
    assert "No figure has all these words" in read(app)


def test_hostile_text_of_a_file_stays_text(warehouse):
    pictures.fill(warehouse, members=(HOSTILE, "south"))
    app = visit("pages/kpi.py", key="branded_searches", month="2026-10")
    assert not app.exception
    assert "<script>" not in read(app)
    (figure,) = (json.loads(chart.proto.spec) for chart in app.get("plotly_chart"))
    assert "<script>" not in json.dumps(figure)
    bars = next(data["bars"] for data in (json.loads(proto.json) for proto in _components(app)) if "bars" in data)
    assert HOSTILE in [bar["name"] for bar in bars], "a drawing of ours takes it as text, whole"


def test_the_sample_company_is_labelled_on_every_page(filled):
    with filled.writing() as cursor:
        cursor.execute("insert into ledger.state values ('sample', 'loaded')")
    for page in PAGES:
        assert "invented figures" in read(visit(page))


def test_a_month_in_the_url_is_looked_at_though_it_is_not_the_newest(filled_once):
    assert cards(visit("pages/side_by_side.py", month="2026-06"))["branded_searches"]["value"] == "500"
