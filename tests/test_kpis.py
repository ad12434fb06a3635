"""Every KPI proved by a story small enough to check by hand, and all of them by what must hold for any KPI."""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from custodian.domain import kpis, measures, periods
from custodian.domain.kpis import Kpi
from custodian.domain.measures import Measured
from custodian.domain.periods import Period
from custodian.warehouse import queries, tables
from custodian.warehouse.catalogues import Warehouse
from tests import stories

FOLDER = Path(__file__).parent / "kpis"
STORIES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
KPIS = kpis.catalogue()
each_kpi = pytest.mark.parametrize("key", KPIS)
NONE = "none"


def test_every_kpi_has_a_story_and_every_story_a_kpi() -> None:
    assert set(STORIES) == set(KPIS)


@each_kpi
def test_the_story_comes_out(key: str) -> None:
    found = {month: measures.value(KPIS[key], measured) for month, measured in kept(key).items()}
    expected = {month_of(month): None if value == NONE else value for month, value in STORIES[key]["expect"].items()}
    assert {month: found.get(month) for month in expected} == pytest.approx(expected)


@each_kpi
def test_the_parts_of_the_story_come_out(key: str) -> None:
    for month, parts in STORIES[key].get("parts", {}).items():
        measured = kept(key)[month_of(month)]
        assert {name: getattr(measured, name) for name in parts} == pytest.approx(parts)


@each_kpi
def test_the_splits_of_the_story_come_out(key: str) -> None:
    for month, splits in STORIES[key].get("by", {}).items():
        for split, expected in splits.items():
            found = by_member(key, month_of(month), split)
            assert {member: found.get(member) for member in expected} == pytest.approx(expected)


@each_kpi
def test_a_month_reads_the_same_straight_from_the_facts(key: str) -> None:
    with holding(key).reading() as cursor:
        for month, measured in kept(key).items():
            period = Period(month, periods.last_day(month))
            assert [measures.value(KPIS[key], found) for found in measures.over(cursor, KPIS[key], period)] == [
                pytest.approx(measures.value(KPIS[key], measured))
            ]


@each_kpi
def test_the_rows_behind_come_to_the_value(key: str) -> None:
    with holding(key).reading() as cursor:
        for month, measured in kept(key).items():
            rows = measures.rows_behind(cursor, KPIS[key], Period(month, periods.last_day(month)))
            assert (rows["line"] >= 2).all()
            assert added_up(KPIS[key], rows) == pytest.approx((measured.numerator, measured.denominator))


@each_kpi
def test_the_order_of_the_rows_does_not_matter(key: str) -> None:
    story = STORIES[key]
    backwards = {name: "\n".join([lines[0], *lines[:0:-1]]) for name, lines in split_lines(story["given"]).items()}
    assert measured_in(told(key, backwards), key) == kept(key)


@each_kpi
def test_an_empty_ledger_gives_no_rows_and_no_fault(key: str) -> None:
    assert measured_in(empty(), key) == {}


@each_kpi
def test_the_facts_have_the_columns_that_the_kpi_declares(key: str) -> None:
    with empty().reading() as cursor:
        days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 1, 31)}
        columns = queries.fetch(cursor, KPIS[key].facts, **days).columns
    wanted = {"month", "numerator", "import_id", "line", *KPIS[key].splits}
    assert wanted | ({"entity"} if KPIS[key].measure == "distinct" else set()) <= set(columns)


@each_kpi
def test_the_kpi_reads_no_other_tables_than_its_sources(key: str) -> None:
    """An import that a KPI does not know it reads would leave it stale."""
    views = {"voices": "survey_answers", "placed_orders": "orders"}
    read = set(re.findall(r"\b(?:from|join) (\w+)", re.sub("--.*", "", KPIS[key].facts)))
    assert {views.get(name, name) for name in read & {*tables.declared(), *views}} == set(KPIS[key].sources)


def test_the_other_voice_is_a_kpi() -> None:
    assert {kpi.beside for kpi in KPIS.values()} - {""} <= set(KPIS)


def test_every_team_leads_every_stage_with_one_kpi() -> None:
    leading = [(kpi.stage, kpi.team) for kpi in KPIS.values() if kpi.place == 1]
    assert len(leading) == len(set(leading)) == len(kpis.STAGES) * len(kpis.TEAMS)


def test_without_brand_terms_nothing_is_said_of_the_name() -> None:
    """0 % would be a lie: nobody has told how the name is spelled."""
    for key in ("branded_searches", "known_unprompted", "share_of_search"):
        warehouse = stories.warehouse_holding(STORIES[key]["given"], brand_terms=())
        assert measured_in(warehouse, key) == {}


def test_faults_of_a_declaration_are_told_together() -> None:
    faults = kpis.faults_of({"title": "X", "unit": "bananas", "sources": ["nowhere"], "colour": "red"})
    assert "unit = 'bananas': expected one of 'count', 'money'" in " ".join(faults)
    assert "sources: 'nowhere' is no table of the ledger" in faults
    assert "“colour” is not a field of a KPI" in faults
    assert "expected “definition”, found nothing" in faults


@cache
def holding(key: str) -> Warehouse:
    return told(key, STORIES[key]["given"])


@cache
def empty() -> Warehouse:
    return stories.warehouse_holding({})


@cache
def kept(key: str) -> dict[date, Measured]:
    return measured_in(holding(key), key)


def told(key: str, given: dict[str, str]) -> Warehouse:
    return stories.warehouse_holding(given, STORIES[key].get("rates"), **STORIES[key].get("settings", {}))


def measured_in(warehouse: Warehouse, key: str) -> dict[date, Measured]:
    with warehouse.writing() as cursor:
        measures.keep(cursor, set(KPIS[key].sources), None)
        found = measures.kept(cursor, [key], measures.ALL_TIME)
    return {row["month"]: Measured(**row) for row in found.drop("kpi", "split").to_dicts()}


def by_member(key: str, month: date, split: str) -> dict[str, float | None]:
    kept(key)
    with holding(key).reading() as cursor:
        found = measures.kept(cursor, [key], Period(month, periods.last_day(month)), split).drop("kpi", "split")
    return {row["member"]: measures.value(KPIS[key], Measured(**row)) for row in found.to_dicts()}


def added_up(kpi: Kpi, rows: pl.DataFrame) -> tuple[Any, Any]:
    above, below = rows["numerator"].cast(pl.Float64), rows["denominator"].cast(pl.Float64)
    if kpi.measure == "median":
        return above.median(), None
    if kpi.measure == "distinct":
        return rows["entity"].filter(above > 0).n_unique(), rows["entity"].filter(below > 0).n_unique()
    return above.sum(), None if below.null_count() == len(below) else below.sum()


def split_lines(given: dict[str, str]) -> dict[str, list[str]]:
    return {name: written.strip().splitlines() for name, written in given.items()}


def month_of(written: str) -> date:
    return date.fromisoformat(f"{written}-01")
