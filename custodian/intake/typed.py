"""The ledger's columns as expressions over the texts of a file: typed values, and which cells cannot be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl

from custodian.intake import addresses, amounts, cells, clocks, currencies, dates, nothings, numbers, zones
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
DAMAGED = r"^\d(?:[.,]\d+)?[Ee]\+\d+$"  # how a spreadsheet shows a long number


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

    def decimal(self, ours: str) -> str:
        return self.contract.decimals.get(ours, self.contract.decimal)

    @property
    def hashed(self) -> Column | None:
        return next((column for column in self.table.columns.values() if column.keep == "hash"), None)


def text_of(ours: str) -> str:
    return f"text {ours}"


def frame(rows: pl.LazyFrame, plan: Plan) -> pl.LazyFrame:
    """`line`, the stored columns, the texts they come from, and `is_good`."""
    whole = {one.places[0] for one in plan.found.values() if one.silent}
    rows = rows.with_columns(cells.stripped(place).alias(f"stripped {place}") for place in sorted(whole))
    texts = [_text(one, plan).alias(text_of(ours)) for ours, one in plan.found.items()]
    parts = [part.text.alias(text_of(part.column.name)) for one in plan.found.values() for part in one.parts]
    values = [
        _value(column, plan).cast(STORED[column.type]).alias(column.stored_as) for column in plan.table.columns.values()
    ]
    faults = list(faulty(plan).values())
    is_good = ~pl.any_horizontal(faults) if faults else pl.lit(True)
    return rows.select(LINE, *texts, *parts).with_columns(values).with_columns(is_good=is_good)


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
        if one and is_id(column) and not one.is_fixed:
            damaged = pl.col(text_of(ours)).str.contains(DAMAGED).fill_null(False)
            faults[ours] = faults.get(ours, pl.lit(False)) | damaged
    if "currency" in plan.table.columns and (amounts := _amounts(plan)):
        faults["currency"] = currencies.fault([pl.col(ours) for ours in amounts], _signed(plan))
    return faults


def written(one: Found) -> pl.Expr:
    """What the file says there, over the columns of `frame`; a part that says nothing changes nothing."""
    told = [cell.column.name for cell in (one, *one.parts) if " against " not in cell.column.name]
    first, *more = (pl.col(text_of(name)) for name in told)
    joined = pl.concat_str([first, *more], separator=" · ", ignore_nulls=True)
    return pl.when(first.is_not_null()).then(joined) if more else first


def is_id(column: Column) -> bool:
    return column.type == "text" and (column.name.endswith("_id") or column.name == "document_no")


def _text(one: Found, plan: Plan) -> pl.Expr:
    """Plain cells need not be stripped: those with blanks are found as faults and the file is read anew with care."""
    if one.is_direct and one.column.name in plan.plain:
        return pl.col(f"c{one.places[0]}")
    text = cells.said(pl.col(f"stripped {one.places[0]}"), one.silent) if one.silent else one.text
    return nothings.blanked(text) if one.column.type in nothings.KINDS and not one.is_fixed else text


def expected(ours: str, plan: Plan, value: str = "") -> str:
    column = plan.table.columns[ours]
    if column.type in numbers.NUMERIC:
        unit = plan.found[ours].filling.unit if ours in plan.found else ""
        return numbers.expected(column.type, plan.decimal(ours), unit)
    if is_id(column) and re.match(DAMAGED, value):
        return "a whole id; a spreadsheet has cut this one off to a power of ten: export anew and do not open it there"
    if column.type in ("date", "moment"):
        return dates.expected(plan.contract.date_order, column.type)
    if column.type == "flag":
        return "yes or no"
    if ours == "currency":
        return "a currency's ISO code, such as EUR"
    one = plan.found.get(ours)
    values = list(one.filling.map) if one else []
    return " or ".join(dict.fromkeys(values)) if values else f"something: {column.says}"


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
        return _currency(cell if column.name in plan.plain else currencies.coded(cell), plan)
    if column.type in numbers.NUMERIC:
        return _number(one, plan)
    if column.type in ("date", "moment"):
        return _date(one, plan)
    if column.type == "flag":
        lower = cell.str.to_lowercase()
        return pl.when(lower.is_in(YES)).then(True).when(lower.is_in(NO)).then(False)
    if is_id(column):
        cell = cell.str.replace(r"^'(\d+)$", "${1}")
    return cell.fill_null("") if column.name in plan.table.key and not column.required else cell


def _currency(told: pl.Expr, plan: Plan) -> pl.Expr:
    code = currencies.of_row(told, _signed(plan), plan.contract.currency)
    texts = [pl.col(text_of(amount)).is_not_null() for amount in _amounts(plan)] if "currency" in plan.found else []
    # A document's line without an amount is not in the agreed currency: the document may be in another.
    return pl.when(pl.any_horizontal(told.is_not_null(), *texts)).then(code) if texts and plan.per_document else code


def _signed(plan: Plan) -> list[pl.Expr]:
    """The texts of amounts that may have the sign of a currency."""
    told = [ours for ours in _amounts(plan) if ours not in plan.plain and not plan.found[ours].is_fixed]
    return [pl.col(text_of(ours)) for ours in told]


def _absent(column: Column, plan: Plan) -> pl.Expr:
    """A column that the file does not have: from its period, from what was agreed, or nothing."""
    first = plan.table.columns.get("first_day")
    if column.name == "last_day" and first and "first_day" in plan.found:
        return _end(pl.col(text_of("first_day")), plan)
    if column.name in ("first_day", "last_day", "answered_at") and plan.period:
        return pl.lit(plan.period[1] if column.name == "last_day" else plan.period[0])
    if column.name == "currency" and _amounts(plan):
        return _currency(pl.lit(None, pl.String), plan)
    if column.name in ("account", "property", "survey", "profile"):
        return pl.lit(plan.contract.account if plan.contract.account or not column.required else None, pl.String)
    empty = column.type == "text" and column.name in plan.table.key and not column.required
    return pl.lit("" if empty else None, STORED[column.type])


def _number(one: Found, plan: Plan) -> pl.Expr:
    ours, kind, unit = one.column.name, one.column.type, one.filling.unit
    cell, decimal, is_plain = pl.col(text_of(ours)), plan.decimal(ours), ours in plan.plain
    if one.parts:
        return amounts.value(cell, _roles(one), decimal)
    read = numbers.value(cell, kind, decimal, is_plain=is_plain, unit=unit)
    return pl.coalesce(nothings.bounded(cell, one), read) if one.filling.bounds and not is_plain else read


def _roles(one: Found) -> list[tuple[str, pl.Expr]]:
    return [(part.column.name.split(" ")[1], pl.col(text_of(part.column.name))) for part in one.parts]


def _date(one: Found, plan: Plan) -> pl.Expr:
    ours, cell = one.column.name, pl.col(text_of(one.column.name))
    if one.counts_days and plan.period:
        return pl.lit(plan.period[0]) + pl.duration(days=cell.cast(pl.Int64, strict=False))
    if ours == "last_day" and one.names == plan.found["first_day"].names and plan.grain != "day":
        return _end(cell, plan)
    return _read(pl.col(text_of("first_day")) if _is_first_day(one, plan) else cell, one, plan, ends=ours == "last_day")


def _is_first_day(one: Found, plan: Plan) -> bool:
    """A day that begins and ends a row is read once."""
    first = plan.found.get("first_day")
    is_same = first is not None and (first.names, first.filling.take) == (one.names, one.filling.take)
    return one.column.name == "last_day" and is_same


def _read(cell: pl.Expr, one: Found, plan: Plan, *, ends: bool) -> pl.Expr:
    ours, told = one.column.name, plan.contract
    is_moment, is_plain = one.column.type == "moment", ours in plan.plain
    told_in = clocks.told_in("".join(one.names))
    if is_plain:
        return dates.plain_moment(cell, told.time_zone if told_in else "") if is_moment else dates.plain_day(cell)
    if ours in ("first_day", "last_day"):
        cell = dates.end(cell) if ends else dates.begin(cell)
    whole = dates.moment(zones.settled(cell, told.zones), told.date_order, told.time_zone, ours in plan.worded, told_in)
    return whole if is_moment else whole.dt.date()


def _end(cell: pl.Expr, plan: Plan) -> pl.Expr:
    """The last day that a row with this first day covers."""
    if plan.grain == "whole" and plan.period:
        return pl.lit(plan.period[1])
    one = plan.found["first_day"]
    first = _date(one, plan)
    if plan.grain == "week":
        return first + pl.duration(days=6)
    if plan.grain != "month":
        return first if one.counts_days else _read(cell, one, plan, ends=True)
    return pl.min_horizontal(first.dt.month_end(), pl.lit(plan.period[1])) if plan.period else first.dt.month_end()


def _domain(plan: Plan) -> pl.Expr:
    said = addresses.site(pl.col(text_of("domain"))) if "domain" in plan.found else pl.lit(None, pl.String)
    hashed = plan.hashed
    if hashed and hashed.name in plan.found:
        return pl.coalesce(said, addresses.domain(pl.col(text_of(hashed.name))))
    return said
