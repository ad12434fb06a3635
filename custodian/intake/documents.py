"""Documents that an export writes over several lines: one row each, amounts added up, everything else the same."""

import polars as pl

from custodian.intake.staging import Problem
from custodian.intake.tables import LINE
from custodian.intake.typed import Plan


def of(lines: pl.DataFrame, plan: Plan) -> tuple[pl.DataFrame, list[Problem]]:
    """One row per document with the line it begins on; documents whose lines disagree are problems and left out."""
    key = [plan.table.columns[ours].stored_as for ours in plan.table.key]
    added = [one.column.stored_as for one in plan.found.values() if one.filling.sum]
    rest = [name for name in plan.table.stored if name not in key + added]
    differs = [pl.col(name).drop_nulls().n_unique().gt(1).alias(f"differs {name}") for name in rest]
    whole = lines.group_by(key, maintain_order=True).agg(
        pl.col(LINE).min(),
        *(pl.col(name).sum() for name in added),
        *(pl.col(name).drop_nulls().first() for name in rest),
        *differs,
    )
    bad = whole.filter(pl.any_horizontal(f"differs {name}" for name in rest))
    found = [problem for row in bad.iter_rows(named=True) for problem in _problems(row, lines, key, rest, plan)]
    good = whole.filter(~pl.any_horizontal(f"differs {name}" for name in rest)).select(LINE, *plan.table.stored)
    return good.cast({name: lines.schema[name] for name in added}), found


def _problems(
    row: dict[str, object], lines: pl.DataFrame, key: list[str], rest: list[str], plan: Plan
) -> list[Problem]:
    name = next(name for name in rest if row[f"differs {name}"])
    same = pl.all_horizontal(pl.col(part).eq_missing(pl.lit(row[part])) for part in key)
    document = " · ".join(str(row[part]) for part in key[1:])
    one = plan.found.get(name)
    column = one.names[0] if one and one.names else name
    expected = f"the same in all lines of {document}"
    return [Problem(line, column, str(value), expected) for line, value in lines.filter(same).select(LINE, name).rows()]
