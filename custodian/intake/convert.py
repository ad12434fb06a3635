"""From a recognised table to rows of the ledger in a Parquet file, or to the questions that must be answered first."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from custodian.intake import (
    answers,
    columns,
    currencies,
    dates,
    evidence,
    numbers,
    parquet,
    problems,
    spans,
    surplus,
    totals,
    typed,
)
from custodian.intake.columns import Found
from custodian.intake.contracts import Contract, Question
from custodian.intake.evidence import Look
from custodian.intake.formats import Format
from custodian.intake.staging import Decision, Staged
from custodian.intake.tables import RawTable
from custodian.intake.typed import Grain, Plan
from custodian.warehouse import tables


@dataclass(frozen=True)
class Decided:
    """What is settled about a file, and what is still open."""

    contract: Contract
    questions: tuple[Question, ...]
    decisions: tuple[Decision, ...]


def stage(
    raw: RawTable,
    format: Format,  # noqa: A002
    contract: Contract,
    hash: str,  # noqa: A002
    folder: Path,
    *,
    key: bytes = b"",
    currency: str = "",
) -> Staged:
    """The table as rows of the ledger. Raises Refused where it breaks its contract or lacks a column.

    `key` makes the hashes of e-mail addresses (`addresses.key`), `currency` is the company's: only a suggestion.
    """
    unmatched = tuple(answers.questions(raw, format, contract))
    flat = answers.long(raw, contract) if format.wide_survey else raw
    found = columns.found(flat, format, contract)
    is_total = totals.labelled(flat, format, found)
    flat, shifted = surplus.straight(flat, format, is_total)
    look = evidence.look(dataclasses.replace(flat, rows=flat.rows.filter(~is_total)), found)
    decided = _decided(look, format, contract, currency)
    staged = dataclasses.replace(_staged(raw, format, hash, decided), questions=decided.questions + unmatched)
    if staged.questions:
        return staged
    path = folder / f"{hash[:16]}-{_slug(raw.part)}{format.key}.parquet"
    plan = _plan(look, format, decided.contract, key)
    done = parquet.write(look.raw.rows, plan, path, per_document=format.per_document)
    labelled = flat.rows.select(is_total.sum()).collect(engine="streaming").item() if format.totals else 0
    return dataclasses.replace(
        staged,
        rows=path,
        rows_read=done.rows_read + len(shifted),
        rows_refused=done.rows_refused + len(shifted),
        totals_dropped=done.totals_dropped + labelled,
        problems=(*shifted, *done.problems)[: problems.SHOWN],
    )


def answer(contract: Contract, key: str, value: str) -> Contract:
    """The contract with a question answered. Raises ValueError with a sentence where the value is none of its kind."""
    name, _, about = key.partition(":")
    if name == "period":
        first, last = spans.answered(value)
        return contract.deciding(first_day=first, last_day=last)
    if name == "survey":
        return contract.deciding(survey={**contract.survey, about: answers.matched(value)})
    if name == "column":
        return contract.deciding(columns={**contract.columns, about: value})
    allowed = {"date_order": ("dmy", "mdy", "ymd"), "decimal": (".", ",")}.get(name)
    if (allowed and value not in allowed) or name not in {each.name for each in dataclasses.fields(Contract)}:
        raise ValueError(
            f"Expected one of {', '.join(allowed or ('a question of the file',))}; found “{key}” = “{value}”."
        )
    if name == "currency" and not re.fullmatch(currencies.CODE, value):
        raise ValueError(f"Expected a currency's ISO code, such as EUR; found “{value}”.")
    return contract.deciding(**{name: value})


def _decided(look: Look, declared: Format, contract: Contract, currency: str) -> Decided:
    raw = look.raw
    period = spans.period(raw, declared, contract)
    told = {
        "decimal": evidence.decimal(look, declared, contract),
        "date_order": evidence.date_order(look, contract, period),
        "currency": currencies.currency(look, contract, currency),
    }
    questions = [said for _, said in told.values() if isinstance(said, Question)]
    decisions = [said for _, said in told.values() if isinstance(said, Decision)]
    if _needs_period(declared, look.found):
        if period is None:
            questions.append(spans.question(raw))
        else:
            is_told = contract.first_day == str(period[0]) and contract.last_day == str(period[1])
            why = "you said so" if is_told else "the file says so above its header, or in a table beside it"
            decisions.append(Decision(f"It covers {period[0]} to {period[1]}", why))
    if limits := spans.limits(raw):
        decisions.append(
            Decision(f"It holds only {limits}", "the export's filters say so; it is kept apart from the whole")
        )
    questions += _account(raw, declared, look.found, contract)
    settled = contract.deciding(
        encoding=raw.encoding,
        delimiter=raw.delimiter,
        source=contract.source or declared.tool,
        columns=contract.columns | {ours: one.names[0] for ours, one in look.found.items() if len(one.names) == 1},
        **{name: value for name, (value, _) in told.items()},
    )
    return Decided(settled, tuple(questions), tuple(decisions))


def _account(raw: RawTable, declared: Format, found: Mapping[str, Found], contract: Contract) -> list[Question]:
    asked = [ours for ours, filling in declared.columns.items() if filling.ask and ours not in found]
    if not asked or contract.account:
        return []
    what = {"property": "website", "survey": "survey"}.get(asked[0], "account")
    guess = re.match(r"(?:https?_+)?((?:[\w-]+\.)+[a-z]{2,})-", raw.file)
    return [
        Question(
            "account", f"Which {what} is this file about? It does not say so.", raw.file, (), guess[1] if guess else ""
        )
    ]


def _needs_period(declared: Format, found: Mapping[str, Found]) -> bool:
    table = tables.declared()[declared.table]
    needs = {"first_day", "answered_at"} & {ours for ours, column in table.columns.items() if column.required}
    return any(ours not in found or found[ours].counts_days for ours in needs)


def _plan(look: Look, declared: Format, contract: Contract, key: bytes) -> Plan:
    table, period = tables.declared()[declared.table], spans.period(look.raw, declared, contract)
    simple = {"date": dates.ISO_DAY, "moment": dates.ISO_MOMENT, "text": currencies.CODE}
    cells = [one for one in look.found.values() if not one.is_fixed and _has_styles(one, contract)]
    tests = [pl.col(one.column.name).str.contains(simple.get(one.column.type, numbers.PLAIN)).all() for one in cells]
    words = [pl.col(one.column.name).str.contains(r"\p{L}{3}").any() for one in cells]
    asked = [test.alias(f"{at}") for at, test in enumerate(tests + words)]
    row = look.sample.select(asked).row(0) if asked else ()
    plain = {one.column.name for one, is_plain in zip(cells, row[: len(cells)], strict=True) if is_plain}
    worded = {one.column.name for one, has_words in zip(cells, row[len(cells) :], strict=True) if has_words}
    grain: Grain = "day"
    if limits := spans.limits(look.raw):
        contract = contract.deciding(account=f"{contract.account} ({limits})")
    plan = Plan(table, look.found, contract, period, grain, key, frozenset(plain), frozenset(worded))
    return dataclasses.replace(plan, grain=_grain(look, plan)) if declared.repeats and period else plan


def _has_styles(one: Found, contract: Contract) -> bool:
    """Whether there is a simplest way to write it. With a decimal comma there is none: `1.234` would pass for 1.2."""
    if one.column.type in ("number", "money"):
        return contract.decimal != ","
    return one.column.type in ("date", "moment", "count") or one.column.name == "currency"


def _grain(look: Look, plan: Plan) -> Grain:
    """Where the report is not by day, its day column repeats the period's start, or holds the months' first days."""
    days = typed.frame(look.raw.rows, plan).select("first_day").unique().collect()["first_day"].drop_nulls().to_list()
    if plan.period is None or plan.period[0] == plan.period[1]:
        return "day"
    if days == [plan.period[0]]:
        return "whole"
    return "month" if all(day.day == 1 or day == plan.period[0] for day in days) else "day"


def _staged(raw: RawTable, declared: Format, hash: str, decided: Decided) -> Staged:  # noqa: A002
    return Staged(
        file=raw.file,
        part=raw.part,
        hash=hash,
        format=declared.key,
        source=decided.contract.source,
        table=declared.table,
        contract=decided.contract,
        rows=None,
        rows_read=0,
        questions=decided.questions,
        decisions=decided.decisions,
    )


def _slug(part: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", part.casefold()).strip("-") + "-" if part else ""
