"""Companies that may be one: pairs with a probability and its evidence in words, for a person to decide.

The model is in `likeness`, computed by splink. A name that many others resemble is crowded: at most one of them is its
twin, so each is less likely to be.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import polars as pl
from splink import DuckDBAPI, Linker

from custodian.domain import companies, domains, likeness
from custodian.domain.companies import Candidate
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

LIKELY = 0.2  # from here on a person is asked; tests/companies.csv shows what it finds and what it costs
CROWDING = 0.01  # from here on a pair counts as one of those that a name resembles
IN_DOUBT = 0.5  # one normalised name, but two countries and two domains


def look(warehouse: Warehouse) -> list[Candidate]:
    """Look for them anew and keep them as the review list."""
    with warehouse.reading() as cursor, domains.known(cursor):
        written = queries.run(cursor, "companies/written")
    found = [*_candidates(written), *_doubtful(written)]
    kept = [{"one": it.one, "other": it.other, "score": it.score, "evidence": it.evidence} for it in found]
    schema = {"one": pl.String, "other": pl.String, "score": pl.Float64, "evidence": pl.String}
    with warehouse.writing() as cursor:
        queries.do(cursor, "companies/forget_candidates")
        cursor.register("candidates_frame", pl.DataFrame(kept, schema=schema))
        queries.do(cursor, "companies/keep_candidates")
        cursor.unregister("candidates_frame")
        companies.note_look(cursor)
        return companies.review(cursor)


def _candidates(written: pl.DataFrame) -> Iterator[Candidate]:
    named = written.sort("mentions", "name", descending=[True, False])
    told = {row["name"]: row for row in named.iter_rows(named=True)}
    seen = set()
    for score, pair in _scored(named.unique(["normalised", "company"], keep="first", maintain_order=True)):
        one, other = sorted((pair["unique_id_l"], pair["unique_id_r"]))
        two = frozenset((told[one]["company"], told[other]["company"]))
        if len(two) == 2 and two not in seen:
            seen.add(two)
            yield Candidate(one, other, score, _evidence(likeness.said(pair), told[one], told[other]))


def _doubtful(written: pl.DataFrame) -> Iterator[Candidate]:
    """Names that are one company by their letters alone, though country and domain say two."""
    known = written.drop_nulls(["country", "label"]).sort("name")
    for _, spellings in known.group_by("normalised", "company", maintain_order=True):
        for one, other in combinations(spellings.to_dicts(), 2):
            if one["country"] != other["country"] and one["label"] != other["label"]:
                said = ["counted as one company by their name", "different countries", "different domains"]
                yield Candidate(one["name"], other["name"], IN_DOUBT, _evidence(said, one, other))
                break  # one question for a name; what is answered brings the next


def _scored(named: pl.DataFrame) -> list[tuple[float, dict[str, Any]]]:
    """The likeliest first."""
    compared = likeness.features(named)
    if compared.height < 2:
        return []
    database = DuckDBAPI()
    linker = Linker(database.register(compared.to_arrow()), likeness.settings(compared.height), log_level="ERROR")
    pairs: list[dict[str, Any]] = linker.inference.predict(CROWDING).as_record_list()
    database.duckdb_con.close()
    scored = [(score, pair) for score, pair in zip(_crowded(pairs), pairs, strict=True) if score >= LIKELY]
    return sorted(scored, key=lambda it: (-it[0], it[1]["unique_id_l"], it[1]["unique_id_r"]))


def _crowded(pairs: list[dict[str, Any]]) -> list[float]:
    """The probability of each pair if at most one of those that a name resembles is its twin: its odds against those of
    all the others together, at the end where more crowd in."""
    odds = [1 / (1 / max(pair["match_probability"], 1e-12) - 1 + 1e-12) for pair in pairs]
    around: dict[str, float] = defaultdict(float)
    for pair, one in zip(pairs, odds, strict=True):
        around[pair["unique_id_l"]] += one
        around[pair["unique_id_r"]] += one
    return [
        one / (1 + max(around[pair["unique_id_l"]], around[pair["unique_id_r"]]))
        for pair, one in zip(pairs, odds, strict=True)
    ]


def _evidence(said: list[str], one: dict[str, Any], other: dict[str, Any]) -> str:
    where = [f"“{row['name']}” stands in {_places(row)}" for row in (one, other)]
    return "; ".join([*filter(None, said), *where])


def _places(row: dict[str, Any]) -> str:
    files = row["files"]
    more = f" and {len(files) - 2} more files" if len(files) > 2 else ""
    listed = ", ".join(row["places"])
    return f"{listed} ({', '.join(files[:2])}{more})" if files else listed
