"""What is done with dropped files: looked at, answered, mended, loaded, taken back; each with a progress bar."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from custodian.domain import imports, looking, mended, moves
from custodian.domain.imports import Desk, Preview
from custodian.domain.mended import Cells
from custodian.domain.moves import Move
from custodian.intake import mending
from custodian.intake.staging import Refused
from custodian.ui import readings, waiting
from custodian.ui.desk import Arrival, Arrivals, Mending, mine


def take(uploaded: list[Any]) -> None:
    """Look at every file that was not there in the last run; forget those that were taken away."""
    arrivals = mine()
    here = {one.file_id: one for one in uploaded}
    for gone in [id_ for id_ in (*arrivals.files, *arrivals.lists) if id_.partition(" ")[0] not in here]:
        arrivals.remove(gone)
    new = [id_ for id_ in here if id_ not in arrivals.files and id_ not in arrivals.lists]
    for id_ in new:
        _keep(arrivals, id_, here[id_])
    if not new and not arrivals.lists:
        return
    with waiting.shown() as told:
        desk = _desk(told)
        _fetch(arrivals, desk)
        _look_where_needed(arrivals, desk)


def answer(arrival: Arrival, one: Preview, answers: dict[str, str]) -> None:
    """Obeyed by every file of the source that asks the same; the period that a file covers is its own."""
    with waiting.shown() as told:
        desk = _desk(told)
        for other in [*mine().files.values()]:
            asked = {key for seen in other.previews for key in _asked_alike(seen, one)}
            asked |= set(answers) if other is arrival else set()
            if said := {key: value for key, value in answers.items() if key in asked}:
                other.answers |= said
                _look(desk, other)


def alike(one: Preview) -> int:
    """How many of the tables dropped wait for the same answers."""
    asked = {question.key for question in one.questions} - {"period"}
    every = [arrival.previews[at] for arrival, at in mine().tables]
    return sum(bool(asked & _asked_alike(seen, one)) for seen in every)


def look(arrival: Arrival) -> None:
    """Make the previews anew, with all that was answered."""
    with waiting.shown() as told:
        _look(_desk(told), arrival)


def load(chosen: Sequence[tuple[Arrival, int]], by: str, accept_rest: bool = False) -> None:
    """Commit these tables; a refusal takes the place of its preview."""
    with waiting.shown() as told:
        desk = _desk(told)
        for arrival, at in chosen:
            if arrival.previews[at].status == "dry_run":  # one loaded before it may have changed that
                _load(desk, arrival, at, by, accept_rest)
        _compare_again(desk)


def forget() -> None:
    """An empty uploader again."""
    mine().forget()


def undo(import_id: int, by: str) -> None:
    """Raises Refused."""
    with waiting.shown() as told:
        desk = _desk(told)
        imports.undo(desk, import_id, by, now())
        _compare_again(desk)


def try_out(arrival: Arrival, at: int, at_most: int | None = moves.TOO_MANY_ROWS) -> None:
    """Find the KPIs that a table would move."""
    with waiting.shown() as told:
        arrival.previews[at] = looking.moving(_desk(told), arrival.previews[at], at_most)


def try_out_all(chosen: Sequence[tuple[Arrival, int]]) -> list[Move]:
    """What loading all of these would move."""
    staged = [one.staged for one in (arrival.previews[at] for arrival, at in chosen) if one.staged]
    with waiting.shown() as told:
        return moves.of(readings.warehouse(), staged, told)


def now() -> datetime:
    return datetime.now().replace(microsecond=0)


def _keep(arrivals: Arrivals, id_: str, one: Any) -> None:  # noqa: ANN401
    place = arrivals.place(id_) / "dropped"
    with place.open("wb") as file:
        file.write(one.getbuffer())
    try:
        cells = mending.read(place, one.name)
    except Refused as refusal:
        arrivals.lists[id_] = Mending(one.name, refusal=str(refusal))
        return
    if cells is None:
        arrivals.files[id_] = Arrival(id_, one.name, place)
    else:
        arrivals.lists[id_] = Mending(one.name, dict(cells))


def _fetch(arrivals: Arrivals, desk: Desk) -> None:
    """From the archive what a list of mended cells belongs to, where it was not dropped beside it."""
    here = {arrival.hash for arrival in arrivals.files.values()} if arrivals.lists else set()
    for id_, told in arrivals.lists.items():
        if not told.cells:
            continue
        told.refusal = ""
        for hash_ in {hash_ for hash_, _ in told.cells} - here:
            its = f"{id_} {hash_}"
            try:
                export = mended.from_archive(replace(desk, folder=arrivals.place(its)), hash_)
            except Refused as refusal:
                told.refusal = str(refusal)
            else:
                made = Arrival(its, export.name, export.path, export.source)
                arrivals.files[made.id] = made
                here.add(hash_)


def _look_where_needed(arrivals: Arrivals, desk: Desk) -> None:
    cells: Cells = {}
    for told in arrivals.lists.values():
        cells = mended.joined(cells, told.cells)
    for arrival in arrivals.files.values():
        mine_ = {key: said for key, said in cells.items() if key[0] == arrival.hash} if cells else {}
        if not arrival.previews or arrival.cells != mine_:
            arrival.cells = mine_
            _look(desk, arrival)


def _look(desk: Desk, arrival: Arrival) -> None:
    """What was made of it before goes; a file of the same name may be taken for the one that it was."""
    before = [folder for folder in arrival.path.parent.iterdir() if folder.is_dir()]
    folder = Path(tempfile.mkdtemp(dir=arrival.path.parent))
    arrival.previews = imports.preview(
        replace(desk, folder=folder),
        arrival.path,
        arrival.name,
        source=arrival.source,
        answers=arrival.answers,
        mended=arrival.cells,
        with_moves=False,
    )
    for old in before:
        shutil.rmtree(old)


def _load(desk: Desk, arrival: Arrival, at: int, by: str, accept_rest: bool) -> None:
    one = arrival.previews[at]
    before = _contract(desk, one)
    try:
        arrival.previews[at] = imports.commit(desk, one, by, now(), accept_rest)
    except Refused as refusal:
        arrival.previews[at] = replace(one, status="refused", refusal=str(refusal))
        return
    if _contract(desk, one) == before:
        return
    # The first file of a source settles how the others are read.
    for other in mine().files.values():
        if other is not arrival and any(seen.status == "dry_run" and seen.is_kin(one) for seen in other.previews):
            _look(desk, other)


def _contract(desk: Desk, one: Preview) -> object:
    return looking.obeyed(desk.warehouse, one.staged.source, one.staged.format) if one.staged else None


def _compare_again(desk: Desk) -> None:
    """What was loaded or undone may change what the other files would."""
    for arrival, at in mine().tables:
        if arrival.previews[at].status in ("dry_run", "unchanged"):
            arrival.previews[at] = looking.again(desk, arrival.previews[at])


def _asked_alike(seen: Preview, one: Preview) -> set[str]:
    if seen.status != "needs_answer" or not seen.is_kin(one):
        return set()
    return {question.key for question in seen.questions} - {"period"}


def _desk(progress: imports.Progress) -> Desk:
    return Desk(readings.warehouse(), readings.in_force(), mine().folder, progress)
