"""What each team calls a KPI, in its own words. Every change is a version; an empty one takes the names back."""

import re
from dataclasses import dataclass
from datetime import datetime

import duckdb

from custodian.domain import definitions, kpis
from custodian.domain.definitions import Team
from custodian.domain.kpis import Kpi
from custodian.domain.refusals import Overtaken, Refused, unsigned
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

LONGEST = 120


@dataclass(frozen=True)
class Called:
    """`says` may hold several names with a comma or semicolon between them."""

    kpi: str
    team: Team
    says: str
    version: int
    written_by: str
    written_at: datetime

    @property
    def names(self) -> list[str]:
        return [name.strip() for name in re.split(r"[,;]", self.says) if name.strip()]


def current(cursor: duckdb.DuckDBPyConnection) -> dict[str, tuple[Called, ...]]:
    """By KPI what each team calls it; names that were taken back are empty."""
    found: dict[str, tuple[Called, ...]] = {}
    for row in queries.run(cursor, "definitions/names").to_dicts():
        found[row["kpi"]] = (*found.get(row["kpi"], ()), Called(**row))
    return found


def past(cursor: duckdb.DuckDBPyConnection, kpi: Kpi) -> list[Called]:
    """Every version for both teams, the newest first."""
    return [Called(**row) for row in queries.run(cursor, "definitions/names_past", kpi=kpi.key).to_dicts()]


def by_name(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Name → key of the KPI; a name that two KPIs bear names neither."""
    bearers: dict[str, set[str]] = {}
    for key, every in current(cursor).items():
        for called in every:
            for name in called.names:
                bearers.setdefault(name, set()).add(key)
    return {name: keys.pop() for name, keys in bearers.items() if len(keys) == 1}


def save(warehouse: Warehouse, kpi: Kpi, team: Team, says: str, version: int, by: str, at: datetime) -> None:
    """Keep what a team calls it; `version` is the one on the screen, 0 if there was none. Raises Refused, Overtaken."""
    says = " ".join(says.split())
    if wrong := _faults(says, kpi, team) + unsigned(by):
        raise Refused(wrong)
    with warehouse.writing() as cursor:
        last = max((one.version for one in past(cursor, kpi) if one.team == team), default=0)
        is_last = {"kpi": kpi.key, "team": team, "version": version}
        if last != version or (version and not queries.run(cursor, "definitions/supersede_name", **is_last).item()):
            raise Overtaken(
                f"Somebody wrote what {team} calls “{kpi.title}” a moment earlier. Look at it and try again."
            )
        queries.do(
            cursor, "definitions/name", kpi=kpi.key, team=team, says=says, version=version + 1, written_by=by.strip(),
            written_at=at,
        )  # fmt: skip


def _faults(says: str, kpi: Kpi, team: Team) -> list[str]:
    found = []
    if team not in definitions.TEAMS:
        found.append(f"Expected {' or '.join(definitions.TEAMS)}, found “{team}”. Choose one of the two.")
    if len(says) > LONGEST:
        found.append(f"Expected at most {LONGEST} letters, found {len(says)}. Keep to the names in use.")
    titles = {other.title.casefold(): other for other in kpis.catalogue().values()}
    for name in re.split(r"[,;]", says):
        other = titles.get(name.strip().casefold())
        if other and other.key != kpi.key:
            found.append(f"“{other.title}” is the title of another figure. Choose a name that is not taken.")
    return found
