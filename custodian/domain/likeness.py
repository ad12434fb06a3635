"""How much each likeness of two names says: a model of Fellegi and Sunter (1969), its weights declared and not learned.

A company's ledger is too small to learn from, and a person who is asked twice must be asked the same.
"""

from typing import Any

import polars as pl
import splink.comparison_level_library as level
from splink import SettingsCreator, block_on
from splink.comparison_library import CustomComparison

from custodian.warehouse import queries

Levels = dict[str, tuple[Any, float | None, float | None]]
TWINS_OF_A_NAME = 0.3  # other spellings that a name has in the ledger, on average
AT_RANDOM_AT_MOST = 1e-3  # in a small ledger too, most pairs are two companies
FEW = 3  # a word that so many companies have tells them apart from others; one that more have is no slip of the pen
SHORT = 8  # letters; among short names one letter less is often another name
CODE = r"^[^ ]*\d[^ ]*\d[^ ]*\d[^ ]*$|^[^\p{L}]*$"  # a customer's number is no name
# Words of a name that hardly tell companies apart, as they read when normalised.
SAYS_LITTLE = (
    "austria", "belgique", "belgium", "branch", "co", "company", "danmark", "depot", "deutschland", "dott", "dr",
    "espana", "europe", "fa", "filiale", "firma", "france", "gebr", "gebrueder", "germany", "group", "groupe",
    "gruppe", "gruppo", "holding", "holdings", "ing", "international", "intl", "italia", "italy", "nederland",
    "netherlands", "niederlassung", "norge", "oesterreich", "of", "osterreich", "poland", "polska", "schweiz",
    "spain", "suisse", "sverige", "sweden", "switzerland", "the", "uk", "usa", "werk", "zweigniederlassung",
)  # fmt: skip
BLOCKS = ("head", "tail", "plain", "sorted_words", "beginnings", "domain", "label")
EXPLODED = ("telling", "calls", "links")
COMPARED_BY = (
    *("unique_id", "words", "squeezed", "long", "digits", "initials", "core", "own_label", "country", "tools"),
    *("settled", *BLOCKS, *EXPLODED),
)


def _reads_as(one: str, other: str) -> Any:  # noqa: ANN401
    return level.Or(level.ColumnsReversedLevel(one, other), level.ColumnsReversedLevel(other, one))


def _told(condition: str) -> Any:  # noqa: ANN401
    return level.CustomLevel(queries.text(f"companies/{condition}"))


# How often a level is met among pairs of one company, and among pairs of two.
NAME: Levels = {
    "their letters are the same": (level.ExactMatchLevel("squeezed"), 0.15, 1e-6),
    "their words are the same in another order": (level.ExactMatchLevel("sorted_words"), 0.05, 1e-6),
    "their letters are the same but for accents": (level.ExactMatchLevel("plain"), 0.05, 2e-6),
    "their words are the same but for some that say little": (level.ExactMatchLevel("core"), 0.15, 1e-5),
    "one is the other's domain": (_reads_as("squeezed", "label"), 0.05, 1e-5),
    "one is the other's initials": (_reads_as("squeezed", "initials"), 0.10, 1e-4),
    "their numbers differ": (level.Not(level.ExactMatchLevel("digits")), 0.01, 0.2),
    "they differ in words that other names have": (
        _told("settled_words"),
        0.03,
        0.3,
    ),
    "they differ by one letter": (level.DamerauLevenshteinLevel("long", 1), 0.18, 5e-5),
    "all words of one are in the other, and hardly another name has them": (
        level.And(level.ArraySubsetLevel("words"), level.ArrayIntersectLevel("telling", 1)),
        0.20,
        5e-5,
    ),
    "they are the same but for words cut short": (_told("shortened_words"), 0.10, 2e-5),
    "their letters are nearly the same": (level.JaroWinklerLevel("long", 0.92), 0.15, 6e-4),
    "they differ by one letter, and are short": (level.DamerauLevenshteinLevel("squeezed", 1), 0.04, 3e-4),
    "all words of one are in the other": (level.ArraySubsetLevel("words"), 0.05, 5e-4),
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
    "each has a domain of its own name": (level.Not(level.ExactMatchLevel("own_label")), 0.05, 0.5),
    "different domains": (level.ElseLevel(), 0.25, 0.4997),
}
# A tool writes a customer in one way; another spelling mostly comes from another tool.
TOOLS: Levels = {
    "": (level.NullLevel("tools"), None, None),
    "several tools write both": (level.ArrayIntersectLevel("tools", 2), 0.03, 0.5),
    "one tool writes both": (level.ArrayIntersectLevel("tools", 1), 0.37, 0.3),
    "no tool writes both": (level.ElseLevel(), 0.6, 0.2),
}
LINKS: Levels = {
    "": (level.NullLevel("links"), None, None),
    "one deal or contact stands under both names": (level.ArrayIntersectLevel("links", 1), 0.5, 1e-4),
    "no deal or contact stands under both names": (level.ElseLevel(), 0.5, 0.9999),
}
COMPARED = {"name": NAME, "country": COUNTRY, "domain": DOMAIN, "tools": TOOLS, "links": LINKS}
NOT_SAID = {"their names differ", "no deal or contact stands under both names"}


