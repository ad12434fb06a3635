"""How a file is to be read: decided from what its cells prove, asked where two readings remain."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from custodian.intake import dates, numbers
from custodian.intake.columns import Found
from custodian.intake.contracts import Choice, Contract, DateOrder, Question
from custodian.intake.formats import Format
from custodian.intake.staging import Decision, Refused
from custodian.intake.tables import LINE, RawTable

SAMPLE = 50_000
AGAIN = "Export it as before, or load it as another source."
ORDERS: dict[DateOrder, str] = {"dmy": "day before month", "mdy": "month before day", "ymd": "year first"}
SIGNS = {".": "decimal point", ",": "decimal comma"}


@dataclass(frozen=True)
class Example:
    line: int
    column: str
    value: str

    def __str__(self) -> str:
        return f"“{self.value}” ({self.column}, line {self.line:,})"


@dataclass(frozen=True)
class Look:
    """The texts of our columns: some rows of them at hand, all of them at a price."""

    raw: RawTable
    found: Mapping[str, Found]
    sample: pl.DataFrame

    @property
    def is_whole(self) -> bool:
        return self.sample.height < SAMPLE

    def of(self, *kinds: str) -> list[Found]:
        """Those of these types, and each of the cells that a number is computed of."""
        told = [one for found in self.found.values() for one in (found, *found.parts)]
        return [one for one in told if one.column.type in kinds and not one.is_fixed]

    def first(self, tests: Mapping[str, list[tuple[Found, pl.Expr]]], *, whole: bool = False) -> dict[str, Example]:
        """By name of a test the first cell that meets it."""
        flat = [(name, one, test) for name, told in tests.items() for one, test in told]
        rows = self.texts() if whole else self.sample.lazy()
        if not flat:
            return {}
        met = [
            pl.struct(LINE, one.column.name).filter(test).first().alias(f"{at}")
            for at, (_, one, test) in enumerate(flat)
        ]
        row = rows.select(met).collect(engine="streaming" if whole else "in-memory").row(0)
        examples: dict[str, Example] = {}
        for (name, one, _), cell in zip(flat, row, strict=True):
            if cell and (name not in examples or cell[LINE] < examples[name].line):
                examples[name] = Example(cell[LINE], one.names[0], cell[one.column.name])
        return examples

    def texts(self) -> pl.LazyFrame:
        return texts(self.raw, self.found)


def look(raw: RawTable, found: Mapping[str, Found]) -> Look:
    return Look(raw, found, texts(raw, found, SAMPLE).collect())


def texts(raw: RawTable, found: Mapping[str, Found], at_most: int | None = None) -> pl.LazyFrame:
    rows = raw.rows if at_most is None else raw.rows.head(at_most)
    told = [one for each in found.values() for one in (each, *each.parts) if not one.is_fixed]
    return rows.select(LINE, *(one.text.alias(one.column.name) for one in told))


def decimal(look: Look, declared: Format, contract: Contract) -> tuple[str, Decision | Question | None]:
    """The decimal sign, '' where no number has any. Raises Refused."""
    agreed = contract.decimal or declared.decimal.replace("evidence", "")
    tests = _number_tests(look)
    told = look.first(tests)
    if not agreed and not look.is_whole and not ("." in told) ^ ("," in told):
        told = look.first(tests, whole=True)
    if agreed:
        other = "," if agreed == "." else "."
        if other in told and agreed not in told:
            why = "as in this source's files before" if contract.decimal else f"as {declared.tool} writes it"
            raise Refused(f"a {SIGNS[agreed]}, {why}", f"a {SIGNS[other]}: {told[other]}", AGAIN)
        return agreed, None
    if "." in told and "," in told:
        found = f"both: {told['.']} and {told[',']}"
        raise Refused("one way of writing numbers in a file", found, "Export it again, or mend the cells by hand.")
    for sign in (".", ","):
        if sign in told:
            return sign, Decision(f"Numbers have a {SIGNS[sign]}", f"{told[sign]} can be read in no other way")
    return "", _decimal_question(told["unclear"]) if "unclear" in told else None


def date_order(look: Look, contract: Contract, period: object) -> tuple[DateOrder, Decision | Question | None]:
    """Which of day and month comes first, '' where no date leaves it open. Raises Refused."""
    tests = _date_tests(look, look.of("date", "moment"))
    told = look.first(tests)
    agreed = contract.date_order
    wrong = {"dmy": ("mdy",), "mdy": ("dmy",), "ymd": ("dmy", "mdy", "unclear")}.get(agreed, ())
    against = [told[order] for order in wrong if order in told]
    if agreed and against and agreed not in told:
        raise Refused(f"dates with the {ORDERS[agreed]}, as in this source's files before", f"{against[0]}", AGAIN)
    if agreed:
        return agreed, None
    if not look.is_whole and "unclear" in told and not ("dmy" in told) ^ ("mdy" in told):
        told = look.first(tests, whole=True)
    if "dmy" in told and "mdy" in told:
        found = f"both: {told['dmy']} and {told['mdy']}"
        raise Refused(
            "one order of day and month in a file", found, "Export it again; a spreadsheet may have changed some."
        )
    for order in ("dmy", "mdy"):
        if order in told:
            return order, Decision(f"Dates have the {ORDERS[order]}", f"{told[order]} can be read in no other way")
    if "unclear" not in told:
        return ("ymd" if "iso" in told else ""), None
    return _from_elsewhere(look, told["unclear"], period)


def _from_elsewhere(look: Look, unclear: Example, period: object) -> tuple[DateOrder, Decision | Question]:
    """By the period the file names, then by its other columns; asked where neither tells."""
    if isinstance(period, tuple):
        fits = [order for order in ("dmy", "mdy") if _all_within(look, order, period)]
        if len(fits) == 1:
            order: DateOrder = "dmy" if fits == ["dmy"] else "mdy"
            return order, Decision(
                f"Dates have the {ORDERS[order]}", f"only so is {unclear} within {period[0]} to {period[1]}"
            )
    others = look.raw.rows.head(SAMPLE).collect()
    for place, name in enumerate(look.raw.header):
        cell = pl.col(f"c{place}").str.strip_chars()
        first, second = (
            cell.str.extract(dates.NUMERIC, 1).cast(pl.Int64),
            cell.str.extract(dates.NUMERIC, 2).cast(pl.Int64),
        )
        day, month = others.select(d=((first > 12) & (second < 13)).any(), m=((second > 12) & (first < 13)).any()).row(
            0
        )
        if bool(day) ^ bool(month):
            order = "dmy" if day else "mdy"
            return order, Decision(
                f"Dates have the {ORDERS[order]}", f"the column “{name}” can be read in no other way"
            )
    return "", _date_question(unclear)


def _all_within(look: Look, order: str, period: tuple[object, object]) -> bool:
    days = [
        dates.day(pl.col(one.column.name), "dmy" if order == "dmy" else "mdy", "", False) for one in look.of("date")
    ]
    inside = [day.is_between(pl.lit(period[0]), pl.lit(period[1])).all() for day in days]
    return bool(inside) and all(look.sample.select(each.alias(f"{at}") for at, each in enumerate(inside)).row(0))


def _number_tests(look: Look) -> dict[str, list[tuple[Found, pl.Expr]]]:
    columns = look.of(*numbers.NUMERIC)
    cell = {one.column.name: pl.col(one.column.name) for one in columns}
    tests = {
        sign: [(one, numbers.proof(cell[one.column.name], one.column.type, sign)) for one in columns]
        for sign in (".", ",")
    }
    return tests | {
        "unclear": [(one, numbers.unclear(cell[one.column.name])) for one in columns if one.column.type != "count"]
    }


def _date_tests(look: Look, columns: list[Found]) -> dict[str, list[tuple[Found, pl.Expr]]]:
    tests: dict[str, list[tuple[Found, pl.Expr]]] = {"dmy": [], "mdy": [], "unclear": [], "iso": []}
    for one in columns:
        cell = pl.col(one.column.name)
        first = cell.str.extract(dates.NUMERIC, 1).cast(pl.Int64)
        second = cell.str.extract(dates.NUMERIC, 2).cast(pl.Int64)
        tests["dmy"].append((one, (first > 12) & (second < 13)))
        tests["mdy"].append((one, (second > 12) & (first < 13)))
        tests["unclear"].append((one, (first < 13) & (second < 13) & (first != second)))
        tests["iso"].append((one, cell.str.contains(r"^\d{4}")))
    return tests


def _decimal_question(example: Example) -> Question:
    digits = example.value
    whole, part = digits.replace(".", "").replace(",", ""), digits.replace(",", ".")
    sign = "." if "." in digits else ","
    other = "," if sign == "." else "."
    choices = (
        Choice(other, f"{whole}: the sign parts the thousands"),
        Choice(sign, f"{part}: the sign parts the decimals"),
    )
    return Question("decimal", f"Is “{digits}” {whole}, or {part}?", str(example), choices)


def _date_question(example: Example) -> Question:
    first, second, *_ = example.value.replace("-", "/").split("/")
    months = [names.split()[0].title() for names in dates.MONTHS]
    day_first, month_first = f"{int(first)} {months[int(second) - 1]}", f"{months[int(first) - 1]} {int(second)}"
    choices = (Choice("dmy", f"{day_first}: day before month"), Choice("mdy", f"{month_first}: month before day"))
    return Question("date_order", f"Is “{example.value}” the {day_first} or {month_first}?", str(example), choices)
