"""The sample company loaded once for all tests of a run; each test that changes it works on a copy."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from custodian import settings
from custodian.sample import loading
from custodian.warehouse import catalogues

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 9, 0)
_kept = TemporaryDirectory(prefix="sample-")
# Whoever starts the tests names the folder; the processes that run them are told of it so.
SHARED = Path(os.environ.setdefault("TESTS_SAMPLE", _kept.name))


@cache
def loaded() -> Path:
    """A data folder with the sample in it and nobody at work there, made by the first process that asks for it."""
    data = SHARED / "loaded"
    with (SHARED / "lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not data.exists():
            _load(SHARED / "loading").rename(data)
    return data


def _load(into: Path) -> Path:
    own = settings.load(data=into)
    warehouse = catalogues.open_warehouse(own)
    loading.load(warehouse, own, "Sample", AT)
    warehouse.close()
    return into


def copied(to: Path) -> Path:
    return shutil.copytree(loaded(), to / "data")


def opened(data: Path) -> Iterator[catalogues.Warehouse]:
    warehouse = catalogues.open_warehouse(settings.load(data=data))
    yield warehouse
    warehouse.close()
