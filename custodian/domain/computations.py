"""How each KPI is computed, as a fingerprint, so that an update of Custodian that changes it does not go unnoticed."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import duckdb

from custodian.domain import columns_read, kpis
from custodian.domain.kpis import Kpi
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Seen:
    """What was shipped since a moment: how a KPI is computed, and the words for it."""

    fingerprint: str
    words: str
    seen_at: datetime


@cache
def fingerprint(kpi: Kpi) -> str:
    """Of everything that makes the value: its statement, the views and macros that it reads, how facts are added up.

    Remarks, blanks and the words of the declaration do not count.
    """
    views = [f"views/{name}" for name in columns_read.views_read(kpi)]
    statements = [
        queries.text(name) for name in (f"kpis/{kpi.key}", *views, "measures/facts", f"measures/{kpi.measure}")
    ]
    written = "\n".join(statements)
    macros = [name for name in queries.names("session") if re.search(rf"\b{name.rpartition('/')[2]}\b", written)]
    plain = [_plain(text) for text in (*statements, *map(queries.text, macros))]
    how = (kpi.unit, kpi.measure, kpi.adds_up, kpi.rolling, kpi.sources)
    return hashlib.sha256("\n".join([*plain, repr(how)]).encode()).hexdigest()[:12]


def notice(warehouse: Warehouse, at: datetime) -> list[str]:
    """Keep what is shipped now where it differs from what was seen last; the keys of the KPIs that changed so."""
    with warehouse.reading() as cursor:
        known = seen(cursor)
    now = {key: (fingerprint(kpi), kpi.definition) for key, kpi in kpis.catalogue().items()}
    fresh = [key for key, told in now.items() if key not in known or _told(known[key][0]) != told]
    if not fresh:
        return []
    with warehouse.writing() as cursor:
        for key in fresh:
            mark, words = now[key]
            queries.do(cursor, "definitions/notice", kpi=key, fingerprint=mark, words=words, seen_at=at)
    return [key for key in fresh if key in known]


def seen(cursor: duckdb.DuckDBPyConnection) -> dict[str, tuple[Seen, ...]]:
    """By KPI what was shipped, the newest first."""
    found: dict[str, tuple[Seen, ...]] = {}
    for key, *told in queries.run(cursor, "definitions/computations").iter_rows():
        found[key] = (*found.get(key, ()), Seen(*told))
    return found


def changed_at(known: Sequence[Seen]) -> datetime | None:
    """When an update last changed how the KPI is computed; None where none has, since this ledger began."""
    pairs = zip(known, known[1:], strict=False)
    return next((one.seen_at for one, before in pairs if one.fingerprint != before.fingerprint), None)


def _told(one: Seen) -> tuple[str, str]:
    return one.fingerprint, one.words


def _plain(statement: str) -> str:
    return " ".join(re.sub(r"--.*", "", statement).split())
