"""What every kind of entry with versions has in common: the fields of its draft, and what the slower of two is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Protocol

from custodian.domain.refusals import Overtaken


class Draft(Protocol):
    """An entry before it is saved. A new one has no id; an edit names the version that was on the screen."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str: ...

    @property
    def version(self) -> int: ...


class Version(Draft, Protocol):
    """An entry as it was saved once."""

    @property
    def written_by(self) -> str: ...

    @property
    def written_at(self) -> datetime: ...


SIGNED = ("written_by", "written_at")


def fields(draft: Draft) -> dict[str, Any]:
    """What a person writes, with id and version, also of an entry that was saved: without who wrote it and when."""
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__ if name not in SIGNED}


def overtaken(past: Sequence[Version], noun: str) -> Overtaken:
    """For whoever names a version that is not the newest any more; `past` is newest first."""
    if not past:
        return Overtaken(
            f"This {noun} is not there any more. Nothing was saved; keep your text and write it as a new one."
        )
    newest = past[0]
    when = f"{newest.written_at.day} {newest.written_at:%B %Y} at {newest.written_at:%H:%M}"
    return Overtaken(
        f"{newest.written_by} changed this {noun} on {when}, while you were writing. Nothing was overwritten, and "
        "your text is still here. Compare both and save again."
    )
