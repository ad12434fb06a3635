"""Every KPI computed a second time, naively, comes to the same numbers as by its query: equal to the last digit."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custodian.domain import kpis, measures
from custodian.domain.periods import Period
from custodian.domain.recalculation import catalogue, comparing, names, words, worktime
from custodian.warehouse import queries, tables
from custodian.warehouse.catalogues import Warehouse
from tests import chance, loading, nasty, stories, test_kpis

ROOT = Path(__file__).parents[1]
SETTINGS = stories.in_force()
ANY_TIME = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
LEAP_FEBRUARY = Period(date(2024, 2, 1), date(2024, 2, 29))
ELSEWHERE = {
    "country": "US", "opens": 0, "closes": 24, "currency": "USD", "brand_terms": ("VOLTARA", "other"),
    "marketing_sources": ("Cold Call",),
}  # fmt: skip
TOGETHER = (
    ("search_days",),
    ("web_days",),
    ("search_interest",),
    ("profile_days",),
    ("survey_answers",),
    ("campaign_days", "contacts", "activities"),
    ("campaign_days", "deals", "asset_uses"),
    ("orders", "activities", "asset_uses", "deals"),
)


def test_every_kpi_is_computed_twice() -> None:
    assert comparing.once_only() == []
    assert set(catalogue.FACTS) <= set(kpis.catalogue()), "delete what computes a KPI that is no more"


@pytest.mark.parametrize(("seed", "chosen"), [(20261031, {}), (20261126, ELSEWHERE)])
def test_on_rows_drawn_by_chance_every_kpi_comes_to_the_same_to_the_last_digit(seed: int, chosen: dict) -> None:
    warehouse = filled(chance.company(seed), **chosen)
    with warehouse.reading() as cursor:
        assert comparing.differences(cursor, stories.in_force(**chosen)) == []
        kept = comparing.of_every_kpi(cursor)
    assert min(len({month for month, _, _ in kept[key]}) for key in kpis.catalogue()) >= 5


@pytest.mark.parametrize("key", kpis.catalogue())
def test_the_story_of_every_kpi_comes_out_twice(key: str) -> None:
    story = test_kpis.STORIES[key]
    warehouse = stories.warehouse_holding(story["given"], story.get("rates"), **story.get("settings", {}))
    recomputed(warehouse, story["given"])
    concerned = [other for other, kpi in kpis.catalogue().items() if set(kpi.sources) & set(story["given"])]
    with warehouse.reading() as cursor:
        assert comparing.differences(cursor, stories.in_force(**story.get("settings", {})), concerned) == []
        assert comparing.of_every_kpi(cursor)[key]


@pytest.mark.parametrize("together", TOGETHER, ids="-".join)
def test_on_the_nastiest_small_ledgers_every_kpi_comes_to_the_same(together: tuple[str, ...]) -> None:
    concerned = [key for key, kpi in kpis.catalogue().items() if set(kpi.sources) <= set(together)]

    @settings(ANY_TIME, max_examples=8)
    @given(nasty.ledgers(*together))
    def holds(drawn: nasty.Drawn) -> None:
        hold(drawn)
        assert differences(bench(), concerned) == []
        with bench().writing() as cursor:
            measures.keep(cursor, set(together[:1]), LEAP_FEBRUARY)
        assert differences(bench(), concerned) == []

    holds()


def test_whatever_order_rows_come_in_the_last_digit_stays() -> None:
    told = chance.company(7)
    shuffled = {name: random.Random(8).sample(rows, len(rows)) for name, rows in told.items()}
    one, other = filled(told), filled(shuffled)
    with one.reading() as here, other.reading() as there:
        assert comparing.of_every_kpi(here) == comparing.of_every_kpi(there)


def test_the_square_of_a_number_with_fifteen_digits_is_kept() -> None:
    facts = "select date '2026-10-01' as month, 123456789.125::double as numerator, 1::double as denominator, '' as one"
    statement = queries.around("measures/sum", facts, members="one", sets="(month, one)", squared="numerator")
    with whole().reading() as cursor:
        assert queries.fetch(cursor, statement)["squares"].to_list() == [123456789.125**2]


def test_tenths_add_up_to_a_whole() -> None:
    """Ten times 0.1 in floating point is 0.9999999999999999."""
    lines = ["platform | profile | metric | detail | first_day | last_day | value"]
    lines += [f"Google | main | views | {n} | 2026-10-01 | 2026-10-01 | 0.1" for n in range(10)]
    warehouse = stories.warehouse_holding({"profile_days": "\n".join(lines)})
    recomputed(warehouse, ["profile_days"])
    with warehouse.reading() as cursor:
        assert comparing.of_every_kpi(cursor)["profile_views"][date(2026, 10, 1), "", ""] == [(1.0, None, None, 10)]


@pytest.mark.parametrize("key", kpis.catalogue())
def test_a_number_that_is_off_by_its_last_digit_is_told_with_both(key: str) -> None:
    warehouse = whole()
    with warehouse.reading() as cursor:
        month = min(month for month, split, _ in comparing.of_every_kpi(cursor)[key] if not split)
    tampered = "set numerator = nextafter(numerator, 1e300) where kpi = $1 and month = $2 and split = ''"
    try:
        with warehouse.writing() as cursor:
            cursor.execute(f"update ledger.kpi_months {tampered}", [key, month])
            (sentence,) = comparing.differences(cursor, SETTINGS, [key])
            raise TakenBack
    except TakenBack:
        assert sentence.startswith(f"The KPI {key} of {month:%Y-%m} is not what its rows say: kept ")
        once, twice = sentence.split(": kept ")[1].split(", computed again ")
        assert once != twice


def test_a_part_that_is_gone_is_told_where_the_total_is_right() -> None:
    warehouse = stories.warehouse_holding({"deals": test_kpis.STORIES["win_rate"]["given"]["deals"]})
    recomputed(warehouse, ["deals"])
    with warehouse.writing() as cursor:
        kept = comparing.of_every_kpi(cursor)["win_rate"]
        month, split, member = max(kept, key=lambda place: (place[1], place[0]))
        where = "where kpi = 'win_rate' and month = $1 and split = $2 and member = $3"
        cursor.execute(f"delete from ledger.kpi_months {where}", [month, split, member])
    (sentence,) = differences(warehouse)
    assert sentence.startswith(
        f"The KPI win_rate of {month:%Y-%m}, {split} “{member}”, is not what its rows say: kept nothing,"
    )


OWN = """-- title      = "Orders placed"
-- unit       = "count"
-- direction  = "up"
-- team       = "sales"
-- stage      = "return"
-- place      = 8
-- sources    = ["orders"]
-- splits     = []
-- definition = "Orders of the month."
-- reason     = "Ours."
-- caveat     = "None."
-- better     = "more"
-- worse      = "fewer"
select month, 1 as numerator, import_id, line
from placed_orders
where ordered_on between $first_day and $last_day
"""


def test_check_finds_a_query_that_was_broken_and_tells_of_a_kpi_that_is_not_computed_twice(tmp_path: Path) -> None:
    """The whole of it as a company has it, with its own queries: kept months follow a broken query, rows do not."""
    for part in ("custodian", "queries", "data/formats"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "data/month_names.txt", tmp_path / "data")
    lines = ["tool,document_no,company,ordered_on,amount,currency", "Xero,1,Example,2026-09-01,10,EUR"]
    loading.written(tmp_path, "a.csv", lines)
    assert custodian(tmp_path, "import", "a.csv", "--yes", "--json")[0] == 0
    (tmp_path / "queries/kpis/own_orders.sql").write_text(OWN)
    query = tmp_path / "queries/kpis/revenue.sql"
    query.write_text(query.read_text().replace("amount as numerator", "amount * 2 as numerator"))
    code, said = custodian(tmp_path, "check", "--json")
    assert code == 1
    assert said["faults"] == [
        "The KPI revenue of 2026-09 is not what its rows say: kept 20 (n = 1), computed again 10 (n = 1). "
        "So is 1 more of its parts."
    ]
    assert [one.split(":")[0] for one in said["warnings"]] == ["The KPI own_orders is not computed twice"]


def custodian(folder: Path, *told: str) -> tuple[int, dict]:
    environment = {**os.environ, "CUSTODIAN_DATA": str(folder / "data"), "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "custodian", *told]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


@settings(ANY_TIME, max_examples=15)
@given(st.lists(st.text("aäAÉßœłz und.GmbHAG&-(), 9Σσ", max_size=14), min_size=30, max_size=30))
def test_a_name_means_the_same_company_read_word_by_word(written: list[str]) -> None:
    odd = ["A and and B", "and", "A and", "A and ", "S. à r.l.", "AG GmbH", "x GmbH & Co. KG", "und GmbH"]
    with bench().reading() as cursor:
        found = queries.run(cursor, "companies/normalised", names=written + odd).rows()
    assert [(name, names.key(name, {})) for name, _ in found] == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Anruf kam zu spät, Ruf unbekannt", "timing"),  # “Ruf” stands in “Anruf”, but is not said there
        ("price, then brand", "price"),
        ("something\nbrand", "brand"),
        ("weather", "other"),
        (None, "other"),
    ],
)
def test_of_several_reasons_the_one_named_first_counts(text: str | None, code: str) -> None:
    with bench().reading() as cursor:
        known = queries.run(cursor, "recalculation/loss_reasons").rows()
        assert cursor.execute("select loss_reason($1)", [text]).fetchall() == [(code,)]
    assert words.loss_reason(text, known) == code


def test_working_time_runs_over_weekends_and_holidays_by_the_second() -> None:
    friday, tuesday = datetime(2026, 4, 2, 16, 59, 59), datetime(2026, 4, 7, 8, 0, 1)  # Easter lies between
    assert worktime.seconds(friday, tuesday, SETTINGS) == 2
    assert worktime.seconds(datetime(1990, 1, 1), tuesday, SETTINGS) is None


class TakenBack(Exception):
    pass


def filled(told: dict[str, list[chance.Told]], **chosen: object) -> Warehouse:
    warehouse = stories.warehouse_holding({}, rates={"GBP": 1.25}, **chosen)
    with warehouse.writing() as cursor:
        for table, rows in told.items():
            stories.put(cursor, tables.declared()[table], rows)
    recomputed(warehouse, tables.declared())
    return warehouse


@cache
def whole() -> Warehouse:
    return filled(chance.company(20261031))


@cache
def bench() -> Warehouse:
    """One for many ledgers, one after the other: opening takes longer than computing."""
    return stories.warehouse_holding({})


def hold(drawn: nasty.Drawn) -> None:
    with bench().writing() as cursor:
        for name in ("kpi_months", "company_aliases"):
            cursor.execute(f"delete from ledger.{name}")
        queries.do(cursor, "companies/keep_aliases", names=["elan", " beta "], companies=["alpha", "beta group"])
        for name in tables.declared():
            cursor.execute(f"delete from ledger.{name}")
        for name, rows in drawn.items():
            if rows:
                stories.put(cursor, tables.declared()[name], [told for told, _ in rows])
                old = [at for at, (_, is_current) in enumerate(rows, start=2) if not is_current]
                cursor.execute(f"update ledger.{name} set is_current = false where line in (select unnest($1))", [old])
        measures.keep(cursor, set(drawn), None)


def recomputed(warehouse: Warehouse, touched: object) -> None:
    with warehouse.writing() as cursor:
        measures.keep(cursor, set(touched), None)  # type: ignore[call-overload]


def differences(warehouse: Warehouse, keys: Iterable[str] = catalogue.FACTS) -> list[str]:
    with warehouse.reading() as cursor:
        return comparing.differences(cursor, SETTINGS, keys)
