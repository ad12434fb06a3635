"""How a source's header differs from the one it had before: what is named, what is asked, what cannot go on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import polars as pl
from babel.numbers import list_currencies
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from custodian.intake import headers, identify
from custodian.intake.columns import Found
from custodian.intake.contracts import Choice, Contract, Question
from custodian.intake.formats import Format
from custodian.intake.headers import Names
from custodian.intake.identify import Recognised
from custodian.intake.staging import Decision, Refused
from custodian.intake.tables import RawTable

ALIKE = 75  # of 100: “Amount” and “Amount spent” are alike, “Amount” and “Account” are not
SHOWN = 6
NO = "no"
BY_HAND = "Export with this column as before, or match the columns by hand."


class Drifted(Refused):
    """A file much like those of its source before, of which a column that is needed cannot be told any more."""


@dataclass(frozen=True)
class Drift:
    added: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[str, ...]


def between(before: Sequence[str], now: Sequence[str]) -> Drift:
    """Names alone count; one that stands elsewhere only because of its neighbours has not moved."""
    old, new = ({headers.plain(name): name for name in names if name.strip()} for names in (before, now))
    kept_old, kept_new = ([name for name in one if name in other] for one, other in ((old, new), (new, old)))
    steps = LCSseq.opcodes(kept_old, kept_new)
    moved = {name for one in steps if one.tag != "equal" for name in kept_new[one.dest_start : one.dest_end]}
    return Drift(
        tuple(name for key, name in new.items() if key not in old),
        tuple(name for key, name in old.items() if key not in new),
        tuple(new[name] for name in kept_new if name in moved),
    )


def closest(raw: RawTable, declared: Mapping[str, Format], kept: Mapping[str, Contract]) -> Recognised | None:
    """The format, of those whose contracts are kept here, that this file had but for renamed or missing columns."""
    likely = [(len(_same(raw, contract)), key) for key, contract in kept.items() if key in declared]
    for _, key in sorted(likely, reverse=True):
        form, contract = declared[key], kept[key]
        now = contract.as_before(raw.header)
        if identify.fits(replace(raw, header=now), form):
            told = [name for name in raw.header if name in contract.renamed]
            return Recognised(form, f"{form.tool}, {form.title}: {headers.listed(told)} renamed, as you said before.")
        if _would_fit(raw, form, contract):
            same, of = len(_same(raw, contract)), len(contract.header)
            return Recognised(form, f"{same} of its {of} columns are those of {form.tool}, {form.title}, before.")
    return None


def questions(raw: RawTable, form: Format, contract: Contract) -> tuple[Question, ...]:
    """One for each needed column that has gone and may have a new name. Raises Drifted where none or several may."""
    lost = _lost(raw, form, contract).values()
    new = _new(raw, form, contract) if lost else []
    alike = {old: [name for name in new if _likeness(old, name) >= ALIKE] for old in lost}
    rest = [name for name in new if not any(name in names for names in alike.values())]
    may_be = {old: names or rest for old, names in alike.items()}
    for old, names in may_be.items():
        if len(names) != 1 or any(names[0] in others for other, others in may_be.items() if other != old):
            raise _cannot_be_told(old, names, raw, form)
        if _moneys(names[0]) - _moneys(old) - {contract.currency}:
            raise Drifted(f"the column “{old}”", f"“{names[0]}”, which is in another currency", BY_HAND)
    return tuple(_question(raw, old, names[0]) for old, names in may_be.items())


def answered(contract: Contract, old: str, new: str) -> Contract:
    """The contract with a renaming confirmed. Raises Refused where the answer was no, or the name is not a new one."""
    if old not in contract.header:
        return contract  # an answer about another table of the file
    if new == NO:
        raise Drifted(f"the column “{old}”", "none, as you said", BY_HAND)
    if new in contract.header:
        raise Drifted(f"a new name for the column “{old}”", f"“{new}”, which was there before", BY_HAND)
    return contract.deciding(renamed=contract.renamed | {new: contract.renamed.get(old, old)})


def named(raw: RawTable, form: Format, contract: Contract, found: Mapping[str, Found]) -> list[Decision]:
    """What differs from this source's file before, where nothing stands in the way."""
    if not contract.header or form.wide_survey:
        return []
    now = {headers.plain(name) for name in raw.header}
    before = contract.as_before(contract.header)
    last = dict(zip(before, contract.header, strict=True))
    confirmed = contract.renamed.items()
    told = {new: last.get(old, old) for new, old in confirmed if new in raw.header and new not in contract.header}
    said = [Decision(f"Column “{old}” is now called “{new}”", "you said so") for new, old in told.items()]
    pairs = {
        contract.columns[ours]: one.names[0]
        for ours, one in found.items()
        if len(one.names) == 1 and headers.plain(contract.columns.get(ours, one.names[0])) not in now
    }
    pairs = {old: new for old, new in pairs.items() if new not in told}
    drift = between(before, contract.as_before(raw.header))
    added = [name for name in drift.added if name not in pairs.values()]
    gone = [name for name in drift.gone if name not in pairs]
    read = {name for one in found.values() for name in one.names}
    return [
        *said,
        *_other_names(form, pairs, set(contract.columns.values())),
        *_other_currency(contract, pairs | {old: new for new, old in told.items()}),
        *_seen("new", [name for name in added if name in read], "it is read, as this kind of file may have it"),
        *_seen("new", [name for name in added if name not in read], "no figure needs it; it is left out"),
        *_seen("gone", gone, "no figure needed it"),
        *_seen("in another place", drift.moved, "columns are found by their names"),
    ]


