"""Small tables written by hand, put into a ledger as if they had been imported."""

from datetime import date, datetime
from typing import Any

import polars as pl

from custodian import settings
from custodian.settings import Settings
from custodian.warehouse import catalogues, queries, tables
from custodian.warehouse.catalogues import Warehouse
from custodian.warehouse.tables import Table

BRAND = {"brand_terms": ("voltara",), "currency": "EUR", "country": "DE", "company": "Voltara"}


def warehouse_holding(
    given: dict[str, str],
    rates: dict[str, float] | None = None,
    **chosen: Any,  # noqa: ANN401
) -> Warehouse:
    """An in-memory warehouse with the rows of the story, each table written as `a | b` lines under a header."""
    warehouse = catalogues.open_warehouse(in_force(**chosen))
    with warehouse.reading() as cursor:
        for currency, worth in (rates or {}).items():
            queries.do(cursor, "imports/story_rate", currency=currency, worth=worth)
    with warehouse.writing() as cursor:
        for name, written in given.items():
            put(cursor, tables.declared()[name], rows(written))
    return warehouse


def in_force(**chosen: Any) -> Settings:  # noqa: ANN401
    """The settings of every story, but for those chosen by one."""
    return settings.load(ledger=":memory:", records=":memory:", **{**BRAND, **chosen})


def rows(written: str) -> list[dict[str, str | None]]:
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in written.strip().splitlines()]
    return [dict(zip(header, [cell or None for cell in line], strict=True)) for line in lines]


def put(cursor: Any, table: Table, told: list[dict[str, str | None]]) -> None:
    stored = {column.stored_as: column for column in table.columns.values()}
    complete = [{name: typed(row.get(name), column.type) for name, column in stored.items()} for row in told]
    frame = pl.DataFrame(complete, infer_schema_length=None).with_row_index("line", offset=2)
    frame = frame.with_columns(import_id=pl.Series([int(row.get("import_id") or 1) for row in told], dtype=pl.Int64))
    cursor.register("story", frame)
    statement = queries.naming("imports/story", table=f"ledger.{table.name}", columns=", ".join(stored))
    cursor.execute(statement)
    cursor.unregister("story")


def typed(cell: str | None, type_: str) -> Any:
    if cell is None:
        return None
    match type_:
        case "date":
            return date.fromisoformat(cell)
        case "moment":
            return datetime.fromisoformat(cell)
        case "count":
            return int(cell)
        case "number" | "money":
            return float(cell)
        case "flag":
            return cell == "yes"
    return cell
