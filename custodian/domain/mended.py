"""Lists of mended cells, sorted from the exports they belong to: those brought beside them, or kept in the archive."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from custodian.domain import imports
from custodian.domain.desk import Desk
from custodian.domain.imports import Imported
from custodian.intake import archive, mending
from custodian.intake.mending import Cell
from custodian.intake.staging import Refused

Cells = dict[tuple[str, str], tuple[Cell, ...]]


@dataclass(frozen=True)
class Export:
    """A file to look at, with the name that it came with."""

    path: Path
    name: str
    source: str = ""


@dataclass
class Sorted:
    """`refusals`: by the path of a list why it cannot be used."""

    exports: list[Export] = field(default_factory=list)
    cells: Cells = field(default_factory=dict)
    refusals: dict[Path, Refused] = field(default_factory=dict)


def sorted_out(desk: Desk, files: Iterable[Path], source: str = "") -> Sorted:
    """Exports first, in their order; then those from the archive that a list alone was brought for."""
    found, lists = Sorted(), dict[Path, Cells]()
    for file in files:
        try:
            told = mending.read(file, file.name) if file.is_file() else None
        except Refused as refusal:
            found.refusals[file] = refusal
            continue
        if told is None:
            found.exports.append(Export(file, file.name, source))
        else:
            lists[file] = dict(told)
    if lists:
        _join(desk, found, lists)
    return found


def joined(one: Cells, other: Cells) -> Cells:
    """A cell that both mend is as the other says."""
    cells = dict(one)
    for key, more in other.items():
        last = {(line, column): text for line, column, text in (*cells.get(key, ()), *more)}
        cells[key] = tuple(sorted((line, column, text) for (line, column), text in last.items()))
    return cells


def from_archive(desk: Desk, hash_: str) -> Export:
    """The original file, as whoever imported it last brought it. Raises Refused."""
    came = next((one for one in imports.history(desk.warehouse) if one.hash == hash_), None)
    if came is None or not archive.is_whole(desk.settings.archive, hash_):
        found = "it neither beside the list nor among the files imported before"
        raise Refused("the file that these cells belong to", found, "Bring the file and the list together.")
    return _restored(desk, came)


def _restored(desk: Desk, came: Imported) -> Export:
    place = archive.restored(desk.settings.archive, came.hash, desk.folder, f"{came.hash[:16]} {came.file}")
    return Export(place, came.file, came.source)


def _join(desk: Desk, found: Sorted, lists: dict[Path, Cells]) -> None:
    here = {archive.hash_of(one.path) for one in found.exports if one.path.is_file()}
    for file, cells in lists.items():
        try:
            for hash_ in sorted({hash_ for hash_, _ in cells} - here):
                found.exports.append(from_archive(desk, hash_))
                here.add(hash_)
        except Refused as refusal:
            found.refusals[file] = refusal
        else:
            found.cells = joined(found.cells, cells)
