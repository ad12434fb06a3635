"""The sample company loaded once for all tests of a run; each test that changes it works on a copy."""

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


@cache
def loaded() -> Path:
    """A data folder with the sample in it and nobody at work there."""
    own = settings.load(data=Path(_kept.name))
    warehouse = catalogues.open_warehouse(own)
    loading.load(warehouse, own, "Sample", AT)
    warehouse.close()
    return own.data


def copied(to: Path) -> Path:
    return shutil.copytree(loaded(), to / "data")


def opened(data: Path) -> Iterator[catalogues.Warehouse]:
    warehouse = catalogues.open_warehouse(settings.load(data=data))
    yield warehouse
    warehouse.close()
