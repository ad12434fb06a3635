"""What is known of a source: how its files are to be read. Fixed once, stored, obeyed afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

DateOrder = Literal["", "ymd", "dmy", "mdy"]
Decimal = Literal["", ".", ","]


@dataclass(frozen=True)
class Contract:
    """How one source's files are read. Empty fields are not decided yet.

    `columns` maps our column names to the names in the file; `survey` maps a question of the file at hand to
    `(role, touchpoint, measure)`.
    """

    source: str = ""
    encoding: str = ""
    delimiter: str = ""
    decimal: Decimal = ""
    decimals: dict[str, Decimal] = field(default_factory=dict)  # of our columns, where they differ in one file
    date_order: DateOrder = ""
    currency: str = ""
    account: str = ""  # the account or website, where the file does not name it
    time_zone: str = ""
    zones: dict[str, str] = field(default_factory=dict)  # an abbreviation of several zones → the offset that is meant
    columns: dict[str, str] = field(default_factory=dict)
    survey: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    surveys: dict[str, dict[str, tuple[str, str, str]]] = field(default_factory=dict)  # by name: their questions
    several: dict[str, tuple[str, ...]] = field(default_factory=dict)  # a question → its options; none: one answer
    trials: Literal["", "skip", "load"] = ""  # what is done with the responses of those who tried the survey out
    totals: dict[str, str] = field(default_factory=dict)  # a label → whether its row is a total, or a row of its own
    header: tuple[str, ...] = ()  # the names in the file that was loaded last, in their order
    renamed: dict[str, str] = field(default_factory=dict)  # a new name of a column → its name at first, as confirmed
    first_day: str = (
        ""  # the period a file without dates covers; belongs to one file and is never stored for the source
    )
    last_day: str = ""
    mended: tuple[tuple[int, str, str], ...] = ()  # line, column, text of cells put right by a person; of one file too

    def as_before(self, header: Sequence[str]) -> tuple[str, ...]:
        """The header with the names that its columns had at first."""
        return tuple(self.renamed.get(name, name) for name in header)

    def of_every_file(self) -> "Contract":
        """What is kept for the source."""
        return replace(self, first_day="", last_day="", mended=())

    def deciding(self, **decided: object) -> "Contract":
        return replace(self, **decided)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """What cannot be known from the file: asked once per source, in plain words with an example from the file."""

    # The contract's field: date_order, decimal, currency, time_zone, period, source; survey:<question>, column:<ours>,
    # decimal:<ours>, total:<label>, zone:<name>, renamed:<old name>.
    key: str
    text: str
    example: str
    choices: tuple[Choice, ...]
    suggestion: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether only one of the choices can be the answer."""
        return self.key.partition(":")[0] in ("date_order", "decimal", "trials", "total", "renamed")