def settings(names: int) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(name, levels) for name, levels in COMPARED.items()],
        blocking_rules_to_generate_predictions=[
            *(block_on(column) for column in BLOCKS),
            *(block_on(column, arrays_to_explode=[column]) for column in EXPLODED),
        ],
        probability_two_random_records_match=min(AT_RANDOM_AT_MOST, 2 * TWINS_OF_A_NAME / names),
        retain_intermediate_calculation_columns=True,
    )


def said(pair: dict[str, Any]) -> list[str]:
    """What a pair was weighed by. Splink counts levels from the last up; −1 is “not known”."""
    words = (
        list(levels)[-1 - pair[f"gamma_{name}"]] for name, levels in COMPARED.items() if pair[f"gamma_{name}"] >= 0
    )
    return [word for word in words if word not in NOT_SAID]


def features(named: pl.DataFrame) -> pl.DataFrame:
    """`unique_id` and what the levels and blocks compare, of names that are no codes."""
    names = named.filter(~pl.col("normalised").str.contains(CODE)).with_columns(
        unique_id="name",
        words=pl.col("normalised").str.split(" ").list.eval(pl.element().filter(pl.element() != "")),
        squeezed=pl.col("normalised").str.replace_all(" ", ""),
        label=pl.col("label").str.replace_all("-", ""),
        tools=pl.when(pl.col("tools").list.len() > 0).then("tools"),
    )
    words, squeezed, label = pl.col("words"), pl.col("squeezed"), pl.col("label")
    core = words.list.eval(pl.element().filter(~pl.element().is_in(SAYS_LITTLE))).list.sort()
    initials = pl.when(words.list.len() >= 3).then(words.list.eval(pl.element().str.slice(0, 1)).list.join(""))
    is_own = squeezed.str.contains(label, literal=True) | label.str.contains(squeezed, literal=True)
    told = names.with_columns(
        long=pl.when(squeezed.str.len_chars() >= SHORT).then(squeezed),
        digits=pl.col("normalised").str.extract_all(r"\d+").list.join(" ").replace("", None),
        sorted_words=words.list.sort().list.join(" "),
        initials=initials,
        head=squeezed.str.slice(0, 3),
        tail=squeezed.str.slice(-4),
        plain=squeezed.str.replace_all("([aou])[ae]", "$1"),
        core=pl.when(core.list.len() > 0).then(core.list.join(" ")),
        beginnings=pl.when(words.list.len() > 1).then(words.list.eval(pl.element().str.slice(0, 4)).list.join(" ")),
        calls=pl.concat_list(squeezed, label, initials).list.drop_nulls(),
        own_label=pl.when(is_own).then(label),
    )
    return told.join(_words_by_rarity(told), on="unique_id", how="left").select(COMPARED_BY)


def _words_by_rarity(told: pl.DataFrame) -> pl.DataFrame:
    """Each name's words that tell (few companies have them), and those that are settled (more have them)."""
    each = told.select("unique_id", "company", word="words").explode("word")
    is_rare = each.with_columns(is_rare=pl.col("company").n_unique().over("word") <= FEW)
    telling, settled = pl.col("word").filter("is_rare"), pl.col("word").filter(~pl.col("is_rare"))
    return is_rare.group_by("unique_id").agg(telling=telling, settled=settled)


def _comparison(name: str, levels: Levels) -> CustomComparison:
    weighed = [
        one if one_company is None else one.configure(m_probability=one_company, u_probability=two)
        for one, one_company, two in levels.values()
    ]
    return CustomComparison(weighed, output_column_name=name)
