"""`import`, `imports`, `undo`, `check` and `rebuild`: files into the ledger and out of it again."""

import getpass
import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from custodian import settings
from custodian.commands import caller, progress, telling
from custodian.domain import house, imports, mended
from custodian.domain.imports import Desk, Preview
from custodian.domain.mended import Cells, Export
from custodian.intake import mending
from custodian.intake.formats import Faults
from custodian.intake.staging import Refused

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout and nothing else.")]
Suggested = dict[str, dict[str, str]]
DONE, REFUSED, USAGE, QUESTION = 0, 1, 2, 3


def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files, or folders of files.")],
    source: Annotated[str, typer.Option(help="What the source is called; the tool's name if not given.")] = "",
    form: Annotated[
        Path | None, typer.Option("--format", metavar="FILE.toml", help="A declaration to read it by.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change and write nothing.")] = False,
    accept_rest: Annotated[bool, typer.Option("--accept-rest", help="Load without refused rows.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Answer every question with its suggestion.")] = False,
    answer: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="An answer to a question.")] = None,
    refused_to: Annotated[
        Path | None,
        typer.Option("--refused-to", metavar="FILE.csv", help="Write cells that cannot be read; import it mended."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Load the teams' exports, and lists of mended cells."""
    chosen = settings.load()
    how = _How(caller.path(form) if form else None, _answers(answer or []), yes, dry_run, accept_rest)
    with progress.shown(quiet=as_json) as told:
        desk = imports.opened(house.open_once(chosen), chosen, told)
        found = mended.sorted_out(desk, _files([caller.path(path) for path in paths]), source)
        done = [Preview(file.name, "", file, "", "refused", refusal=str(why)) for file, why in found.refusals.items()]
        done += [one for export in found.exports for one in _import_one(desk, export, found.cells, how)]
    if refused_to:
        caller.path(refused_to).write_text(mending.written([one.staged for one in done if one.staged]), "utf-8")
    _tell(done, as_json)
    raise typer.Exit(_exit_code(done))


def _tell(done: list[Preview], as_json: bool) -> None:
    if as_json:
        print(json.dumps([telling.as_json(one) for one in done], ensure_ascii=False, indent=2, default=str))
    else:
        telling.say(done)


def imports_(as_json: Json = False) -> None:
    """List what was loaded, newest first."""
    every = imports.history(house.open_once(settings.load()))
    if as_json:
        print(json.dumps([asdict(one) for one in every], ensure_ascii=False, indent=2, default=str))
        return
    from rich.table import Table

    table = Table("Import", "File", "Format", "Rows", "New", "Changed", "KPIs moved", "Months", "By", "At", "")
    for one in every:
        ends = dict.fromkeys(f"{month:%Y-%m}" for month in (one.first_month, one.last_month) if month)
        counts = (one.rows_read, one.rows_added, one.rows_changed, one.kpis_moved)
        name = f"{one.file} › {one.part}" if one.part else one.file
        state = "undone" if one.is_undone else ""
        when, months = f"{one.imported_at:%Y-%m-%d %H:%M}", " … ".join(ends)
        table.add_row(str(one.import_id), name, one.format, *map(str, counts), months, one.imported_by, when, state)
    caller.console().print(
        table if every else "Nothing was loaded yet. `python -m custodian import FILE` loads an export."
    )


def undo(import_id: Annotated[int, typer.Argument(metavar="IMPORT_ID")], as_json: Json = False) -> None:
    """Take an import back, exactly."""
    chosen = settings.load()
    desk = imports.opened(house.open_once(chosen), chosen)
    try:
        undone = imports.undo(desk, import_id, _who(), _now())
    except Refused as refusal:
        _refuse(str(refusal), as_json)
    if as_json:
        print(json.dumps(asdict(undone), ensure_ascii=False, indent=2, default=str))
    else:
        caller.console().print(f"Import {import_id} ({undone.file}) is undone; what it had replaced is current again.")


@dataclass(frozen=True)
class _How:
    form: Path | None
    answers: dict[str, str]
    yes: bool
    dry_run: bool
    accept_rest: bool


def _import_one(desk: Desk, export: Export, cells: Cells, how: _How) -> list[Preview]:
    file = export.path
    if not file.exists():
        sentence = str(Refused("a file", f"nothing at {file}", "Check the path."))
        return [Preview(file.name, "", file, "", "refused", refusal=sentence)]
    look = partial(imports.preview, desk, file, export.name, source=export.source, format_file=how.form, mended=cells)
    look = partial(look, answers=how.answers, with_moves=how.dry_run)
    try:
        found = look()
        taken: Suggested = {}
        while how.yes and (more := _suggestions(found, taken)):
            taken = {part: {**taken.get(part, {}), **more.get(part, {})} for part in {*taken, *more}}
            found = look(suggested=taken)
    except Faults as faults:
        return [Preview(file.name, "", file, "", "refused", refusal=f"The declaration cannot be used. {faults}")]
    return found if how.dry_run else [_commit(desk, one, how.accept_rest) for one in found]


def _commit(desk: Desk, one: Preview, accept_rest: bool) -> Preview:
    if one.status != "dry_run":
        return one
    try:
        return imports.commit(desk, one, _who(), _now(), accept_rest)
    except Refused as refusal:
        return replace(one, status="refused", refusal=str(refusal))


def _suggestions(found: list[Preview], taken: Suggested) -> Suggested:
    """By table of the file what its questions suggest: each has its own, and one answered may lead to the next."""
    told = {
        one.part: {
            question.key: question.suggestion
            for question in one.questions
            if question.suggestion and question.key not in taken.get(one.part, {})
        }
        for one in found
    }
    return {part: answers for part, answers in told.items() if answers}


def _answers(written: list[str]) -> dict[str, str]:
    for one in written:
        if "=" not in one:
            raise typer.BadParameter(f"Expected an answer as KEY=VALUE; found “{one}”.")
    # A question may hold a = of its own; an answer does not.
    return {key: value for key, _, value in (one.rpartition("=") for one in written)}


def _files(paths: list[Path]) -> list[Path]:
    return [
        file
        for path in paths
        for file in (sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path])
    ]


def _exit_code(done: list[Preview]) -> int:
    statuses = {one.status for one in done}
    if statuses & {"refused", "unknown"}:
        return REFUSED
    return QUESTION if "needs_answer" in statuses else DONE


def _refuse(sentence: str, as_json: bool) -> NoReturn:
    if as_json:
        print(json.dumps({"status": "refused", "problem": sentence}, ensure_ascii=False, indent=2))
    else:
        caller.console(stderr=True).print(sentence, markup=False, highlight=False)
    raise typer.Exit(REFUSED)


def _who() -> str:
    return os.environ.get("CUSTODIAN_BY") or getpass.getuser()


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)