def _same(raw: RawTable, contract: Contract) -> set[str]:
    now = {headers.plain(name) for name in contract.as_before(raw.header) if name.strip()}
    return now & {headers.plain(name) for name in contract.as_before(contract.header)}


def _would_fit(raw: RawTable, form: Format, contract: Contract) -> bool:
    """Whether most names are equal, and those needed that have gone are all that is missing."""
    if form.wide_survey or len(_same(raw, contract)) * 2 <= len(contract.header):
        return False
    lost, new = _lost(raw, form, contract), _new(raw, form, contract)
    if not lost or (form.exact and len(lost) != len(new)):
        return False
    now = [name for name in contract.as_before(raw.header) if name not in new]
    return identify.fits(replace(raw, header=(*now, *lost)), form)


def _lost(raw: RawTable, form: Format, contract: Contract) -> dict[str, str]:
    """Columns that are needed, which this source's file had before and has no more: name at first → last name."""
    if not contract.header or form.wide_survey:
        return {}
    now = contract.as_before(raw.header)
    gone = between(contract.as_before(contract.header), now).gone
    agreed = [Names((contract.renamed.get(name, name),)) for name in contract.columns.values()]
    known = [names for names in _needed(form, contract) if names.places(gone) and not names.places(now)]
    unknown = [names for names in agreed if names.places(gone) and not any(_knows(form, n) for n in names.spellings)]
    last = dict(zip(contract.as_before(contract.header), contract.header, strict=True))
    return {first: last[first] for names in (*known, *unknown) for first in [gone[names.places(gone)[0]]]}


def _needed(form: Format, contract: Contract) -> Iterable[Names]:
    yield from form.header
    for ours, filling in form.columns.items():
        if filling.names and ours in contract.columns:
            yield filling.names
        yield from (flag.names for flag in filling.flags)
        yield from filling.product if ours not in contract.columns else ()


def _new(raw: RawTable, form: Format, contract: Contract) -> list[str]:
    added = between(contract.as_before(contract.header), contract.as_before(raw.header)).added
    return [name for name in added if not _knows(form, name)]


def _knows(form: Format, name: str) -> bool:
    fillings = form.columns.values()
    own = [filling.names for filling in fillings if filling.names]
    several = [names for filling in fillings for names in (*filling.join, *filling.product)]
    return any(names.places([name]) for names in (*form.header, *own, *several))


def _likeness(old: str, new: str) -> float:
    return fuzz.WRatio(headers.plain(old), headers.plain(new))


def _question(raw: RawTable, old: str, new: str) -> Question:
    cell = pl.col(raw.position(new))
    cells = raw.rows.head(1000).select(cell).filter(cell.str.strip_chars() != "").head(3).collect().to_series()
    choices = (Choice(new, f"Yes, “{new}” is what was “{old}”"), Choice(NO, "No, it is something else"))
    return Question(f"renamed:{old}", f"Is “{new}” what was called “{old}” before?", ", ".join(cells), choices)


def _cannot_be_told(old: str, may_be: Sequence[str], raw: RawTable, form: Format) -> Drifted:
    expected = f"the column “{old}” ({form.tool}, {form.title})"
    if may_be:
        return Drifted(expected, f"more than one change that may explain it: {_few(may_be)}", BY_HAND)
    return Drifted(
        expected, f"none that may be it among {_few([name for name in raw.header if name.strip()])}", BY_HAND
    )


def _other_names(form: Format, pairs: Mapping[str, str], before: set[str]) -> list[Decision]:
    if len(pairs) > 1 and len(pairs) * 2 >= len(before):
        shown = ", ".join(f"“{new}” for “{old}”" for old, new in list(pairs.items())[:SHOWN])
        return [Decision("The header is in another language than before", f"{form.tool} writes {shown}")]
    why = f"{form.tool} is known to use both names"
    return [Decision(f"Column “{old}” is now called “{new}”", why) for old, new in pairs.items()]


def _other_currency(contract: Contract, pairs: Mapping[str, str]) -> list[Decision]:
    said = []
    for old, new in pairs.items():
        before = _moneys(old) or {contract.currency} - {""}
        if before and _moneys(new) - before:
            what = f"Amounts are in {', '.join(sorted(_moneys(new)))}; before they were in {', '.join(sorted(before))}"
            said.append(Decision(what, f"the column “{old}” is now called “{new}”"))
    return said


def _seen(what: str, names: Sequence[str], why: str) -> list[Decision]:
    if not names:
        return []
    several = len(names) > 1
    why = why.replace("it is", "they are").replace("it", "them") if several else why
    return [Decision(f"Column{'s' * several} {what}: {_few(names)}", why)]


def _few(names: Sequence[str]) -> str:
    return headers.listed(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")


def _moneys(name: str) -> set[str]:
    return set(re.findall(r"\b[A-Z]{3}\b", name)) & _codes()


@cache
def _codes() -> set[str]:
    return set(list_currencies())
