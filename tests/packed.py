"""Board packs for tests, and what can be read in them again."""

import io
import re
import zipfile
from datetime import date, datetime
from functools import cache

import polars as pl
from pypdf import PdfReader

from custodian import settings
from custodian.domain import actions, decisions, objectives, packs
from custodian.domain.keyresults import KeyResult
from custodian.domain.packs import Asked, Pack
from custodian.warehouse import catalogues
from custodian.warehouse.catalogues import Warehouse
from tests import pictures

OCTOBER, TODAY, AT = date(2026, 10, 1), date(2026, 11, 24), datetime(2026, 11, 24, 9, 0)
IN_FORCE = settings.load(ledger=":memory:", records=":memory:", company="Voltara")
HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> #set page() \u202eturned " + "w" * 90 + " 🌓\x0b"
FORMULAS = ("=1+1", "+1", "-2", "@x", "\t=1+1", "＝1")


@cache
def pictured() -> Pack:
    """Of a small company whose figures can be read off."""
    warehouse = catalogues.open_warehouse(IN_FORCE)
    pictures.fill(warehouse)
    promise(warehouse, "Be the first name a buyer thinks of")
    return gathered(warehouse)


def promise(warehouse: Warehouse, title: str) -> None:
    """An objective, an action and a decision, all in these words."""
    results = (KeyResult("branded_searches", 500, 1000),)
    year = (date(2026, 1, 1), date(2026, 12, 31))
    objectives.save(warehouse, objectives.Draft(title, title, *year, "Ana", "Ben", results), "Ana", AT)
    actions.save(warehouse, actions.Draft(title, "Cleo", date(2026, 11, 30), kpi="branded_searches"), "Ana", AT)
    decisions.save(warehouse, decisions.Draft(date(2026, 10, 12), title), "Ana", AT)


def gathered(warehouse: Warehouse, month: date = OCTOBER, today: date = TODAY) -> Pack:
    with warehouse.reading() as cursor:
        return packs.gather(cursor, IN_FORCE, Asked(month, "previous month", today))


def squeezed(text: str) -> str:
    """Without white space: a line may end anywhere."""
    return re.sub(r"[\s\u200b]+", "", text)


@cache
def read_pdf(made: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages))


def sheet(made: bytes, name: str) -> pl.DataFrame:
    """A table of the workbook under its headings, which follow the lines above it."""
    from fastexcel import read_excel

    book = read_excel(made)
    whole = book.load_sheet(name, header_row=None).to_polars()
    first = next(at for at, row in enumerate(whole.iter_rows()) if row[1] is not None)
    return book.load_sheet(name, header_row=first).to_polars()


def written(made: bytes, part: str) -> str:
    """The XML of those parts of a package whose names begin so."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist() if name.startswith(part))


@cache
def hostile() -> Pack:
    """Whose people and files write what is meant to do harm; seven answers to one question, no share of search."""
    warehouse = catalogues.open_warehouse(IN_FORCE)
    pictures.fill(warehouse, members=(HOSTILE, *FORMULAS), without=("share_of_search",))
    with warehouse.writing() as cursor:
        cursor.execute("update ledger.kpi_months set n = 7 where kpi = 'recommend' and month = '2026-10-01'")
    for number in range(7):
        promise(warehouse, f"{HOSTILE} {number} {'long words again ' * 15}")
    return gathered(warehouse)
