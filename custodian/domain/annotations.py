"""Annotations: what happened outside the figures and may have moved them. Each has an author and a past."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, get_args

import duckdb

from custodian.domain import touching
from custodian.domain.periods import Period
from custodian.domain.refusals import Overtaken, Refused, unsigned
from custodian.domain.touching import Touches
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

Kind = Literal["launch", "fair", "price change", "definition change", "campaign", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST = 200  # letters: what can be read on a chart and in a list
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class Draft:
    """An annotation before it is saved. A new one has no id; an edit names the version that was on the screen."""

    kind: Kind
    what: str
    first_day: date
    last_day: date
    touches: Touches
    is_taken_back: bool = False
    id: str = ""
    version: int = 0

    @property
    def same(self) -> tuple[str, str, date, date, frozenset[str]]:
        """Two with the same are one annotation, whoever wrote them how often."""
        return self.kind, self.what.casefold(), self.first_day, self.last_day, frozenset(self.touches)


@dataclass(frozen=True)
class Annotation(Draft):
    written_by: str = ""
    written_at: datetime = datetime.min


def save(warehouse: Warehouse, draft: Draft, by: str, at: datetime) -> Annotation:
    """Keep a new annotation or a new version of one. Raises Refused with every fault, or Overtaken."""
    draft = tidied(draft)
    if wrong := faults(draft) + unsigned(by):
        raise Refused(wrong)
    with warehouse.writing() as cursor:
        is_edit = {"id": draft.id, "version": draft.version}
        if draft.id and not queries.run(cursor, "annotations/supersede", **is_edit).item():
            raise Overtaken(
                f"Somebody changed “{draft.what}” a moment earlier. Nothing was overwritten; look at it and try again."
            )
        return add(cursor, draft, by, at)


def add(cursor: duckdb.DuckDBPyConnection, draft: Draft, by: str, at: datetime) -> Annotation:
    """Within a transaction of the caller, who has looked for faults."""
    fields = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    fields |= {"id": draft.id or uuid.uuid4().hex, "version": draft.version + 1}
    kept = Annotation(**fields, written_by=by.strip(), written_at=at)
    queries.do(cursor, "annotations/add", **asdict(kept) | {"touches": " ".join(kept.touches)})
    return kept


def take_back(warehouse: Warehouse, one: Annotation, by: str, at: datetime) -> Annotation:
    """No chart shows it any more; that it was written, and who took it back, stays in its past."""
    return save(warehouse, replace(one, is_taken_back=True), by, at)


def current(cursor: duckdb.DuckDBPyConnection) -> list[Annotation]:
    """As they stand, those taken back too, the newest day first."""
    return _annotations(queries.run(cursor, "annotations/current").to_dicts())


def past(cursor: duckdb.DuckDBPyConnection, id: str) -> list[Annotation]:
    """Every version of one, the newest first."""
    return _annotations(queries.run(cursor, "annotations/past", id=id).to_dicts())


def within(cursor: duckdb.DuckDBPyConnection, span: Period) -> list[Annotation]:
    """Those in force that lie, at least in part, within the days, the oldest first."""
    days = {"first_day": span.first_day, "last_day": span.last_day}
    return _annotations(queries.run(cursor, "annotations/within", **days).to_dicts())


def tidied(draft: Draft) -> Draft:
    return replace(draft, what=" ".join(draft.what.split()), touches=tuple(dict.fromkeys(draft.touches)))


def faults(draft: Draft) -> list[str]:
    """Everything that keeps a draft from being saved: what was expected, what was found, what to do."""
    found = []
    if draft.kind not in KINDS:
        found.append(f"Expected one of {', '.join(KINDS)}; found “{draft.kind}”. Write one of them.")
    if not draft.what:
        found.append("An annotation says what happened, and it is empty. Write it in a few words.")
    if len(draft.what) > LONGEST:
        found.append(f"Expected at most {LONGEST} letters, found {len(draft.what)}. Say it in fewer words.")
    if draft.last_day < draft.first_day:
        found.append(
            f"The last day must not be before the first; it goes from {draft.first_day} to {draft.last_day}. "
            "Correct one of them."
        )
    if not FIRST_YEAR <= draft.first_day.year <= draft.last_day.year <= LAST_YEAR:
        found.append(f"Expected days from {FIRST_YEAR} to {LAST_YEAR}, found {draft.first_day}. Correct the year.")
    if not draft.touches:
        found.append("An annotation touches one figure at least, and none is chosen. Choose one, a team, or all.")
    strangers = set(draft.touches) - set(touching.known())
    found += [f"There is no figure “{stranger}”. Choose one from the list." for stranger in sorted(strangers)]
    return found


def _annotations(rows: Iterable[dict[str, Any]]) -> list[Annotation]:
    return [Annotation(**row | {"touches": tuple(row["touches"].split())}) for row in rows]
