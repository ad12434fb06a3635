"""Which of day and month comes first in a file: proved by its dates, by what stands beside them, else asked."""

import re
from collections.abc import Callable
from datetime import date

import polars as pl

from custodian.intake import dates, months
from custodian.intake.contracts import Choice, Contract, DateOrder, Question
from custodian.intake.evidence import AGAIN, SAMPLE, Cell, Example, Look
from custodian.intake.staging import Decision, Refused

ORDERS: dict[DateOrder, str] = {"dmy": "day before month", "mdy": "month before day", "ymd": "year first"}
AGAINST: dict[DateOrder, tuple[str, ...]] = {
    "dmy": ("mdy",),
    "mdy": ("dmy",),
    "ymd": ("dmy", "mdy", "unclear", "points"),
}
ISO = r"^\d{4}"  # such cells show nothing else, and most are such
YEARS = (15, 40)  # what a year of two digits likely is
Period = tuple[date, date] | None


def date_order(
    look: Look, contract: Contract, period: Callable[[DateOrder], Period], earlier: DateOrder = ""
) -> tuple[DateOrder, Decision | Question | None]:
    """'' where no date leaves it open; `earlier` is what was decided for the source's other files. Raises Refused."""
    agreed = contract.date_order
    told = _told(look, agreed)
    if "dmy" in told and "mdy" in told:
        found = f"both: {told['dmy']} and {told['mdy']}"
        todo = "Export it again; a spreadsheet may have changed some."
        raise Refused("one order of day and month in a file", found, todo)
    against = [told[order] for order in AGAINST.get(agreed, ()) if order in told]
    if against:
        raise Refused(f"dates with the {ORDERS[agreed]}, as in this source's files before", f"{against[0]}", AGAIN)
    if agreed:
        return agreed, None
    orders: tuple[DateOrder, ...] = ("dmy", "mdy")
    for order in orders:
        if order in told:
            return order, _decision(order, f"{told[order]} can be read in no other way")
    if "short" in told:
        return "", _question(told["short"], ("dmy", "ymd"))
    if "unclear" in told:
        return _from_elsewhere(look, told["unclear"], period, earlier)
    if "points" in told:
        return "dmy", _decision("dmy", f"{told['points']} is written with points")
    plain = (one.name for one in look.cells("date", "moment") if one.name in look.plain)
    has_iso = "iso" in told or any(look.sample[name].count() for name in plain)
    return ("ymd" if has_iso else ""), None


def _told(look: Look, agreed: DateOrder) -> dict[str, Example]:
    """The first cell that shows each thing; from all rows where the first of them leave the order open."""
    cells = look.cells("date", "moment")
    told = look.first(_tests([one for one in cells if one.name not in look.plain]))
    is_open = told.keys() & {"unclear", "short"} and not ("dmy" in told) ^ ("mdy" in told)
    if not agreed and not look.is_whole and is_open:
        told = look.first(_tests(cells), whole=True)
    if "short" not in told and "either" in told and agreed != "ymd":
        told["dmy"] = min(told["either"], told.get("dmy", told["either"]), key=lambda one: one.line)
    return told


def _from_elsewhere(
    look: Look, unclear: Example, period: Callable[[DateOrder], Period], earlier: DateOrder
) -> tuple[DateOrder, Decision | Question]:
    """By the lines above and below the table, its other columns, the source's other files."""
    if told := _around(look, unclear, period) or _other_columns(look):
        order, why = told
        return order, _decision(order, why)
    if earlier in ("dmy", "mdy"):
        return earlier, _decision(earlier, "as was decided for other files of this source")
    return "", _question(unclear, ("dmy", "mdy"))


def _around(look: Look, unclear: Example, period: Callable[[DateOrder], Period]) -> tuple[DateOrder, str] | None:
    lines = [" ".join(cells) for cells in (*look.raw.preamble, *look.raw.footer)]
    if order := dates.order_in("\n".join(lines)):
        line = next(line for line in lines if dates.order_in(line))
        return order, f"“{line.strip()[:80]}” beside the table can be read in no other way"
    orders: tuple[DateOrder, ...] = ("dmy", "mdy")
    spans = {order: period(order) for order in orders}
    fits = [order for order, span in spans.items() if span and _all_within(look, order, span)]
    if len(fits) == 1 and (span := spans[fits[0]]):
        return fits[0], f"only so is {unclear} within {span[0]} to {span[1]}"
    return None


