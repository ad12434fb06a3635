"""The Targets page and the KPI page's path and forecast, as a visitor meets them."""

import json
from datetime import date, datetime

import pytest

from custodian.domain import kpis, targets
from custodian.domain.periods import Period
from custodian.domain.targets import Wish
from custodian.ui import target_grid
from tests.test_pages import cards, read, sheets, visit

KPIS = kpis.catalogue()
SEARCHES, WIN_RATE = KPIS["branded_searches"], KPIS["win_rate"]
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
MONTHS = [date(2026, month, 1) for month in range(1, 13)]


def in_force(opened, key: str) -> dict[date, float]:
    with opened.reading() as cursor:
        return targets.paths(cursor, [key], YEAR).get(key, {})


def decide(opened, kpi: kpis.Kpi, value: float) -> None:
    with opened.writing() as cursor:
        targets.decide_all(cursor, [Wish(kpi, month, value, "Ana") for month in MONTHS], datetime(2026, 1, 2))


def sign(app) -> None:
    next(field for field in app.text_input if field.label == "Your name").set_value("Ben")


def chart(app) -> dict:
    return json.loads(app.get("plotly_chart")[0].proto.spec)


def test_the_page_asks_for_a_path_where_there_is_none(filled):
    app = visit("pages/targets.py", month="2026-10")
    assert not app.exception
    assert "# No figure has a target to be held against yet" in read(app)


def test_the_page_says_how_many_are_behind(filled):
    decide(filled, SEARCHES, 5000)
    decide(filled, WIN_RATE, 0.1)
    app = visit("pages/targets.py", month="2026-10")
    assert "# 1 of 2 figures with a target is behind its path" in read(app)


def test_another_years_targets_are_not_said_to_be_where_this_years_are(filled):
    decide(filled, SEARCHES, 5000)
    said = read(visit("pages/targets.py", month="2026-10", year="2025"))
    assert "# The targets of fiscal year 2025" in said and "behind" not in said


def test_the_paths_are_read_as_a_table_and_changed_where_somebody_asks_for_it(filled):
    """Streamlit's grid takes longer than all the rest of the page: it comes with the first click."""
    decide(filled, WIN_RATE, 0.285)
    seen = visit("pages/targets.py", month="2026-10")
    (rows,) = sheets(seen)
    first, *_ = rows
    assert len(rows) == len(KPIS)
    assert (first["Figure"], first["Jan"], first["Dec"]) == ("Win rate (percent)", "28.5%", "28.5%")
    assert not seen.dataframe and not seen.text_input
    changing = visit("pages/targets.py", month="2026-10", way="cells")
    assert len(changing.dataframe) == 1 and not sheets(changing)
    assert [field.label for field in changing.text_input] == ["Your name"]


def test_without_any_target_the_cells_wait_to_be_filled(filled):
    assert len(visit("pages/targets.py", month="2026-10").dataframe) == 1


def test_pasted_cells_are_shown_before_they_are_kept(filled):
    app = visit("pages/targets.py", month="2026-10", way="file")
    sign(app)
    app.text_area[0].set_value("KPI\tMonth\tValue\nWin rate\t2026-10\t28%\nBranded searches\t2026-10\t9000").run()
    assert "2 targets would change." in read(app)
    assert in_force(filled, "win_rate") == {}
    app.button(key="load_save").click().run()
    assert not app.exception
    assert in_force(filled, "win_rate") == {date(2026, 10, 1): 0.28}
    assert in_force(filled, "branded_searches") == {date(2026, 10, 1): 9000}


def test_pasted_cells_with_a_fault_keep_everything_out(filled):
    app = visit("pages/targets.py", month="2026-10", way="file")
    sign(app)
    app.text_area[0].set_value("KPI\tMonth\tValue\nWin rate\t2026-10\t28%\nProfit\t2026-10\t9000").run()
    assert "1 cell cannot be understood" in read(app)
    assert not [button for button in app.button if button.key == "load_save"]
    assert in_force(filled, "win_rate") == {}


def test_nothing_is_saved_that_nobody_stands_for(filled):
    app = visit("pages/targets.py", month="2026-10", way="file")
    app.text_area[0].set_value("KPI\tMonth\tValue\nWin rate\t2026-10\t28%").run()
    app.button(key="load_save").click().run()
    assert "found no name" in app.error[0].value
    assert in_force(filled, "win_rate") == {}


def test_a_years_figure_is_spread_and_saved_as_a_path(filled):
    """Branded searches were 500 in every month of 2025, so its season is even."""
    app = visit("pages/targets.py", month="2026-10", key="branded_searches", way="year")
    sign(app)
    app.text_input(key="spread_figure").set_value("12k").run()
    assert "By last year's season: each month's share" in read(app)
    app.button(key="spread_save").click().run()
    assert in_force(filled, "branded_searches") == dict.fromkeys(MONTHS, 1000)


def test_a_figure_that_may_be_two_is_not_spread(filled):
    app = visit("pages/targets.py", month="2026-10", key="branded_searches", way="year")
    app.text_input(key="spread_figure").set_value("12.000").run()
    assert "found “12.000”" in read(app)
    assert not [button for button in app.button if button.key == "spread_save"]


