"""How fresh the ledger is: files in, last day covered, whether it holds the invented sample company."""

from dataclasses import dataclass
from datetime import date

import duckdb

from custodian.domain import periods
from custodian.warehouse import queries


@dataclass(frozen=True)
class Freshness:
    files: int
    last_day: date | None
    is_sample: bool


def of(cursor: duckdb.DuckDBPyConnection, today: date) -> Freshness:
    files, last_month, is_sample = queries.run(cursor, "pages/freshness", today=today).row(0)
    last_day = min(periods.last_day(last_month), today) if last_month else None
    return Freshness(files, last_day, is_sample)
