"""The desk on which files are looked at: the warehouse, the settings, a folder for what is waiting."""

import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from custodian.intake import committing, formats
from custodian.intake.decisions import Company
from custodian.intake.formats import Format
from custodian.settings import Settings
from custodian.warehouse.catalogues import Warehouse

Progress = Callable[[int, int, str], None]


def nothing(done: int, total: int, doing: str) -> None:
    """A progress that nobody watches."""


def opened(warehouse: Warehouse, settings: Settings, progress: Progress = nothing) -> "Desk":
    """A desk with a folder of its own, which goes when the desk does, at the latest with the process."""
    desk = Desk(warehouse, settings, Path(tempfile.mkdtemp(prefix="custodian-")), progress)
    weakref.finalize(desk, shutil.rmtree, desk.folder, ignore_errors=True)
    return desk


@dataclass(frozen=True)
class Desk:
    """Where and how files are looked at: the warehouse, the settings, a folder for what is waiting."""

    warehouse: Warehouse
    settings: Settings
    folder: Path
    progress: Progress = nothing

    @property
    def formats(self) -> dict[str, Format]:
        return formats.declared(self.settings.own_formats)

    def company(self, source: str) -> Company:
        """What is known beside a file of this source."""
        with self.warehouse.reading() as cursor:
            order = committing.order_before(cursor, source)
        return Company(self.settings.currency, self.settings.time_zone, self.settings.country, order)
