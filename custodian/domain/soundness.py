"""Is the ledger what its files said? The ledger held against its archive, its rules and a fresh computation."""

from datetime import datetime
from typing import Any

import duckdb
import polars as pl

from custodian.domain import companies, imports, journeys, kpis, measures, moves, originals
from custodian.domain.imports import Desk, Imported
from custodian.domain.recalculation import catalogue, comparing
from custodian.intake import archive, committing
from custodian.intake.comparing import Comparison, compare, listed
from custodian.intake.staging import Refused
from custodian.settings import Settings
from custodian.warehouse import queries, tables
from custodian.warehouse.catalogues import Warehouse

EXAMPLES = 20  # rows of one check that are named


class _TakenBack(Exception):
    pass


def faults(warehouse: Warehouse, settings: Settings) -> list[str]:
    """A sentence for every fault; none if all is well."""
    every = imports.history(warehouse)
    noted = {entry.get("import"): entry for entry in archive.log(settings.archive)}
    desk = imports.opened(warehouse, settings)
    found = [fault for one in every for fault in _of_import(desk, one, noted.get(one.import_id))]
    found += [
        f"Import {one.import_id} ({one.file}) is not in the archive's log: a rebuilt ledger would lack it."
        for one in every
        if one.import_id not in noted
    ]
    with warehouse.reading() as cursor:
        found += [fault for table in tables.declared() for fault in _of_versions(cursor, table)]
        found += _of_companies(cursor)
        found += comparing.differences(cursor, settings)
    return found + _of_checks(warehouse, is_fault=True) + _of_measures(warehouse) + _of_journeys(warehouse)


def warnings(warehouse: Warehouse) -> list[str]:
    """What stands in the files like this but can hardly be meant, and what was not looked at as the rest was."""
    return _of_checks(warehouse, is_fault=False) + comparing.once_only()


def rebuild(settings: Settings, into: Desk) -> int:
    """Load every import of the archive's log, in order, into the (empty) ledger of `into`. Returns how many."""
    log = archive.log(settings.archive)
    # An import that failed at its very end is in the log, and its number was given again: the later one counts.
    last = {entry["import"]: entry for entry in log if "import" in entry}
    log = [entry for entry in log if "undo" in entry or last[entry["import"]] is entry]
    _keep_state(settings, into.warehouse)
    done = 0
    for entry in log:
        if "undo" in entry:
            _undo_again(into, entry)
        else:
            _load_again(settings, into, entry)
            done += 1
        into.progress(done, len(log), f"Import {entry.get('import', entry.get('undo'))}")
    return done


def _keep_state(settings: Settings, warehouse: Warehouse) -> None:
    """The sample's files must not turn into a company's own."""
    if settings.sample_in_force.exists():
        with warehouse.writing() as cursor:
            queries.do(cursor, "imports/set_state", name=imports.SAMPLE, value="loaded")


def _load_again(settings: Settings, desk: Desk, entry: dict[str, str]) -> None:
    if not archive.is_whole(settings.archive, entry["hash"]):
        raise Refused(
            f"the original of import {entry['import']} ({entry['file']}) in the archive",
            "none, or another content than its name says",
            "Put the file back from a backup of the archive; nothing was changed.",
        )
    staged = originals.staged_again(settings, desk, entry)
    at = datetime.fromisoformat(entry["at"])
    with desk.warehouse.writing() as cursor:
        comparison: Comparison = compare(cursor, staged)
        days = committing.commit(cursor, staged, comparison, int(entry["import"]), entry["by"], at)
        with moves.recorded(cursor, int(entry["import"])):
            imports.keep_measures(cursor, staged.table, days)


def _undo_again(desk: Desk, entry: dict[str, str]) -> None:
    import_id = int(entry["undo"])
    found = next(one for one in imports.history(desk.warehouse) if one.import_id == import_id)
    with desk.warehouse.writing() as cursor:
        days = committing.undo(cursor, found.target, import_id, entry["by"], datetime.fromisoformat(entry["at"]))
        imports.keep_measures(cursor, found.target, days)


