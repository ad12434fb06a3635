"""How far a pass over many rows or bytes is: counted as they go by, told by the thread that waits for them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import ContextVar, copy_context
from dataclasses import replace
from threading import Lock
from typing import TypeVar

import polars as pl

from custodian.intake.tables import RawTable

EVERY = 0.25  # seconds
Result = TypeVar("Result")
Far = tuple[str, int, int]  # what is being done, how much of it, of how much

_far: ContextVar[Callable[[Far], None] | None] = ContextVar("far", default=None)


def went_by(doing: str, done: int, size: int) -> None:
    """Said by whoever goes through a large file piece by piece; heard where somebody waits for it."""
    if hear := _far.get():
        hear((doing, done, size))


def counted(rows: pl.LazyFrame, doing: str, size: int) -> pl.LazyFrame:
    """Rows that say how many of them went by."""
    if (hear := _far.get()) is None:
        return rows
    return _counted(rows, lambda passed: hear((doing, passed, size)))


def watched(work: Callable[[], Result], tell: Callable[[str, int, int], None]) -> Result:
    """Do the work; meanwhile `tell` in the caller's thread what goes by. Raises whatever the work does."""
    last: Far = ("", 0, 0)

    def hear(far: Far) -> None:
        nonlocal last
        last = far

    here = copy_context()
    here.run(_far.set, hear)

    def say() -> None:
        if last[0]:
            tell(*last)

    done = waited(lambda: here.run(work), say)
    say()  # a bar that ends full
    return done


def told(raw: RawTable, work: Callable[[RawTable], Result], tell: Callable[[int, int], None]) -> Result:
    """Do the work on the table; meanwhile `tell` how many of its rows went by, of how many, in the caller's thread.

    Only a table that knows its `size` is counted. Raises whatever the work does.
    """
    if not raw.size:
        return work(raw)
    done = 0

    def hear(passed: int) -> None:
        nonlocal done
        done = passed

    table = replace(raw, rows=_counted(raw.rows, hear))
    # The first rows go by once more for a look at them, all of them where more care is needed.
    return waited(lambda: work(table), lambda: tell(min(done, raw.size), raw.size))


def waited(work: Callable[[], Result], tell: Callable[[], None]) -> Result:
    """Do the work in a thread of its own; meanwhile `tell` in the caller's thread. Raises whatever the work does."""
    with ThreadPoolExecutor(1) as beside:
        working = beside.submit(work)
        while not wait([working], EVERY).done:
            tell()
        return working.result()


def _counted(rows: pl.LazyFrame, hear: Callable[[int], None]) -> pl.LazyFrame:
    passed, counting = 0, Lock()  # Polars has a thread for every core

    def count(batch: pl.DataFrame) -> pl.DataFrame:
        nonlocal passed
        with counting:
            passed += batch.height
            hear(passed)
        return batch

    return rows.map_batches(count, streamable=True)
