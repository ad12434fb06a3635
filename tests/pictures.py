"""A ledger as after an import, without one: seeded KPI months for pages, so that they can be opened without files."""

import random
from datetime import date, datetime
from typing import Any

import polars as pl

from custodian.domain import kpis, periods
from custodian.warehouse.catalogues import Warehouse

LAST = date(2026, 10, 1)
BASE = {"count": 900.0, "money": 300e3, "money_per_day": 2700.0, "percent": 0.4, "score": 0.3, "rating": 4.0}
ANSWERS = 150
_COLUMNS = {
    "kpi": pl.String, "month": pl.Date, "split": pl.String, "member": pl.String,
    "numerator": pl.Float64, "denominator": pl.Float64, "squares": pl.Float64, "n": pl.Int64,
}  # fmt: skip


def fill(warehouse: Warehouse, *, without: tuple[str, ...] = (), members: tuple[str, ...] = ("north", "south")) -> None:
    """25 months to October 2026 of every KPI, and the import they are said to come from.

    Branded searches jump for good in the last four months, by exact numbers: 500, then 800.
    """
    chance = random.Random(7)
    rows = []
    for kpi in kpis.catalogue().values():
        for back in range(0 if kpi.key in without else 25):
            value = 500.0 + 300 * (back < 4) if kpi.key == "branded_searches" else _value(kpi.unit, chance)
            parts = _parts(kpi, value)
            month = periods.shifted(LAST, -back)
            rows.append((kpi.key, month, "", "", *parts, ANSWERS))
            rows += [(kpi.key, month, split, member, *parts, ANSWERS) for split in kpi.splits for member in members]
    with warehouse.writing() as cursor:
        cursor.register("pictured", pl.DataFrame(rows, schema=_COLUMNS, orient="row"))
        cursor.execute("insert into ledger.kpi_months from pictured")
        cursor.unregister("pictured")
        cursor.execute(f"insert into ledger.imports values ({', '.join('?' * 21)})", _IMPORT)


def _value(unit: str, chance: random.Random) -> float:
    return BASE.get(unit, 12.0) * (1 + chance.gauss(0, 0.05))


def _parts(kpi: kpis.Kpi, value: float) -> tuple[float, float | None, float | None]:
    if kpi.unit in ("percent", "score", "rating"):
        above = round(value * ANSWERS)
        return above, ANSWERS, (value * value + 1) * ANSWERS if kpi.margin == "mean" else above
    return value, None, None


_IMPORT: list[Any] = [
    1, "first.csv", "", "h", "f", "s", "search_days", "{}", 1, 1, 0, 0, 0, 0, 0,
    date(2024, 10, 1), LAST, "me", datetime(2026, 11, 2), None, None,
]  # fmt: skip
