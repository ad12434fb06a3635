"""What people outside the company answered; our own teams' answers are left out. Facts are yielded month by month."""

from collections.abc import Iterator

import polars as pl

from custodian.domain.recalculation import exact
from custodian.domain.recalculation.ledger import Ledger, month, read
from custodian.domain.recalculation.words import loss_reason, names_us, says_yes

OUR_TEAMS = ["sales", "marketing"]


def known_unprompted(ledger: Ledger) -> Iterator[pl.DataFrame]:
    if not ledger.settings.brand_terms:
        return
    for answers in _answers(ledger, "known_unprompted"):
        named = pl.col("names_us") | (pl.col("value").fill_null(0) >= 1)
        yield _by_respondent(_with_ours(answers, ledger), named, "role")


def known_prompted(ledger: Ledger) -> Iterator[pl.DataFrame]:
    yield from _yes(ledger, "known_prompted")


def would_consider(ledger: Ledger) -> Iterator[pl.DataFrame]:
    yield from _yes(ledger, "would_consider")


def _yes(ledger: Ledger, measure: str) -> Iterator[pl.DataFrame]:
    """A coded answer says it by itself; in words it is a yes, or our name ticked in a list."""
    for answers in _answers(ledger, measure):
        given = answers.filter(pl.col("value").is_not_null() | pl.col("text").is_not_null())
        told = read(_with_ours(given, ledger), "text", says_yes, "says_yes", pl.Boolean)
        in_words = pl.col("says_yes") | pl.col("names_us")
        yield _by_respondent(
            told, pl.when(pl.col("value").is_not_null()).then(pl.col("value") >= 1).otherwise(in_words), "role"
        )


def lost_on_brand(ledger: Ledger) -> Iterator[pl.DataFrame]:
    for answers in _answers(ledger, "loss_reason"):
        # An option that could be ticked and was not is no reason.
        given = answers.filter((pl.col("text") != "") & (pl.col("value").is_null() | (pl.col("value") != 0)))
        coded = read(given, "text", lambda text: loss_reason(text, ledger.loss_reasons), "code", pl.String)
        yield _by_respondent(coded, pl.col("code") == "brand", "touchpoint")


def buying_experience(ledger: Ledger) -> Iterator[pl.DataFrame]:
    for answers in _answers(ledger, "buying_experience"):
        rated = answers.filter(pl.col("value").is_not_null())
        yield rated.with_columns(numerator=exact.measured(pl.col("value")), denominator=exact.WHOLE)


def recommend(ledger: Ledger) -> Iterator[pl.DataFrame]:
    for answers in _of_customers(ledger, "recommend"):
        points = exact.if_so(pl.col("value") >= 9) - exact.if_so(pl.col("value") <= 6)
        yield answers.with_columns(numerator=points, denominator=exact.WHOLE)


def satisfaction(ledger: Ledger) -> Iterator[pl.DataFrame]:
    yield from _four_or_five(ledger, "satisfaction")


def would_reorder(ledger: Ledger) -> Iterator[pl.DataFrame]:
    yield from _four_or_five(ledger, "reorder")


def _four_or_five(ledger: Ledger, measure: str) -> Iterator[pl.DataFrame]:
    for answers in _of_customers(ledger, measure):
        yield answers.with_columns(numerator=exact.if_so(pl.col("value") >= 4), denominator=exact.WHOLE)


def _of_customers(ledger: Ledger, measure: str) -> Iterator[pl.DataFrame]:
    for answers in _answers(ledger, measure):
        yield answers.filter((pl.col("role") == "customer") & pl.col("value").is_not_null())


def _answers(ledger: Ledger, measure: str) -> Iterator[pl.DataFrame]:
    told = "survey", "response_id", "answered_at", "role", "touchpoint", "measure", "value", "text"
    for rows in ledger.months("survey_answers", *told):
        asked = rows.filter(pl.col("measure") == measure)
        outside = asked.filter(pl.col("role").is_null() | ~pl.col("role").is_in(OUR_TEAMS))
        yield outside.with_columns(month=month("answered_at"))


def _with_ours(answers: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    terms = ledger.settings.brand_terms
    return read(answers, "text", lambda text: names_us(text, terms), "names_us", pl.Boolean)


def _by_respondent(answers: pl.DataFrame, is_hit: pl.Expr, split: str) -> pl.DataFrame:
    """Whoever gives several answers to one question is one respondent, and any of the answers may be the hit."""
    people = answers.group_by("survey", "response_id", "month", split).agg(is_hit=is_hit.any())
    return people.with_columns(numerator=exact.if_so(pl.col("is_hit")), denominator=exact.WHOLE)
