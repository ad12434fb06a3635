"""The cells that evidence about a file is looked for in, and the first of them that shows something."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from custodian.intake import dates, numbers
from custodian.intake.columns import Found
from custodian.intake.tables import LINE, RawTable
from custodian.warehouse.tables import Type

SAMPLE = 50_000
SIMPLE = {"date": dates.ISO_DAY, "moment": dates.ISO_MOMENT} | dict.fromkeys(numbers.NUMERIC, numbers.PLAIN)
AGAIN = "Export it as before, or load it as another source."


@dataclass(frozen=True)
class Example:
    line: int
    column: str
    value: str

    def __str__(self) -> str:
        return f"“{self.value}” ({self.column}, line {self.line:,})"


@dataclass(frozen=True)
class Cell:
    """A column of the file that fills one of ours; of an amount that is computed each part is one."""

    ours: str
    name: str  # in the texts at hand
    column: str  # as the file calls it
    kind: Type


@dataclass(frozen=True)
class Look:
    """The texts of our columns: some rows of them at hand, all of them at a price."""

    raw: RawTable
    found: Mapping[str, Found]
    sample: pl.DataFrame

    @property
    def is_whole(self) -> bool:
        return self.raw.first is None and self.sample.height < SAMPLE

    def of(self, *kinds: str) -> list[Found]:
        """Those of these types, and each of the cells that a number is computed of."""
        told = [one for found in self.found.values() for one in (found, *found.parts)]
        return [one for one in told if one.column.type in kinds and not one.is_fixed]

    def cells(self, *kinds: str) -> list[Cell]:
        return [
            Cell(one.column.name.split(" ")[0], one.column.name, one.names[0], one.column.type)
            for one in self.of(*kinds)
        ]

    @cached_property
    def plain(self) -> frozenset[str]:
        """Texts all of whose cells at hand are written the simplest way: most tests need not be made of them."""
        cells = {one.name: SIMPLE[one.kind] for one in self.cells(*SIMPLE)}
        tests = [pl.col(name).str.contains(simple).all() for name, simple in cells.items()]
        row = self.sample.select(tests).row(0) if tests else ()
        return frozenset(name for name, is_plain in zip(cells, row, strict=True) if is_plain)

    def first(self, tests: Mapping[str, list[tuple[Cell, pl.Expr]]], *, whole: bool = False) -> dict[str, Example]:
        """By name of a test the first cell that meets it."""
        flat = [(name, one, test) for name, told in tests.items() for one, test in told]
        rows = self.texts() if whole else self.sample.lazy()
        if not flat:
            return {}
        met = [pl.struct(LINE, one.name).filter(test).first().alias(f"{at}") for at, (_, one, test) in enumerate(flat)]
        row = rows.select(met).collect(engine="streaming" if whole else "in-memory").row(0)
        examples: dict[str, Example] = {}
        for (name, one, _), cell in zip(flat, row, strict=True):
            if cell and (name not in examples or cell[LINE] < examples[name].line):
                examples[name] = Example(cell[LINE], one.column, cell[one.name])
        return examples

    def texts(self) -> pl.LazyFrame:
        return texts(self.raw.rows, self.found)


def look(raw: RawTable, found: Mapping[str, Found], first: pl.LazyFrame | None = None) -> Look:
    """`first`: what is left of the first rows, where they are read by themselves."""
    sample = pl.DataFrame() if first is None else texts(first, found).collect()
    if sample.is_empty():
        sample = texts(raw.rows.head(SAMPLE), found).collect(engine="streaming" if raw.size else "auto")
    return Look(raw, found, sample)


def texts(rows: pl.LazyFrame, found: Mapping[str, Found]) -> pl.LazyFrame:
    told = [one for each in found.values() for one in (each, *each.parts) if not one.is_fixed]
    return rows.select(LINE, *(one.text.alias(one.column.name) for one in told))
