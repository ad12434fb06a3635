"""A data set loaded into a ledger of its own through the ordinary intake, and what that ledger holds afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from custodian import settings
from custodian.domain import imports, kpis, measures
from custodian.domain.imports import Desk, Preview
from custodian.warehouse import catalogues, queries, tables
from tests.shared import SHARED

DATASETS = SHARED / "datasets" if SHARED else Path()
FORMATS = Path(__file__).parent / "formats"
AT = datetime(2026, 11, 3, 9, 0)
ByMonth = dict[date, float | None]


@dataclass(frozen=True)
class Ledger:
    desk: Desk

    def load(self, path: Path, form: str = "", **answers: str) -> Preview:
        """Rows that cannot be read are left out; a file that is not loaded comes back as its preview."""
        own = FORMATS / f"{form}.toml" if form else None
        (previewed,) = imports.preview(self.desk, path, format_file=own, answers=answers, with_moves=False)
        if previewed.status != "dry_run":
            return previewed
        return imports.commit(self.desk, previewed, "Ada", AT, accept_rest=True)

    def rows(self, table: str) -> pl.DataFrame:
        columns = ", ".join(["line", *tables.declared()[table].stored])
        with self.desk.warehouse.reading() as cursor:
            return queries.fetch(cursor, queries.naming("imports/current_rows", table=table, columns=columns))

    def months(self, key: str, member: str | None = None, split: str = "") -> ByMonth:
        """What is materialised of a KPI, in total or for one member of a split."""
        with self.desk.warehouse.reading() as cursor:
            kept = measures.kept(cursor, [key], measures.ALL_TIME, split).drop("kpi", "split")
        found = (measures.Measured(**row) for row in kept.iter_rows(named=True))
        kpi = kpis.catalogue()[key]
        return {one.month: measures.value(kpi, one) for one in found if one.member == (member or "")}


def ledger(folder: Path, currency: str) -> Ledger:
    chosen = settings.load(data=folder, ledger=":memory:", records=":memory:", currency=currency)
    return Ledger(imports.opened(catalogues.open_warehouse(chosen), chosen))


def csv(folder: Path, name: str, frame: pl.DataFrame) -> Path:
    """What a person makes of two files with a look-up in a spreadsheet."""
    path = folder / name
    frame.write_csv(path)
    return path


def counted(values: Iterable[str | None]) -> dict[str, int]:
    series = pl.Series(list(values), dtype=pl.String).fill_null("none")
    return dict(series.value_counts().rows())
