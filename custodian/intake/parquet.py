"""Typed rows written to a Parquet file; rows with a problem, total rows and repeated rows are left out and told."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from custodian.intake import documents, problems, sums, typed
from custodian.intake.contracts import Question
from custodian.intake.staging import Decision, Problem
from custodian.intake.sums import Settled
from custodian.intake.tables import LINE
from custodian.intake.typed import Plan

ROWS = 122_880  # of a group; as many as DuckDB stores together, or each core would have to put rows together anew


@dataclass(frozen=True)
class Written:
    rows_read: int
    rows_refused: int
    totals_dropped: int
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...] = ()
    questions: tuple[Question, ...] = ()


def write(rows: pl.LazyFrame, plan: Plan, path: Path) -> Written:
    """What is plain was told from a part of the file; where a cell is not, all of it is read anew and with care."""
    frame = typed.frame(rows, plan)
    read, bad = _sink(frame, plan, path)
    if bad and (plan.plain or plan.worded != _dates(plan)):
        plan = dataclasses.replace(plan, plain=frozenset(), worded=_dates(plan))
        frame = typed.frame(rows, plan)
        read, bad = _sink(frame, plan, path)
    faulty = frame.filter(~pl.col("is_good")).head(problems.SHOWN).collect(engine="streaming") if bad else None
    told = _totals(faulty, plan, path, bad)
    found = [] if faulty is None else problems.of_cells(faulty.filter(~pl.col(LINE).is_in(told.lines)), plan)
    dropped = len(told.lines)
    refused = bad - (dropped - len(told.good))
    if plan.per_document:
        refused, more = _documents(frame, plan, path, refused, found)
    else:
        repeated, more = _repeats(plan, path)
        refused += repeated
    shown = sorted(found + more, key=lambda problem: problem.line)[: problems.SHOWN]
    return Written(read - dropped, refused, dropped, tuple(shown), told.decisions, told.questions)


def _sink(frame: pl.LazyFrame, plan: Plan, path: Path) -> tuple[int, int]:
    """Rows read and rows left out, in one pass over the file."""
    # A text that no row says is one and the same for all: written as a category, it costs nothing.
    silent = [pl.col(name).cast(pl.Categorical) for name in _silent(plan)]
    good = frame.filter("is_good").select(LINE, *plan.table.stored).with_columns(silent)
    counted = frame.select(pl.len(), (~pl.col("is_good")).sum().alias("bad"))
    staged = good.sink_parquet(path, compression="lz4", statistics=False, row_group_size=ROWS, lazy=True)
    _, seen = pl.collect_all([staged, counted], engine="streaming")
    read, bad = seen.row(0)
    return read, bad


def _silent(plan: Plan) -> list[str]:
    """The stored texts of which the file has no column and no other one tells."""
    told = {*plan.found, "currency", *({"domain"} if plan.hashed else ())}
    return [one.stored_as for ours, one in plan.table.columns.items() if one.type == "text" and ours not in told]


def _totals(faulty: pl.DataFrame | None, plan: Plan, path: Path, bad: int) -> Settled:
    """Total rows are no problems; those that would have been loaded are taken out of the file."""
    if bad > problems.SHOWN:
        return Settled()
    empty = pl.DataFrame(schema={LINE: pl.Int64})
    told = sums.settled(empty if faulty is None else faulty, pl.scan_parquet(path), plan)
    if told.good:
        rows = pl.read_parquet(path)
        rows.filter(~pl.col(LINE).is_in(told.good)).write_parquet(path)
    return told


def _documents(
    frame: pl.LazyFrame, plan: Plan, path: Path, refused: int, found: list[Problem]
) -> tuple[int, list[Problem]]:
    """A document of which one line cannot be read is left out whole: its sum would be wrong."""
    key = [plan.table.columns[ours].stored_as for ours in plan.table.key]
    bad = frame.filter(~pl.col("is_good")).select(key).collect().unique()
    lines = pl.read_parquet(path)
    whole = lines.join(bad, on=key, how="anti", nulls_equal=True, maintain_order="left")
    with_it = lines.join(bad, on=key, how="semi", nulls_equal=True).sort(LINE)
    also = [
        Problem(line, " + ".join(key[1:]), "", "all other lines of the document readable") for line in with_it[LINE]
    ]
    rows, differing = documents.of(whole, plan)
    rows.write_parquet(path)
    return refused + len(also) + len(differing), also + differing


def _repeats(plan: Plan, path: Path) -> tuple[int, list[Problem]]:
    """Rows of one key in one file: nobody knows which is right. A line may hold several rows: rows are left out."""
    key = [plan.table.columns[ours].stored_as for ours in plan.table.key]
    # What the file does not have is one value for all its rows, or follows from their days.
    told = [plan.table.columns[ours].stored_as for ours in plan.table.key if ours in plan.found] or key
    hashes = pl.scan_parquet(path).select(pl.struct(told).hash()).collect(engine="streaming").to_series().sort()
    if not (hashes == hashes.shift(1)).any():
        return 0, []
    rows = pl.read_parquet(path)
    is_repeated = pl.struct(key).is_duplicated()
    twice = rows.filter(is_repeated).select(LINE, *key)
    keys = {row[0]: row[1:] for row in twice.rows()}
    rows.filter(~is_repeated).write_parquet(path)
    return twice.height, problems.of_repeats(list(keys), keys, plan)


def _dates(plan: Plan) -> frozenset[str]:
    return frozenset(ours for ours, one in plan.found.items() if one.column.type in ("date", "moment"))
