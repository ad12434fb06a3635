"""Columns of text read step by step: each batch of rows at a time, each text that stands there often only once."""

from collections.abc import Callable

import polars as pl

Read = Callable[[pl.Series], pl.Series]


def read(text: pl.Expr, how: Read, kind: type[pl.DataType] | pl.DataType) -> pl.Expr:
    """One expression would hold every step once for each use of the one before it, which soon are thousands."""

    def batch(cells: pl.Series) -> pl.Series:
        cells = cells.cast(pl.String)
        different = cells.unique()
        if 2 * different.len() > cells.len():
            return how(cells).cast(kind)
        values = pl.DataFrame({"cell": different, "value": how(different).cast(kind)})
        rows = cells.alias("cell").to_frame()
        return rows.join(values, on="cell", how="left", nulls_equal=True, maintain_order="left")["value"]

    return text.map_batches(batch, return_dtype=kind, is_elementwise=True)


def steps(cells: pl.Series, *each: pl.Expr | Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    """The text after one step after the other."""
    rows = cells.alias("text").to_frame()
    for step in each:
        done = step(pl.col("text")) if callable(step) else step
        rows = rows.select(done.alias("text"))
    return rows["text"]
