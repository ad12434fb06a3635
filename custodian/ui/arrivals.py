"""The files that a visitor has dropped and not finished with: previews, answers, what was loaded."""

import tempfile
import time
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st

from custodian.domain import imports
from custodian.domain.imports import Desk, Preview
from custodian.intake.staging import Refused
from custodian.ui import filters, readings


@dataclass
class Arrival:
    """A dropped file: where it lies for now, what was answered about it, what its tables would change."""

    id: str
    name: str
    path: Path
    source: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    previews: list[Preview] = field(default_factory=list)


@dataclass
class Arrivals:
    """All of one visitor. `round` changes when the uploader is to be empty again."""

    folder: Path
    files: dict[str, Arrival] = field(default_factory=dict)
    round: int = 0

    @property
    def ready(self) -> list[tuple[Arrival, int]]:
        return [
            (arrival, at)
            for arrival in self.files.values()
            for at, one in enumerate(arrival.previews)
            if one.status == "dry_run" and not (one.staged and one.staged.rows_refused)
        ]

    @property
    def are_settled(self) -> bool:
        statuses = {one.status for arrival in self.files.values() for one in arrival.previews}
        return statuses <= {"loaded", "unchanged", "passed_over"}


def mine() -> Arrivals:
    return filters.desk("arrivals", lambda: Arrivals(Path(tempfile.mkdtemp(prefix="custodian-drop-"))))


def take(uploaded: list[Any]) -> None:
    """Look at every file that was not there in the last run; forget those that were taken away."""
    arrivals = mine()
    here = {one.file_id: one for one in uploaded}
    for gone in arrivals.files.keys() - here.keys():
        del arrivals.files[gone]
    for id_, one in here.items():
        if id_ in arrivals.files:
            continue
        place = arrivals.folder / id_.replace("/", "_")
        with place.open("wb") as file:
            file.write(one.getbuffer())
        arrivals.files[id_] = Arrival(id_, one.name, place)
        look(arrivals.files[id_])


def look(arrival: Arrival) -> None:
    """Make the previews anew, with all that was answered."""
    with _working() as bar:
        desk = _desk(bar.tell)
        how = {"source": arrival.source, "answers": arrival.answers}
        arrival.previews = imports.preview(desk, arrival.path, arrival.name, **how)  # type: ignore[arg-type]


def load(arrival: Arrival, at: int, by: str, accept_rest: bool = False) -> None:
    """Commit one table; a refusal takes the place of its preview."""
    with _working() as bar:
        desk = _desk(bar.tell)
        try:
            done = imports.commit(desk, arrival.previews[at], by, now(), accept_rest)
        except Refused as refusal:
            done = replace(arrival.previews[at], status="refused", refusal=str(refusal))
    arrival.previews[at] = done
    _refresh(arrival)


def forget() -> None:
    """An empty uploader again."""
    arrivals = mine()
    arrivals.files.clear()
    arrivals.round += 1


def undo(import_id: int, by: str) -> None:
    """Raises Refused."""
    imports.undo(_desk(lambda done, total, doing: None), import_id, by, now())


def now() -> datetime:
    return datetime.now().replace(microsecond=0)


def _refresh(loaded: Arrival) -> None:
    """What one file brought may change what the others would."""
    for arrival in mine().files.values():
        if arrival is not loaded and any(one.status == "dry_run" for one in arrival.previews):
            look(arrival)


def _desk(progress: imports.Progress) -> Desk:
    return imports.opened(readings.warehouse(), readings.in_force(), progress)


class _working:
    """A progress bar with rows and time left, gone when the work is done."""

    def __enter__(self) -> "_working":
        self._began, self._doing = time.monotonic(), ""
        self._bar = st.empty()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.empty()

    def tell(self, done: int, total: int, doing: str) -> None:
        if doing != self._doing:
            self._began, self._doing = time.monotonic(), doing
        seconds = time.monotonic() - self._began
        said = f"{doing} · {done:,} of {total:,} rows" if total else doing
        if done and total > done:
            said += f" · about {seconds * (total - done) / done:.0f} s left"
        self._bar.progress(min(done / total, 1.0) if total else 0.0, said)
