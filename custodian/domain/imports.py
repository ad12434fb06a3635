"""An import as people know it: what a file would change, loading it, taking it back, and all that was loaded."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import duckdb

from custodian.domain import measures, moves
from custodian.domain.moves import Move
from custodian.domain.periods import Period
from custodian.intake import addresses, archive, committing, comparing, convert, formats, identify, reading
from custodian.intake.comparing import Changed, Comparison
from custodian.intake.contracts import Contract, Question
from custodian.intake.formats import Format
from custodian.intake.staging import Decision, Problem, Refused, Staged
from custodian.intake.tables import RawTable
from custodian.settings import Settings
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

Status = Literal["loaded", "unchanged", "refused", "needs_answer", "dry_run", "unknown", "passed_over"]
Progress = Callable[[int, int, str], None]
SAMPLE = "sample"


@dataclass(frozen=True)
class Preview:
    """One table of a file: what was recognised, what it would change, or what stands in the way.

    `unknown`: no format fits, the columns have to be matched. `passed_over`: the companion of a recognised table.
    """

    file: str
    part: str
    path: Path
    hash: str
    status: Status
    title: str = ""  # tool and title of the format
    because: str = ""
    refusal: str = ""
    import_id: int | None = None  # the import that brought the same table before, or just now
    staged: Staged | None = None
    comparison: Comparison | None = None
    moves: tuple[Move, ...] = ()
    raw: RawTable | None = None
    declaration: str = ""  # the TOML of a format of the company's own: kept with the import

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.staged.questions if self.staged else ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.staged.problems if self.staged else ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return self.staged.decisions if self.staged else ()

    @property
    def changed(self) -> tuple[Changed, ...]:
        return self.comparison.examples if self.comparison else ()

    @property
    def months(self) -> list[str]:
        return comparing.months(self.comparison.first_day, self.comparison.last_day) if self.comparison else []


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

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


@dataclass(frozen=True)
class Desk:
    """Where and how files are looked at: the warehouse, the settings, a folder for what is waiting."""

    warehouse: Warehouse
    settings: Settings
    folder: Path
    progress: Progress = lambda done, total, doing: None  # noqa: E731

    @property
    def formats(self) -> dict[str, Format]:
        return formats.declared(self.settings.own_formats)


def preview(
    desk: Desk,
    path: Path,
    name: str = "",
    *,
    source: str = "",
    format_file: Path | None = None,
    answers: Mapping[str, str] | None = None,
    is_sample: bool = False,
    with_moves: bool = True,
) -> list[Preview]:
    """What every table of the file would change; nothing is written. A refusal is a preview too, with its sentence.

    The KPIs that would move are worth their time only where somebody looks at them: `with_moves`.
    """
    name = name or path.name
    given = formats.read(format_file) if format_file else None
    declaration = format_file.read_text("utf-8") if format_file else ""
    declared = desk.formats | ({given.key: given} if given else {})
    desk.progress(0, 0, f"Reading {name}")
    hash_ = archive.hash_of(path)
    try:
        if not is_sample:
            refuse_beside_sample(desk.warehouse)
        raws = identify.with_siblings(reading.tables_of(path, name, formats.known_header(declared)))
    except Refused as refusal:
        return [Preview(name, "", path, hash_, "refused", refusal=str(refusal))]
    found = [_of_table(desk, raw, given, declared, hash_, source, answers or {}) for raw in raws]
    found = [replace(one, declaration=declaration, moves=_moves(desk, one, with_moves)) for one in found]
    is_any_known = any(one.status not in ("unknown", "refused") for one in found)
    return [replace(one, status="passed_over") if one.status == "unknown" and is_any_known else one for one in found]


def commit(desk: Desk, previewed: Preview, by: str, at: datetime, accept_rest: bool = False) -> Preview:
    """Load it: archive, ledger and KPIs in one transaction, then the source's contract. Raises Refused."""
    staged = previewed.staged
    if previewed.status == "unchanged":
        return previewed
    if previewed.status != "dry_run" or staged is None or previewed.comparison is None:
        raise Refused("a file that can be loaded", f"one that is “{previewed.status}”", "Answer what is open first.")
    if staged.rows_refused and not accept_rest:
        raise Refused(
            "cells that can all be read",
            f"{staged.rows_refused} rows with a cell that cannot",
            "Mend them in the file, or choose to load it without those rows.",
        )
    with ThreadPoolExecutor(1) as beside, desk.warehouse.writing() as cursor:
        kept = beside.submit(archive.keep, desk.settings.archive, previewed.path, staged.hash)
        # Others may have loaded or undone something since the preview.
        same = _same(cursor, staged)
        if same is not None:
            return replace(previewed, status="unchanged", import_id=same)
        comparison = comparing.compare(cursor, staged)
        import_id = committing.next_id(cursor)
        days = committing.commit(cursor, staged, comparison, import_id, by, at, desk.progress)
        desk.progress(staged.rows_read, staged.rows_read, "Computing the KPIs")
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


def original(settings: Settings, hash_: str) -> Iterator[bytes]:
    return archive.pieces(settings.archive, hash_)


