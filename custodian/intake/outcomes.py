"""What became of a deal, told by the names of its stages: which of them were taken for won, lost and open is said."""

import polars as pl

from custodian.intake import headers
from custodian.intake.evidence import Look
from custodian.intake.staging import Decision

NAMED = 6


def named(look: Look) -> list[Decision]:
    """Nothing where the tool itself tells the outcome: a stage of another language or trade may be misunderstood."""
    outcome, stage = look.found.get("outcome"), look.found.get("stage")
    if not outcome or not stage or outcome.filling.otherwise is None or outcome.places != stage.places:
        return []
    told = look.sample.drop_nulls(["outcome", "stage"]).group_by("outcome").agg(pl.col("stage").unique().sort())
    said = {name: stages for name, stages in told.sort("outcome", descending=True).rows()}
    if not said:
        return []
    each = [
        f"{name}: {headers.listed(stages[:NAMED])}{' …' if len(stages) > NAMED else ''}"
        for name, stages in said.items()
    ]
    missing = [name for name in ("won", "lost") if name not in said]
    what = f"No stage is taken for {' or '.join(missing)}" if missing else "What became of a deal is told by its stage"
    return [Decision(what, "; ".join(each))]
