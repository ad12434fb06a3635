"""Every file ever imported, compressed and named by its content, and the log from which the ledger can be rebuilt."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

LOG = "imports.jsonl"
_PIECE = 4 * 1024 * 1024
_LONGEST_NAME = 255  # bytes, on every file system in use


def hash_of(path: Path) -> str:
    """SHA-256 of the file, in hexadecimal."""
    hashed = hashlib.sha256()
    for piece in _read(path):
        hashed.update(piece)
    return hashed.hexdigest()


@contextmanager
def prepared(path: Path, folder: Path) -> Iterator[Future[str]]:
    """The hash to come, and beside what is done meanwhile the compressed file in the folder, ready to be kept."""
    with ThreadPoolExecutor(1) as beside:
        hashing = beside.submit(hash_of, path)
        packing = beside.submit(lambda: _packed(path, place(folder, hashing.result())))
        yield hashing
    packing.result()


def keep(archive: Path, path: Path, hash: str, folder: Path | None = None) -> None:
    """Put the file into the archive, as it lies `prepared` in a folder; one that is there already stays as it is."""
    kept_at = place(archive, hash)
    if kept_at.exists():
        return
    archive.mkdir(parents=True, exist_ok=True)
    ready = place(folder, hash) if folder else None
    if ready and ready.exists():
        unfinished = kept_at.with_suffix(".part")
        shutil.move(ready, unfinished)  # perhaps to another disk
        os.replace(unfinished, kept_at)
    else:
        _packed(path, kept_at)


def _packed(path: Path, place: Path) -> None:
    unfinished = place.with_suffix(".part")
    with pa.output_stream(str(unfinished), compression="zstd") as packed:
        for piece in _read(path):
            packed.write(piece)
    os.replace(unfinished, place)


def _read(path: Path) -> Iterator[memoryview]:
    """The file's bytes, each piece in the place of the one before."""
    # In large pieces: before each Python may let another thread go first, and the file is surveyed meanwhile.
    piece = bytearray(_PIECE)
    with path.open("rb", buffering=0) as file, memoryview(piece) as view:
        while size := file.readinto(piece):
            yield view[:size]


def pieces(archive: Path, hash: str) -> Iterator[bytes]:
    """The original file's bytes, piece by piece. Raises FileNotFoundError if the archive does not have it."""
    kept_at = place(archive, hash)
    if not kept_at.exists():
        raise FileNotFoundError(kept_at)
    with pa.input_stream(str(kept_at), compression="zstd") as kept:
        while piece := kept.read(_PIECE):
            yield piece


def is_whole(archive: Path, hash: str) -> bool:
    """Is the file there, and is its content what its name says?"""
    found = hashlib.sha256()
    try:
        for piece in pieces(archive, hash):
            found.update(piece)
    except (FileNotFoundError, OSError):
        return False
    return found.hexdigest() == hash


def restored(archive: Path, hash: str, folder: Path, name: str) -> Path:
    """The original file, written into `folder` under its own name."""
    kept = Path(name).name
    written = folder / (kept if len(kept.encode()) <= _LONGEST_NAME else hash)
    with written.open("wb") as file:
        for piece in pieces(archive, hash):
            file.write(piece)
    return written


def note(archive: Path, entry: dict[str, Any]) -> None:
    """Append a line to the log: an import with all that is needed to repeat it, or an undo."""
    archive.mkdir(parents=True, exist_ok=True)
    with (archive / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n")
        log.flush()
        os.fsync(log.fileno())


def log(archive: Path) -> list[dict[str, Any]]:
    written = archive / LOG
    if not written.exists():
        return []
    return [json.loads(line) for line in written.read_text("utf-8").splitlines() if line.strip()]


def place(archive: Path, hash: str) -> Path:
    """Where the file lies, compressed, if it is there."""
    return archive / f"{hash}.zst"
