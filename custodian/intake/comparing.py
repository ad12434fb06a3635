"""A dry run: how the rows of a file stand to what the ledger holds. Writes nothing but its own staging file."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from custodian.intake.staging import Problem, Refused, Staged
from custodian.warehouse import queries, tables
from custodian.warehouse.tables import Table

EXAMPLES = 20
PROBLEMS = 10_000


@dataclass(frozen=True)
class Changed:
    """A cell that the file changes; `row` names the row by its natural key."""

    line: int
    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    rows_added: int
    rows_changed: int
    rows_unchanged: int
    rows_vanished: int
    first_day: date | None
    last_day: date | None
    examples: tuple[Changed, ...] = ()
    spanning: int = 0  # rows that cover more than one month


def settled(cursor: duckdb.DuckDBPyConnection, staged: Staged, folder: Path) -> Staged:
    """Rows of one file with the same natural key: the first stays, the others become problems."""
    if staged.rows is None:
        return staged
    table = tables.declared()[staged.table]
    statement = queries.naming("imports/repeated", key=listed(table.key))
    repeated = queries.fetch(cursor, statement, rows=str(staged.rows))
    if repeated.is_empty():
        return staged
    kept = queries.run(cursor, "imports/without_lines", rows=str(staged.rows), lines=repeated["line"].to_list())
    place = folder / f"{staged.rows.stem}_settled.parquet"
    kept.write_parquet(place)
    said = tuple(
        Problem(line, ", ".join(table.key), f"the same as line {first}", f"one row for each {table.title.lower()[:-1]}")
        for line, first in repeated.head(PROBLEMS).iter_rows()
    )
    problems = (*staged.problems, *said)[:PROBLEMS]
    return replace(staged, rows=place, problems=problems, rows_refused=staged.rows_refused + repeated.height)


def compare(cursor: duckdb.DuckDBPyConnection, staged: Staged) -> Comparison:
    """Raises Refused where days would count twice."""
    table = tables.declared()[staged.table]
    rows = str(staged.rows)
    first_day, last_day = queries.fetch(
        cursor, queries.naming("imports/days", days=listed(days(table))), rows=rows
    ).row(0)
    spanning = queries.run(cursor, "imports/spanning", rows=rows).item() if "first_day" in table.columns else 0
    if not queries.fetch(cursor, queries.naming("imports/has_rows", table=table.name)).item():
        added = queries.run(cursor, "imports/count_rows", rows=rows).item()
        return Comparison(added, 0, 0, 0, first_day, last_day, spanning=spanning)
    _refuse_overlaps(cursor, table, rows)
    statement = queries.naming("imports/compared", **names(table))
    added, changed, unchanged = queries.fetch(cursor, statement, rows=rows).row(0)
    gone = {"days": listed(days(table)), "old_days": listed(days(table), "old")}
    vanished = queries.fetch(
        cursor,
        queries.naming("imports/vanished", **names(table, "table", "key", "columns", "new_key", "old_key"), **gone),
        rows=rows,
        source=staged.source,
        format=staged.format,
    ).item()
    examples = _examples(cursor, table, rows) if changed else ()
    return Comparison(added, changed, unchanged, vanished, first_day, last_day, examples, spanning)


def days(table: Table) -> list[str]:
    return [column.name for column in table.columns.values() if column.type in ("date", "moment")]


def listed(columns: Any, of: str = "") -> str:  # noqa: ANN401
    return ", ".join(f"{of}.{column}" if of else column for column in columns)


def names(table: Table, *wanted: str) -> dict[str, str]:
    """The identifiers that the queries of imports/ are written for."""
    every = {
        "table": table.name,
        "key": listed(table.key),
        "columns": listed(table.stored),
        "new_key": listed(table.key, "new"),
        "old_key": listed(table.key, "old"),
        "new_columns": listed(table.stored, "new"),
        "old_columns": listed(table.stored, "old"),
    }
    return {name: every[name] for name in wanted} if wanted else every


def _refuse_overlaps(cursor: duckdb.DuckDBPyConnection, table: Table, rows: str) -> None:
    if "first_day" not in table.columns:
        return
    thing = [column for column in table.key if column not in table.span]
    parts = {"new_thing": listed(thing, "new"), "old_thing": listed(thing, "old")}
    found = queries.fetch(cursor, queries.naming("imports/overlapping", table=table.name, **parts), rows=rows)
    if found.is_empty():
        return
    line, first, last, old_first, old_last, file = found.row(0)
    raise Refused(
        expected="days that are not loaded yet, or the same days again",
        found=f"line {line} covers {first} to {last}, and {old_first} to {old_last} of the same is loaded from {file}: "
        "together they would count twice",
        todo="Export the same days again, or undo that import first.",
    )


def _examples(cursor: duckdb.DuckDBPyConnection, table: Table, rows: str) -> tuple[Changed, ...]:
    found = queries.fetch(cursor, queries.naming("imports/changed", **names(table)), rows=rows, most=EXAMPLES)
    by_line: dict[int, list[dict[str, Any]]] = {}
    for row in found.iter_rows(named=True):
        by_line.setdefault(row["line"], []).append(row)
    return tuple(
        Changed(line, _name(table, now), column, _written(before[column]), _written(now[column]))
        for line, (before, now) in sorted(by_line.items())
        for column in table.stored
        if before[column] != now[column]
    )


def _name(table: Table, row: dict[str, Any]) -> str:
    return " · ".join(str(row[key]) for key in table.key if row[key] is not None)


def _written(value: Any) -> str:  # noqa: ANN401
    return "" if value is None else str(value.normalize() if hasattr(value, "normalize") else value)


def months(first_day: date | None, last_day: date | None) -> list[str]:
    """Every month from the first to the last day, as 2026-10."""
    if first_day is None or last_day is None:
        return []
    return pl.date_range(first_day.replace(day=1), last_day, "1mo", eager=True).dt.strftime("%Y-%m").to_list()
