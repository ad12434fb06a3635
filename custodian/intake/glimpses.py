"""A first look at a large text file: its encoding, its delimiter, its header and its first rows."""

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from custodian.intake import dialects, encodings, layout, quotes, surveys, wrapped
from custodian.intake.dialects import Known
from custodian.intake.encodings import Told
from custodian.intake.layout import Block
from custodian.intake.letters import Reader
from custodian.intake.staging import Refused
from custodian.intake.surveys import Survey

HEAD = 1 << 18
UTF8_MARK = 3  # bytes; Polars passes over one mark
SPLIT = "Split it into files of one table each, or export a shorter period, and load those."


@dataclass(frozen=True)
class Glimpse:
    """A large file as UTF-8, and what a first look at it told."""

    path: Path
    encoding: str
    notes: tuple[str, ...]
    survey: Survey
    delimiter: str
    block: Block  # header, preamble and first rows
    first_line: int  # of the rows
    breaks_above: int  # as Polars counts them: a CR alone in a cell is none where lines end in LF

    @property
    def size(self) -> int:
        """Cells of the header or, where it has more, of the first row: any other row with more is refused."""
        return max([len(self.block.names), *(len(row.cells) for row in self.block.rows[:1])])

    @property
    def is_even(self) -> bool:
        """Every line begins with a filled cell, and every column has a name."""
        return not self.survey.may_have_blanks and len(self.block.names) == self.size

    @property
    def columns(self) -> list[str]:
        return [f"c{place}" for place in range(self.size)]


def as_utf8(path: Path) -> tuple[Path, str, tuple[str, ...], Survey]:
    """The file or a temporary UTF-8 copy of it, its first encoding, notes, and what a pass over it told."""
    with path.open("rb") as opened:
        head = opened.read(surveys.PIECE)
    is_wide = encodings.marked(head)[0].startswith(("utf-16", "utf-32"))
    survey = None if is_wide else surveys.survey(path)
    is_utf8, sample = (survey.is_utf8, survey.foreign) if survey else (False, b"")
    for told in encodings.told(head, is_utf8, sample, lambda: surveys.pieces(path)):
        if survey and survey.is_clean and told == Told("utf-8", told.mark, notes=told.notes) and told.mark <= UTF8_MARK:
            return path, "utf-8", told.notes, survey
        reader = told.reader()
        try:
            copy = _copied(path, reader, told.mark)
        except UnicodeError as broken:
            if told.is_twice:
                continue
            raise encodings.cut_off(told.encoding, broken) from None
        return copy, told.encoding, told.notes + reader.notes(), surveys.survey(copy)
    raise AssertionError("the last way to read a file is never a doubtful one")


def _copied(path: Path, reader: Reader, mark: int) -> Path:
    """Writes a UTF-8 copy, a piece at a time."""
    with tempfile.NamedTemporaryFile(prefix="custodian-", suffix=".csv", delete=False) as made:
        copy = Path(made.name)
        try:
            for piece in surveys.pieces(path, mark, "Bringing to UTF-8:"):
                made.write(reader.text(piece, is_last=False).encode())
            made.write(reader.text(b"", is_last=True).encode())
        except UnicodeError:
            copy.unlink()
            raise
    return copy


def glimpse(path: Path, encoding: str, notes: tuple[str, ...], survey: Survey, known: Known) -> Glimpse:
    with path.open("rb") as opened:
        head = opened.read(HEAD).decode("utf-8-sig", "ignore")
    sign = dialects.delimiter(head, known)
    found = dialects.records(head, sign, is_whole=False)
    lines = head
    if path.stat().st_size > HEAD:
        found.pop()  # cut off in its middle
        lines = head[: head.rfind("\n") + 1]
    if survey.has_escapes or quotes.style(head.splitlines(keepends=True), sign) != quotes.PLAIN:
        todo = "Export it again with double quotation marks straight after the delimiter, doubled inside a cell."
        other = "a backslash before them" if survey.has_escapes else "other marks"
        raise Refused('cells in a file above 64 MB marked as "cell"', other, todo)
    if survey.has_quotes and wrapped.is_in(lines):
        raise Refused("quotation marks around cells", "them around whole lines", "Export it again without them.")
    if odd := next((record for record in found if record.is_odd or record.was_wrapped), None):
        todo = "Export it again, or mend that line."
        raise Refused("quotation marks that open and close whole cells", f"others on line {odd.line:,}", todo)
    blocks = layout.blocks(found, known)
    if len(blocks) > 1 or not blocks:
        raise second_table(blocks[1].header.line if len(blocks) > 1 and blocks[1].header else 0)
    block = blocks[0]
    # a file of one short table and 16 MB of blanks has no second record; then the rows begin below the header
    after = [record.line for record in found if block.header and record.line > block.header.line]
    first_line = (after[0] if after else survey.lines + 1) if block.header else block.rows[0].line
    return Glimpse(path, encoding, notes, survey, sign, block, first_line, _breaks_above(head, first_line, survey))


def _breaks_above(head: str, line: int, survey: Survey) -> int:
    lines = list(io.StringIO(head, newline=""))[: line - 1]
    is_in_head = len(lines) == line - 1 and survey.has_line_feeds
    return sum(one.count("\n") for one in lines) if is_in_head else line - 1


def second_table(line: int) -> Refused:
    found = f"a second one on line {line:,}" if line else "none, or several, in its first 256 KB"
    return Refused("one table in a file above 64 MB", found, SPLIT)
