"""Where the columns of ours come from, as a declaration of data/formats/ says it; what it cannot say is a fault."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from custodian.intake import headers
from custodian.intake.headers import Names
from custodian.warehouse.tables import Table

SOURCES = ("from", "join", "first_filled", "product", "value", "preamble", "named_after", "flags", "group")
COMPUTED = ("product", "less", "returned", "against")
NUMBERS = ("money", "number")


@dataclass(frozen=True)
class Flag:
    """A column of the tool that decides one of our values: where it says yes, or what is named here."""

    names: Names
    gives: str
    says: Names | None = None


@dataclass(frozen=True)
class Source:
    """One of the columns of which the first filled one counts; of an address only the company or a hash is kept."""

    names: Names
    is_address: bool = False  # only an e-mail address in it counts
    with_also: tuple[Names, ...] = ()  # joined to it; it counts only where these are filled too


@dataclass(frozen=True)
class Share:
    """The part of a whole that went back: what was refunded of what was paid."""

    part: Names
    of: Names


@dataclass(frozen=True)
class Filling:
    """Where one of our columns comes from. What is not said is not done; the first source that the file has counts."""

    names: Names | None = None  # from
    join: tuple[Names, ...] = ()  # the columns of these that are there, joined
    first_filled: tuple[Source, ...] = ()  # in each row the first of these that says something
    product: tuple[Names, ...] = ()  # all of these, multiplied
    less: tuple[Names, ...] = ()  # those of these that are there, subtracted; an empty cell is nought
    returned: Share | None = None  # as much less as this part of the whole; an empty cell is nought
    against: Flag | None = None  # where the column says so the amount is below nought, whatever its sign
    value: str = ""
    preamble: str = ""  # regular expression; its group is the value
    named_after: str = ""  # the name of the column that another of ours comes from
    group: bool = False  # the heading above the row, a line of which only the first cell is filled
    flags: tuple[Flag, ...] = ()
    map: Mapping[str, Names] = field(default_factory=dict)  # our value → the tool's values
    otherwise: str | None = None  # where no value of the map fits; without it that is a problem
    take: str = ""  # regular expression; its group is kept
    period: Literal["", "first", "last"] = ""  # the day comes from the file's period
    days_after_start: Names | None = None  # columns of these names count the days since the period's start
    ask: bool = False  # where the file does not say it, the person does
    sum: bool = False  # in a document of several lines
    repeated: Literal["", "first"] = ""
    numbered: bool = False  # rows that say the same are told apart by their order: “… · 2”
    as_written: bool = False  # blanks at the ends tell rows apart
    covers: Literal["", "week", "month", "step"] = ""  # days from this one on; a step: those until the next row's
    unit: Literal["", "percent", "seconds"] = ""  # what a number without a sign is; durations become seconds
    bounds: Mapping[str, float] = field(default_factory=dict)  # “<1” → what it is read as
    required: bool | None = None  # other than the table says: this tool may leave it empty, or never does

    @property
    def only(self) -> list[str]:
        """The values there may be, where it is said that there must be one and what each is called in the tool."""
        is_listed = self.required and self.map and self.otherwise is None
        return [*self.map, *(flag.gives for flag in self.flags)] if is_listed else []

    @property
    def all_names(self) -> list[Names]:
        """Every column of the tool that it may read."""
        own = [self.names] if self.names else []
        shared = [self.returned.part, self.returned.of] if self.returned else []
        told = [names for one in self.first_filled for names in (one.names, *one.with_also)]
        told += [flag.names for flag in self.flags] + ([self.against.names] if self.against else [])
        return own + list(self.join) + list(self.product) + list(self.less) + shared + told


def filling(said: Mapping[str, Any]) -> Filling:
    """One column's declaration; it has no faults."""
    taken = dict(said)
    if "from" in taken:
        taken["names"] = one(taken.pop("from"))
    for word in ("join", "product", "less"):
        if word in taken:
            taken[word] = several(taken[word])
    if "first_filled" in taken:
        taken["first_filled"] = tuple(_source(each) for each in taken["first_filled"])
    if "returned" in taken:
        taken["returned"] = Share(one(taken["returned"]["part"]), one(taken["returned"]["of"]))
    if "flags" in taken:
        taken["flags"] = tuple(_flag(each) for each in taken["flags"])
    if "against" in taken:
        taken["against"] = _flag({**taken["against"], "gives": "-"})
    if "days_after_start" in taken:
        taken["days_after_start"] = one(taken["days_after_start"])
    if "map" in taken:
        taken["map"] = {ours: one(theirs) for ours, theirs in taken["map"].items()}
    return Filling(**taken)


def one(said: str | list[str]) -> Names:
    return Names((said,) if isinstance(said, str) else tuple(said))


def several(said: list[str | list[str]]) -> tuple[Names, ...]:
    return tuple(one(each) for each in said)


def faults(columns: Mapping[str, Mapping[str, Any]], table: Table, group_totals: bool) -> list[str]:
    """What is wrong with the columns of a declaration, a line each."""
    known = {known.name for known in fields(Filling)} - {"names"} | {"from"}
    found = []
    for ours, said in columns.items():
        if ours in table.columns:
            wrong = _faults(said, known, table.columns[ours].type, group_totals)
            found += [f"column “{ours}”: {fault}" for fault in wrong]
    return found


def _faults(said: Mapping[str, Any], known: set[str], kind: str, group_totals: bool) -> list[str]:
    found = [f"“{word}” is not known here" for word in said if word not in known]
    computed = [word for word in COMPUTED if word in said]
    if computed and kind not in NUMBERS:
        found.append(f"{headers.listed(computed)} needs numbers, and this column holds none")
    if ("less" in said or "returned" in said) and not {"from", "product"} & said.keys():
        found.append("“less” and “returned” need “from” or “product”, of which to take something away")
    if "returned" in said and set(said["returned"]) != {"part", "of"}:
        found.append("“returned” needs “part” and “of”, and nothing else")
    if "against" in said and set(said["against"]) != {"from", "says"}:
        found.append("“against” needs “from” and “says”, and nothing else")
    if "group" in said and {word for word in SOURCES if word in said} - {"group", "from"}:
        found.append("beside “group” there can be no other source than “from”")
    if "group" in said and not group_totals:
        found.append("“group” needs “group_totals”, which say where a group ends")
    if not isinstance(said.get("required", True), bool):
        found.append("“required” is either true or false")
    for each in said.get("flags", []):
        if not {"from", "gives"} <= set(each) <= {"from", "gives", "says"}:
            found.append("each of “flags” needs “from” and “gives”, and may have “says”")
    for each in said.get("first_filled", []):
        if isinstance(each, dict) and set(each) not in ({"address"}, {"all"}):
            found.append("each of “first_filled” is a name, a list of names, “address” with one, or “all” with several")
    return found


def _source(said: str | list[str] | dict[str, Any]) -> Source:
    if not isinstance(said, dict):
        return Source(one(said))
    if "address" in said:
        return Source(one(said["address"]), is_address=True)
    first, *others = several(said["all"])
    return Source(first, with_also=tuple(others))


def _flag(said: Mapping[str, Any]) -> Flag:
    return Flag(one(said["from"]), said["gives"], one(said["says"]) if "says" in said else None)
