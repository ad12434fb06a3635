"""A backup put back: checked before anything moves; what was there is kept aside, never overwritten."""

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from custodian import settings as settings_of
from custodian.domain import backups, house
from custodian.domain.backups import Contents
from custodian.domain.refusals import Refused
from custodian.settings import Settings
from custodian.warehouse import catalogues
from custodian.warehouse.catalogues import CATALOGUES

DAMAGED_NAMED = 5
Move = tuple[Path, Path]


@dataclass(frozen=True)
class Restored:
    """`aside` is where lies what was there before; None where nothing was."""

    contents: Contents
    aside: Path | None
    elsewhere: dict[str, str]  # catalogues that were not restored, and where they lie


def restore(settings: Settings, place: Path, at: datetime, replaces: bool) -> Restored:
    """Raises Refused, CatalogueInUse or SettingsFault; then all is as it was."""
    contents = backups.read(place)
    staged, aside = settings.data / ".restoring", settings.data / "replaced" / f"{at:%Y-%m-%d_%H%M%S}"
    try:
        _stage(place, staged, contents)
        targets = list(_targets(settings, staged, contents))
        if not replaces:
            _refuse_data([target for _, target in targets if target.exists()], settings)
        with house.shut(settings):
            for _, target in targets:
                if target.suffix == ".duckdb":
                    catalogues.refuse_in_use(target)
            there = [target for _, target in targets if target.exists()]
            _move([(target, aside / _aside(target, settings)) for target in there])
            _move([(source, target) for source, target in targets if source.exists()])
    except OSError as fault:
        raise Refused([f"The backup could not be restored ({os.strerror(fault.errno or 0)}). Make room in "
                       f"{settings.data} and try again; what was there is there or in {aside}."]) from None  # fmt: skip
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return Restored(contents, aside if there else None, backups.elsewhere(settings_of.load(data=settings.data)))


def _refuse_data(there: Sequence[Path], settings: Settings) -> None:
    if there:
        named = ", ".join(target.name for target in there)
        raise Refused([
            f"Expected an empty data folder; found {named} in {settings.data}. Say --replace to restore nevertheless: "
            "what is there will be kept aside."
        ])  # fmt: skip


def _stage(place: Path, staged: Path, contents: Contents) -> None:
    """The whole backup beside its place, every file compared with its checksum."""
    shutil.rmtree(staged, ignore_errors=True)
    lost = [name for name in contents.files if not (place / name).is_file() or not _is_within(name)]
    for name in contents.files if not lost else ():
        (staged / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(place / name, staged / name)
    if wrong := lost or backups.damaged(staged, contents.files):
        more = f" and {len(wrong) - DAMAGED_NAMED} more" if len(wrong) > DAMAGED_NAMED else ""
        raise Refused([
            f"Expected every file as it was backed up; found {', '.join(wrong[:DAMAGED_NAMED])}{more} missing or "
            f"damaged in {place}. Take another backup; nothing was changed."
        ])  # fmt: skip


def _is_within(name: str) -> bool:
    """No name leads out of the folder."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def _targets(settings: Settings, staged: Path, contents: Contents) -> Iterator[Move]:
    """What is put where, also what is only taken away; places are those that the restored settings name."""
    told = settings_of.load(data=staged)
    for catalogue, named in zip(CATALOGUES, (told.ledger, told.records), strict=True):
        place = named or str(settings.data / f"{catalogue}.duckdb")
        if f"{catalogue}.duckdb" in contents.files and not catalogues.is_shared(place):
            yield staged / f"{catalogue}.duckdb", Path(place)
            yield staged / f"{catalogue}.duckdb.wal", Path(f"{place}.wal")
    single = [name for name in backups.SMALL if not name.startswith("archive/")]
    for name in dict.fromkeys((*single, *backups.FOLDERS, told.slide_template)):
        if name and not Path(name).is_absolute():
            yield staged / name, settings.data / name


def _aside(target: Path, settings: Settings) -> Path:
    return target.relative_to(settings.data) if target.is_relative_to(settings.data) else Path(target.name)


def _move(moves: Sequence[Move]) -> None:
    """All or none."""
    done: list[Move] = []
    try:
        for source, target in moves:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(source, target)
            done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            shutil.move(target, source)
        raise
