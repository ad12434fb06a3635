"""Cells that cannot be read and rows that stand twice, each with its line, what it says and what was expected."""

from collections.abc import Iterable

import polars as pl

from custodian.intake import typed
from custodian.intake.staging import Problem
from custodian.intake.tables import LINE
from custodian.intake.typed import Plan

SHOWN = 10_000


def of_cells(bad: pl.DataFrame, plan: Plan) -> list[Problem]:
    """Every faulty cell of the rows given, in the file's order."""
    found: list[Problem] = []
    for ours, fault in typed.faulty(plan).items():
        one = plan.found.get(ours)
        column = " + ".join(filter(None, one.names)) or ours if one else ours
        text = typed.written(one) if one else pl.lit(None, pl.String)
        cells = bad.filter(fault).select(LINE, text.alias("cell")).rows()
        found += [Problem(line, column, value or "", typed.expected(ours, plan, value or "")) for line, value in cells]
    return sorted(found, key=lambda problem: problem.line)


def of_repeats(lines: Iterable[int], keys: dict[int, tuple[object, ...]], plan: Plan) -> list[Problem]:
    """Rows whose natural key stands in the file more than once: which one is right cannot be known."""
    named = [ours for ours in plan.table.key if ours in plan.found and not plan.found[ours].is_fixed] or list(
        plan.table.key
    )
    places = [plan.table.key.index(ours) for ours in named]
    column = " + ".join(dict.fromkeys(name for ours in named for name in _names(ours, plan)))
    return [
        Problem(
            line, column, " · ".join(str(keys[line][place]) for place in places), "a row that stands in the file once"
        )
        for line in sorted(lines)
    ]


def _names(ours: str, plan: Plan) -> tuple[str, ...]:
    one = plan.found.get(ours)
    return one.names if one and one.names else (ours,)
