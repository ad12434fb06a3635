"""A first look at a large text file: its encoding, its delimiter, its header and its first rows."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from custodian.intake import dialects, encodings, layout, quotes, surveys
from custodian.intake.dialects import Known
from custodian.intake.layout import Block
from custodian.intake.staging import Refused
from custodian.intake.surveys import Survey

HEAD = 1 << 20
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
        encoding, mark = encodings.marked(opened.read(surveys.PIECE))
    if encoding.startswith("utf-16"):
        copy = _copied(path, encoding, mark)
        return copy, encoding, (), surveys.survey(copy)
    survey = surveys.survey(path)
    if survey.is_utf8 and not survey.has_nul:
        return path, "utf-8", (), survey
    encoding, notes = ("utf-8", ()) if survey.is_utf8 else encodings.likely(survey.foreign)
    if survey.has_nul:
        notes += ("NUL characters were left out.",)
    return _copied(path, encoding, mark), encoding, notes, replace(survey, is_utf8=True)


def _copied(path: Path, encoding: str, mark: int) -> Path:
    with tempfile.NamedTemporaryFile(prefix="custodian-", suffix=".csv", delete=False) as made:
        copy = Path(made.name)
    try:
        encodings.transcoded(path, encoding, mark, copy)
    except Refused:
        copy.unlink()
        raise
    return copy


def glimpse(path: Path, encoding: str, notes: tuple[str, ...], survey: Survey, known: Known) -> Glimpse:
    with path.open("rb") as opened:
        head = opened.read(HEAD).decode("utf-8-sig", "ignore")
    sign = dialects.delimiter(head, known)
    found = dialects.records(head, sign, is_whole=False)
    if quotes.style(head.splitlines(keepends=True), sign) != quotes.PLAIN:
        todo = "Export it again with double quotation marks straight after the delimiter."
        raise Refused('cells in a file above 16 MB marked as "cell"', "other marks", todo)
    if path.stat().st_size > HEAD:
        found.pop()  # cut off in its middle
    blocks = layout.blocks(found, known)
    if len(blocks) > 1 or not blocks:
        raise second_table(blocks[1].header.line if len(blocks) > 1 and blocks[1].header else 0)
    block = blocks[0]
    # a file of one short table and 16 MB of blanks has no second record; then the rows begin below the header
    after = [record.line for record in found if block.header and record.line > block.header.line]
    first_line = (after[0] if after else survey.lines + 1) if block.header else block.rows[0].line
    return Glimpse(path, encoding, notes, survey, sign, block, first_line)


def second_table(line: int) -> Refused:
    found = f"a second one on line {line:,}" if line else "none, or several, in its first megabyte"
    return Refused("one table in a file above 16 MB", found, SPLIT)
