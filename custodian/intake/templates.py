"""Custodian's own CSV templates: for every ledger table a header and one example row, and the format that reads it."""

import csv as csv_files
import io
from functools import cache

from custodian.intake.fillings import Filling
from custodian.intake.formats import Format
from custodian.intake.headers import Names
from custodian.warehouse import tables
from custodian.warehouse.tables import Table

ALSO = {"first_day": ("day",), "last_day": ("day",)}  # a table of days needs its day only once


def csv(table: str) -> str:
    """Header and example row; the row loads as it is."""
    columns = tables.declared()[table].columns.values()
    written = io.StringIO()
    rows = csv_files.writer(written, lineterminator="\n")
    rows.writerow(column.name for column in columns)
    rows.writerow(column.example for column in columns)
    return written.getvalue()


@cache
def formats() -> dict[str, Format]:
    return {f"custodian_{table.name}": _format(table) for table in tables.declared().values()}


def _format(table: Table) -> Format:
    return Format(
        key=f"custodian_{table.name}",
        tool="Custodian",
        title=f"Template: {table.title.lower()}",
        table=table.name,
        team=table.team,
        evidence="file",
        says="Import > Templates > " + table.title,
        header=tuple(_names(column.name) for column in table.columns.values() if column.required),
        exact=True,
        columns={column: Filling(names=_names(column)) for column in table.columns},
    )


def _names(column: str) -> Names:
    return Names((column, *ALSO.get(column, ())))
