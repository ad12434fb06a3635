"""Commit and undo, each inside the transaction it is given: the only two that write to the ledger's tables."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime

import duckdb

from custodian.intake import passing
from custodian.intake.comparing import Comparison, days, listed, names
from custodian.intake.contracts import Contract, DateOrder
from custodian.intake.staging import Staged
from custodian.warehouse import queries, tables
from custodian.warehouse.tables import Table

OF_STAGED = ("file", "part", "hash", "format", "source", "rows_read", "rows_refused", "totals_dropped")
OF_COMPARISON = ("rows_added", "rows_changed", "rows_unchanged", "rows_vanished")

Days = tuple[date | None, date | None]
Progress = Callable[[int, int, str], None]


def next_id(cursor: duckdb.DuckDBPyConnection) -> int:
    return int(queries.run(cursor, "imports/next_id").item())


def same(cursor: duckdb.DuckDBPyConnection, staged: Staged) -> int | None:
    """The live import that already brought this very table, read in the same way."""
    told = {"hash": staged.hash, "part": staged.part, "format": staged.format, "source": staged.source}
    found = queries.run(cursor, "imports/same", **told)
    return next((one for one, contract in found.iter_rows() if _agree(read(contract), staged.contract)), None)


def commit(
    cursor: duckdb.DuckDBPyConnection,
    staged: Staged,
    comparison: Comparison,
    import_id: int,
    by: str,
    at: datetime,
    progress: Progress = lambda done, total, doing: None,
) -> Days:
    """Add the rows as this import. Returns first and last day of everything it moves."""
    table = tables.declared()[staged.table]
    queries.do(
        cursor,
        "imports/add",
        import_id=import_id,
        **{name: getattr(staged, name) for name in OF_STAGED},
        **{name: getattr(comparison, name) for name in OF_COMPARISON},
        target=staged.table,
        contract=written(staged.contract),
        first_month=comparison.first_day and comparison.first_day.replace(day=1),
        last_month=comparison.last_day and comparison.last_day.replace(day=1),
        imported_by=by,
        imported_at=at,
    )
    _add_rows(cursor, table, staged, import_id, progress)
    if not comparison.rows_changed and not comparison.rows_unchanged:
        return comparison.first_day, comparison.last_day
    statement = queries.naming("imports/supersede", **names(table, "table", "old_key", "new_key"))
    cursor.execute(statement, {"import_id": import_id})
    return _days_touched(cursor, staged.table, import_id)


def _add_rows(
    cursor: duckdb.DuckDBPyConnection, table: Table, staged: Staged, import_id: int, progress: Progress
) -> None:
    """In one statement, or DuckDB writes the rest of each by itself; it says how far it is while it works."""
    statement = queries.naming("imports/add_rows", **names(table, "table", "key", "columns"))
    told = {"import_id": import_id, "rows": str(staged.rows)}
    queries.do(cursor, "imports/hide_progress")
    queries.do(cursor, "imports/count_progress")
    done = 0

    def tell() -> None:
        nonlocal done
        share = cursor.query_progress() / 100  # below 0 before it begins, and again once it is over
        done = max(done, int(share * staged.rows_read))
        progress(done, staged.rows_read, f"Loading {staged.file}")

    tell()
    passing.waited(lambda: cursor.execute(statement, told), tell)


def undo(cursor: duckdb.DuckDBPyConnection, table_name: str, import_id: int, by: str, at: datetime) -> Days:
    """Take the import back: what it replaced is current again. Its rows stay, current no longer."""
    table = tables.declared()[table_name]
    touched = _days_touched(cursor, table_name, import_id)
    queries.do(cursor, "imports/undone", import_id=import_id, by=by, at=at)
    cursor.execute(queries.naming("imports/withdraw", table=table.name), {"import_id": import_id})
    statement = queries.naming("imports/restore", **names(table, "table", "key", "old_key", "new_key"))
    cursor.execute(statement, {"import_id": import_id})
    return touched


def _agree(before: Contract, now: Contract) -> bool:
    """What is not decided now, or was not asked of that file, is no difference."""
    for name, said in asdict(now).items():
        if name == "header":  # the same file has the same one; older imports did not keep it
            continue
        known = asdict(before)[name]
        if isinstance(said, dict):
            if any(known.get(key, meaning) != meaning for key, meaning in said.items()):
                return False
        elif said and said != known:
            return False
    return True


def written(contract: Contract) -> str:
    return json.dumps(asdict(contract), ensure_ascii=False, sort_keys=True)


def read(contract: str) -> Contract:
    told = json.loads(contract)
    told["survey"] = _tuples(told.get("survey", {}))
    told["several"] = _tuples(told.get("several", {}))
    told["surveys"] = {name: _tuples(survey) for name, survey in told.get("surveys", {}).items()}
    told["mended"] = tuple((line, column, text) for line, column, text in told.get("mended", ()))
    return Contract(**told | {"header": tuple(told.get("header", ()))})


def _tuples(told: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {question: tuple(said) for question, said in told.items()}


def kept(cursor: duckdb.DuckDBPyConnection, sources: Mapping[str, str]) -> dict[str, Contract]:
    """The newest contract of each format, if it is with the source named for it."""
    found = ((form, read(contract)) for form, contract in queries.run(cursor, "imports/contracts").iter_rows())
    return {form: contract for form, contract in found if contract.source == sources.get(form)}


def order_before(cursor: duckdb.DuckDBPyConnection, source: str) -> DateOrder:
    """The order of day and month in the source's files of whatever format, where all that have one agree."""
    every = [read(contract) for _, contract in queries.run(cursor, "imports/contracts").iter_rows()]
    told = {one.date_order for one in every if one.source == source} - {"", "ymd"}
    return told.pop() if len(told) == 1 else ""


def _days_touched(cursor: duckdb.DuckDBPyConnection, table_name: str, import_id: int) -> Days:
    table = tables.declared()[table_name]
    statement = queries.naming("imports/days_touched", table=table.name, days=listed(days(table)))
    first, last = queries.fetch(cursor, statement, import_id=import_id).row(0)
    return first, last
