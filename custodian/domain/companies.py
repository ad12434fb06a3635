"""One company however its name is written: tied together by domain and normalised name, beyond that as people decide.

What only looks alike is never merged here; `resemblance` asks a person about it.
"""

from collections.abc import Iterable, Set
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal, get_args

import duckdb

from custodian.domain import domains, journeys, measures, objectives
from custodian.domain.refusals import Overtaken, Refused
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

Verdict = Literal["same", "different", "open"]
Looked = Literal["never", "before the newest files", "since the newest files"]
NAMING = frozenset(["contacts", "deals", "orders", "activities", "asset_uses", "survey_answers"])  # name companies
MOST_AT_ONE_DOMAIN = 4  # names; at a domain of more, only those that bear its name belong to it by themselves
LOOKED = "companies looked through"  # under this name the ledger keeps the import that the next one would have been
COUNTED_BY = frozenset(["orders", "activities", "asset_uses"])  # tables whose KPIs count companies


@dataclass(frozen=True)
class Decision:
    """What a person said about two written names; `open` once it was taken back. `one` comes before `other`."""

    one: str
    other: str
    version: int
    verdict: Verdict
    score: float | None
    evidence: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class Candidate:
    """Two written names, and why they may be one company."""

    one: str
    other: str
    score: float
    evidence: str
    stake: float = 0  # what both have ordered or, before any order, what their deals amount to


@dataclass(frozen=True)
class Known:
    """What the ledger knows of a written name; amounts are in the company's currency."""

    name: str
    countries: str
    domains: str
    contacts: int
    deals: int
    dealt: float
    orders: int
    ordered: float
    last_on: date | None


def about(cursor: duckdb.DuckDBPyConnection, names: Iterable[str]) -> dict[str, Known]:
    rows = queries.run(cursor, "companies/about", names=sorted(set(names))).to_dicts()
    return {row["name"]: Known(**row) for row in rows}


def review(cursor: duckdb.DuckDBPyConnection) -> list[Candidate]:
    """What `resemblance` last found and nobody has decided, first what is likely and about most money."""
    return [Candidate(**row) for row in queries.run(cursor, "companies/candidates").to_dicts()]


def decide(
    warehouse: Warehouse, pair: tuple[str, str], verdict: Verdict, by: str, at: datetime, version: int = 0,
    score: float | None = None, evidence: str = "",
) -> Decision:  # fmt: skip
    """Keep what a person decided and compute anew the KPIs that it moves. Raises Refused, or Overtaken if `version` of
    the pair's last decision (0 if there is none) is no longer the last."""
    one, other = sorted(pair)
    made = Decision(one, other, version + 1, verdict, score, evidence, by.strip(), at)
    with warehouse.writing() as cursor:
        every = decisions(cursor)
        keys = _normalised(cursor, _names(every) | {one, other})
        if wrong := _faults(made, every, keys) + objectives.unsigned(by):
            raise Refused(wrong)
        last = next((said.version for said in every if (said.one, said.other) == (one, other)), 0)
        is_last = {"one": one, "other": other, "version": version}
        if last != version or (version and not queries.run(cursor, "companies/supersede", **is_last).item()):
            raise Overtaken(f"Somebody decided about “{one}” and “{other}” a moment earlier. Look at it and try again.")
        queries.do(cursor, "companies/decide", **asdict(made))
    follow(warehouse)
    return made


def take_back(warehouse: Warehouse, decided: Decision, by: str, at: datetime) -> Decision:
    """As if nothing had been said about the pair; that it was said stays in its past."""
    pair = (decided.one, decided.other)
    return decide(warehouse, pair, "open", by, at, decided.version, decided.score, decided.evidence)


def decisions(cursor: duckdb.DuckDBPyConnection) -> list[Decision]:
    """The last word about every pair, those taken back included."""
    return [Decision(**row) for row in queries.run(cursor, "companies/decisions").to_dicts()]


def past(cursor: duckdb.DuckDBPyConnection, one: str, other: str) -> list[Decision]:
    """Every version, the newest first."""
    one, other = sorted((one, other))
    return [Decision(**row) for row in queries.run(cursor, "companies/past", one=one, other=other).to_dicts()]


def follow(warehouse: Warehouse) -> None:
    """Let the KPIs and the journeys follow what the records and the contacts say now."""
    with warehouse.writing() as cursor:
        match(cursor, "contacts")
        journeys.keep(cursor)


def match(cursor: duckdb.DuckDBPyConnection, table: str) -> Set[str]:
    """After rows of `table` came or went: tie the names together anew. Where that moves a name the KPIs follow, those
    of the tables returned."""
    if table not in NAMING:
        return frozenset()
    before = queries.run(cursor, "companies/aliases").rows()
    after = sorted(_aliases(cursor).items())
    if after == before:
        return frozenset()
    queries.do(cursor, "companies/forget_aliases")
    names, stand_for = [name for name, _ in after], [company for _, company in after]
    queries.do(cursor, "companies/keep_aliases", names=names, companies=stand_for)
    measures.keep(cursor, COUNTED_BY, None)
    return COUNTED_BY


