"""The declarations of data/formats/: how to recognise a tool's export, read it, and what its columns mean."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from custodian.intake import fillings, headers
from custodian.intake.fillings import Filling
from custodian.intake.headers import Names
from custodian.warehouse import tables

SHIPPED = Path(__file__).parents[2] / "data" / "formats"
REFUSED = SHIPPED / "refused"  # known so as not to be loaded: it would count twice, or says nothing of months
Decimal = Literal["evidence", ".", ","]


@dataclass(frozen=True)
class Kind:
    """Rows of another kind than the table's, such as the payments in a list of invoices: counted and left out."""

    names: Names
    says: Names = Names(())
    whole: str = ""  # regular expression; where its group is another row's name, the row is a part of that one


@dataclass(frozen=True)
class Ban:
    """A line around the table that shows figures of another meaning: the file is refused, with what to do."""

    line: str  # regular expression
    expected: str
    todo: str


@dataclass(frozen=True)
class Format:
    key: str
    tool: str
    title: str
    table: str
    team: str
    evidence: Literal["file", "documentation"]
    header: tuple[Names, ...]
    columns: Mapping[str, Filling]
    says: str = ""  # the click path in the tool
    without: tuple[Names, ...] = ()
    exact: bool = False  # the header holds nothing but what is declared
    above: tuple[str, ...] = ()  # regular expressions: each fits a line above the header
    period: tuple[str, ...] = ()  # regular expressions of the lines above that hold the file's period
    totals: tuple[str, ...] = ()  # a cell that says total; a * at the end stands for anything
    group_totals: tuple[str, ...] = ()  # labels in the first column that close groups; a * stands for the heading
    extra_header: tuple[str, ...] = ()  # cells of which the row below the header holds one, if that is a second header
    filled: tuple[Names, ...] = ()  # columns that say something in one of the first rows
    missing: tuple[str, ...] = ()  # what stands for nothing
    decimal: Decimal = "evidence"
    unquoted: Names | None = None  # the column whose text holds the sign between the cells, without quotation marks
    per_document: bool = False  # several lines are one row of ours
    wide_survey: bool = False  # a column is a question
    texts_below: bool = False  # of a wide survey: the line below the header holds the questions, one more their ids
    ticks: bool = False  # of a wide survey: an option that may be ticked is a column of its own
    joined: tuple[str, ...] = ()  # of a wide survey: what stands between several answers in one cell
    hidden: Names | None = None  # columns that are known and not read; of a wide survey those that are no questions
    trials: Mapping[str, Names] = field(default_factory=dict)  # of a wide survey: column → values of who tried it out
    leading: bool = False  # the first name of the header is the table's first column
    first_cell: str = ""  # regular expression: fits the first cell below the header
    asks: bool = False  # at least half of the columns are questions
    unpivot: Names | None = None  # columns whose names are members: each of their cells becomes a row
    explained: tuple[str, ...] = ()  # how a cell begins in a row below the header that explains the columns
    refused: Mapping[str, str] = field(default_factory=dict)  # why it is never loaded: expected, found, todo
    repeats: bool = False  # the period's start stands in every row of the day column where the report is not by day
    left_out: Kind | None = None
    bans: tuple[Ban, ...] = ()
    caveat: str = ""  # what its figures hold that the export does not tell; the preview says it
    aside: bool = False  # its rows are kept, and no KPI counts them
    is_own: bool = False

    @property
    def specificity(self) -> tuple[bool, int, int]:
        return self.is_own, len(self.header) + len(self.above) + len(self.extra_header[:1]), self.exact

    def has_header(self, header: Sequence[str], plain: set[str] | None = None) -> bool:
        known = {headers.plain(name) for name in header} if plain is None else plain
        return (
            all(names.are_in(known, header) for names in self.header)
            and not any(names.are_in(known, header) for names in self.without)
            and not (self.exact and self._strangers(header))
            and not (self.leading and not self.header[0].places(header[:1]))
            and not (self.asks and not _asks(self._strangers(header)))
        )

    def _strangers(self, header: Sequence[str]) -> list[str]:
        ours = list(self.header) + [names for filling in self.columns.values() for names in filling.all_names]
        ours += [self.hidden] if self.hidden else []
        return [name for name in header if name.strip() and not any(names.places([name]) for names in ours)]


class Faults(ValueError):
    """Declarations that cannot be used, all of them, each with its file."""


def declared(own: Path | None = None) -> dict[str, Format]:
    """Every format by its key: shipped ones, our own templates, and those the company matched by hand."""
    known = dict(_shipped())
    if own and own.is_dir():
        known |= _all(sorted(own.glob("*.toml")), is_own=True)
    return known


def read(path: Path) -> Format:
    """One declaration, as `import --format` takes it. Raises Faults."""
    return _all([path], is_own=True)[path.stem]


