"""A backup: consistent copies of all that cannot be made anew, in a folder with the checksum of every file.

Ledger and records are copied while nobody writes through this process, and the archive's log with them, so the three
belong together. What lies in a database of its own is not in it: its own tools back that up.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from custodian.domain.refusals import Refused
from custodian.intake import archive
from custodian.settings import SAMPLE, Settings
from custodian.warehouse import catalogues, queries
from custodian.warehouse.catalogues import CATALOGUES, Warehouse

CONTENTS = "backup.json"  # written last: without it a backup is not finished
FORM = 1  # of the backup; another one once this one could no longer be read
SMALL = ("custodian.toml", SAMPLE, "hash.key", f"archive/{archive.LOG}")
FOLDERS = ("formats/own", "archive")
_KINDS = {"postgres": "PostgreSQL", "ducklake": "a DuckLake"}


@dataclass(frozen=True)
class Contents:
    """`files` is path in the backup → SHA-256, `versions` catalogue → version; `elsewhere` are catalogues left out."""

    form: int
    made_at: str
    files: dict[str, str]
    versions: dict[str, int]
    elsewhere: dict[str, str]

    @property
    def of_archive(self) -> int:
        return sum(name.startswith("archive/") and name.endswith(".zst") for name in self.files)


def make(warehouse: Warehouse, settings: Settings, to: Path, at: datetime) -> Contents:
    """In a new or empty folder, all of it or nothing. Raises Refused."""
    unfinished = to.with_name(f"{to.name}.unfinished")
    if any(to.resolve().is_relative_to((settings.data / name).resolve()) for name in FOLDERS):
        raise Refused([f"Expected a folder outside of what is backed up; found {to}. Name another folder."])
    try:
        if to.exists() and (not to.is_dir() or any(to.iterdir())):
            raise Refused([f"Expected a new or an empty folder for the backup; found that {to} holds something. "
                           "Name another folder: a backup never overwrites one."])  # fmt: skip
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        contents = _filled(warehouse, settings, unfinished, at)
        if to.exists():
            to.rmdir()
        os.replace(unfinished, to)
    except OSError as fault:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise Refused([f"The backup could not be written to {to} ({os.strerror(fault.errno or 0)}). Nothing was kept "
                       "there; make room or name another place."]) from None  # fmt: skip
    return contents


def read(place: Path) -> Contents:
    """Raises Refused where the folder holds no backup, or one of a newer Custodian."""
    try:
        told: dict[str, Any] = json.loads((place / CONTENTS).read_text("utf-8"))
        contents = Contents(**told)
    except (OSError, ValueError, TypeError):
        raise Refused([f"Expected the folder of a finished backup with its {CONTENTS}; found none in {place}. "
                       "Name the folder that `backup` wrote."]) from None  # fmt: skip
    newer = [name for name, version in contents.versions.items() if version > catalogues.newest(name)]
    if contents.form > FORM or newer:
        raise Refused([f"The backup in {place} was made by a newer Custodian. Update Custodian, then restore it."])
    return contents


def damaged(place: Path, files: Mapping[str, str]) -> list[str]:
    """Names of the files that are not there, or not what was backed up."""
    return [
        name for name, hash in files.items() if not (place / name).is_file() or archive.hash_of(place / name) != hash
    ]


def elsewhere(settings: Settings) -> dict[str, str]:
    """Catalogues that lie in a database of their own, and in what; never with what opens it."""
    places = zip(CATALOGUES, (settings.ledger_place, settings.records_place), strict=True)
    shared = {name: place for name, place in places if catalogues.is_shared(place)}
    return {name: _KINDS.get(place.split(":")[0], "a database of its own") for name, place in shared.items()}


def _filled(warehouse: Warehouse, settings: Settings, folder: Path, at: datetime) -> Contents:
    left_out = elsewhere(settings)
    copied = [name for name in CATALOGUES if name not in left_out]
    with warehouse.standing_still() as cursor:
        versions = {name: _version(cursor, name) for name in copied}
        for name in copied:
            catalogues.copy(cursor, name, folder / f"{name}.duckdb")
        for name in (*SMALL, settings.slide_template):
            _copy(settings.data, folder, name)
    for name in FOLDERS:
        for file in _files(settings.data / name):
            _copy(settings.data, folder, str(file.relative_to(settings.data)))
    files = {str(file.relative_to(folder)): archive.hash_of(file) for file in _files(folder)}
    contents = Contents(FORM, at.isoformat(timespec="seconds"), files, versions, left_out)
    (folder / CONTENTS).write_text(json.dumps(asdict(contents), ensure_ascii=False, indent=1), "utf-8")
    return contents


def _copy(data: Path, folder: Path, name: str) -> None:
    """What is there already is what belongs to the ledger's copy."""
    if name and not Path(name).is_absolute() and (data / name).is_file() and not (folder / name).exists():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(data / name, folder / name)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".part")


def _version(cursor: duckdb.DuckDBPyConnection, catalogue: str) -> int:
    version: int = queries.run(cursor, f"schema/{catalogue}_version").item()
    return version
