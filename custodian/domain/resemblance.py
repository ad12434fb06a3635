"""Companies that may be one: pairs with a probability and its evidence in words, for a person to decide.

The model is Fellegi and Sunter's (1969), computed by splink. Its weights are declared here and not learned: a company's
ledger is too small to learn from, and a person who is asked twice must be asked the same.
"""

from collections.abc import Iterator
from typing import Any

import polars as pl
import splink.comparison_level_library as level
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison

from custodian.domain import companies
from custodian.domain.companies import Candidate
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

Levels = dict[str, tuple[Any, float | None, float | None]]
LIKELY = 0.2  # from here on a person is asked; tests/companies.csv shows what it finds and what it costs
TWO_AT_RANDOM = 1e-3  # of pairs in a ledger, how many are one company
BLOCKS = ("first_word", "last_word", "head", "tail", "short", "sorted_words", "domain")
# How often a level is met among pairs of one company, and among pairs of two.
NAME: Levels = {
    "their letters are the same": (level.ExactMatchLevel("squeezed"), 0.15, 1e-6),
    "their words are the same in another order": (level.ExactMatchLevel("sorted_words"), 0.05, 1e-6),
    "one is the other's initials": (
        level.Or(
            level.ColumnsReversedLevel("squeezed", "initials"), level.ColumnsReversedLevel("initials", "squeezed")
        ),
        0.10,
        1e-4,
    ),
    "they differ by one letter": (level.DamerauLevenshteinLevel("squeezed", 1), 0.20, 1e-4),
    "all words of one are in the other": (level.ArraySubsetLevel("words"), 0.25, 4e-4),
    "their letters are nearly the same": (level.JaroWinklerLevel("squeezed", 0.92), 0.15, 6e-4),
    "their names resemble each other": (level.JaroWinklerLevel("squeezed", 0.86), 0.05, 4e-3),
    "their names differ": (level.ElseLevel(), 0.05, 0.99),
}
COUNTRY: Levels = {
    "": (level.NullLevel("country"), None, None),
    "same country": (level.ExactMatchLevel("country"), 0.9, 0.4),
    "different countries": (level.ElseLevel(), 0.1, 0.6),
}
DOMAIN: Levels = {
    "": (level.NullLevel("label"), None, None),
    "same domain": (level.ExactMatchLevel("domain"), 0.4, 1e-4),
    "domains of one name": (level.ExactMatchLevel("label"), 0.3, 2e-4),
    "different domains": (level.ElseLevel(), 0.3, 0.999),
}
COMPARED = {"name": NAME, "country": COUNTRY, "domain": DOMAIN}


def look(warehouse: Warehouse) -> list[Candidate]:
    """Look for them anew and keep them as the review list."""
    with warehouse.reading() as cursor:
        written = queries.run(cursor, "companies/written", hosters=sorted(companies.hosters()))
    found = list(_candidates(written))
    frame = pl.DataFrame([vars(one) for one in found], schema=Candidate.__annotations__, orient="row")
    with warehouse.writing() as cursor:
        queries.do(cursor, "companies/forget_candidates")
        cursor.register("candidates_frame", frame)
        queries.do(cursor, "companies/keep_candidates")
        cursor.unregister("candidates_frame")
        return companies.review(cursor)


def _candidates(written: pl.DataFrame) -> Iterator[Candidate]:
    named = written.sort("mentions", "name", descending=[True, False])
    told = {row["name"]: row for row in named.iter_rows(named=True)}
    seen = set()
    for pair in _scored(named.unique(["normalised", "company"], keep="first", maintain_order=True)):
        one, other = sorted((pair["unique_id_l"], pair["unique_id_r"]))
        two = frozenset((told[one]["company"], told[other]["company"]))
        if len(two) == 2 and two not in seen:
            seen.add(two)
            yield Candidate(one, other, pair["match_probability"], _evidence(pair, told[one], told[other]))


def _scored(named: pl.DataFrame) -> list[dict[str, Any]]:
    """The likeliest first."""
    if named.height < 2:
        return []
    database = DuckDBAPI()
    linker = Linker(database.register(_features(named).to_arrow()), _settings(), log_level="ERROR")
    pairs: list[dict[str, Any]] = linker.inference.predict(LIKELY).as_record_list()
    database.duckdb_con.close()
    return sorted(pairs, key=lambda pair: (-pair["match_probability"], pair["unique_id_l"], pair["unique_id_r"]))


def _features(named: pl.DataFrame) -> pl.DataFrame:
    words = pl.col("normalised").str.split(" ").list.eval(pl.element().filter(pl.element() != ""))
    squeezed = pl.col("normalised").str.replace_all(" ", "")
    initials = words.list.eval(pl.element().str.slice(0, 1)).list.join("")
    is_long = words.list.len() >= 3
    return named.select(
        unique_id="name",
        words=words,
        squeezed=squeezed,
        sorted_words=words.list.sort().list.join(" "),
        initials=pl.when(is_long).then(initials),
        first_word=words.list.first(),
        last_word=words.list.last(),
        head=squeezed.str.slice(0, 3),
        tail=squeezed.str.slice(-4),
        short=pl.when(is_long).then(initials).when(words.list.len() == 1).then(squeezed),
        country="country",
        domain="domain",
        label=pl.col("domain").str.split(".").list.first(),
    )


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(name, levels) for name, levels in COMPARED.items()],
        blocking_rules_to_generate_predictions=[block_on(column) for column in BLOCKS],
        probability_two_random_records_match=TWO_AT_RANDOM,
        retain_intermediate_calculation_columns=True,
    )


def _comparison(name: str, levels: Levels) -> CustomComparison:
    weighed = [
        one if one_company is None else one.configure(m_probability=one_company, u_probability=two)
        for one, one_company, two in levels.values()
    ]
    return CustomComparison(weighed, output_column_name=name)


def _evidence(pair: dict[str, Any], one: dict[str, Any], other: dict[str, Any]) -> str:
    said = [_said(levels, pair[f"gamma_{name}"]) for name, levels in COMPARED.items()]
    where = [f"“{row['name']}” stands in {' and '.join(_places(row))}" for row in (one, other)]
    return "; ".join([*filter(None, said), *where])


def _said(levels: Levels, gamma: int) -> str:
    """Splink counts levels from the last up; −1 is “not known”."""
    if gamma < 0:
        return ""
    return list(levels)[len(levels) - 1 - gamma]


def _places(row: dict[str, Any]) -> list[str]:
    files = row["files"]
    more = f" and {len(files) - 2} more files" if len(files) > 2 else ""
    listed = [", ".join(row["places"])]
    return [f"{listed[0]} ({', '.join(files[:2])}{more})"] if files else listed
