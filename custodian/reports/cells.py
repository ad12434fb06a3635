"""How cells of a workbook are written: numbers as numbers in their unit, days as days, text as nothing but text.

A text that a spreadsheet could take for a formula gets an apostrophe before it, whoever wrote it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from custodian.domain.kpis import Unit
from custodian.intake import formulas
from custodian.words import wording

if TYPE_CHECKING:
    from xlsxwriter import Workbook

WIDEST, NARROWEST = 70, 9  # letters


@dataclass(frozen=True)
class Number:
    """In the KPI's own unit, shown in it."""

    value: float | None
    unit: Unit


Cell = str | float | bool | date | Number | None


class Sheets:
    """The sheets of one workbook, each a table under its headings."""

    def __init__(self, book: "Workbook", currency: str) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._title = book.add_format({"num_format": "@", "bold": True, "font_size": 14})
        self._plain = book.add_format({"num_format": "#,##0.##", "valign": "top"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self._formats = {
            unit: book.add_format({"num_format": form, "valign": "top"}) for unit, form in _forms(currency)
        }

    def table(
        self, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], above: Sequence[str] = ()
    ) -> None:
        sheet, rows = self._book.add_worksheet(name), list(rows)
        for at, line in enumerate(above):
            sheet.write_string(at, 0, _harmless(line), self._title if at == 0 else None)
        first = len(above) + bool(above)
        for column, heading in enumerate(headings):
            sheet.write_string(first, column, heading, self._head)
            sheet.set_column(column, column, _width(heading, [row[column] for row in rows]))
        for at, row in enumerate(rows, start=first + 1):
            for column, cell in enumerate(row):
                self._cell(sheet, at, column, cell)
        sheet.freeze_panes(first + 1, 1)
        if rows:
            sheet.autofilter(first, 0, first + len(rows), len(headings) - 1)

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:  # noqa: ANN401
        match cell:
            case None | Number(value=None):
                return
            case Number(value=value, unit=unit):
                sheet.write_number(row, column, value, self._formats[unit])
            case bool():
                sheet.write_string(row, column, "yes" if cell else "no", self._text)
            case int() | float():
                sheet.write_number(row, column, cell, self._plain)
            case date():
                sheet.write_datetime(row, column, cell, self._day)
            case _:
                sheet.write_string(row, column, _harmless(cell), self._text)


def _forms(currency: str) -> Iterable[tuple[Unit, str]]:
    money = f'"{wording.symbol(currency)}"#,##0'
    yield from (("count", "#,##0"), ("money", money), ("money_per_day", f'{money}" a day"'), ("percent", "0.0%"))
    yield from (("score", "0"), ("rating", "0.0"), ("hours", '0.0" h"'), ("days", '0.0" days"'))


def _harmless(text: str) -> str:
    return formulas.harmless(wording.on_paper(text))


def _width(heading: str, cells: Iterable[Cell]) -> float:
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    return min(max(longest, len(heading), NARROWEST) + 2, WIDEST)
