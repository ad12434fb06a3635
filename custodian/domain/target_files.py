"""Targets written in a spreadsheet, as a file or as pasted cells: read with the intake's own care, or refused.

A table has a KPI, a month and a value in each row, and perhaps who decided it; or a KPI in each row and the months as
columns. One cell that cannot be understood keeps all of them out, named with its line, its column and what was
expected.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from custodian.domain import kpis, periods, target_cells, targets
from custodian.domain.kpis import Kpi
from custodian.domain.targets import Wish
from custodian.intake import monthly, reading
from custodian.intake.staging import Problem, Refused
from custodian.intake.tables import LINE, RawTable

NAMES: Mapping[str, tuple[str, ...]] = {
    "kpi": (
        "kpi",
        "figure",
        "key figure",
        "indicator",
        "title",
        "name",
        "kennzahl",
        "kennzahlen",
        "titel",
        "indikator",
    ),
    "month": ("month", "monat", "period", "periode", "date", "datum", "first day"),
    "value": ("value", "target", "goal", "plan", "wert", "ziel", "zielwert", "soll", "planwert"),
    "by": ("decided by", "by", "owner", "beschlossen von", "entschieden von", "verantwortlich"),
}
REQUIRED = ("kpi", "month", "value")


class Unreadable(ValueError):
    """Nothing of the file was taken over; `problems` are all cells that cannot be understood."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(f"Line {first.line}, {first.column}: expected {first.expected}; found “{first.value}”.")
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Row:
    line: int
    kpi: str
    month: str
    value: str
    by: str
    column: str = "value"


@dataclass(frozen=True)
class Told:
    """What a file asks for, and how many of its cells are empty and so change nothing."""

    wishes: tuple[Wish, ...]
    empty: int


def of_text(pasted: str, by: str) -> Told:
    return of_file(pasted.encode(), "pasted.csv", by)


def of_file(content: bytes, name: str, by: str) -> Told:
    """CSV or Excel. `by` stands for targets whose row names nobody. Raises Unreadable, or Refused where there is no
    such table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "targets"
        path.write_bytes(content)
        rows = _rows(reading.tables_of(path, name))
    filled = [row for row in rows if row.value]
    return Told(tuple(_wishes(filled, by)), len(rows) - len(filled))


def of_cells(cells: Sequence[tuple[Kpi, date, str]], by: str) -> list[Wish]:
    """Cells of the page's own table that somebody changed; an emptied one takes its target away. Raises Unreadable."""
    filled = [
        Row(line, kpi.key, f"{month:%Y-%m}", text.strip(), by, f"{kpi.title}, {month:%B %Y}")
        for line, (kpi, month, text) in enumerate(cells, start=1)
        if text.strip()
    ]
    emptied = [Wish(kpi, month, None, by) for kpi, month, text in cells if not text.strip()]
    return [*_wishes(filled, by), *emptied]


def _rows(tables: Sequence[RawTable]) -> list[Row]:
    for table in tables:
        places = {name: _place(table.header, words) for name, words in NAMES.items()}
        if any(places[name] is None for name in REQUIRED):
            continue
        with table.reading():
            told = table.rows.collect().to_dicts()
        rows = [
            Row(row[LINE], *("" if at is None else (row[f"c{at}"] or "").strip() for at in places.values()))
            for row in told
        ]
        is_wide = table.header[-len(monthly.MADE) :] == monthly.MADE
        return [replace(row, column=f"month {row.month[:7]}") for row in rows] if is_wide else rows
    found = ", ".join(f"“{name}”" for name in tables[0].header[:6] if name)
    raise Refused(
        "a column for the KPI, one for the month and one for the value, or months as columns",
        found or "columns without names",
        "Name the columns KPI, Month and Value, then load the file again.",
    )


def _place(header: Sequence[str], words: Sequence[str]) -> int | None:
    tidy = [" ".join(name.replace("_", " ").casefold().split()) for name in header]
    return next((tidy.index(word) for word in words if word in tidy), None)


def _wishes(rows: Sequence[Row], by: str) -> list[Wish]:
    problems: list[Problem] = []
    months = target_cells.months_of([row.month for row in rows])
    numbers = target_cells.numbers_of([row.value for row in rows])
    named = {word.casefold(): kpi for kpi in kpis.catalogue().values() for word in (kpi.key, kpi.title)}
    found: dict[tuple[str, date], tuple[Wish, int]] = {}
    for row, month, number in zip(rows, months, numbers, strict=True):
        kpi = _kpi(row.kpi, named)
        wrong = _problems(row, kpi, month, number)
        problems += wrong
        if wrong or kpi is None or month is None or number is None:
            continue
        wish = Wish(kpi, periods.month_of(month), number.of(kpi), row.by or by)
        first, line = found.setdefault((kpi.key, wish.month), (wish, row.line))
        if first.value != wish.value:
            expected = f"one target for {kpi.title} in {wish.month:%B %Y}; line {line} has another"
            problems.append(Problem(row.line, row.column, row.value, expected))
    if problems:
        raise Unreadable(problems)
    return [wish for wish, _ in found.values()]


def _problems(row: Row, kpi: Kpi | None, month: date | None, number: target_cells.Number | None) -> list[Problem]:
    wrong = []
    if kpi is None:
        wrong.append(Problem(row.line, "KPI", row.kpi, _expected_kpi(row.kpi)))
    if month is None:
        wrong.append(Problem(row.line, "month", row.month, target_cells.EXPECTED_MONTH))
    if number is None:
        wrong.append(Problem(row.line, row.column, row.value, target_cells.EXPECTED_NUMBER))
    elif kpi and (expected := number.fault(kpi)):
        wrong.append(Problem(row.line, row.column, row.value, expected))
    elif kpi and not targets.is_reachable(kpi, number.of(kpi)):
        wrong.append(Problem(row.line, row.column, row.value, f"a target that {kpi.title} can reach"))
    return wrong


def _kpi(written: str, named: Mapping[str, Kpi]) -> Kpi | None:
    """By key or title; our own tables write the unit in brackets behind."""
    name = " ".join(written.casefold().split())
    return named.get(name) or named.get(name.rpartition(" (")[0])


def _expected_kpi(written: str) -> str:
    from rapidfuzz import process

    titles = [kpi.title for kpi in kpis.catalogue().values()]
    nearest = process.extractOne(written, titles, score_cutoff=70)
    return f"the key or title of a KPI, perhaps “{nearest[0]}”" if nearest else "the key or title of a KPI"
