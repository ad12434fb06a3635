"""The figures of the real data sets, computed a second time from the files with Polars, our own code unused."""

from datetime import date
from pathlib import Path

import polars as pl

ByMonth = dict[date, float]
MONEY = pl.Decimal(18, 4)
ZOHO = "%d %b, %Y %H:%M:%S"


def text(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


def day(column: str, form: str = "%Y-%m-%d") -> pl.Expr:
    """The first ten signs of `2018-02-26 19:58:54`, or by another form."""
    return pl.col(column).str.slice(0, 10 if form == "%Y-%m-%d" else None).str.to_date(form)


def month(column: str) -> pl.Expr:
    return pl.col(column).dt.truncate("1mo").alias("month")


def dollars(column: str) -> pl.Expr:
    """$22,700.00 and $342.09K in dollars."""
    number = pl.col(column).str.replace_all("[$,K]", "").cast(MONEY)
    return pl.when(pl.col(column).str.ends_with("K")).then(number * 1000).otherwise(number).cast(MONEY).alias(column)


def by_month(rows: pl.DataFrame, on: str, what: pl.Expr) -> ByMonth:
    told = rows.drop_nulls(on).group_by(month(on)).agg(what.cast(pl.Float64).alias("value"))
    return dict(told.select("month", "value").rows())


def repeat_rate(orders: pl.DataFrame, customer: str, on: str) -> ByMonth:
    """Customers with two orders or more, of those of twelve months to each month's end; from month twelve on."""
    rates = {}
    months = orders.select(month(on)).to_series().unique().sort()
    for last in months.filter(months >= pl.Series([months[0]]).dt.offset_by("11mo")):
        first = pl.Series([last]).dt.offset_by("-11mo").item()
        counts = orders.filter(pl.col(on).dt.truncate("1mo").is_between(first, last)).group_by(customer).len()
        rates[last] = counts.filter(pl.col("len") > 1).height / counts.height
    return rates


def olist_leads(folder: Path) -> pl.DataFrame:
    leads = text(folder / "olist_marketing_qualified_leads_dataset.csv")
    return leads.with_columns(day("first_contact_date"))


def olist_won(folder: Path) -> pl.DataFrame:
    """The closed deals with their lead."""
    won = text(folder / "olist_closed_deals_dataset.csv").with_columns(day("won_date"))
    return won.join(olist_leads(folder), on="mql_id", how="left", validate="1:1")


def olist_orders(folder: Path) -> pl.DataFrame:
    """One row an order of the sample with its customer and the price of its items; null where it has none."""
    sample = folder / "sample"
    items = text(sample / "olist_order_items_dataset.csv").group_by("order_id").agg(pl.col("price").cast(MONEY).sum())
    customers = text(sample / "olist_customers_dataset.csv").select("customer_id", "customer_unique_id")
    orders = text(sample / "olist_orders_dataset.csv").join(items, on="order_id", how="left")
    return orders.join(customers, on="customer_id", how="left", validate="1:1").with_columns(
        ordered=day("order_purchase_timestamp"),
        delivered=day("order_delivered_customer_date"),
        promised=day("order_estimated_delivery_date"),
    )


def standing(orders: pl.DataFrame) -> pl.DataFrame:
    return orders.filter(~pl.col("order_status").is_in(["canceled", "unavailable"]))


def olist_reviews(folder: Path) -> pl.DataFrame:
    reviews = text(folder / "sample" / "olist_order_reviews_dataset.csv")
    return reviews.with_columns(pl.col("review_score").cast(pl.Int64), answered=day("review_answer_timestamp"))


def olist_sellers(folder: Path) -> pl.DataFrame:
    """The items that the won sellers sold, each with what the customer paid for it, freight included."""
    items = pl.read_parquet(folder / "order_items.parquet")
    items = items.with_columns(amount=(pl.col("price") + pl.col("freight_value")).round(2))
    won = olist_won(folder)["seller_id"].to_list()
    return items.filter(pl.col("seller_id").is_in(won))


def zoho_potentials(folder: Path) -> pl.DataFrame:
    return text(folder / "Potentials.csv").with_columns(
        dollars("Amount"), created=day("Created Time", ZOHO), closing=day("Closing Date", ZOHO)
    )


def northwind_lines(folder: Path) -> pl.DataFrame:
    """The lines of the orders with the net amount of each, and of their orders the cells before the address."""
    lines = (folder / "orders.csv").read_text("utf-8").splitlines()
    rows = [line.split(",")[:6] for line in lines]
    orders = pl.DataFrame(rows[1:], schema=rows[0], orient="row").with_columns(ordered=day("orderDate"))
    exact = [pl.col(name).cast(pl.Float64).alias(f"{name} number") for name in ("unitPrice", "quantity", "discount")]
    priced = text(folder / "order-details.csv").with_columns(exact)
    gross = pl.col("unitPrice number") * pl.col("quantity number")
    return priced.with_columns(gross=gross, net=gross * (1 - pl.col("discount number"))).join(orders, on="orderID")


def cdnow(path: Path) -> pl.DataFrame:
    """Four columns between runs of blanks, days as 19970101."""
    names, *rows = [line.split() for line in path.read_text().splitlines() if line.strip()]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return frame.with_columns(ordered=day("date", "%Y%m%d"), amount=pl.col("dollar_value").cast(MONEY))
