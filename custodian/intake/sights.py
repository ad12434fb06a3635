"""What a file is at first sight: told by its first piece in a moment, however large the rest of it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

from custodian.intake import containers, formats, identify, reading, workbooks
from custodian.intake.formats import Format
from custodian.intake.identify import Recognised
from custodian.intake.staging import Refused
from custodian.intake.tables import RawTable

PIECE = 1 << 16
MOST_FILES = 20  # of an archive


@dataclass(frozen=True)
class Sight:
    """The formats of the tables that show so far, and about how many rows the file has; 0 where nothing tells."""

    recognised: tuple[Recognised, ...] = ()
    rows: int = 0

    @property
    def title(self) -> str:
        return ", ".join(dict.fromkeys(f"{one.format.tool} · {one.format.title}" for one in self.recognised))


def first_sight(path: Path, name: str, declared: Mapping[str, Format]) -> Sight:
    """Nothing where the first piece does not tell: reading the whole file says what is wrong with it."""
    known = formats.known_header(declared)
    tables: list[RawTable] = []
    rows = 0
    try:
        kind = containers.kind(path)
        if kind == "xlsx":
            tables = workbooks.first_rows(path, name, known)
        for head, size in _heads(path, kind):
            is_whole = len(head) < PIECE
            tables += reading.of_text(_whole_lines(head), path, name, "", known, is_whole=is_whole)
            rows += size * max(_lines(head) - 1, 0) // max(len(head), 1)
    except (Refused, ParseError, NotImplementedError, *containers.DAMAGES):
        pass
    seen = [identify.identify(table, declared) for table in (identify.with_siblings(tables) if tables else [])]
    return Sight(tuple(filter(None, seen)), rows)


def _heads(path: Path, kind: containers.Kind) -> Iterator[tuple[bytes, int]]:
    """The first bytes of each text, and its size."""
    if kind == "text":
        with path.open("rb") as opened:
            yield opened.read(PIECE), path.stat().st_size
    elif kind in ("zip", "gzip"):
        yield from containers.first_pieces(path, kind, PIECE, MOST_FILES)


def _whole_lines(head: bytes) -> bytes:
    """Without the last line, which is cut off."""
    if len(head) < PIECE:
        return head
    if b"\0" in head[:200]:  # two bytes a letter, in either order
        breaks = (head.rfind(b"\n\0"), head.rfind(b"\0\n"), head.rfind(b"\r\0"), head.rfind(b"\0\r"))
        return head[: max((at + 2 for at in breaks if at >= 0 and at % 2 == 0), default=len(head))]
    return head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1] or head


def _lines(head: bytes) -> int:
    return max(head.count(b"\n"), head.count(b"\r"))