def out_of_date(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """Names that are not kept as the company they stand for now."""
    kept, now = dict(queries.run(cursor, "companies/aliases").iter_rows()), _aliases(cursor)
    return sorted(name for name in kept.keys() | now.keys() if kept.get(name) != now.get(name))


def _aliases(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Written name to company, for names whose company is not their normalised name."""
    decided = [said for said in decisions(cursor) if said.verdict != "open"]
    keys = _normalised(cursor, _names(decided))
    with domains.known(cursor):
        at_domains = queries.run(cursor, "companies/of_one_domain", most=MOST_AT_ONE_DOMAIN)["normalised"].to_list()
    if not decided and not at_domains:
        return {}
    apart = _split(decided, keys)
    ties = Ties([(_node(said.one, keys, apart), _node(said.other, keys, apart), said.verdict) for said in decided])
    for normalised in at_domains:
        for one, other in zip(normalised, normalised[1:], strict=False):
            ties.tie(one, other)
    concerned = sorted({node for node in ties.nodes if node not in apart} | {keys[name] for name in apart})
    written = queries.run(cursor, "companies/spellings", normalised=concerned).rows()
    stands_for = {name: ties.company(name if name in apart else key) for name, key in written}
    return {name: stands_for[name] for name, key in written if stands_for[name] != key}


class Ties:
    """Names tied into companies. What a person called different is never tied, over whatever third name."""

    def __init__(self, decided: list[tuple[str, str, Verdict]]) -> None:
        self._above: dict[str, str] = {}
        self._different = [(one, other) for one, other, verdict in decided if verdict == "different"]
        for one, other, verdict in decided:
            if verdict == "same":
                self.tie(one, other)

    @property
    def nodes(self) -> set[str]:
        return set(self._above)

    def company(self, name: str) -> str:
        """The first of its names in the alphabet: the same however the ties were found."""
        while self._above.get(name, name) != name:
            name = self._above[name]
        return name

    def tie(self, one: str, other: str) -> bool:
        first, second = sorted((self.company(one), self.company(other)))
        for name in (one, other):
            self._above.setdefault(name, name)
        if self._contradicts(first, second):
            return False
        self._above[second] = first
        return True

    def _contradicts(self, first: str, second: str) -> bool:
        ends = [{self.company(one), self.company(other)} for one, other in self._different]
        return first != second and {first, second} in ends


def _node(name: str, keys: dict[str, str], apart: set[str]) -> str:
    return name if name in apart else keys[name]


def _split(decided: list[Decision], keys: dict[str, str]) -> set[str]:
    """Spellings of one normalised name that somebody called different companies: each stands for itself."""
    return _names([said for said in decided if said.verdict == "different" and keys[said.one] == keys[said.other]])


def _names(decided: list[Decision]) -> set[str]:
    return {name for said in decided for name in (said.one, said.other)}


def _normalised(cursor: duckdb.DuckDBPyConnection, names: set[str]) -> dict[str, str]:
    rows = queries.run(cursor, "companies/normalised", names=sorted(names)).rows()
    return {name: key or name for name, key in rows}


def _faults(made: Decision, every: list[Decision], keys: dict[str, str]) -> list[str]:
    if made.verdict not in get_args(Verdict):
        return [f"A decision is “same” or “different”; found “{made.verdict}”. Choose one of the two."]
    if made.one == made.other:
        return [f"A decision is about two names, and both are “{made.one}”. Choose another name."]
    pair = (made.one, made.other)
    standing = [said for said in every if said.verdict != "open" and (said.one, said.other) != pair]
    apart = _split([*standing, made], keys)
    one, other = (_node(name, keys, apart) for name in pair)
    told = [(_node(said.one, keys, apart), _node(said.other, keys, apart), said.verdict) for said in standing]
    ties = Ties(told)
    against = f"“{made.one}” and “{made.other}”"
    if made.verdict == "same" and not ties.tie(one, other):
        return [f"{against} cannot be one company: somebody decided that they are different. Take that back first."]
    if made.verdict == "different" and ties.company(one) == ties.company(other):
        return [
            f"{against} cannot be different: decisions made before tie them together. Take one of those back first."
        ]
    return []


def note_look(cursor: duckdb.DuckDBPyConnection) -> None:
    queries.do(cursor, "imports/forget_state", name=LOOKED)
    queries.do(cursor, "imports/set_state", name=LOOKED, value=_next_import(cursor))


def looked(cursor: duckdb.DuckDBPyConnection) -> Looked:
    """Whether somebody has looked for companies that may be one, and at all files that are here."""
    found = queries.run(cursor, "imports/state", name=LOOKED)
    if found.is_empty():
        return "never"
    return "since the newest files" if found.item() == _next_import(cursor) else "before the newest files"


def _next_import(cursor: duckdb.DuckDBPyConnection) -> str:
    return str(queries.run(cursor, "imports/next_id").item())
