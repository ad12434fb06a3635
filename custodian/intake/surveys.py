"""What one pass over the bytes of a large file tells: lines, quotes, validity, and its last lines."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from custodian.intake import passing

PIECE = 1 << 20
TAIL = 1 << 16
SAMPLE = 1 << 16
_BREAK = re.compile(rb"\r\n?|\n")
_BARE = re.compile(rb"\r(?!\n|\Z)")
_MAYBE_BLANK = re.compile(rb"\n[\s,;|\xc2\xe1-\xe3]")  # how a line without any filled cell begins, among others
_EMPTY_FIRST = b'\n""'


@dataclass(frozen=True)
class Survey:
    is_utf8: bool
    has_nul: bool
    has_quotes: bool
    has_line_feeds: bool
    has_lone_returns: bool
    may_have_blanks: bool  # False: every line begins with a filled cell
    lines: int
    foreign: bytes  # some lines with bytes beyond ASCII
    has_marks: bool = False  # byte-order marks after the first bytes
    has_end: bool = False  # ends as MS-DOS ended its texts
    has_escapes: bool = False  # a backslash before a quotation mark

    @property
    def is_clean(self) -> bool:
        """Nothing in it has to be left out."""
        return self.is_utf8 and not (self.has_nul or self.has_marks or self.has_end)


@dataclass(frozen=True)
class Tail:
    """The file's last lines, from the beginning of a record on."""

    content: bytes
    lines_before: int


class _Utf8:
    def __init__(self) -> None:
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.is_valid = True

    def take(self, piece: bytes, final: bool = False) -> None:
        try:
            if self.is_valid:
                self.decoder.decode(piece, final)
        except UnicodeDecodeError:
            self.is_valid = False


def survey(path: Path) -> Survey:
    utf8 = _Utf8()
    nul = quotes = blanks = marks = escapes = False
    feeds = returns = pairs = 0
    foreign, last, cut = b"", b"", b""
    for piece in pieces(path):
        if not (piece.isascii() and utf8.is_valid and not utf8.decoder.getstate()[0]):
            utf8.take(piece)
            marks = marks or codecs.BOM_UTF8 in (last + piece[1 if not last else 0 :])
            if len(foreign) < SAMPLE:
                whole, cut = _whole_lines(cut + piece)
                foreign += whole
        nul = nul or b"\0" in piece
        quotes = quotes or b'"' in piece
        escapes = escapes or (quotes and b'\\"' in piece)
        blanks = blanks or _may_have_blank(last, piece, quotes)
        feeds += piece.count(b"\n")
        if b"\r" in piece or last[-1:] == b"\r":
            returns += piece.count(b"\r")
            pairs += piece.count(b"\r\n") + (last[-1:] == b"\r" and piece.startswith(b"\n"))
        last = piece[-2:]
    utf8.take(b"", final=True)
    foreign += cut if len(foreign) < SAMPLE and not cut.isascii() else b""
    lines = feeds + returns - pairs + (last[-1:] not in (b"\n", b"\r"))
    told = Survey(utf8.is_valid, nul, quotes, feeds > 0, returns > pairs, blanks or not feeds, lines, foreign)
    return replace(told, has_marks=marks, has_end=last.endswith(b"\x1a"), has_escapes=escapes)


def _whole_lines(content: bytes) -> tuple[bytes, bytes]:
    """The lines with bytes beyond ASCII, and the last one, which the next piece may go on."""
    lines = content.splitlines(keepends=True)
    cut = lines.pop() if len(lines[-1]) < SAMPLE and not lines[-1].endswith((b"\n", b"\r")) else b""
    return b"".join(line for line in lines if not line.isascii()), cut


def pieces(path: Path, start: int = 0, doing: str = "Looking through") -> Iterator[bytes]:
    size = path.stat().st_size
    with path.open("rb") as opened:
        opened.seek(start)
        while piece := opened.read(PIECE):
            yield piece
            passing.went_by(doing, opened.tell(), size)


def _may_have_blank(before: bytes, piece: bytes, has_quotes: bool) -> bool:
    parts = (piece, before[-2:] + piece[:2])
    return any(_MAYBE_BLANK.search(part) or (has_quotes and _EMPTY_FIRST in part) for part in parts)


def has_bare_returns(path: Path) -> bool:
    """Whether a CR that no LF follows stands outside of quotation marks, where it may end a row."""
    inside, last = False, b""
    for piece in pieces(path):
        if last.endswith(b"\r") and not inside and not piece.startswith(b"\n"):
            return True
        for between in piece.split(b'"'):
            if not inside and _BARE.search(between):
                return True
            inside = not inside
        inside = not inside  # the last part goes on in the next piece
        last = piece
    return False


def tail(path: Path, known: Survey) -> Tail:
    """Starts where the number of quotation marks before is even, so never inside a quoted cell."""
    end = b"\n" if known.has_line_feeds else b"\r"
    before = max(path.stat().st_size - TAIL, 0)
    content, is_inside = _from(path, before, known.has_quotes)
    start = 0
    while before:
        stop = content.find(end, start)
        if stop < 0:
            return Tail(b"", known.lines)
        is_inside ^= content.count(b'"', start, stop) % 2 == 1
        start = stop + 1
        if not is_inside:
            break
    content = content[start:]
    lines = len(_BREAK.findall(content)) + (not content.endswith((b"\r", b"\n")) if content else 0)
    return Tail(content, known.lines - lines)


def _from(path: Path, before: int, has_quotes: bool) -> tuple[bytes, bool]:
    """What follows a place in the file, and whether an odd number of quotation marks stands before it."""
    quotes = 0
    with path.open("rb") as opened:
        while has_quotes and (left := before - opened.tell()) > 0:
            quotes += opened.read(min(PIECE, left)).count(b'"')
        opened.seek(before)
        return opened.read(), quotes % 2 == 1
