"""The ledger's columns as expressions over the texts of a file: typed values, and which cells cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl

from custodian.intake import addresses, amounts, currencies, dates, numbers
from custodian.intake.columns import YES, Found
from custodian.intake.contracts import Contract
from custodian.intake.tables import LINE
from custodian.warehouse.tables import Column, Table

NO = ("0", "false", "no", "nein", "non", "não", "nao", "falsch", "faux", "falso")
STORED: dict[str, pl.DataType] = {
    "text": pl.String(),
    "date": pl.Date(),
    "moment": pl.Datetime("us"),
    "count": pl.Int64(),
    "number": pl.Float64(),
    "money": numbers.MONEY,
    "flag": pl.Boolean(),
}
Grain = Literal["day", "week", "month", "whole"]


@dataclass(frozen=True)
class Plan:
    """Everything decided about a file."""

    table: Table
    found: Mapping[str, Found]
    contract: Contract
    period: tuple[date, date] | None = None
    grain: Grain = "day"  # what one date of the file's day column stands for
    key: bytes = b""  # of the hashes of e-mail addresses
    plain: frozenset[str] = frozenset()  # columns whose cells are written the simplest way
    per_document: bool = False  # several lines are one row of ours
    worded: frozenset[str] = field(default_factory=frozenset)  # columns of dates with month names

    def requires(self, column: Column) -> bool:
        one = self.found.get(column.name)
        told = one.filling.required if one else None
        return column.required if told is None else told

    @property
    def hashed(self) -> Column | None:
        return next((column for column in self.table.columns.values() if column.keep == "hash"), None)


def text_of(ours: str) -> str:
    return f"text {ours}"


def frame(rows: pl.LazyFrame, plan: Plan) -> pl.LazyFrame:
    """`line`, the stored columns, the texts they come from, and `is_good`."""
    texts = [_text(one, plan).alias(text_of(ours)) for ours, one in plan.found.items()]
    parts = [part.text.alias(text_of(part.column.name)) for one in plan.found.values() for part in one.parts]
    values = [
        _value(column, plan).cast(_stored(column)).alias(column.stored_as) for column in plan.table.columns.values()
    ]
    taken = rows.select(LINE, *texts, *parts)
    faults = list(faulty(plan).values())
    return taken.with_columns(values).with_columns(is_good=~pl.any_horizontal(faults) if faults else pl.lit(True))


def faulty(plan: Plan) -> dict[str, pl.Expr]:
    """By column of ours whether the cell has to be mended: over the columns of `frame`."""
    faults: dict[str, pl.Expr] = {}
    for ours, column in plan.table.columns.items():
        empty = pl.col(column.stored_as).is_null()
        one = plan.found.get(ours)
        if plan.requires(column) and (not plan.per_document or ours in plan.table.key):
            faults[ours] = empty
        elif one and not one.is_fixed and (column.type != "text" or plan.requires(column)):
            faults[ours] = empty & (written(one) != "").fill_null(False)
    if "currency" in plan.table.columns and (amounts := _amounts(plan)):
        code = pl.col("currency")
        bare = code.is_null() & pl.any_horizontal(pl.col(amount).is_not_null() for amount in amounts)
        faults["currency"] = bare | (code.is_not_null() & ~code.str.contains(currencies.CODE))
    return faults


def written(one: Found) -> pl.Expr:
    """What the file says there, over the columns of `frame`; a part that says nothing changes nothing."""
    told = [one, *(part for part in one.parts if " against " not in part.column.name)]
    texts = [pl.col(text_of(cell.column.name)) for cell in told]
    return pl.when(texts[0].is_not_null()).then(pl.concat_str(texts, separator=" · ", ignore_nulls=True))


def _text(one: Found, plan: Plan) -> pl.Expr:
    """Plain cells need not be stripped: those with blanks are found as faults and the file is read anew with care."""
    return pl.col(f"c{one.places[0]}") if one.is_direct and one.column.name in plan.plain else one.text


def expected(ours: str, plan: Plan) -> str:
    column = plan.table.columns[ours]
    if column.type in numbers.NUMERIC:
        return numbers.expected(column.type, plan.contract.decimal)
    if column.type in ("date", "moment"):
        return dates.expected(plan.contract.date_order, column.type)
    if column.type == "flag":
        return "yes or no"
    if ours == "currency":
        return "a currency's ISO code, such as EUR"
    one = plan.found.get(ours)
    values = list(one.filling.map) if one else []
    return " or ".join(dict.fromkeys(values)) if values else f"something: {column.says}"


def _stored(column: Column) -> pl.DataType:
    return STORED[column.type]


def _amounts(plan: Plan) -> list[str]:
    return [ours for ours, one in plan.found.items() if one.column.type == "money"]


def _value(column: Column, plan: Plan) -> pl.Expr:
    one = plan.found.get(column.name)
    if column.name == "domain" and plan.hashed:
        return _domain(plan)
    if one is None:
        return _absent(column, plan)
    cell = pl.col(text_of(column.name))
    if one.filling.first_filled:
        cell = addresses.pseudonym(cell, plan.key)
    if one.filling.only:
        cell = pl.when(cell.is_in(one.filling.only)).then(cell)
    if column.keep == "hash":
        return addresses.hashed(cell, plan.key)
    if column.name == "currency":
        code = cell if column.name in plan.plain else currencies.coded(cell)
        return code.fill_null(pl.lit(plan.contract.currency)) if plan.contract.currency else code
    if column.type in numbers.NUMERIC:
        return _number(one, plan)
    if column.type in ("date", "moment"):
        return _date(one, plan)
    if column.type == "flag":
        lower = cell.str.to_lowercase()
        return pl.when(lower.is_in(YES)).then(True).when(lower.is_in(NO)).then(False)
    return cell.fill_null("") if column.name in plan.table.key and not column.required else cell


def _absent(column: Column, plan: Plan) -> pl.Expr:
    """A column that the file does not have: from its period, from what was agreed, or nothing."""
    first = plan.table.columns.get("first_day")
    if column.name == "last_day" and first and "first_day" in plan.found:
        return _end(pl.col(text_of("first_day")), plan)
    if column.name in ("first_day", "last_day", "answered_at") and plan.period:
        return pl.lit(plan.period[1] if column.name == "last_day" else plan.period[0])
    if column.name == "currency" and _amounts(plan):
        return pl.lit(plan.contract.currency or None, pl.String)
    if column.name in ("account", "property", "survey", "profile"):
        return pl.lit(plan.contract.account if plan.contract.account or not column.required else None, pl.String)
    empty = column.type == "text" and column.name in plan.table.key and not column.required
    return pl.lit("" if empty else None, STORED[column.type])


def _number(one: Found, plan: Plan) -> pl.Expr:
    kind, decimal = one.column.type, plan.contract.decimal
    if one.parts:
        return amounts.value(pl.col(text_of(one.column.name)), _roles(one), decimal)
    return numbers.value(pl.col(text_of(one.column.name)), kind, decimal, is_plain=one.column.name in plan.plain)


def _roles(one: Found) -> list[tuple[str, pl.Expr]]:
    return [(part.column.name.split(" ")[1], pl.col(text_of(part.column.name))) for part in one.parts]


def _date(one: Found, plan: Plan) -> pl.Expr:
    ours, cell = one.column.name, pl.col(text_of(one.column.name))
    if one.counts_days and plan.period:
        return pl.lit(plan.period[0]) + pl.duration(days=cell.cast(pl.Int64, strict=False))
    if ours == "last_day" and one.names == plan.found["first_day"].names and plan.grain != "day":
        return _end(cell, plan)
    return _read(pl.col(text_of("first_day")) if _is_first_day(one, plan) else cell, one, plan)


def _is_first_day(one: Found, plan: Plan) -> bool:
    """A day that begins and ends a row is read once."""
    first = plan.found.get("first_day")
    is_same = first is not None and (first.names, first.filling.take) == (one.names, one.filling.take)
    return one.column.name == "last_day" and is_same


def _read(cell: pl.Expr, one: Found, plan: Plan) -> pl.Expr:
    is_plain = one.column.name in plan.plain
    cell = dates.month(cell) if one.filling.covers and not is_plain else cell
    if one.column.type == "moment":
        read = dates.plain_moment if is_plain else None
    else:
        read = dates.plain_day if is_plain else None
    if read:
        return read(cell)
    whole = dates.moment(cell, plan.contract.date_order, plan.contract.time_zone, one.column.name in plan.worded)
    return whole if one.column.type == "moment" else whole.dt.date()


def _end(cell: pl.Expr, plan: Plan) -> pl.Expr:
    """The last day that a row with this first day covers."""
    if plan.grain == "whole" and plan.period:
        return pl.lit(plan.period[1])
    first = _date(plan.found["first_day"], plan)
    if plan.grain == "week":
        return first + pl.duration(days=6)
    if plan.grain != "month":
        return first
    return pl.min_horizontal(first.dt.month_end(), pl.lit(plan.period[1])) if plan.period else first.dt.month_end()


def _domain(plan: Plan) -> pl.Expr:
    said = addresses.site(pl.col(text_of("domain"))) if "domain" in plan.found else pl.lit(None, pl.String)
    hashed = plan.hashed
    if hashed and hashed.name in plan.found:
        return pl.coalesce(said, addresses.domain(pl.col(text_of(hashed.name))))
    return said