def keep_measures(cursor: duckdb.DuckDBPyConnection, table: str, days: committing.Days) -> None:
    first_day, last_day = days
    measures.keep(cursor, {table}, Period(first_day, last_day) if first_day and last_day else None)


def refuse_beside_sample(warehouse: Warehouse) -> None:
    """The sample company and a company's own files are never mixed."""
    with warehouse.reading() as cursor:
        state = queries.run(cursor, "imports/state", name=SAMPLE)
    if not state.is_empty() and state.item(0, 0) == "loaded":
        raise Refused(
            "an empty ledger for your own files",
            "the sample company in it",
            "Remove the sample company first: on the Import page, or with `python -m custodian sample --remove`.",
        )


def _of_table(
    desk: Desk,
    raw: RawTable,
    given: Format | None,
    declared: Mapping[str, Format],
    hash_: str,
    source: str,
    answers: Mapping[str, str],
) -> Preview:
    seen = Preview(raw.file, raw.part, raw.path, hash_, "unknown", raw=raw)
    recognised = identify.identify(raw, {given.key: given} if given else declared)
    if recognised is None:
        return replace(seen, refusal=_unrecognised(raw, given))
    form = recognised.format
    seen = replace(seen, title=f"{form.tool} · {form.title}", because=recognised.because)
    try:
        staged = _staged(desk, raw, form, hash_, source or form.tool, answers)
        with desk.warehouse.reading() as cursor:
            same = _same(cursor, staged)
            if same is not None:
                return replace(seen, status="unchanged", staged=staged, import_id=same)
            if staged.rows is None:
                return replace(seen, status="needs_answer", staged=staged)
            comparison = comparing.compare(cursor, staged)
    except Refused as refusal:
        return replace(seen, status="refused", refusal=str(refusal))
    if not comparison.rows_added + comparison.rows_changed + comparison.rows_unchanged:
        sentence = _nothing_left(staged)
        return replace(seen, status="refused", refusal=sentence, staged=staged)
    return replace(seen, status="dry_run", staged=staged, comparison=comparison)


def _moves(desk: Desk, one: Preview, with_moves: bool) -> tuple[Move, ...]:
    if not with_moves or one.status != "dry_run" or one.staged is None or one.comparison is None:
        return ()
    return tuple(moves.of(desk.warehouse, one.staged, one.comparison))


def _staged(desk: Desk, raw: RawTable, form: Format, hash_: str, source: str, answers: Mapping[str, str]) -> Staged:
    contract = replace(_contract(desk.warehouse, source, form.key), source=source)
    for key, value in answers.items():
        try:
            contract = convert.answer(contract, key, value)
        except ValueError as fault:
            raise Refused("an answer to a question of the file", f"{key} = {value}", str(fault)) from fault
    desk.progress(0, 0, f"Converting {raw.file}")
    secret = addresses.key(desk.settings.data)
    return convert.stage(raw, form, contract, hash_, desk.folder, key=secret, currency=desk.settings.currency)


def _contract(warehouse: Warehouse, source: str, form: str) -> Contract:
    with warehouse.reading() as cursor:
        kept = queries.run(cursor, "imports/contract", source=source, format=form)
    return Contract(source=source) if kept.is_empty() else committing.read(kept.item())


def _remember(warehouse: Warehouse, staged: Staged, by: str, at: datetime) -> None:
    contract = replace(staged.contract, first_day="", last_day="")
    if contract == _contract(warehouse, staged.source, staged.format):
        return
    decided: dict[str, Any] = {"decided_by": by, "decided_at": at, "contract": committing.written(contract)}
    with warehouse.writing() as cursor:
        queries.do(cursor, "imports/keep_contract", source=staged.source, format=staged.format, **decided)


def _same(cursor: duckdb.DuckDBPyConnection, staged: Staged) -> int | None:
    told = {"hash": staged.hash, "part": staged.part, "format": staged.format, "source": staged.source}
    found = queries.run(cursor, "imports/same", **told)
    return None if found.is_empty() else int(found.item())


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


def _unrecognised(raw: RawTable, given: Format | None) -> str:
    expected = f"the columns of {given.tool}, {given.title}" if given else "the header of an export that is known here"
    shown = ", ".join(name for name in raw.header[:8] if name) or "no column names"
    todo = "Match its columns once on the Import page, or give their declaration with --format."
    return str(Refused(expected, shown, todo))


def _nothing_left(staged: Staged) -> str:
    if staged.rows_refused:
        first = staged.problems[0]
        found = f"none; the first, in line {first.line}, says {first.column} = “{first.value}”"
        return str(
            Refused(f"at least one row that can be read ({first.expected})", found, "Check the export's settings.")
        )
    return str(Refused("at least one row below the header", "none", "Export a period in which something happened."))


def opened(warehouse: Warehouse, settings: Settings, progress: Progress | None = None) -> Desk:
    """A desk with a folder of its own, which goes when the process does."""
    folder = Path(tempfile.mkdtemp(prefix="custodian-"))
    return Desk(warehouse, settings, folder, progress) if progress else Desk(warehouse, settings, folder)
