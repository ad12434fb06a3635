"""A desk in a folder of its own, and small exports in Custodian's template put on it."""

import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from custodian import settings
from custodian.domain import imports
from custodian.domain.imports import Desk, Preview
from custodian.warehouse import catalogues, queries, tables
from tests.stories import BRAND

AT = datetime(2026, 11, 3, 9, 0)


def desk(folder: Path) -> Desk:
    chosen = settings.load(data=folder, ledger=":memory:", records=":memory:", **BRAND)
    return imports.opened(catalogues.open_warehouse(chosen), chosen)


def copied(made: Path, to: Path) -> Desk:
    """A desk on a copy of a data folder that a desk `with_files` left, which stays as it is."""
    return with_files(shutil.copytree(made, to))


def with_files(folder: Path) -> Desk:
    """A desk whose ledger stays in its folder."""
    chosen = settings.load(data=folder, **BRAND)
    return imports.opened(catalogues.open_warehouse(chosen), chosen)


def written(folder: Path, name: str, lines: Iterable[str]) -> Path:
    place = folder / name
    place.write_text("\n".join(lines) + "\n", "utf-8")
    return place


def orders(folder: Path, name: str, *rows: str) -> Path:
    """`number amount day` each, of one customer."""
    told = (row.split() for row in rows)
    lines = [f"Xero,{number},Example Ltd,{day},{amount},EUR" for number, amount, day in told]
    return written(folder, name, ["tool,document_no,company,ordered_on,amount,currency", *lines])


def campaigns(folder: Path, name: str, *rows: str) -> Path:
    """`campaign first_day last_day clicks` each."""
    told = (row.split() for row in rows)
    lines = [f"Google Ads,{campaign},{first},{last},{clicks}" for campaign, first, last, clicks in told]
    return written(folder, name, ["platform,campaign,first_day,last_day,clicks", *lines])


def look(desk: Desk, path: Path, name: str = "", **told: object) -> list[Preview]:
    """As the Import page does: what would move is not tried out, because that takes as long as loading it."""
    return imports.preview(desk, path, name, with_moves=False, **told)  # type: ignore[arg-type]


def load(desk: Desk, path: Path, **told: object) -> Preview:
    (previewed,) = look(desk, path, **told)
    return imports.commit(desk, previewed, "Ada", AT)


def current(desk: Desk, table: str) -> list[tuple[object, ...]]:
    """What the table's view is made of, in a fixed order, without where it came from."""
    columns = ", ".join(tables.declared()[table].stored)
    with desk.warehouse.reading() as cursor:
        found = queries.fetch(cursor, queries.naming("imports/current_rows", table=table, columns=columns))
    return found.rows()


def kpis(desk: Desk) -> list[tuple[object, ...]]:
    with desk.warehouse.reading() as cursor:
        return queries.run(cursor, "measures/all_kept").rows()
