"""A dry run: how the rows of a file stand to what the ledger holds. Writes nothing but its own staging file."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl

from custodian.intake.staging import Refused, Staged
from custodian.warehouse import queries, tables
from custodian.warehouse.tables import Table

EXAMPLES = 20


@dataclass(frozen=True)
class Changed:
    """A cell that the file changes; `row` names the row by its natural key."""

    line: int
    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Vanished:
    """A row that the file no longer has; it is kept. `file` and `line` are where it came from."""

    row: str
    file: str
    line: int


@dataclass(frozen=True)
class Comparison:
    rows_added: int
    rows_changed: int
    rows_unchanged: int
    rows_vanished: int
    first_day: date | None
    last_day: date | None
    examples: tuple[Changed, ...] = ()
    vanished: tuple[Vanished, ...] = ()
    spanning: int = 0  # rows that cover more than one month
    standing: tuple[int, ...] = field(default=(), compare=False)  # of the ledger it was compared with


def standing(cursor: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    """Differs from the one before as soon as anything was loaded or undone."""
    return queries.run(cursor, "imports/standing").row(0)


def now(cursor: duckdb.DuckDBPyConnection, staged: Staged, before: Comparison) -> Comparison:
    """The comparison made before, or a new one where the ledger has moved since."""
    return before if before.standing == standing(cursor) else compare(cursor, staged)


def compare(cursor: duckdb.DuckDBPyConnection, staged: Staged) -> Comparison:
    """Raises Refused where days would count twice."""
    return replace(_compared(cursor, staged), standing=standing(cursor))


def _compared(cursor: duckdb.DuckDBPyConnection, staged: Staged) -> Comparison:
    table = tables.declared()[staged.table]
    rows = str(staged.rows)
    first_day, last_day = queries.fetch(
        cursor, queries.naming("imports/days", days=listed(days(table))), rows=rows
    ).row(0)
    has_ranges = "first_day" in table.columns
    ranges, spanning = queries.run(cursor, "imports/spanning", rows=rows).row(0) if has_ranges else (0, 0)
    is_first = not queries.fetch(cursor, queries.naming("imports/has_rows", table=table.name)).item()
    if ranges:
        _refuse_overlaps(cursor, table, rows, "imports/overlapping_itself")
    if is_first:
        added = queries.run(cursor, "imports/count_rows", rows=rows).item()
        return Comparison(added, 0, 0, 0, first_day, last_day, spanning=spanning)
    if has_ranges:
        _refuse_overlaps(cursor, table, rows, "imports/overlapping", table=table.name)
    _refuse_other_level(cursor, table, rows)
    statement = queries.naming("imports/compared", **names(table))
    added, changed, unchanged = queries.fetch(cursor, statement, rows=rows).row(0)
    vanished, gone = _vanished(cursor, table, staged)
    examples = _examples(cursor, table, rows) if changed else ()
    return Comparison(added, changed, unchanged, vanished, first_day, last_day, examples, gone, spanning)


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


def _refuse_overlaps(cursor: duckdb.DuckDBPyConnection, of: Table, rows: str, name: str, **more: str) -> None:
    thing = [column for column in of.key if column not in of.span]
    parts = {"thing": listed(thing), "new_thing": listed(thing, "new"), "old_thing": listed(thing, "old")}
    found = queries.fetch(cursor, queries.naming(name, **parts, **more), rows=rows)
    if not found.is_empty():
        raise _counts_twice(*found.row(0))


def _refuse_other_level(cursor: duckdb.DuckDBPyConnection, of: Table, rows: str) -> None:
    if of.name != "campaign_days":
        return
    found = queries.run(cursor, "imports/other_level", rows=rows)
    if not found.is_empty():
        line, campaign, file = found.row(0)
        raise Refused(
            expected="a campaign's cost once",
            found=f"“{campaign}” (line {line}), whose cost of these days is loaded by other parts from {file}: "
            "together they would count twice",
            todo="Export the report with the same breakdown as that file, or undo that import first.",
        )


def _counts_twice(
    line: int, first: date, last: date, old_line: int, old_first: date, old_last: date, file: str
) -> Refused:
    where = f"is loaded from {file}" if file else f"stands in line {old_line}"
    return Refused(
        expected="every day of a thing once",
        found=f"line {line} covers {first} to {last}, and {old_first} to {old_last} of the same {where}: "
        "together they would count twice",
        todo="Export the same days again, or undo that import first."
        if file
        else "Export either the days or their sum.",
    )


def _vanished(cursor: duckdb.DuckDBPyConnection, table: Table, staged: Staged) -> tuple[int, tuple[Vanished, ...]]:
    gone = {"days": listed(days(table)), "old_days": listed(days(table), "old")}
    named = names(table, "table", "key", "columns", "new_key", "old_key")
    told = {"rows": str(staged.rows), "source": staged.source, "format": staged.format, "most": EXAMPLES}
    count, some = queries.fetch(cursor, queries.naming("imports/vanished", **named, **gone), **told).row(0)
    return count, tuple(Vanished(_name(table, one["kept"]), one["file"], one["line"]) for one in some or ())


def _examples(cursor: duckdb.DuckDBPyConnection, table: Table, rows: str) -> tuple[Changed, ...]:
    found = queries.fetch(cursor, queries.naming("imports/changed", **names(table)), rows=rows, most=EXAMPLES)
    return tuple(
        Changed(line, _name(table, now), column, _written(before[column]), _written(now[column]))
        for line, before, now in found.iter_rows()
        for column in table.stored
        if before[column] != now[column]
    )


def _name(table: Table, row: dict[str, Any]) -> str:
    return " · ".join(str(row[key]) for key in table.key if row[key] is not None)


def _written(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)


def months(first_day: date | None, last_day: date | None) -> list[str]:
    """Every month from the first to the last day, as 2026-10."""
    if first_day is None or last_day is None:
        return []
    return pl.date_range(first_day.replace(day=1), last_day, "1mo", eager=True).dt.strftime("%Y-%m").to_list()
