"""`pack`: the board pack of a month as PDF, PowerPoint or Excel."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from custodian import settings
from custodian.commands import caller, papers
from custodian.commands.figures import month_option
from custodian.domain import house, packs, readings
from custodian.domain.packs import Asked
from custodian.domain.refusals import Refused
from custodian.reports import board
from custodian.settings import Settings
from custodian.words import wording


def pack(
    month: Annotated[date, month_option("--month", "Whose figures.")],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="Ends in .pdf, .pptx or .xlsx.")],
    template: Annotated[
        Path | None, typer.Option(metavar="HOUSE.pptx", help="Layouts and fonts of the slides; also a setting.")
    ] = None,
) -> None:
    """The board pack of a month."""
    kind = board.kind(to.name)
    if kind is None:
        raise typer.BadParameter(f"Expected a file that ends in .pdf, .pptx or .xlsx; found “{to.name}”.")
    if template and kind != "pptx":
        raise typer.BadParameter(f"A template is for PowerPoint; “{to.name}” is none. Write --to board.pptx.")
    chosen = settings.load()
    try:
        made = _made(chosen, month, kind, caller.path(template) if template else None)
        papers.write(caller.path(to), made)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        raise typer.Exit(1) from None
    print(f"The board pack of {wording.month(month)} is in {to}.")


def _made(chosen: Settings, month: date, kind: board.Kind, template: Path | None) -> bytes:
    with house.open_once(chosen).reading() as cursor:
        _refuse_unknown(month, list(readings.known_months(cursor)))
        gathered = packs.gather(cursor, chosen, Asked(month, "previous month", date.today()))
    return board.made(gathered, kind, datetime.now(), template or board.template_of(chosen))


def _refuse_unknown(month: date, known: list[date]) -> None:
    if not known:
        raise Refused([
            "Expected figures to tell of, and nothing is loaded yet. Import exports first: "
            "python -m custodian import PATH"
        ])  # fmt: skip
    first, last = wording.month(min(known)), wording.month(max(known))
    if not min(known) <= month <= max(known):
        said = f"Expected a month that has figures, from {first} to {last}; found {wording.month(month)}."
        raise Refused([f"{said} Choose one of them."])
