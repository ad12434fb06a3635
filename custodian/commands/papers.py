"""Writing what a command has made into the file that was asked for."""

import os
from pathlib import Path

from custodian.domain.refusals import Refused


def write(place: Path, made: bytes) -> None:
    """All of it or nothing: what stood there before stays until the new file is whole. Raises Refused."""
    unfinished = place.with_name(f".{place.name}.unfinished")
    try:
        unfinished.write_bytes(made)
        os.replace(unfinished, place)
    except OSError as fault:
        unfinished.unlink(missing_ok=True)
        reason = os.strerror(fault.errno or 0)
        raise Refused(
            [f"Expected to write {place}; found that this cannot be done ({reason}). Choose another."]
        ) from None