def known_header(formats: Mapping[str, Format]) -> Callable[[Sequence[str]], bool]:
    """Whether cells are the header of one of these formats."""
    by_name: dict[str, list[Format]] = {}  # so that few formats are looked at for a record that is no header
    for found in formats.values():
        plainly = (names for names in found.header if not any(map(headers.is_pattern, names.spellings)))
        for spelling in next(plainly, Names(("",))).spellings if found.header else ():
            by_name.setdefault(headers.plain(spelling), []).append(found)

    def known(cells: Sequence[str]) -> bool:
        plain = {headers.plain(cell) for cell in cells if len(cell) < 200}
        likely = [found for name in (*plain, "") for found in by_name.get(name, ())]
        return len(plain) > 1 and any(found.has_header(cells, plain) for found in likely)

    return known


@cache
def _shipped() -> dict[str, Format]:
    from custodian.intake import templates

    return _all(sorted([*SHIPPED.glob("*.toml"), *REFUSED.glob("*.toml")])) | templates.formats()


def _all(paths: list[Path], is_own: bool = False) -> dict[str, Format]:
    found: dict[str, Format] = {}
    faults: list[str] = []
    for path in paths:
        try:
            text = path.read_text("utf-8")
            found[path.stem] = parsed(path.stem, text, is_own)
        except (ValueError, OSError) as fault:
            faults += [f"{path.name}: {line}" for line in str(fault).splitlines()]
    if faults:
        raise Faults("\n".join(faults))
    return found


def parsed(key: str, text: str, is_own: bool = False) -> Format:
    """A declaration from its TOML. Raises ValueError with one line per fault."""
    written = tomllib.loads(text)
    first = text.split("\n", 1)[0]
    faults = [] if first.startswith("# ") else ["the first line must be a comment with the click path in the tool"]
    needed = ("tool", "title") if "refused" in written else ("tool", "title", "table", "columns")
    faults += [f"“{name}” is missing" for name in needed if not written.get(name)]
    known = {known.name for known in fields(Format)} - {"key", "is_own", "says"}
    faults += [f"“{name}” is not known here" for name in written if name not in known]
    written = {"table": "", "columns": {}} | written if "refused" in written else written
    faults += _faults_of_table(written) + _faults_of_patterns(written)
    if faults:
        raise ValueError("\n".join(faults))
    table = tables.declared().get(written["table"])
    return _format(key, written, first.lstrip("# ").strip(), table.team if table else "", is_own)


def _format(key: str, written: dict[str, Any], says: str, team: str, is_own: bool) -> Format:
    said: dict[str, Any] = {"team": team, "evidence": "documentation"}
    said |= {name: tuple(value) if isinstance(value, list) else value for name, value in written.items()}
    said |= {name: fillings.several(written.get(name, [])) for name in ("header", "without", "filled")}
    said |= {name: fillings.one(written[name]) for name in ("unquoted", "hidden", "unpivot") if name in written}
    if "left_out" in written:
        kind = written["left_out"]
        said["left_out"] = Kind(
            fillings.one(kind["from"]), fillings.one(kind.get("says", [])), whole=kind.get("whole", "")
        )
    said["bans"] = tuple(Ban(**ban) for ban in written.get("bans", []))
    said["trials"] = {name: fillings.one(values) for name, values in written.get("trials", {}).items()}
    said["columns"] = {ours: fillings.filling(filling) for ours, filling in written["columns"].items()}
    return Format(key=key, says=says, is_own=is_own, **said)


def _asks(names: Sequence[str]) -> bool:
    asking = sum("?" in name or "？" in name for name in names)
    return asking >= 3 and asking * 2 >= len(names)


def _faults_of_table(written: dict[str, Any]) -> list[str]:
    if "refused" in written:
        missing = [word for word in ("expected", "found", "todo") if not written["refused"].get(word)]
        return [f"“refused” does not say what was {word}" for word in missing]
    table = tables.declared().get(written.get("table", ""))
    if table is None:
        return [f"there is no table “{written.get('table')}”"]
    columns = written.get("columns", {})
    strange = [f"the table {table.name} has no column “{name}”" for name in columns if name not in table.columns]
    return strange + fillings.faults(columns, table, bool(written.get("group_totals")))


def _faults_of_patterns(written: dict[str, Any]) -> list[str]:
    patterns = [*written.get("above", []), *written.get("period", []), written.get("first_cell", "")]
    patterns += [written["left_out"]["whole"]] if "whole" in written.get("left_out", {}) else []
    patterns += [ban["line"] for ban in written.get("bans", []) if "line" in ban]
    for said in written.get("columns", {}).values():
        patterns += [said[word] for word in ("preamble", "take") if word in said]
    faults = []
    for one in patterns:
        try:
            re.compile(one)
        except re.error as fault:
            faults.append(f"“{one}” is no regular expression: {fault}")
    if set(written.get("left_out", {"from", "says"})) not in ({"from", "says"}, {"from", "whole"}):
        faults.append("“left_out” needs “from”, and “says” or “whole”, and nothing else")
    if any({"line", "expected", "todo"} != set(ban) for ban in written.get("bans", [])):
        faults.append("each of “bans” needs “line”, “expected” and “todo”, and nothing else")
    if written.get("decimal", ".") not in get_args(Decimal):
        faults.append(f"decimal “{written['decimal']}” is none of {headers.listed(get_args(Decimal))}")
    return faults
