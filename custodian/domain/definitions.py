"""Definitions with their past: the shipped words are version 1, people write later ones, both heads sign each.

A later version is proposed until the head of marketing and the head of sales have both signed it; then it holds from
its month on, and that month is a break in the figure. New words do not change what is computed: they say what the
tools are fed with from then on.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import duckdb

from custodian.domain import kpis, periods
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.domain.refusals import Overtaken, Refused, unsigned
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

LONGEST = 1_000
SHIPPED = 1
Team = Literal["sales", "marketing"]
TEAMS: tuple[Team, ...] = ("sales", "marketing")  # whose heads sign
State = Literal["shipped", "proposed", "signed", "replaced", "withdrawn"]


@dataclass(frozen=True)
class Signature:
    """Of a team's head under one version."""

    team: Team
    name: str
    signed_at: datetime


@dataclass(frozen=True)
class Change:
    """A signed change, as a chart needs it."""

    kpi: str
    version: int
    reason: str
    valid_from: date


@dataclass(frozen=True)
class Draft:
    """New words for a KPI. `on` is the newest version that was on the screen; `valid_from` is a month's first day."""

    kpi: str
    words: str
    reason: str
    valid_from: date
    on: int


@dataclass(frozen=True)
class Version:
    """One version of a KPI's definition. Version 1 is what Custodian ships: it holds from the beginning.

    `replaced` is a proposal that a later one took the place of before both had signed.
    """

    kpi: str
    version: int
    words: str
    reason: str
    valid_from: date | None
    state: State
    written_by: str
    written_at: datetime | None
    computed_as: str  # fingerprint of what was computed when it was written
    signatures: tuple[Signature, ...] = ()
    withdrawn_by: str = ""

    @property
    def unsigned_by(self) -> tuple[Team, ...]:
        signed = {signature.team for signature in self.signatures}
        return tuple(team for team in TEAMS if team not in signed)

    def holds_in(self, month: date) -> bool:
        """May it hold then? Of those that may, the last one does."""
        return self.state == "shipped" or (self.state == "signed" and (self.valid_from or date.min) <= month)


def every(cursor: duckdb.DuckDBPyConnection) -> dict[str, tuple[Version, ...]]:
    """By KPI all versions, the newest first; the last of each is the shipped one."""
    written: dict[str, list[dict[str, Any]]] = {key: [] for key in kpis.catalogue()}
    for row in queries.run(cursor, "definitions/versions").to_dicts():
        written.setdefault(row["kpi"], []).append(row)
    signed: dict[tuple[str, int], list[Signature]] = {}
    for kpi, version, *signature in queries.run(cursor, "definitions/signatures").iter_rows():
        signed.setdefault((kpi, version), []).append(Signature(*signature))
    return {key: _versions(kpis.catalogue()[key], written[key], signed) for key in kpis.catalogue()}


def of(cursor: duckdb.DuckDBPyConnection, kpi: Kpi) -> tuple[Version, ...]:
    return every(cursor)[kpi.key]


def in_force(versions: Sequence[Version], month: date) -> Version:
    """The version that holds in a month: the last that both heads signed for it, else the shipped one."""
    return next(version for version in versions if version.holds_in(periods.month_of(month)))


def open_one(versions: Sequence[Version]) -> Version | None:
    """The proposal that waits for a signature, if any."""
    return next((version for version in versions if version.state == "proposed"), None)


def broken(cursor: duckdb.DuckDBPyConnection, span: Period) -> dict[str, list[Change]]:
    """By KPI the changes that both heads signed and that hold from a month of the span on: there its figure breaks."""
    days = {"first_day": span.first_day, "last_day": span.last_day}
    found: dict[str, list[Change]] = {}
    for row in queries.run(cursor, "definitions/broken", teams=len(TEAMS), **days).to_dicts():
        found.setdefault(row["kpi"], []).append(Change(**row))
    return found


def propose(warehouse: Warehouse, draft: Draft, computed_as: str, by: str, at: datetime) -> int:
    """Keep new words as a proposal and return its version; one that waited is replaced. Raises Refused, Overtaken."""
    words, reason = " ".join(draft.words.split()), " ".join(draft.reason.split())
    with warehouse.writing() as cursor:
        versions = of(cursor, kpis.catalogue()[draft.kpi])
        if wrong := _faults(words, reason, draft.valid_from, versions) + unsigned(by):
            raise Refused(wrong)
        _refuse_overtaken(versions, draft.on)
        version = versions[0].version + 1
        queries.do(
            cursor, "definitions/add", kpi=draft.kpi, version=version, words=words, reason=reason,
            valid_from=periods.month_of(draft.valid_from), computed_as=computed_as, written_by=by.strip(),
            written_at=at,
        )  # fmt: skip
    return version


