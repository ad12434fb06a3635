"""What a file would change: every table of it recognised, converted and compared, and nothing written."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from custodian.domain import moves, openings
from custodian.domain.desk import Desk
from custodian.domain.moves import Move
from custodian.domain.openings import SAMPLE as SAMPLE
from custodian.domain.openings import refuse_beside_sample as refuse_beside_sample
from custodian.intake import (
    addresses,
    committing,
    comparing,
    convert,
    drift,
    formats,
    identify,
    passing,
)
from custodian.intake.comparing import Changed, Comparison
from custodian.intake.contracts import Contract, Question
from custodian.intake.formats import Format
from custodian.intake.staging import Decision, Problem, Refused, Staged
from custodian.intake.tables import RawTable
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

Status = Literal["loaded", "unchanged", "refused", "needs_answer", "dry_run", "unknown", "passed_over"]


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
    has_drifted: bool = False  # refused because its source's files had other columns before: may be matched by hand
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
    raws, hash_ = openings.tables(desk, path, name, declared, is_sample)
    if isinstance(raws, Refused):
        return [Preview(name, "", path, hash_, "refused", refusal=str(raws))]
    look = partial(_of_table, desk, given, declared, hash_, source, answers or {})
    found = _drifted(desk, [look({}, raw) for raw in raws], look, source, {} if given else declared)
    found = [replace(one, declaration=declaration, moves=_moves(desk, one, with_moves)) for one in found]
    return _passing_over(found)


def _passing_over(found: list[Preview]) -> list[Preview]:
    """Beside a table that is known, those that are not are its companions."""
    is_any_known = any(one.status not in ("unknown", "refused") for one in found)
    return [replace(one, status="passed_over") if one.status == "unknown" and is_any_known else one for one in found]


def _of_table(
    desk: Desk,
    given: Format | None,
    declared: Mapping[str, Format],
    hash_: str,
    source: str,
    answers: Mapping[str, str],
    kept: Mapping[str, Contract],
    raw: RawTable,
) -> Preview:
    seen = Preview(raw.file, raw.part, raw.path, hash_, "unknown", raw=raw)
    try:
        with raw.reading():
            recognised = identify.identify(raw, {given.key: given} if given else declared)
            recognised = recognised or drift.closest(raw, declared, kept)
            if recognised is None:
                return replace(seen, refusal=_unrecognised(raw, given))
            form = recognised.format
            seen = replace(seen, title=f"{form.tool} · {form.title}", because=recognised.because)
            staged = _staged(desk, raw, form, hash_, source or form.tool, answers)
        return _compared(desk, seen, staged)
    except Refused as refusal:
        drifted = isinstance(refusal, drift.Drifted)
        return replace(seen, status="refused", refusal=str(refusal), has_drifted=drifted)


def _compared(desk: Desk, seen: Preview, staged: Staged) -> Preview:
    with desk.warehouse.reading() as cursor:
        if (same := committing.same(cursor, staged)) is not None:
            return replace(seen, status="unchanged", staged=staged, import_id=same)
        if staged.rows is None:
            return replace(seen, status="needs_answer", staged=staged)
        desk.progress(staged.rows_read, staged.rows_read, f"Comparing {seen.file}")
        comparison = comparing.compare(cursor, staged)
    if not comparison.rows_added + comparison.rows_changed + comparison.rows_unchanged:
        return replace(seen, status="refused", refusal=_nothing_left(staged), staged=staged)
    return replace(seen, status="dry_run", staged=staged, comparison=comparison)


def _moves(desk: Desk, one: Preview, with_moves: bool) -> tuple[Move, ...]:
    if not with_moves or one.status != "dry_run" or one.staged is None or one.comparison is None:
        return ()
    return tuple(moves.of(desk.warehouse, one.staged, one.comparison))


def _staged(desk: Desk, raw: RawTable, form: Format, hash_: str, source: str, answers: Mapping[str, str]) -> Staged:
    contract = replace(obeyed(desk.warehouse, source, form.key), source=source)
    for key, value in answers.items():
        try:
            contract = convert.answer(contract, key, value)
        except drift.Drifted:
            raise
        except ValueError as fault:
            raise Refused("an answer to a question of the file", f"{key} = {value}", str(fault)) from fault
    desk.progress(0, 0, f"Converting {raw.file}")
    secret, company = addresses.key(desk.settings.data), desk.company(source)

    def stage(table: RawTable) -> Staged:
        return convert.stage(table, form, contract, hash_, desk.folder, key=secret, company=company)

    return passing.told(raw, stage, lambda done, total: desk.progress(done, total, f"Converting {raw.file}"))


def obeyed(warehouse: Warehouse, source: str, form: str) -> Contract:
    """What was decided for a source before; an empty contract where nothing was."""
    with warehouse.reading() as cursor:
        kept = queries.run(cursor, "imports/contract", source=source, format=form)
    return Contract(source=source) if kept.is_empty() else committing.read(kept.item())


def _kept(desk: Desk, source: str, declared: Mapping[str, Format], found: list[Preview]) -> dict[str, Contract]:
    """By format the contract of the source that a file would be of; not where another table of the file has it."""
    taken = {one.staged.format for one in found if one.staged}
    with desk.warehouse.reading() as cursor:
        return committing.kept(cursor, {key: source or form.tool for key, form in declared.items() if key not in taken})


def _drifted(
    desk: Desk,
    found: list[Preview],
    look: Callable[[Mapping[str, Contract], RawTable], Preview],
    source: str,
    declared: Mapping[str, Format],
) -> list[Preview]:
    """Unknown tables seen again beside what was loaded before. Two that claim to be the same stay unknown."""
    if all(one.status != "unknown" for one in found):
        return found
    kept = _kept(desk, source, declared, found)
    again = [look(kept, one.raw) if one.status == "unknown" and one.raw else one for one in found]
    claims = Counter(one.title for one in again)
    return [now if claims[now.title] == 1 else one for one, now in zip(found, again, strict=True)]


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
