"""An import as people know it: loading what was looked at, taking it back, and all that was loaded."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from custodian.domain import looking, moves
from custodian.domain.desk import Desk as Desk
from custodian.domain.desk import Progress as Progress
from custodian.domain.desk import opened as opened
from custodian.domain.looking import SAMPLE as SAMPLE
from custodian.domain.looking import preview as preview
from custodian.domain.looking import refuse_beside_sample as refuse_beside_sample
from custodian.domain.moves import keep_measures as keep_measures
from custodian.domain.previews import Preview as Preview
from custodian.domain.previews import Status as Status
from custodian.intake import archive, committing, comparing, memory
from custodian.intake.staging import Refused, Staged
from custodian.settings import Settings
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Imported:
    """A row of `ledger.imports`."""

    import_id: int
    file: str
    part: str
    hash: str
    format: str
    source: str
    target: str
    contract: str
    rows_read: int
    rows_added: int
    rows_changed: int
    rows_unchanged: int
    rows_vanished: int
    rows_refused: int
    totals_dropped: int
    first_month: date | None
    last_month: date | None
    imported_by: str
    imported_at: datetime
    undone_by: str | None
    undone_at: datetime | None
    kpis_moved: int

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


def commit(desk: Desk, previewed: Preview, by: str, at: datetime, accept_rest: bool = False) -> Preview:
    """Load it: archive, ledger and KPIs in one transaction, then the source's contract. Raises Refused."""
    staged = previewed.staged
    if previewed.status == "unchanged":
        return previewed
    if previewed.status != "dry_run" or staged is None or staged.rows is None or previewed.comparison is None:
        raise Refused("a file that can be loaded", f"one that is “{previewed.status}”", "Answer what is open first.")
    if staged.rows_refused and not accept_rest:
        raise Refused(
            "cells that can all be read",
            f"{staged.rows_refused} rows with a cell that cannot",
            "Mend them in the file, or choose to load it without those rows.",
        )
    with ThreadPoolExecutor(1) as beside, desk.warehouse.writing() as cursor:
        # Others may have loaded or undone something since the preview.
        same = committing.same(cursor, staged)
        if same is not None:
            return replace(previewed, status="unchanged", import_id=same)
        comparison = comparing.now(cursor, staged, previewed.comparison)
        import_id = committing.next_id(cursor)
        kept = beside.submit(archive.keep, desk.settings.archive, previewed.path, staged.hash, staged.rows.parent)
        days = committing.commit(cursor, staged, comparison, import_id, by, at, desk.progress)
        desk.progress(staged.rows_read, staged.rows_read, "Computing the KPIs")
        with moves.recorded(cursor, import_id):
            keep_measures(cursor, staged.table, days)
        kept.result()
        archive.note(desk.settings.archive, _entry(desk, previewed, import_id, by, at))
    _remember(desk.warehouse, staged, by, at)
    return replace(previewed, status="loaded", import_id=import_id, comparison=comparison)


def undo(desk: Desk, import_id: int, by: str, at: datetime) -> Imported:
    """Take an import back, exactly. Raises Refused where there is no such import, or it was taken back before."""
    found = {one.import_id: one for one in history(desk.warehouse)}.get(import_id)
    if found is None:
        raise Refused("the number of an import", f"{import_id}, which is none", "`imports` lists them.")
    if found.is_undone:
        raise Refused("an import that is loaded", f"import {import_id}, undone before", "There is nothing to do.")
    with desk.warehouse.writing() as cursor:
        days = committing.undo(cursor, found.target, import_id, by, at)
        keep_measures(cursor, found.target, days)
        archive.note(desk.settings.archive, {"undo": import_id, "by": by, "at": at.isoformat()})
    return replace(found, undone_by=by, undone_at=at)


def history(warehouse: Warehouse) -> list[Imported]:
    """Every import, newest first, those undone included."""
    with warehouse.reading() as cursor:
        return [Imported(**row) for row in queries.run(cursor, "imports/history").iter_rows(named=True)]


def original(settings: Settings, one: Imported) -> Iterator[bytes]:
    """The bytes of the file as it came. Raises Refused where the archive does not have it any more."""
    try:
        yield from archive.pieces(settings.archive, one.hash)
    except FileNotFoundError:
        todo = "Put it back from a backup of the archive; `check` lists all that is missing."
        raise Refused(f"the original of import {one.import_id} in the archive", "none", todo) from None


def _remember(warehouse: Warehouse, staged: Staged, by: str, at: datetime) -> None:
    contract = memory.folded(staged.contract.of_every_file())
    if contract == looking.obeyed(warehouse, staged.source, staged.format):
        return
    decided: dict[str, Any] = {"decided_by": by, "decided_at": at, "contract": committing.written(contract)}
    with warehouse.writing() as cursor:
        queries.do(cursor, "imports/keep_contract", source=staged.source, format=staged.format, **decided)


def _entry(desk: Desk, previewed: Preview, import_id: int, by: str, at: datetime) -> dict[str, Any]:
    """What the log keeps: all that is needed to load the same rows again."""
    staged = previewed.staged
    assert staged is not None
    own = desk.settings.own_formats / f"{staged.format}.toml"
    kept = own.read_text("utf-8") if own.exists() else ""
    return {
        "import": import_id,
        **{name: getattr(staged, name) for name in ("file", "part", "hash", "format", "source")},
        "contract": committing.written(staged.contract),
        "declaration": previewed.declaration or kept,
        "by": by,
        "at": at.isoformat(),
    }
