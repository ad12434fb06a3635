"""How the columns of a file are read, once decided: what is written the simplest way, what one date stands for."""

import dataclasses

import polars as pl

from custodian.intake import currencies, spans, typed
from custodian.intake.columns import Found
from custodian.intake.contracts import Contract
from custodian.intake.evidence import Cell, Look
from custodian.intake.fillings import Filling
from custodian.intake.formats import Format
from custodian.intake.staging import Refused
from custodian.intake.typed import Grain, Plan
from custodian.warehouse import tables

CLOCK = r"\d[T ]\d\d"  # a time of day behind the date


def plan(look: Look, declared: Format, contract: Contract, key: bytes) -> Plan:
    table, period = tables.declared()[declared.table], spans.period(look.raw, declared, contract, contract.date_order)
    cells = {one.column.name for one in look.found.values() if not one.is_fixed and _has_styles(one, contract)}
    plain = cells & (look.plain | ({"currency"} if _holds(look, "currency", currencies.CODE, is_all=True) else set()))
    dates = {ours for ours in cells - plain if look.found[ours].column.type in ("date", "moment")}
    if limits := spans.limits(look.raw):
        contract = contract.deciding(account=f"{contract.account} ({limits})")
    made = Plan(
        table,
        look.found,
        contract,
        period,
        key=key,
        plain=frozenset(plain),
        per_document=declared.per_document,
        worded=frozenset(ours for ours in dates if _holds(look, ours, r"\p{L}{3}")),
    )
    if covers := declared.columns.get("first_day", Filling()).covers:
        return dataclasses.replace(made, grain=_step(look, made) if covers == "step" else covers)
    return dataclasses.replace(made, grain=_grain(look, made)) if declared.repeats and period else made


def _holds(look: Look, ours: str, pattern: str, *, is_all: bool = False) -> bool:
    """Whether any cell at hand, or each, fits the pattern."""
    if ours not in look.sample.columns:
        return False
    fits = look.sample[ours].str.contains(pattern)
    return bool(fits.all() if is_all else fits.any())


def _has_styles(one: Found, contract: Contract) -> bool:
    """Whether there is a simplest way to write it. With a decimal comma there is none: `1.234` would pass for 1.2."""
    if one.column.type in ("number", "money"):
        return contract.decimals.get(one.column.name, contract.decimal) != ","
    return one.column.type in ("date", "moment", "count") or one.column.name == "currency"


def _grain(look: Look, plan: Plan) -> Grain:
    """Where the report is not by day, its day column repeats the period's start, or holds the months' first days."""
    days = typed.frame(look.raw.rows, plan).select("first_day").unique().collect()["first_day"].drop_nulls().to_list()
    if plan.period is None or plan.period[0] == plan.period[1]:
        return "day"
    if days == [plan.period[0]]:
        return "whole"
    return "month" if all(day.day == 1 or day == plan.period[0] for day in days) else "day"


def _step(look: Look, plan: Plan) -> Grain:
    """What one row covers, told by the days between the rows. Raises Refused where that is a day, week nor month."""
    days = typed.frame(look.raw.rows, plan).select("first_day").unique().collect()["first_day"].drop_nulls().sort()
    steps = set(days.diff().drop_nulls().dt.total_days().to_list())
    clock = look.first({"clock": [(one, pl.col(one.name).str.contains(CLOCK)) for one in look.cells("date")]})
    if not clock:
        if all(day.day == 1 for day in days) and (steps or look.first(_months(look))):
            return "month"
        if steps == {1}:
            return "day"
        if min(steps, default=0) == 7 and all(step % 7 == 0 for step in steps):
            return "week"
    found = f"{clock['clock']}" if clock else f"rows {', '.join(f'{step}' for step in sorted(steps)[:5])} days apart"
    todo = "Choose a longer range in the tool (it then writes a row per day, week or month) and export again."
    raise Refused("a row for each day, week or month", found if steps or clock else "one row only", todo)


def _months(look: Look) -> dict[str, list[tuple[Cell, pl.Expr]]]:
    return {"month": [(one, pl.col(one.name).str.contains(r"^\d{4}-\d\d$")) for one in look.cells("date")]}
