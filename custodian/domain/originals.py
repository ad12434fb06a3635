"""The files of the archive read once more, as they were read when they were loaded."""

from pathlib import Path
from typing import Any

import duckdb

from custodian.domain.desk import Desk
from custodian.intake import addresses, archive, committing, convert, formats, identify, reading
from custodian.intake.comparing import listed
from custodian.intake.formats import Format
from custodian.intake.staging import Refused, Staged
from custodian.settings import Settings
from custodian.warehouse import queries, tables


def staged_again(settings: Settings, desk: Desk, entry: dict[str, Any]) -> Staged:
    """What the log's entry brought. Raises Refused where the file cannot be read any more as it was then."""
    own = formats.parsed(entry["format"], entry["declaration"], is_own=True) if entry["declaration"] else None
    declared: dict[str, Format] = desk.formats | ({entry["format"]: own} if own else {})
    path = archive.restored(settings.archive, entry["hash"], desk.folder, entry["file"])
    raws = identify.with_siblings(reading.tables_of(path, entry["file"], formats.known_header(declared)))
    raw = next((raw for raw in raws if raw.part == entry["part"]), None)
    form = declared.get(entry["format"])
    staged = None
    if raw and form:
        contract, key = committing.read(entry["contract"]), addresses.key(settings.data)
        staged = convert.stage(raw, form, contract, entry["hash"], desk.folder, key=key)
    if staged is None or staged.rows is None:
        raise Refused(
            f"{entry['file']} to be read as “{entry['format']}”, as in import {entry['import']}",
            "that it cannot be, by what is declared now",
            "Bring back the declaration it was loaded with, or undo the import and load the file anew.",
        )
    return staged


def altered(cursor: duckdb.DuckDBPyConnection, staged: Staged, import_id: int) -> list[int]:
    """Lines of the file whose rows in the ledger are no longer what it says; what is `untold` is left aside."""
    table = tables.declared()[staged.table]
    passed_over = untold(cursor, staged, import_id)
    columns = listed([name for name in table.stored if name not in passed_over])
    statement = queries.naming("imports/altered", table=table.name, columns=columns)
    found = queries.fetch(cursor, statement, rows=str(staged.rows), import_id=import_id)
    return list(found["line"])


def untold(cursor: duckdb.DuckDBPyConnection, staged: Staged, import_id: int) -> list[str]:
    """Columns that the ledger did not have yet when the file was loaded, though the file fills them."""
    table = tables.declared()[staged.table]
    added = {Path(name).name.split("_", 1)[1] for name in queries.names("schema/ledger")}
    asked = {"rows": str(staged.rows), "import_id": import_id}
    found = []
    for name in table.stored:
        if f"{table.name}_{name}" in added:
            statement = queries.naming("imports/is_untold", table=table.name, column=name)
            found += [name] if queries.fetch(cursor, statement, **asked).item() else []
    return found