def sign(warehouse: Warehouse, kpi: Kpi, version: int, team: Team, name: str, at: datetime) -> None:
    """The head of a team stands for a version. Raises Refused with every fault."""
    with warehouse.writing() as cursor:
        versions = of(cursor, kpi)
        asked = next((one for one in versions if one.version == version), None)
        if wrong := unsigned(name) + _unsignable(asked, versions, team, name):
            raise Refused(wrong)
        signature = {"team": team, "name": " ".join(name.split()), "signed_at": at}
        queries.do(cursor, "definitions/sign", kpi=kpi.key, version=version, **signature)


def withdraw(warehouse: Warehouse, kpi: Kpi, version: int, by: str, at: datetime) -> None:
    """Take a proposal back; it stays in the past. Raises Refused."""
    with warehouse.writing() as cursor:
        waiting = open_one(of(cursor, kpi))
        wrong = unsigned(by)
        if waiting is None or waiting.version != version:
            wrong.append(f"Version {version} is no open proposal any more. Look at it again; nothing was changed.")
        if wrong:
            raise Refused(wrong)
        queries.do(cursor, "definitions/withdraw", kpi=kpi.key, version=version, written_by=by.strip(), written_at=at)


def are_one_person(one: str, other: str) -> bool:
    """“Müller, Ana” and “ana muller” are: order, case, accents and signs do not make two people."""
    return _person(one) == _person(other)


def _person(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return frozenset(re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def _versions(
    kpi: Kpi, rows: Sequence[dict[str, Any]], signed: Mapping[tuple[str, int], list[Signature]]
) -> tuple[Version, ...]:
    newest = max((row["version"] for row in rows), default=SHIPPED)
    shipped = Version(
        kpi.key, SHIPPED, kpi.definition, "", None, "shipped", "Custodian", None, "",
        tuple(signed.get((kpi.key, SHIPPED), ())),
    )  # fmt: skip
    found = [shipped]
    for row in rows:
        signatures = tuple(signed.get((kpi.key, row["version"]), ()))
        state: State = "signed" if len({one.team for one in signatures}) == len(TEAMS) else "proposed"
        if state == "proposed":
            state = "withdrawn" if row["withdrawn_by"] else "proposed" if row["version"] == newest else "replaced"
        found.append(Version(**row | {"state": state, "signatures": signatures}))
    return tuple(sorted(found, key=lambda version: -version.version))


def _faults(words: str, reason: str, valid_from: date, versions: Sequence[Version]) -> list[str]:
    found = []
    signed = [version for version in versions if version.state in ("signed", "shipped")]
    if not words:
        found.append("A definition says what is counted, and it is empty. Write it in a sentence.")
    elif words == signed[0].words:
        found.append("These words are those that hold already. Change them, or leave the definition as it is.")
    if len(words) > LONGEST:
        found.append(f"Expected at most {LONGEST:,} letters, found {len(words):,}. Say it in fewer words.")
    if not reason:
        found.append("A changed definition says why, and the reason is empty. Write it for whoever asks in a year.")
    last = signed[0].valid_from
    if last and periods.month_of(valid_from) <= last:
        found.append(
            f"It must hold from a later month than version {signed[0].version}, which holds from {last:%B %Y}; found "
            f"{valid_from:%B %Y}. Choose a later month."
        )
    return found


def _refuse_overtaken(versions: Sequence[Version], on: int) -> None:
    if versions[0].version != on:
        newest = versions[0]
        raise Overtaken(
            f"{newest.written_by} proposed version {newest.version} while you were writing: “{newest.words}”. Nothing "
            "was overwritten, and your text is still here. Compare both and save again."
        )


def _unsignable(asked: Version | None, versions: Sequence[Version], team: Team, name: str) -> list[str]:
    if asked is None:
        return ["This version is not there. Look at the definition again; nothing was signed."]
    waiting = open_one(versions)
    holding = next(version for version in versions if version.state in ("signed", "shipped"))
    if asked not in (waiting, holding):
        return [f"Version {asked.version} is {asked.state} and cannot be signed any more. Look at the newest one."]
    mine = next((one for one in asked.signatures if one.team == team), None)
    if mine:
        return [f"{mine.name} has signed version {asked.version} for {team} already. Nothing is left to do."]
    other = next((one for one in asked.signatures if are_one_person(one.name, name)), None)
    if other:
        return [
            f"Two people sign: one for marketing and one for sales. {other.name} has signed for {other.team}; "
            f"the head of {team} must sign here."
        ]
    return []
