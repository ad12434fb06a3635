"""What the second computation reads: the current rows as the files said them, and what gives them meaning."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb
import polars as pl

from custodian.domain import periods
from custodian.settings import Settings
from custodian.warehouse import queries, tables


@dataclass(frozen=True)
class Ledger:
    """Current rows of any table. Rates, aliases and the words of reasons are data, and read as such."""

    cursor: duckdb.DuckDBPyConnection
    settings: Settings

    def rows(self, table: str, *columns: str) -> pl.DataFrame:
        """All of them."""
        return queries.fetch(self.cursor, _of("rows", table, columns))

    def months(self, table: str, *columns: str) -> Iterator[pl.DataFrame]:
        """Month after month, by the day on which they begin: no more than a month's rows are in memory."""
        day = tables.declared()[table].span[0]
        for month in queries.fetch(self.cursor, queries.naming("recalculation/months", table=table, day=day))["month"]:
            statement = _of("rows_of_a_month", table, columns, day=day)
            following = periods.shifted(month, 1)
            yield queries.fetch(self.cursor, statement, first_day=month, next=following)

    def whole_days(self, table: str, *columns: str) -> Iterator[pl.DataFrame]:
        """Rows of a table of spans that lie in one month from their first day to their last, with that `month`."""
        for rows in self.months(table, "first_day", "last_day", *columns):
            yield rows.with_columns(month=month("first_day")).filter(month("last_day") == pl.col("month"))

    @cached_property
    def rates(self) -> pl.DataFrame:
        """month, currency, worth in the company's own."""
        return queries.run(self.cursor, "recalculation/rates")

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Written name to company, where they are tied by a domain or a decision."""
        found: dict[str, str] = {}
        for name, company in queries.run(self.cursor, "recalculation/aliases").iter_rows():
            found[name] = min(company, found.get(name, company))
        return found

    @cached_property
    def loss_reasons(self) -> list[tuple[str, str]]:
        """Code and regular expression."""
        return queries.run(self.cursor, "recalculation/loss_reasons").rows()

    def exchanged(self, rows: pl.DataFrame, amount: str, on: pl.Expr) -> pl.DataFrame:
        """`amount` becomes trillionths of the company's own money, at the mean rate of the month `on`."""
        rates = self.rates.rename({"month": "rated_in"})
        rated = rows.with_columns(rated_in=on).join(rates, on=["rated_in", "currency"], how="left")
        # Four places of the amount and eight of the rate make twelve; as whole numbers nothing is rounded.
        return rated.with_columns(_parts(amount) * _parts("worth"))


def _parts(decimal: str) -> pl.Expr:
    return pl.col(decimal).to_physical().cast(pl.Int128)


def _of(query: str, table: str, columns: tuple[str, ...], **identifiers: str) -> str:
    return queries.naming(f"recalculation/{query}", table=table, columns=", ".join(columns), **identifiers)


def month(column: str) -> pl.Expr:
    """The first day of the month in which a day or a moment lies."""
    return pl.date(pl.col(column).dt.year(), pl.col(column).dt.month(), 1)


def read(
    rows: pl.DataFrame, column: str, reading: Callable[[str | None], Any], into: str, type_: type[pl.DataType]
) -> pl.DataFrame:
    """What each text of a column means, in a column beside it called `into`: every different text is read once."""
    texts = rows[column].unique().to_list()
    meanings = pl.DataFrame(
        {column: texts, into: [reading(text) for text in texts]}, schema={column: rows.schema[column], into: type_}
    )
    return rows.join(meanings, on=column, how="left", nulls_equal=True)
