"""How far a pass over many rows is: counted as they go by, told by the thread that waits for them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from threading import Lock
from typing import TypeVar

import polars as pl

from custodian.intake.tables import RawTable

EVERY = 0.25  # seconds
Result = TypeVar("Result")


def told(raw: RawTable, work: Callable[[RawTable], Result], tell: Callable[[int, int], None]) -> Result:
    """Do the work on the table; meanwhile `tell` how many of its rows went by, of how many, in the caller's thread.

    Only a table that knows its `size` is counted. Raises whatever the work does.
    """
    if not raw.size:
        return work(raw)
    passed, counting = 0, Lock()  # Polars has a thread for every core

    def counted(batch: pl.DataFrame) -> pl.DataFrame:
        nonlocal passed
        with counting:
            passed += batch.height
        return batch

    rows = raw.rows.map_batches(counted, streamable=True)
    with ThreadPoolExecutor(1) as beside:
        working = beside.submit(work, replace(raw, rows=rows))
        while not wait([working], EVERY).done:
            # The first rows go by once more for a look at them, all of them where more care is needed.
            tell(min(passed, raw.size), raw.size)
        return working.result()