def test_a_target_to_read_has_its_thousands_apart_and_one_decimal_at_most():
    revenue = KPIS["revenue"]
    assert [target_grid.told(revenue, value) for value in (400_000, 113.333, -0.5, None)] == [
        "400,000",
        "113.3",
        "−0.5",
        "",
    ]
    assert [target_grid.told(WIN_RATE, share) for share in (0.285, 0.3, 12.0)] == ["28.5%", "30%", "1,200%"]


def test_cells_changed_in_the_table_are_found():
    known = {"revenue": {MONTHS[0]: 1200.5}, "win_rate": {MONTHS[1]: 0.285}}
    shown = target_grid.frame(KPIS, MONTHS, known, {}, "EUR")
    assert shown["Jan"][list(KPIS).index("revenue")] == "1200.5"
    assert shown["Feb"][list(KPIS).index("win_rate")] == "28.5%"
    assert target_grid.changed(list(KPIS.values()), MONTHS, shown, shown) == []
    feb = shown["Feb"].to_list()
    feb[list(KPIS).index("win_rate")] = None
    edited = shown.with_columns(Feb=feb and target_grid.pl.Series(feb))
    assert target_grid.changed(list(KPIS.values()), MONTHS, shown, edited) == [(WIN_RATE, MONTHS[1], "")]


def test_the_kpi_page_says_how_month_and_year_go_along_the_path(filled):
    decide(filled, SEARCHES, 600)
    said = read(visit("pages/kpi.py", key="branded_searches", month="2026-10"))
    assert "▲ October ahead: 800 beside a target of 600" in said
    assert "Year to date (Jan–Oct) " in said and ": 6,200 beside a target of 6,000" in said


def test_the_kpi_page_draws_the_path_to_the_years_end_and_a_fan(filled):
    decide(filled, SEARCHES, 600)
    figure = chart(visit("pages/kpi.py", key="branded_searches", month="2026-10"))
    traces = {trace.get("name"): trace for trace in figure["data"]}
    assert traces["target"]["x"][-1].startswith("2026-12")
    assert traces["forecast"]["x"][-1].startswith("2026-12") and len(traces["forecast"]["x"]) == 3
    assert traces["forecast interval"]["fill"] == "toself" and len(traces["forecast interval"]["x"]) == 6
    assert figure["layout"]["xaxis"]["range"][1].startswith("2026-12")
    assert any("forecast" in note["text"] for note in figure["layout"]["annotations"])


def test_the_kpi_page_says_where_the_year_lands_and_how_likely_the_target_is(filled):
    decide(filled, SEARCHES, 600)
    said = read(visit("pages/kpi.py", key="branded_searches", month="2026-10"))
    assert "The year 2026 will land at 7," in said
    assert "four times in five. Target 7,200: very likely to be met (over 95%)." in said


def test_a_year_that_is_over_has_landed(filled):
    said = read(visit("pages/kpi.py", key="branded_searches", month="2025-12"))
    assert "The year 2025 landed at 6,000." in said


def test_a_figure_without_a_full_path_says_what_is_missing(filled):
    with filled.writing() as cursor:
        targets.decide_all(cursor, [Wish(SEARCHES, MONTHS[9], 600, "Ana")], datetime(2026, 1, 2))
    said = read(visit("pages/kpi.py", key="branded_searches", month="2026-10"))
    assert "To hold it against the path all twelve months need a target; 1 have one." in said


def test_too_few_months_are_not_foreseen(filled):
    said = read(visit("pages/kpi.py", key="branded_searches", month="2025-04"))
    assert "No forecast: too early to foresee: 7 of 8 months are known." in said


def test_a_target_is_taken_away_on_the_kpi_page(filled):
    decide(filled, SEARCHES, 600)
    app = visit("pages/kpi.py", key="branded_searches", month="2026-10", write="target")
    next(field for field in app.text_input if field.label == "Decided by").set_value("Ben")
    next(button for button in app.button if button.label == "Take it away").click().run()
    assert date(2026, 10, 1) not in in_force(filled, "branded_searches")
    assert len(in_force(filled, "branded_searches")) == 11


@pytest.mark.parametrize("key", KPIS)
def test_every_kpi_has_its_path_and_forecast(filled_once, key):
    decide(filled_once, KPIS[key], 3.0 if KPIS[key].unit != "percent" else 0.3)
    app = visit("pages/kpi.py", key=key, month="2026-10")
    assert not app.exception
    assert "four times in five" in read(app)


def test_a_card_draws_a_path_that_changes_and_a_line_that_does_not(filled):
    with filled.writing() as cursor:
        rising = [Wish(SEARCHES, month, 500.0 + month.month, "Ana") for month in MONTHS]
        targets.decide_all(cursor, [*rising, Wish(WIN_RATE, MONTHS[9], 0.3, "Ana")], datetime(2026, 1, 2))
    shown = cards(visit("pages/side_by_side.py", month="2026-10"))
    spark = shown["branded_searches"]["spark"]
    assert spark["path"][-11:] == [None, *(500 + month for month in range(1, 11))]
    assert (spark["target"], shown["win_rate"]["spark"]["path"]) == (510, [])
