"""The inbox: files put into data/inbox are imported by the running app, one after the other."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

from watchfiles import watch

from custodian.commands import caller
from custodian.commands.caller import TO_BE_READ_BY_PROGRAMS, Caller, Voice
from custodian.commands.handover import Run
from custodian.settings import Settings

LOADED, WAITING = "loaded", "not loaded"
TICK = 1000  # milliseconds; a file that did not grow in one is complete
Size = tuple[int, int]


@contextmanager
def watched(settings: Settings, run: Run) -> Iterator[None]:
    """While the app runs. A file goes to `loaded`, or with the sentence beside it to `not loaded`."""
    place = settings.data / "inbox"
    for folder in (LOADED, WAITING):
        (place / folder).mkdir(parents=True, exist_ok=True)
    stop = Event()
    watching = Thread(target=_watch, args=(place, run, stop), name="inbox", daemon=True)
    watching.start()
    try:
        yield
    finally:
        stop.set()
        watching.join()


def _watch(place: Path, run: Run, stop: Event) -> None:
    before: dict[Path, Size] = _sizes(place)
    for _ in watch(place, stop_event=stop, rust_timeout=TICK, yield_on_timeout=True, recursive=False):
        now = _sizes(place)
        for file in [file for file, size in now.items() if before.get(file) == size]:
            take(place, file, run)
        before = _sizes(place)


def _sizes(place: Path) -> dict[Path, Size]:
    files = [one for one in sorted(place.iterdir()) if one.is_file() and not one.name.startswith((".", "~$"))]
    return {one: (one.stat().st_size, one.stat().st_mtime_ns) for one in files}


def take(place: Path, file: Path, run: Run) -> None:
    """Import one file and put it away; one that was not loaded gets its sentences beside it."""
    said: dict[Voice, list[str]] = {"out": [], "err": []}
    with caller.speaking_to(Caller(place, TO_BE_READ_BY_PROGRAMS, lambda voice, text: said[voice].append(text))):
        code = run(["import", "--json", "--", file.name])
    folder = place / (WAITING if code else LOADED)
    kept = folder / f"{datetime.now():%Y-%m-%d %H%M%S} {file.name}"
    file.rename(kept)
    if code:
        kept.with_name(f"{kept.name}.txt").write_text(_why("".join(said["out"]) or "".join(said["err"])), "utf-8")


def _why(said: str) -> str:
    """The sentences and open questions of an `import --json`."""
    if not said.lstrip().startswith("["):
        return said
    told = [one for one in json.loads(said) if one["status"] not in ("loaded", "unchanged", "passed_over")]
    lines = [f"{one['file']}: {problem['expected']}" for one in told for problem in one["problems"]]
    lines += [f"{one['file']}: {question['text']}" for one in told for question in one["questions"]]
    return "\n".join([*lines, "Drop the file on the Import page to see all of it and to answer.", ""])
