"""The two-way service agreement as people write and sign it: the leads marketing owes, the replies sales owes.

Every change is a version, and each version holds once both heads have signed it.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

import duckdb

from custodian.domain import objectives, periods
from custodian.domain.objectives import TEAMS, Team
from custodian.domain.refusals import Overtaken, Refused
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Terms:
    """What is agreed on. Money in the company's currency, shares and rates as fractions, time in working hours.

    Without a `goal` of its own the targets of the KPI revenue are the goal. `version` is that which an edit began with.
    """

    holds_from: date
    share: float  # of the goal that marketing's leads shall bring
    average_deal: float
    rate: float  # of qualified leads that become customers
    reply_hours: float
    reply_share: float  # of enquiries to be answered in that time
    goal: float | None = None  # revenue a month
    version: int = 0


@dataclass(frozen=True)
class Signature:
    team: Team
    signed_by: str
    signed_at: datetime


@dataclass(frozen=True)
class Agreement(Terms):
    written_by: str = ""
    written_at: datetime = datetime.min
    signatures: tuple[Signature, ...] = ()

    @property
    def is_signed(self) -> bool:
        return {signature.team for signature in self.signatures} == set(TEAMS)

    @property
    def unsigned(self) -> list[Team]:
        return [team for team in TEAMS if team not in {signature.team for signature in self.signatures}]


def leads_owed(goal: float, terms: Terms) -> int:
    """Leads that bring marketing's share of the goal, rounded up: goal × share ÷ average deal ÷ rate."""
    # A hair of floating point above a whole number is that whole number.
    return math.ceil(round(goal * terms.share / terms.average_deal / terms.rate, 6))


def save(warehouse: Warehouse, terms: Terms, by: str, at: datetime) -> Agreement:
    """Keep a first agreement or a new version of it, unsigned. Raises Refused with every fault, or Overtaken."""
    terms = replace(_plain(terms), holds_from=periods.month_of(terms.holds_from))
    if wrong := faults(terms) + objectives.unsigned(by):
        raise Refused(wrong)
    with warehouse.writing() as cursor:
        newest = next(iter(versions(cursor)), None)
        if (newest.version if newest else 0) != terms.version or (
            terms.version and not queries.run(cursor, "agreement/supersede", version=terms.version).item()
        ):
            raise Overtaken(_who_was_faster(newest))
        kept = replace(terms, version=terms.version + 1)
        queries.do(cursor, "agreement/add", **asdict(kept), written_by=by.strip(), written_at=at)
    return Agreement(**asdict(kept), written_by=by.strip(), written_at=at)


def sign(warehouse: Warehouse, version: int, team: Team, by: str, at: datetime) -> Agreement:
    """Raises Refused where there is no name, the team has signed, or one person signs for both; Overtaken where
    another version is the newest by now."""
    name = " ".join(by.split())
    with warehouse.writing() as cursor:
        newest = next(iter(versions(cursor)), None)
        if newest is None or newest.version != version:
            raise Overtaken(_who_was_faster(newest))
        if wrong := objectives.unsigned(name) + _signing_faults(newest, team, name):
            raise Refused(wrong)
        queries.do(cursor, "agreement/sign", version=version, team=team, signed_by=name, signed_at=at)
        return versions(cursor)[0]


def versions(cursor: duckdb.DuckDBPyConnection) -> list[Agreement]:
    """Every version, the newest first, each with its signatures."""
    signed: dict[int, list[Signature]] = {}
    for version, *said in queries.run(cursor, "agreement/signatures").iter_rows():
        signed.setdefault(version, []).append(Signature(*said))
    rows = queries.run(cursor, "agreement/versions").to_dicts()
    return [Agreement(**row, signatures=tuple(signed.get(row["version"], ()))) for row in rows]


def in_force(every: Sequence[Agreement], day: date) -> Agreement | None:
    """The newest version signed by both that holds on the day; before any is signed, the newest draft."""
    signed = [one for one in every if one.is_signed and one.holds_from <= day]
    if signed:
        return signed[0]
    return None if any(one.is_signed for one in every) else next(iter(every), None)


def faults(terms: Terms) -> list[str]:
    """Everything that keeps terms from being saved: what was expected, what was found, what to do."""
    found = []
    for name, value in (("goal a month", terms.goal), ("average deal", terms.average_deal)):
        if value is not None and not (math.isfinite(value) and value > 0):
            found.append(f"Expected the {name} to be an amount above nought; it is not. Correct it.")
    shares = {
        "share of the goal that marketing shall bring": terms.share,
        "rate of leads that become customers": terms.rate,
        "share of enquiries to be answered in time": terms.reply_share,
    }
    for name, value in shares.items():
        if not (math.isfinite(value) and 0 < value <= 1):
            found.append(f"Expected the {name} to be above 0% and up to 100%; it is not. Correct it.")
    if not (math.isfinite(terms.reply_hours) and 0 < terms.reply_hours <= 1000):
        found.append("Expected a reply within some working hours, more than none; it is not. Correct it.")
    return found


def _signing_faults(newest: Agreement, team: Team, name: str) -> list[str]:
    if team not in newest.unsigned:
        return [f"Version {newest.version} is signed for {team} already. There is nothing to do."]
    others = [one.signed_by for one in newest.signatures if one.signed_by.casefold() == name.casefold()]
    if others:
        return [
            f"An agreement needs two signatures, and {name} has signed for the other team. Let the other head sign."
        ]
    return []


def _plain(terms: Terms) -> Terms:
    """Plain terms, also where an agreement read earlier was changed and handed in."""
    return Terms(**{name: getattr(terms, name) for name in Terms.__dataclass_fields__})


def _who_was_faster(newest: Agreement | None) -> str:
    if newest is None:
        return "This agreement is not there any more. Nothing was saved; write it as a new one."
    return (
        f"{newest.written_by} wrote version {newest.version} on {newest.written_at.day} {newest.written_at:%B %Y} at "
        f"{newest.written_at:%H:%M}. Nothing was overwritten; look at it and try again."
    )
