"""Orders that stand, and the customers who placed them."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from custodian.domain import periods
from custodian.domain.recalculation import exact, names
from custodian.domain.recalculation.ledger import Ledger, month, read

VOID = {
    "canceled", "cancelled", "deleted", "draft", "rejected", "storniert", "unavailable", "void", "voided",
}  # fmt: skip
A_YEAR = 12


def revenue(ledger: Ledger) -> Iterator[pl.DataFrame]:
    yield placed(ledger).filter(pl.col("amount").is_not_null()).with_columns(numerator="amount")


def revenue_from_existing(ledger: Ledger) -> Iterator[pl.DataFrame]:
    """Customers that had ordered on an earlier day; told only once a year of orders lies before."""
    orders = placed(ledger).filter(pl.col("ordered_on").is_not_null())
    if orders.is_empty():
        return
    known_from = periods.shifted(min(orders["month"].to_list()), A_YEAR)
    named = orders.filter(pl.col("customer").is_not_null())
    came_again = pl.col("ordered_on") > pl.col("ordered_on").min().over("customer")
    facts = named.with_columns(numerator=pl.when(came_again).then(pl.col("amount")).otherwise(exact.NONE))
    yield facts.filter(pl.col("amount").is_not_null() & (pl.col("month") >= known_from))


def orders_on_promise(ledger: Ledger) -> Iterator[pl.DataFrame]:
    due = placed(ledger).filter(pl.col("promised_on").is_not_null() & pl.col("delivered_on").is_not_null())
    yield due.select(
        "country",
        month=month("delivered_on"),
        numerator=exact.if_so(pl.col("delivered_on") <= pl.col("promised_on")),
        denominator=exact.WHOLE,
    )


def repeat_order_rate(ledger: Ledger) -> Iterator[pl.DataFrame]:
    """Each month with orders looks at the year that ends with it, once a whole year is known."""
    orders = placed(ledger).filter(pl.col("ordered_on").is_not_null())
    if orders.is_empty():
        return
    known_from = periods.shifted(min(orders["month"].to_list()), A_YEAR - 1)
    counting = orders.filter(pl.col("amount").is_null() | (pl.col("amount") >= 0))
    for chosen in orders.filter(pl.col("month") >= known_from)["month"].unique():
        customers = of_the_year(counting, chosen).group_by("customer").len()
        yield customers.select(
            month=pl.lit(chosen),
            entity="customer",
            numerator=exact.if_so(pl.col("len") >= 2),
            denominator=exact.WHOLE,
        )


def of_the_year(orders: pl.DataFrame, chosen: date) -> pl.DataFrame:
    """Orders of known customers in the twelve months that end with the chosen one."""
    within = pl.col("month").is_between(periods.shifted(chosen, 1 - A_YEAR), chosen)
    return orders.filter(within & pl.col("customer").is_not_null())


def placed(ledger: Ledger) -> pl.DataFrame:
    told = "company", "country", "ordered_on", "amount", "currency", "promised_on", "delivered_on", "status"
    rows = ledger.rows("orders", *told)
    standing = rows.filter(
        pl.col("status").is_null() | ~pl.col("status").str.strip_chars(" ").str.to_lowercase().is_in(list(VOID))
    )
    dated = ledger.exchanged(standing.with_columns(month=month("ordered_on")), "amount", on=pl.col("month"))
    return read(dated, "company", lambda written: names.key(written, ledger.aliases), "customer", pl.String)
