"""Our columns found in a file: the text of each, before it becomes a date or a number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce

import polars as pl

from custodian.intake import addresses, cells, headers
from custodian.intake.contracts import Contract
from custodian.intake.fillings import Filling, Flag, Source
from custodian.intake.formats import Format
from custodian.intake.headers import Names
from custodian.intake.staging import Refused
from custodian.intake.tables import RawTable
from custodian.warehouse import tables
from custodian.warehouse.tables import Column

YES = ("1", "true", "yes", "ja", "oui", "sí", "si", "sim", "wahr", "vrai", "verdadero")


@dataclass(frozen=True)
class Found:
    """One of our columns in this file. `text` is null where the cell says nothing."""

    column: Column
    filling: Filling
    names: tuple[str, ...]  # of the file's columns that it reads
    places: tuple[int, ...]
    text: pl.Expr
    parts: tuple["Found", ...] = ()  # other cells that a number is computed of, each as a column of its own
    silent: tuple[str, ...] = ()  # where `text` is one cell without the blanks around it: what says nothing

    @property
    def counts_days(self) -> bool:
        counting = self.filling.days_after_start
        return bool(counting and self.names and counting.places(self.names))

    @property
    def is_direct(self) -> bool:
        """Whether the cell of one column is our value as it stands."""
        told = self.filling
        return len(self.places) == 1 and not (told.take or told.map or told.flags) and self.column.type != "text"

    @property
    def is_fixed(self) -> bool:
        return not self.places


def found(raw: RawTable, declared: Format, contract: Contract) -> dict[str, Found]:
    """Every column of ours that this file fills. Raises Refused where one is missing, or there twice."""
    table = tables.declared()[declared.table]
    before = replace(raw, header=contract.as_before(raw.header))
    mine: dict[str, Found] = {}
    fillings = {ours: declared.columns.get(ours, Filling()) for ours in table.columns}
    for ours, filling in sorted(fillings.items(), key=lambda item: bool(item[1].named_after)):
        column = table.columns[ours]
        one = _named_after(mine, column, filling) or _found(before, declared, contract, column, filling)
        if one:
            mine[ours] = one
    mine = {ours: replace(one, names=tuple(raw.header[at] for at in one.places)) for ours, one in mine.items()}
    _refuse_missing(raw, declared, contract, mine)
    return mine


def _found(raw: RawTable, declared: Format, contract: Contract, column: Column, filling: Filling) -> Found | None:
    by_name = filling.names or not (filling.join or filling.product or filling.first_filled or filling.group)
    by_name = by_name and not (filling.less or filling.returned or filling.against)  # these belong to their own column
    agreed = contract.columns.get(column.name, "") if by_name else ""
    names = Names((agreed, *(filling.names.spellings if filling.names else ()))) if agreed else filling.names
    places = _places(raw, names, filling) if names else []
    if filling.flags and (one := _flagged(raw, declared, column, filling, places)):
        return one
    if places:
        cell = pl.col(f"c{places[0]}") if filling.as_written else cells.cell(places[0], declared)
        one = _of(raw, column, filling, places, _mapped(cell, filling))
        is_cell = not (filling.as_written or filling.take or filling.map)
        return _computed(raw, declared, replace(one, silent=cells.silent(declared)) if is_cell else one)
    if filling.join and (joined := _joined(raw, filling)):
        text = pl.concat_str([cells.cell(place, declared) for place in joined], separator=" · ", ignore_nulls=True)
        return _of(raw, column, filling, joined, _numbered(pl.when(text != "").then(text), filling))
    if sources := [(source, at) for source in filling.first_filled if (at := _all_places(raw, source))]:
        told = [_told([cells.cell(place, declared) for place in at], source) for source, at in sources]
        each = list(dict.fromkeys(place for _, at in sources for place in at))
        return _of(raw, column, filling, each, _mapped(pl.coalesce(told), filling))
    if filling.product and all(names.places(raw.header) for names in filling.product):
        first = filling.product[0].places(raw.header)[0]
        return _computed(raw, declared, _of(raw, column, filling, [first], cells.cell(first, declared)))
    if filling.group:
        return _of(raw, column, filling, [0], _mapped(cells.cell(0, declared), filling))
    fixed = _fixed(raw, filling)
    if fixed or filling.required is False:
        return Found(column, filling, (), (), pl.lit(fixed or None, pl.String))
    return None


def _computed(raw: RawTable, declared: Format, first: Found) -> Found:
    """With the other cells of which its number is made: what each does is the name of its column."""
    told = first.filling
    roles = [] if told.names and told.names.places(raw.header) else [("times", names) for names in told.product[1:]]
    roles += [("less", names) for names in told.less]
    if told.returned:
        roles += [("part", told.returned.part), ("whole", told.returned.of)]
    parts = [
        _of(raw, _role(first, role, nth), told, [at], cells.cell(at, declared))
        for nth, (role, names) in enumerate(roles)
        for at in names.places(raw.header)[:1]
    ]
    if told.against and (at := _first(raw, told.against)) is not None:
        is_against = cells.says(cells.cell(at, declared), told.against.says or Names(YES))
        parts.append(_of(raw, _role(first, "against", 0), told, [at], pl.when(is_against).then(pl.lit("1"))))
    places = first.places + tuple(place for one in parts for place in one.places if place not in first.places)
    return replace(first, places=places, names=tuple(raw.header[at] for at in places), parts=tuple(parts))


def _role(first: Found, role: str, nth: int) -> Column:
    return replace(first.column, name=f"{first.column.name} {role} {nth}")


def _all_places(raw: RawTable, source: Source) -> list[int]:
    """Where the columns of a source stand; none where one of them is not there."""
    places = [names.places(raw.header)[:1] for names in (source.names, *source.with_also)]
    return [at for found in places for at in found] if all(places) else []


def _told(parts: list[pl.Expr], source: Source) -> pl.Expr:
    if source.with_also:
        return pl.concat_str(parts, separator=" · ")
    [cell] = parts
    address = addresses.within(cell)
    company = pl.coalesce(addresses.domain(address), address)
    return company if source.is_address else pl.when(address.is_null()).then(cell).otherwise(company)


def _of(raw: RawTable, column: Column, filling: Filling, places: list[int], text: pl.Expr) -> Found:
    return Found(column, filling, tuple(raw.header[at] for at in places), tuple(places), text)


def _places(raw: RawTable, names: Names, filling: Filling) -> list[int]:
    places = names.places(raw.header)
    if len(places) > 1 and filling.repeated != "first":
        found = f"{len(places)} of them (columns {', '.join(str(place + 1) for place in places)})"
        todo = "Which one counts cannot be known: remove the others, or export without them."
        raise Refused(f"one column “{raw.header[places[0]]}”", found, todo)
    return places[:1]


def _mapped(text: pl.Expr, filling: Filling) -> pl.Expr:
    if filling.take:
        text = text.str.extract(filling.take, 1)
    if not filling.map:
        return text
    otherwise = text if filling.otherwise is None else pl.when(text.is_not_null()).then(pl.lit(filling.otherwise))
    return reduce(
        lambda rest, one: pl.when(cells.says(text, one[1])).then(pl.lit(one[0])).otherwise(rest),
        reversed(list(filling.map.items())),
        otherwise,
    )


def _numbered(text: pl.Expr, filling: Filling) -> pl.Expr:
    if not filling.numbered:
        return text
    nth = pl.int_range(1, pl.len() + 1).over(text)
    return pl.when(nth == 1).then(text).otherwise(pl.concat_str(text, nth, separator=" · "))


def _flagged(raw: RawTable, declared: Format, column: Column, filling: Filling, places: list[int]) -> Found | None:
    """A yes in the first flag that says yes; where all are there and say no, what is left; otherwise the text."""
    there = [(flag, at) for flag in filling.flags if (at := _first(raw, flag)) is not None]
    if not there:
        return None
    rest: pl.Expr = _mapped(cells.cell(places[0], declared), filling) if places else pl.lit(None, pl.String)
    if len(there) == len(filling.flags) and filling.otherwise is not None:
        are_no = pl.all_horizontal(cells.cell(at, declared).is_not_null() for _, at in there)
        rest = pl.when(are_no).then(pl.lit(filling.otherwise)).otherwise(rest)
    for flag, at in reversed(there):
        cell = cells.cell(at, declared)
        is_yes = cells.says(cell, flag.says) if flag.says else cell.str.to_lowercase().is_in(YES)
        rest = pl.when(is_yes).then(pl.lit(flag.gives)).otherwise(rest)
    return _of(raw, column, filling, list(dict.fromkeys([*places, *(at for _, at in there)])), rest)


def _first(raw: RawTable, flag: Flag) -> int | None:
    places = flag.names.places(raw.header)
    return places[0] if places else None


def _joined(raw: RawTable, filling: Filling) -> list[int]:
    return [places[0] for names in filling.join if (places := names.places(raw.header))]


def _fixed(raw: RawTable, filling: Filling) -> str:
    if filling.preamble:
        for line in (" ".join(cells) for cells in raw.preamble):
            if told := re.search(filling.preamble, line):
                return _meant(told[1].strip(), filling)
    return filling.value


def _meant(said: str, filling: Filling) -> str:
    return next((ours for ours, theirs in filling.map.items() if theirs.places([said])), said)


def _named_after(mine: Mapping[str, Found], column: Column, filling: Filling) -> Found | None:
    other = mine.get(filling.named_after)
    if not other or not other.names:
        return None
    name = other.names[0]
    told = re.search(filling.take, name) if filling.take else None
    text = told[1] if told else "" if filling.take else name
    for ours, theirs in filling.map.items():
        if theirs.places([name]):
            text = ours
    return Found(column, filling, (), (), pl.lit(text, pl.String)) if text else None


def _refuse_missing(raw: RawTable, declared: Format, contract: Contract, mine: Mapping[str, Found]) -> None:
    gone = [theirs for ours, theirs in contract.columns.items() if ours not in mine and theirs not in raw.header]
    asked = {"first_day", "last_day", "answered_at", "currency"}
    table = tables.declared()[declared.table]
    for ours, column in table.columns.items():
        filling = declared.columns.get(ours, Filling())
        if column.required and ours not in mine and ours not in asked and not filling.ask and filling.all_names:
            gone.append(filling.all_names[0].spellings[0])
    if gone:
        columns = [name for name in raw.header if name.strip()]
        shown = headers.listed(columns[:12]) + (" …" if len(columns) > 12 else "")
        todo = "Export again with this column, or match the columns by hand."
        raise Refused(
            f"the column {headers.listed(dict.fromkeys(gone))} ({declared.tool}, {declared.title})", shown, todo
        )
