"""Looking at a file: every table of it recognised, converted and compared, and nothing written."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from custodian.domain import moves, openings
from custodian.domain.desk import Desk
from custodian.domain.openings import SAMPLE as SAMPLE
from custodian.domain.openings import refuse_beside_sample as refuse_beside_sample
from custodian.domain.previews import Preview, nothing_left, unrecognised
from custodian.intake import (
    addresses,
    archive,
    committing,
    comparing,
    convert,
    drift,
    formats,
    identify,
    passing,
)
from custodian.intake.contracts import Contract
from custodian.intake.formats import Format
from custodian.intake.mending import Mended
from custodian.intake.staging import Refused, Staged
from custodian.intake.tables import RawTable
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Told:
    """What was said about a file: its source, answers to its questions, mended cells, a declaration to read it by."""

    source: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    suggested: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by table: answers to its own questions
    mended: Mended = field(default_factory=dict)
    form: Format | None = None
    declared: Mapping[str, Format] = field(default_factory=dict)


def preview(
    desk: Desk,
    path: Path,
    name: str = "",
    *,
    source: str = "",
    format_file: Path | None = None,
    answers: Mapping[str, str] | None = None,
    suggested: Mapping[str, Mapping[str, str]] | None = None,
    mended: Mended | None = None,
    is_sample: bool = False,
    with_moves: bool = True,
) -> list[Preview]:
    """What every table of the file would change; nothing is written. A refusal is a preview too, with its sentence.

    The KPIs that would move are worth their time only where somebody looks at them: `with_moves`.
    """
    name = name or path.name
    with archive.prepared(path, desk.folder) as hashing:
        given = formats.read(format_file) if format_file else None
        declared = desk.formats | ({given.key: given} if given else {})
        told = Told(source, answers or {}, suggested or {}, mended or {}, given, declared)
        raws = openings.tables(desk, path, name, declared, is_sample)
        if isinstance(raws, Refused):
            return [Preview(name, "", path, hashing.result(), "refused", refusal=str(raws))]
        look = partial(_of_table, desk, told, hashing.result())
        found = _drifted(desk, [look({}, raw) for raw in raws], look, told)
        declaration = format_file.read_text("utf-8") if format_file else ""
        found = [replace(one, declaration=declaration) for one in found]
        return _passing_over([moving(desk, one) for one in found] if with_moves else found)


def again(desk: Desk, one: Preview) -> Preview:
    """Compared anew: what was loaded or undone meanwhile may have changed what it would change. Raises nothing."""
    if one.staged is None or one.staged.rows is None:
        return one
    fresh = replace(one, comparison=None, moves=None, import_id=None)
    try:
        return _compared(desk, fresh, one.staged)
    except Refused as refusal:
        return replace(fresh, status="refused", refusal=str(refusal))


def moving(desk: Desk, one: Preview, at_most: int | None = moves.TOO_MANY_ROWS) -> Preview:
    """The preview and the KPIs that it would move; without them where trying it out takes too long."""
    if one.status != "dry_run" or one.staged is None or (at_most is not None and one.staged.rows_read > at_most):
        return one
    return replace(one, moves=tuple(moves.of(desk.warehouse, [one.staged])))


def _passing_over(found: list[Preview]) -> list[Preview]:
    """Beside a table that is known, those that are not are its companions."""
    is_any_known = any(one.status not in ("unknown", "refused") for one in found)
    return [replace(one, status="passed_over") if one.status == "unknown" and is_any_known else one for one in found]


def _of_table(desk: Desk, told: Told, hash_: str, kept: Mapping[str, Contract], raw: RawTable) -> Preview:
    seen = Preview(raw.file, raw.part, raw.path, hash_, "unknown", raw=raw)
    try:
        with raw.reading():
            recognised = identify.identify(raw, {told.form.key: told.form} if told.form else told.declared)
            recognised = recognised or drift.closest(raw, told.declared, kept)
            if recognised is None:
                return replace(seen, refusal=unrecognised(raw, told.form))
            form = recognised.format
            seen = replace(seen, title=f"{form.tool} · {form.title}", because=recognised.because)
            staged = _staged(desk, raw, form, hash_, told)
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
        return replace(seen, status="refused", refusal=nothing_left(staged), staged=staged)
    return replace(seen, status="dry_run", staged=staged, comparison=comparison)


def _staged(desk: Desk, raw: RawTable, form: Format, hash_: str, told: Told) -> Staged:
    source = told.source or form.tool
    contract = replace(obeyed(desk.warehouse, source, form.key), source=source)
    contract = contract.deciding(mended=told.mended.get((hash_, raw.part), ()))
    for key, value in {**told.suggested.get(raw.part, {}), **told.answers}.items():
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


def _kept(desk: Desk, told: Told, found: list[Preview]) -> dict[str, Contract]:
    """By format the contract of the source that a file would be of; not where another table of the file has it."""
    taken = {one.staged.format for one in found if one.staged}
    sources = {key: told.source or form.tool for key, form in told.declared.items() if key not in taken}
    with desk.warehouse.reading() as cursor:
        return committing.kept(cursor, sources)


def _drifted(
    desk: Desk, found: list[Preview], look: Callable[[Mapping[str, Contract], RawTable], Preview], told: Told
) -> list[Preview]:
    """Unknown tables seen again beside what was loaded before. Two that claim to be the same stay unknown."""
    if told.form or all(one.status != "unknown" for one in found):
        return found
    kept = _kept(desk, told, found)
    again = [look(kept, one.raw) if one.status == "unknown" and one.raw else one for one in found]
    claims = Counter(one.title for one in again)
    return [now if claims[now.title] == 1 else one for one, now in zip(found, again, strict=True)]
