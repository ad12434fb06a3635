"""What one pass over the bytes of a large file tells: lines, quotes, validity, and its last lines."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

PIECE = 1 << 20
TAIL = 1 << 16
SAMPLE = 1 << 16
_MAYBE_BLANK = re.compile(rb'\n(?:[\s,;|\xc2\xe1-\xe3]|"")')  # how a line without any filled cell begins, among others


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
    nul = quotes = blanks = False
    feeds = returns = pairs = 0
    foreign, last = b"", b""
    with path.open("rb") as opened:
        while piece := opened.read(PIECE):
            if not (piece.isascii() and utf8.is_valid and not utf8.decoder.getstate()[0]):
                utf8.take(piece)
                if len(foreign) < SAMPLE:
                    foreign += b"\n".join(line for line in piece.splitlines() if not line.isascii()) + b"\n"
            nul = nul or b"\0" in piece
            quotes = quotes or b'"' in piece
            blanks = blanks or _may_have_blank(last, piece)
            feeds += piece.count(b"\n")
            if b"\r" in piece or last[-1:] == b"\r":
                returns += piece.count(b"\r")
                pairs += piece.count(b"\r\n") + (last[-1:] == b"\r" and piece.startswith(b"\n"))
            last = piece[-2:]
    utf8.take(b"", final=True)
    breaks = feeds or returns
    lines = breaks + (last[-1:] not in (b"\n", b"\r"))
    return Survey(utf8.is_valid, nul, quotes, feeds > 0, returns > pairs, blanks or not feeds, lines, foreign)


def _may_have_blank(before: bytes, piece: bytes) -> bool:
    return bool(_MAYBE_BLANK.search(piece) or _MAYBE_BLANK.search(before[-2:] + piece[:2]))


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
    lines = content.count(end) + (not content.endswith(end) if content else 0)
    return Tail(content, known.lines - lines)


def _from(path: Path, before: int, has_quotes: bool) -> tuple[bytes, bool]:
    """What follows a place in the file, and whether an odd number of quotation marks stands before it."""
    quotes = 0
    with path.open("rb") as opened:
        while has_quotes and (left := before - opened.tell()) > 0:
            quotes += opened.read(min(PIECE, left)).count(b'"')
        opened.seek(before)
        return opened.read(), quotes % 2 == 1
