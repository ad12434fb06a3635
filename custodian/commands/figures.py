"""`kpis` and `rows`: the KPIs of the ledger, and the rows behind one of them."""

import difflib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from custodian import settings
from custodian.commands import caller
from custodian.domain import house, listing, measures, periods, readings
from custodian.domain import kpis as catalogues
from custodian.domain.kpis import Kpi
from custodian.domain.listing import NotInCatalogue, Row
from custodian.domain.periods import By, Period
from custodian.warehouse.catalogues import Warehouse
from custodian.words import wording

MOST_ROWS = 100_000
ROWS_TO_LOOK_AT = 200


def _month(written: str) -> date:
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError:
        raise typer.BadParameter(f"Expected a month as YYYY-MM; found “{written}”. Write it like 2026-10.") from None


def month_option(name: str, says: str) -> Any:  # noqa: ANN401
    return typer.Option(name, parser=_month, metavar="YYYY-MM", help=says, show_default=False)


Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout and nothing else.")]


def kpis(
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY…]", help="All of them if none is named.")] = None,
    first: Annotated[date | None, month_option("--from", "First month; the first with data if not given.")] = None,
    last: Annotated[date | None, month_option("--to", "Last month; the last with data if not given.")] = None,
    by: Annotated[By, typer.Option(help="Length of a period.")] = "month",
    split: Annotated[str, typer.Option(help="A split that the KPI declares.", metavar="NAME")] = "",
    as_json: Json = False,
) -> None:
    """The KPIs by month, quarter, year or in total."""
    chosen = settings.load()
    warehouse = house.open_once(chosen)
    _check(keys or [])
    span = _span(warehouse, first, last)
    try:
        with warehouse.reading() as cursor:
            found = listing.rows(cursor, keys or [], span, by, date.today(), split) if span else []
    except NotInCatalogue as fault:
        raise typer.BadParameter(str(fault)) from None
    if as_json:
        print(json.dumps([asdict(row) for row in found], ensure_ascii=False, allow_nan=False))
    elif found:
        caller.console().print(_as_table(found, chosen.currency))
    else:
        print("No figures for these months. Load exports with: python -m custodian import PATH")


def rows(
    key: Annotated[str, typer.Argument(metavar="KEY", show_default=False)],
    month: Annotated[date, month_option("--month", "Whose rows.")],
    as_json: Json = False,
) -> None:
    """The rows behind a KPI in a month, each with its file and line."""
    warehouse = house.open_once(settings.load())
    _check([key])
    with warehouse.reading() as cursor:
        kpi = catalogues.catalogue()[key]
        behind = measures.rows_behind(cursor, kpi, Period(month, periods.last_day(month)), MOST_ROWS)
    if as_json:
        print(json.dumps(behind.to_dicts(), ensure_ascii=False, default=str))
        return
    table = Table(*behind.columns, box=None, header_style="bold")
    for row in behind.head(ROWS_TO_LOOK_AT).iter_rows():
        table.add_row(*("" if cell is None else _plainly(cell) for cell in row))
    caller.console().print(table)
    print(f"{wording.counted(len(behind), 'row')} behind {kpi.title} in {wording.month(month)}.", end=" ")
    print(f"Only {ROWS_TO_LOOK_AT} are shown; --json gives all." if len(behind) > ROWS_TO_LOOK_AT else "")


def _check(keys: Sequence[str]) -> None:
    known = catalogues.catalogue()
    for key in keys:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=3, cutoff=0.4)
            hint = f"Did you mean {' or '.join(near)}?" if near else f"Choose from: {', '.join(known)}."
            raise typer.BadParameter(f"Expected the key of a KPI; found “{key}”. {hint}")


def _span(warehouse: Warehouse, first: date | None, last: date | None) -> Period | None:
    with warehouse.reading() as cursor:
        known = readings.known_months(cursor)
    first, last = first or min(known, default=last), last or max(known, default=first)
    if first is None or last is None:
        return None
    if first > last:
        raise typer.BadParameter(f"Expected --from before --to; found {first:%Y-%m} after {last:%Y-%m}. Swap them.")
    return Period(first, periods.last_day(last))


def _as_table(found: Sequence[Row], currency: str) -> Table:
    table = Table("KPI", "period", "split", box=None, header_style="bold")
    for heading in ("value", "from", "to", "n", "target"):
        table.add_column(heading, justify="right")
    table.add_column("verdict")
    for row in found:
        table.add_row(*_cells(row, catalogues.catalogue()[row.key], currency))
    return table


def _cells(row: Row, kpi: Kpi, currency: str) -> tuple[str, ...]:
    figures = [wording.value(kpi.unit, number, currency) for number in (row.value, row.low, row.high)]
    target = "" if row.target is None else wording.value(kpi.unit, row.target, currency)
    verdict = (row.verdict or "") + ("" if row.complete else " (not over)")
    return kpi.title, row.period, row.split, *figures, f"{row.n:,}", target, verdict.strip()


def _plainly(cell: Any) -> str:  # noqa: ANN401
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
