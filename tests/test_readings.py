"""What a card is told: value, comparison, natural limits, verdict, and why there is none."""

from datetime import date, datetime

import pytest

from custodian.domain import headline, kpis, listing, measures, readings, supplies
from custodian.domain.periods import Period
from custodian.domain.readings import Reading
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse
from tests import stories

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 11, 24)
STEADY = [1000, 1200] * 8 + [1100]
MONTHS = [date(2024 + (9 + at) // 12, (9 + at) % 12 + 1, 1) for at in range(25)]  # October 2024 … October 2026


def searches(counts: list[int]) -> Warehouse:
    """So many branded searches in the months that end with October 2026."""
    rows = [
        f"de | voltara | {month} | {month} | {count}"
        for month, count in zip(MONTHS[-len(counts) :], counts, strict=True)
    ]
    return filled({"search_days": "\n".join(["property | term | first_day | last_day | impressions", *rows])})


def recommendations(scores: list[int]) -> Warehouse:
    rows = [f"nps | {at} | q | 2026-10-05 | customer | recommend | {score}" for at, score in enumerate(scores)]
    header = "survey | response_id | question | answered_at | role | measure | value"
    return filled({"survey_answers": "\n".join([header, *rows])})


def filled(given: dict[str, str]) -> Warehouse:
    warehouse = stories.warehouse_holding(given)
    with warehouse.writing() as cursor:
        measures.keep(cursor, set(given), None)
    return warehouse


def read(warehouse: Warehouse, key: str, month: date = OCTOBER, today: date = TODAY) -> Reading:
    with warehouse.reading() as cursor:
        return readings.of(cursor, [key], month, "previous month", today)[key]


def test_a_shift_is_a_real_improvement_since_the_month_it_began() -> None:
    reading = read(searches([*STEADY, *[1100] * 5, 1900, 1900, 2000]), "branded_searches")
    assert (reading.verdict, reading.since) == ("real improvement", date(2026, 8, 1))
    assert reading.rule == "outside the natural limits"
    assert [point.month for point in reading.points if point.is_signal] == [
        date(2026, month, 1) for month in (8, 9, 10)
    ]
    assert reading.change == 100
    assert (reading.now.centre, reading.now.lower_limit) == (1100, pytest.approx(1100 - 3 / 1.128 * 200))


def test_up_is_a_decline_where_less_is_better() -> None:
    rows = [f"crm | {month} | won | {month} | {month.replace(day=5 + at % 2)}" for at, month in enumerate(MONTHS[:-1])]
    rows += ["crm | last | won | 2026-07-01 | 2026-10-20"]
    warehouse = filled({"deals": "\n".join(["tool | deal_id | outcome | created_on | closed_on", *rows])})
    assert read(warehouse, "days_to_close").verdict == "real decline"


def test_within_the_limits_is_normal_variation() -> None:
    reading = read(searches([*STEADY, 1150]), "branded_searches")
    assert (reading.verdict, reading.since, reading.rule) == ("normal variation", None, "")


def test_five_months_are_too_early_to_judge() -> None:
    reading = read(searches([1000, 1200, 1000, 1200, 9000]), "branded_searches")
    assert (reading.verdict, reading.rule, reading.now.upper_limit) == (
        "too early",
        "fewer than 6 months to judge by",
        None,
    )


def test_a_month_that_is_not_over_is_not_judged() -> None:
    """Ten days of October are no fall from the whole of September."""
    reading = read(searches([*STEADY, 1100, 90]), "branded_searches", today=date(2026, 10, 31))
    assert (reading.verdict, reading.rule, reading.is_complete) == ("too early", "the month is not over", False)
    assert not reading.now.is_signal


def test_a_missing_month_is_no_data_and_not_zero() -> None:
    reading = read(searches([*STEADY, 1100]), "branded_searches", month=date(2026, 11, 1), today=date(2026, 12, 1))
    assert (reading.verdict, reading.now.value, reading.change) == ("no data", None, None)


def test_a_survey_figure_below_the_minimum_shows_how_many_answered_and_no_value() -> None:
    few, enough = (read(recommendations([10] * n), "recommend") for n in (9, 10))
    assert (few.now.value, few.now.low, few.now.n, few.rule) == (None, None, 9, "n = 9, too few")
    assert (enough.now.value, enough.now.n) == (100, 10)


def test_a_score_carries_its_margin() -> None:
    point = read(recommendations([10] * 20 + [7] * 10 + [3] * 10), "recommend").now
    assert point.value == 25
    assert point.low is not None and point.high is not None
    assert (point.low, point.high) == pytest.approx((-0.7, 50.7), abs=0.05)  # 25 ± 1.96 · √(0.6875 ÷ 40)


def test_limits_stay_within_what_can_be() -> None:
    reading = read(searches([10, 900] * 8), "branded_searches")
    assert reading.now.lower_limit == 0


def test_the_last_year_is_compared_with_the_same_month() -> None:
    warehouse = searches(list(range(100, 125)))
    with warehouse.reading() as cursor:
        reading = readings.of(cursor, ["branded_searches"], OCTOBER, "same month last year", TODAY)["branded_searches"]
    assert reading.compared is not None
    assert (reading.compared.month, reading.change) == (date(2025, 10, 1), 12)


def test_the_other_voice_stands_beside() -> None:
    header = "tool | deal_id | outcome | created_on | closed_on | reason"
    warehouse = filled({"deals": f"{header}\ncrm | 1 | lost | 2026-01-01 | 2026-10-05 | Brand"})
    beside = read(warehouse, "lost_on_brand").beside
    assert beside is not None
    assert (beside.kpi.key, beside.now.value) == ("lost_on_brand_as_sales_says", 1.0)


def test_every_kpi_is_read_from_an_empty_ledger_as_no_data() -> None:
    with stories.warehouse_holding({}).reading() as cursor:
        found = readings.of(cursor, kpis.catalogue(), OCTOBER, "previous month", TODAY)
        known = readings.known_months(cursor)
        assert (known, readings.default_month(known, TODAY)) == ({}, None)
    assert {reading.verdict for reading in found.values()} == {"no data"}
    assert list(found) == list(kpis.catalogue())
    assert headline.headline(found.values()) == "No figures for this month yet."


def test_the_month_shown_first_is_the_newest_that_is_over() -> None:
    with searches([1000, 1100, 300]).reading() as cursor:
        assert readings.default_month(readings.known_months(cursor), date(2026, 10, 20)) == date(2026, 9, 1)
        assert readings.default_month(readings.known_months(cursor), TODAY) == OCTOBER


def test_rows_for_the_command_line_by_month_carry_the_verdict() -> None:
    with searches([*STEADY, 1100, 2000]).reading() as cursor:
        row = listing.rows(cursor, ["branded_searches"], Period(OCTOBER, OCTOBER), "month", TODAY)[0]
    assert (row.period, row.value, row.verdict, row.complete) == ("2026-10", 2000, "real improvement", True)


def test_rows_for_the_command_line_by_quarter_are_added_up() -> None:
    with searches([1000, 1100, 1200, 1300]).reading() as cursor:
        rows = listing.rows(cursor, ["branded_searches"], Period(date(2026, 7, 1), OCTOBER), "quarter", TODAY)
    assert [(row.period, row.value, row.complete) for row in rows] == [
        ("2026-Q3", 3300, True),
        ("2026-Q4", 1300, False),
    ]


def test_an_unknown_kpi_or_split_is_answered_with_those_that_exist() -> None:
    with searches([1000]).reading() as cursor:
        for keys, split, says in (
            (["x"], "", "found “x”"),
            (["win_rate"], "owner", "win_rate splits by: source, campaign"),
        ):
            with pytest.raises(listing.NotInCatalogue, match=says):
                listing.rows(cursor, keys, Period(OCTOBER, OCTOBER), "month", TODAY, split)


def test_a_target_is_the_one_decided_last() -> None:
    warehouse = searches([*STEADY])
    with warehouse.writing() as cursor:
        for value, day in ((8000, 1), (9000, 3), (7000, 2)):
            queries.do(
                cursor, "imports/story_target", kpi="branded_searches", month=OCTOBER, value=value,
                decided_at=datetime(2026, 1, day),
            )  # fmt: skip
    assert read(warehouse, "branded_searches").target == 9000


def test_a_kpi_without_data_says_which_export_fills_it() -> None:
    says = supplies.which_export(kpis.catalogue()["cost_per_qualified_lead"])
    assert "template “Campaign days”" in says
    assert "template “Contacts”" in says
    assert supplies.exports(kpis.catalogue()["first_meetings"]) == "Custodian's template “Activities”"
    assert supplies.exports(kpis.catalogue()["branded_searches"]) == (
        "Google Search Console · Dates, Google Search Console · Queries or Custodian's template “Search days”"
    )


def test_where_there_is_little_room_only_the_tools_are_named() -> None:
    assert supplies.which_tools(kpis.catalogue()["first_meetings"]) == "Load the template “Activities”."
    says = supplies.which_tools(kpis.catalogue()["branded_searches"])
    assert says == "Load Google Search Console."
    assert " or Zoho CRM." in supplies.which_tools(kpis.catalogue()["win_rate"])
