"""What is kept of every KPI held against its second computation, to the last digit."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import duckdb

from custodian.domain import kpis, measures
from custodian.domain.kpis import Kpi
from custodian.domain.recalculation import catalogue
from custodian.domain.recalculation.ledger import Ledger
from custodian.domain.recalculation.measuring import IN_TOTAL, Parts, Place
from custodian.settings import Settings
from custodian.warehouse import queries

Kept = dict[Place, list[Parts]]  # one of each, unless somebody was at it by hand


def differences(
    cursor: duckdb.DuckDBPyConnection, settings: Settings, keys: Iterable[str] = catalogue.FACTS
) -> list[str]:
    """A sentence for every KPI and month that is kept otherwise than its rows say; none of those computed only once."""
    ledger, kept = Ledger(cursor, settings), of_every_kpi(cursor)
    return [
        sentence for key in keys for sentence in _of_one(kpis.catalogue()[key], kept[key], catalogue.kept(ledger, key))
    ]


def once_only() -> list[str]:
    """A sentence for every KPI that nobody computes a second time."""
    return [
        f"The KPI {key} is not computed twice: only its query says what it is. "
        f"Write a function {key} in custodian/domain/recalculation/ and list it in its catalogue."
        for key in catalogue.once_only()
    ]


def of_every_kpi(cursor: duckdb.DuckDBPyConnection) -> defaultdict[str, Kept]:
    """By KPI and place what the ledger keeps."""
    found: defaultdict[str, Kept] = defaultdict(dict)
    for key, month, split, member, *parts in queries.run(cursor, "measures/all_kept").iter_rows():
        found[key].setdefault((month, split, member), []).append(tuple(parts))
    return found


def _of_one(kpi: Kpi, kept: Kept, computed: dict[Place, Parts]) -> list[str]:
    wrong: defaultdict[date, list[Place]] = defaultdict(list)
    for place in kept.keys() | computed.keys():
        if kept.get(place) != ([computed[place]] if place in computed else None):
            wrong[place[0]].append(place)
    return [_sentence(kpi, sorted(wrong[month], key=_order), kept, computed) for month in sorted(wrong)]


def _order(place: Place) -> tuple[bool, Place]:
    return place[1] != IN_TOTAL, place


def _sentence(kpi: Kpi, wrong: list[Place], kept: Kept, computed: dict[Place, Parts]) -> str:
    """Of the total or, where it is right, of the first part that is wrong."""
    first, more = wrong[0], len(wrong) - 1
    month, split, member = first
    where = "" if split == IN_TOTAL else f", {split} “{member}”,"
    others = f" So {'are' if more > 1 else 'is'} {more} more of its parts." if more else ""
    once = _said(kpi, kept.get(first, []))
    twice = _said(kpi, [computed[first]] if first in computed else [])
    named = f"The KPI {kpi.key} of {month:%Y-%m}{where} is not what its rows say"
    return f"{named}: kept {once}, computed again {twice}.{others}"


def _said(kpi: Kpi, every: Iterable[Parts]) -> str:
    return " and ".join(_of_parts(kpi, parts) for parts in every) or "nothing"


def _of_parts(kpi: Kpi, parts: Parts) -> str:
    above, below, squares, n = parts
    value = measures.value(kpi, measures.Measured(date.min, "", above, below, squares, n))  # type: ignore[arg-type]
    ratio = "" if below is None else f" = {_number(above)} / {_number(below)}"
    told = f", squares {_number(squares)}" if squares is not None else ""
    return f"{_number(value)}{ratio} (n = {n}{told})"


def _number(number: float | None) -> str:
    """All its digits: a difference may be in the last one."""
    return "—" if number is None else f"{number:.0f}" if number == int(number) and abs(number) < 1e15 else repr(number)