def _of_import(desk: Desk, one: Imported, entry: dict[str, Any] | None) -> list[str]:
    """An import that was taken back is looked at too: a rebuilt ledger loads it and takes it back again."""
    named = f"Import {one.import_id} ({one.file})"
    is_whole = archive.is_whole(desk.settings.archive, one.hash)
    found = [] if is_whole else [f"{named}: its original is not in the archive, or was changed there."]
    with desk.warehouse.reading() as cursor:
        statement = queries.naming("imports/current_count", table=one.target)
        rows, _ = queries.fetch(cursor, statement, import_id=one.import_id).row(0)
    expected = one.rows_added + one.rows_changed + one.rows_unchanged
    if rows != expected:
        return [*found, f"{named}: expected {expected} rows in the ledger, found {rows}."]
    return [*found, *_of_rows(desk, one, entry)] if is_whole and entry else found


def _of_rows(desk: Desk, one: Imported, entry: dict[str, Any]) -> list[str]:
    try:
        staged = originals.staged_again(desk.settings, desk, entry)
    except Refused as refusal:
        return [f"Import {one.import_id} ({one.file}): {refusal}"]
    with desk.warehouse.reading() as cursor:
        lines = originals.altered(cursor, staged, one.import_id)
        untold = originals.untold(cursor, staged, one.import_id)
    assert staged.rows is not None
    staged.rows.unlink()
    title, named = tables.declared()[one.target].title, f"Import {one.import_id} ({one.file})"
    listed_ = ", ".join(map(str, lines[:EXAMPLES])) + (" …" if len(lines) > EXAMPLES else "")
    found = [f"{named}: {title} of these lines are not what the file says: {listed_}."] if lines else []
    columns = " and ".join(name.replace("_", " ") for name in untold)
    said = f"{named} was loaded before its {columns} could be kept. `rebuild` loads all files anew, with what they say."
    return [*found, said] if untold else found


def _of_companies(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    names = companies.out_of_date(cursor)
    named = ", ".join(f"“{name}”" for name in names[:EXAMPLES])
    return [f"These names stand for another company than contacts and decisions say: {named}."] if names else []


def _of_versions(cursor: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    key = listed(tables.declared()[table].key)
    misplaced = queries.fetch(cursor, queries.naming("imports/misplaced", table=table, key=key)).item()
    said = f"{tables.declared()[table].title}: {misplaced} rows are current that should not be, or the other way round."
    return [said] if misplaced else []


def _of_checks(warehouse: Warehouse, is_fault: bool) -> list[str]:
    found = []
    for name in queries.names("checks"):
        said = kpis.declaration(queries.text(name))
        if said["is_fault"] == is_fault:
            with warehouse.reading() as cursor:
                found += _sentences(queries.run(cursor, name), said["expected"])
    return found


def _sentences(rows: pl.DataFrame, expected: str) -> list[str]:
    said = [
        f"Import {row['import_id']}, line {row['line']} ({tables.declared()[row['table_name']].title}): "
        f"expected {expected}, found {row['found']}."
        for row in rows.head(EXAMPLES).iter_rows(named=True)
    ]
    more = rows.height - EXAMPLES
    return [*said, f"And {more:,} more rows where {expected} was expected."] if more > 0 else said


def _of_measures(warehouse: Warehouse) -> list[str]:
    """KPIs that are not computed twice are at least computed anew by their query."""
    once_only = set(catalogue.once_only())
    if not once_only:
        return []
    fresh: dict[str, comparing.Kept] = {}
    before = fresh
    try:
        with warehouse.writing() as cursor:
            before = comparing.of_every_kpi(cursor)
            measures.keep(cursor, set(tables.declared()), None)
            fresh = comparing.of_every_kpi(cursor)
            raise _TakenBack
    except _TakenBack:
        stale = [key for key in sorted(once_only) if before.get(key) != fresh.get(key)]
    return [f"The KPI {key} is not what its query says of the rows." for key in stale]


def _of_journeys(warehouse: Warehouse) -> list[str]:
    fresh = before = pl.DataFrame()
    try:
        with warehouse.writing() as cursor:
            before = journeys.kept(cursor)
            journeys.keep(cursor)
            fresh = journeys.kept(cursor)
            raise _TakenBack
    except _TakenBack:
        kept, now = ({row["company"]: row for row in frame.to_dicts()} for frame in (before, fresh))
    wrong = sorted(company for company in kept.keys() | now.keys() if kept.get(company) != now.get(company))
    named = ", ".join(f"“{company}”" for company in wrong[:EXAMPLES])
    return [f"The journeys of these companies are not what their rows say: {named}."] if wrong else []
