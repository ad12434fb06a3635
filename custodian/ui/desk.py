"""What one visitor has on the desk: the files that were dropped and not finished with, and lists of mended cells."""

import shutil
import tempfile
import weakref
from dataclasses import dataclass, field
from pathlib import Path

from custodian.domain.imports import Preview
from custodian.domain.mended import Cells
from custodian.intake import archive
from custodian.ui import filters


@dataclass
class Arrival:
    """A dropped file: where it lies for now, what was answered about it, what its tables would change."""

    id: str
    name: str
    path: Path
    source: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    cells: Cells = field(default_factory=dict)  # those of it that were mended
    previews: list[Preview] = field(default_factory=list)

    @property
    def hash(self) -> str:
        return self.previews[0].hash if self.previews else archive.hash_of(self.path)


@dataclass
class Mending:
    """A dropped list of mended cells, or why it cannot be used."""

    name: str
    cells: Cells = field(default_factory=dict)
    refusal: str = ""


@dataclass
class Arrivals:
    """All of one visitor, in a folder that goes with it. `round` changes when the uploader is to be empty again."""

    folder: Path
    files: dict[str, Arrival] = field(default_factory=dict)
    lists: dict[str, Mending] = field(default_factory=dict)
    round: int = 0

    def __post_init__(self) -> None:
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def place(self, id_: str) -> Path:
        """A folder for what came with this id and all that is made of it."""
        place = self.folder / id_.replace("/", "_")
        place.mkdir(exist_ok=True)
        return place

    def remove(self, id_: str) -> None:
        self.files.pop(id_, None)
        self.lists.pop(id_, None)
        shutil.rmtree(self.place(id_))

    def forget(self) -> None:
        for id_ in [*self.files, *self.lists]:
            self.remove(id_)
        self.round += 1

    @property
    def tables(self) -> list[tuple[Arrival, int]]:
        """Without the companions of tables that are known."""
        return [
            (arrival, at)
            for arrival in self.files.values()
            for at, one in enumerate(arrival.previews)
            if one.status != "passed_over"
        ]

    @property
    def ready(self) -> list[tuple[Arrival, int]]:
        return [(arrival, at) for arrival, at in self.tables if arrival.previews[at].is_ready]

    @property
    def are_settled(self) -> bool:
        return all(arrival.previews[at].status in ("loaded", "unchanged") for arrival, at in self.tables)


def mine() -> Arrivals:
    return filters.desk("arrivals", lambda: Arrivals(Path(tempfile.mkdtemp(prefix="custodian-drop-"))))