def _other_columns(look: Look) -> tuple[DateOrder, str] | None:
    """Columns of dates that nobody loads."""
    others = look.raw.rows.head(SAMPLE).collect()
    told: dict[DateOrder, str] = {}
    for place, name in enumerate(look.raw.header):
        cell = pl.col(f"c{place}").str.strip_chars()
        tests = {order: test for order, test in _proofs(cell).items() if order in ("dmy", "mdy")}
        is_dates = (cell.str.contains(dates.NUMERIC) | (cell == "")).fill_null(True).all()
        day, month, all_dates = others.select(*(each.any() for each in tests.values()), is_dates.alias("all")).row(0)
        if all_dates and bool(day) ^ bool(month):
            told.setdefault("dmy" if day else "mdy", f"the column “{name}” can be read in no other way")
    return next(iter(told.items())) if len(told) == 1 else None


def _all_within(look: Look, order: DateOrder, period: tuple[date, date]) -> bool:
    days = [dates.day(pl.col(one.name), order, "", False) for one in look.cells("date") or look.cells("moment")]
    inside = [day.is_between(pl.lit(period[0]), pl.lit(period[1])).all() for day in days]
    return bool(inside) and all(look.sample.select(each.alias(f"{at}") for at, each in enumerate(inside)).row(0))


def _tests(cells: list[Cell]) -> dict[str, list[tuple[Cell, pl.Expr]]]:
    tests: dict[str, list[tuple[Cell, pl.Expr]]] = {}
    for one in cells:
        is_iso = pl.col(one.name).str.contains(ISO)
        for name, test in _proofs(dates.tidy(pl.when(~is_iso).then(pl.col(one.name)))).items():
            tests.setdefault(name, []).append((one, test))
        tests.setdefault("iso", []).append((one, is_iso))
    return tests


def _proofs(cell: pl.Expr) -> dict[str, pl.Expr]:
    """What a date of numbers shows. `short` ones likely begin with a year of two digits, `either` begins or ends so."""
    parts = cell.str.extract_groups(dates.NUMERIC)
    first, second = (parts.struct.field(at).cast(pl.Int64) for at in ("1", "2"))
    year, has_century = parts.struct.field("3").cast(pl.Int64), parts.struct.field("3").str.len_bytes() == 4
    is_month = second.is_between(1, 12)
    may_begin = ~has_century & first.is_between(YEARS[0], 31) & is_month & year.is_between(1, 31)
    unclear = first.is_between(1, 12) & is_month & (first != second)
    has_points = cell.str.contains(r"^\d+\.")
    return {
        "dmy": first.is_between(13, 31) & is_month & ~may_begin,
        "mdy": second.is_between(13, 31) & first.is_between(1, 12),
        "short": may_begin & ~year.is_between(*YEARS),
        "either": may_begin & year.is_between(*YEARS),
        "unclear": unclear & ~has_points,
        "points": unclear & has_points,
    }


def _decision(order: DateOrder, why: str) -> Decision:
    return Decision(f"Dates have the {ORDERS[order]}", why)


def _question(example: Example, orders: tuple[DateOrder, ...]) -> Question:
    first, second, third = (int(part) for part in re.findall(r"\d+", example.value)[:3])
    said: dict[str, Callable[[], str]] = {
        "dmy": lambda: f"the {_nth(first)} of {months.ENGLISH[second - 1]}",
        "mdy": lambda: f"{months.ENGLISH[first - 1]} {_nth(second)}",
        "ymd": lambda: f"the {_nth(third)} of {months.ENGLISH[second - 1]} 20{first:02}",
    }
    choices = tuple(Choice(order, f"{said[order]()}: {ORDERS[order]}") for order in orders)
    text = f"Is {example.value} {' or '.join(said[order]() for order in orders)}?"
    return Question("date_order", text, str(example), choices)


def _nth(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 // 10 != 1 else 0, "th")
    return f"{number}{ending}"
