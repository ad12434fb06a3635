"""Documents that an export writes over several lines: one row each, amounts added up, everything else the same."""

import polars as pl

from custodian.intake import typed
from custodian.intake.staging import Problem
from custodian.intake.tables import LINE
from custodian.intake.typed import Plan


def of(lines: pl.DataFrame, plan: Plan) -> tuple[pl.DataFrame, list[Problem]]:
    """One row per document with the line it begins on; what one line says, the others need not repeat.

    Documents whose lines disagree, or none of which says what is needed, are problems and left out.
    """
    key = [plan.table.columns[ours].stored_as for ours in plan.table.key]
    added = [one.column.stored_as for one in plan.found.values() if one.filling.sum]
    rest = [name for name in plan.table.stored if name not in key + added]
    needed = {column.stored_as: ours for ours, column in plan.table.columns.items() if plan.requires(column)}
    # The first line may name the company where those below it hold the e-mail address alone.
    fallen_back = {one.column.stored_as for one in plan.found.values() if one.filling.first_filled}
    differs = [
        pl.col(name).drop_nulls().n_unique().gt(1).alias(f"differs {name}") for name in rest if name not in fallen_back
    ]
    whole = lines.group_by(key, maintain_order=True).agg(
        pl.col(LINE).min(),
        *(pl.col(name).sum() for name in added),
        *(pl.col(name).drop_nulls().first() for name in rest),
        *differs,
    )
    lacks = pl.any_horizontal(pl.col(name).is_null() for name in needed)
    bad = pl.any_horizontal(f"differs {name}" for name in rest if name not in fallen_back)
    found = [problem for row in whole.filter(bad).iter_rows(named=True) for problem in _problems(row, lines, key, plan)]
    for row in whole.filter(~bad & lacks).iter_rows(named=True):
        found += _lacking(row, [ours for name, ours in needed.items() if row[name] is None], lines, key, plan)
    good = whole.filter(~bad & ~lacks).select(LINE, *plan.table.stored)
    return good.cast({name: lines.schema[name] for name in added}), found


def _problems(row: dict[str, object], lines: pl.DataFrame, key: list[str], plan: Plan) -> list[Problem]:
    name = next(name for name in plan.table.stored if row.get(f"differs {name}"))
    document = " · ".join(str(row[part]) for part in key[1:])
    expected = f"the same in all lines of {document}"
    told = lines.filter(_same(row, key)).select(LINE, name).rows()
    return [Problem(line, _column(name, plan), str(value), expected) for line, value in told]


def _lacking(row: dict[str, object], ours: list[str], lines: pl.DataFrame, key: list[str], plan: Plan) -> list[Problem]:
    """One for each line, so that as many rows are told as are left out."""
    expected = typed.expected(ours[0], plan)
    told = lines.filter(_same(row, key))[LINE]
    return [Problem(line, _column(ours[0], plan), "", expected) for line in told]


def _same(row: dict[str, object], key: list[str]) -> pl.Expr:
    return pl.all_horizontal(pl.col(part).eq_missing(pl.lit(row[part])) for part in key)


def _column(name: str, plan: Plan) -> str:
    one = plan.found.get(name)
    return " + ".join(filter(None, one.names)) or name if one else name
