"""Every file ever imported, compressed and named by its content, and the log from which the ledger can be rebuilt."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

LOG = "imports.jsonl"
_PIECE = 4 * 1024 * 1024
_LONGEST_NAME = 255  # bytes, on every file system in use


def hash_of(path: Path) -> str:
    """SHA-256 of the file, in hexadecimal."""
    # In large pieces: before each Python may let another thread go first, and the file is surveyed meanwhile.
    hashed, piece = hashlib.sha256(), bytearray(_PIECE)
    with path.open("rb", buffering=0) as file, memoryview(piece) as view:
        while size := file.readinto(piece):
            hashed.update(view[:size])
    return hashed.hexdigest()


def keep(archive: Path, path: Path, hash: str) -> None:
    """Put a copy of the file into the archive; one that is there already stays as it is."""
    kept_at = place(archive, hash)
    if kept_at.exists():
        return
    archive.mkdir(parents=True, exist_ok=True)
    unfinished = kept_at.with_suffix(".part")
    with path.open("rb") as file, pa.output_stream(str(unfinished), compression="zstd") as kept:
        while piece := file.read(_PIECE):
            kept.write(piece)
    os.replace(unfinished, kept_at)


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
