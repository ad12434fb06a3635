"""Total rows: labelled by the tool, or proved by their sums where the label is missing."""

from collections.abc import Mapping
from functools import reduce
from operator import or_

import polars as pl

from custodian.intake.columns import Found
from custodian.intake.formats import Format
from custodian.intake.tables import RawTable
from custodian.intake.typed import Plan, text_of

FEW = 50  # unlabelled totals in one file


def labelled(raw: RawTable, declared: Format, found: Mapping[str, Found]) -> pl.Expr:
    """Whether a cell says that the row is a total: one of the first column or of a column that is none of ours."""
    ours = {place for one in found.values() for place in one.places}
    places = [place for place in range(len(raw.header)) if place == 0 or place not in ours]
    says = [_says(pl.col(f"c{place}").str.strip_chars(), label) for place in places for label in declared.totals]
    return reduce(or_, says).fill_null(False) if says else pl.lit(False)


def proved(bad: pl.DataFrame, good: pl.LazyFrame, plan: Plan) -> list[int]:
    """Lines of rows that lack a name they need and whose numbers are the sums of all others."""
    dimensions = [ours for ours in plan.table.key if _names_rows(plan, ours)]
    numbers = [
        one.column.name for one in plan.found.values() if one.column.type in ("count", "money") and not one.is_fixed
    ]
    if not dimensions or not numbers:
        return []
    blank = bad.filter(pl.any_horizontal(pl.col(text_of(ours)).is_null() for ours in dimensions))
    if not 0 < blank.height <= FEW:
        return []
    sums = good.select(pl.col(numbers).sum().cast(pl.Float64)).collect(engine="streaming").row(0, named=True)
    return [row["line"] for row in blank.iter_rows(named=True) if _is_sum(row, sums, numbers)]


def _says(cell: pl.Expr, label: str) -> pl.Expr:
    return cell.str.starts_with(label[:-1]) if label.endswith("*") else cell == label


def _names_rows(plan: Plan, ours: str) -> bool:
    one = plan.found.get(ours)
    return bool(one and not one.is_fixed and one.column.type == "text" and one.column.required)


def _is_sum(row: dict[str, object], sums: dict[str, float], numbers: list[str]) -> bool:
    told = {name: float(row[name]) for name in numbers if row[name] is not None}  # type: ignore[arg-type]
    return any(told.values()) and all(
        abs(value - sums[name]) <= 0.01 * max(1, abs(value) * 1e-4) for name, value in told.items()
    )
