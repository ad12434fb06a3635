"""From a recognised table to rows of the ledger in a Parquet file, or to the questions that must be answered first."""

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from custodian.intake import (
    answers,
    asking,
    clocks,
    columns,
    currencies,
    decisions,
    drift,
    evidence,
    groups,
    mending,
    others,
    parquet,
    planning,
    problems,
    spans,
    surplus,
    totals,
    unpivot,
)
from custodian.intake.contracts import Contract
from custodian.intake.decisions import Company, Decided
from custodian.intake.evidence import Look
from custodian.intake.formats import Format
from custodian.intake.staging import Decision, Problem, Refused, Staged
from custodian.intake.tables import LINE, RawTable

NOTHING_KNOWN = Company()


@dataclass(frozen=True)
class Flat:
    """A table with one of our rows in each of its rows, total rows apart."""

    look: Look
    shifted: list[Problem]  # rows that hold more cells than the header names
    labelled: pl.LazyFrame  # lines and labels of rows that say that they are totals
    of_groups: list[groups.Total]  # under their groups' rows
    raw: RawTable  # with them
    of_others: tuple[Decision, ...]  # rows of another kind


def stage(
    raw: RawTable,
    format: Format,  # noqa: A002
    contract: Contract,
    hash: str,  # noqa: A002
    folder: Path,
    *,
    key: bytes = b"",
    company: Company = NOTHING_KNOWN,
) -> Staged:
    """The table as rows of the ledger. Raises Refused where it breaks its contract, lacks a column or is never loaded.

    `key` makes the hashes of e-mail addresses (`addresses.key`).
    """
    raw = mending.applied(raw, contract.mended)
    if renamed := drift.questions(raw, format, contract):
        return _staged(raw, format, hash, Decided(contract, renamed, ()))
    flat, decided = _decided(raw, format, contract, company)
    staged = _staged(raw, format, hash, decided)
    if staged.questions:
        return staged
    told = groups.proved(flat.raw, flat.of_groups, flat.look.found.get("amount"), staged.contract.decimal)
    path = folder / _name(staged)
    done = parquet.write(flat.look.raw.rows, planning.plan(flat.look, format, staged.contract, key), path)
    if done.questions:
        path.unlink()
        return dataclasses.replace(staged, questions=done.questions)
    labelled = flat.labelled.collect(engine="streaming").rows() if format.totals else []
    told = [*told, *totals.left_out(labelled), *done.decisions]
    return _filled(staged, flat, done, path, len(labelled) + len(flat.of_groups), told)


def answer(contract: Contract, key: str, value: str) -> Contract:
    """The contract with a question answered. Raises ValueError with a sentence where the value is none of its kind."""
    name, _, about = key.partition(":")
    if name == "period":
        first, last = spans.answered(value)
        return contract.deciding(first_day=first, last_day=last)
    if name == "survey":
        return contract.deciding(survey={**contract.survey, about: asking.matched(value)})
    if name == "column":
        return contract.deciding(columns={**contract.columns, about: value})
    if name == "renamed":
        return drift.answered(contract, about, value)
    if name == "total" and value in ("total", "row"):
        return contract.deciding(totals=contract.totals | {about: value})
    if name == "decimal" and about and value in (".", ","):
        return contract.deciding(decimals=contract.decimals | {about: value})
    if name == "zone" and re.fullmatch(r"[+-]\d\d:\d\d", value):
        return contract.deciding(zones=contract.zones | {about: value})
    choices = {"date_order": ("dmy", "mdy", "ymd"), "decimal": (".", ","), "trials": (asking.SKIP, asking.LOAD)}
    allowed = choices.get(name)
    texts = {each.name for each in dataclasses.fields(Contract) if isinstance(each.default, str)}
    if (allowed and value not in allowed) or name not in texts:
        raise ValueError(
            f"Expected one of {', '.join(allowed or ('a question of the file',))}; found “{key}” = “{value}”."
        )
    if name == "time_zone" and not clocks.is_zone(value):
        raise ValueError(f"Expected a time zone, such as Europe/Berlin; found “{value}”.")
    if name == "currency" and not re.fullmatch(currencies.CODE, value):
        raise ValueError(f"Expected a currency's ISO code, such as EUR; found “{value}”.")
    return contract.deciding(**{name: value})


def _decided(raw: RawTable, declared: Format, contract: Contract, company: Company) -> tuple[Flat, Decided]:
    """Of a survey whose columns are questions the answers, with what is asked about them."""
    if not declared.wide_survey:
        flat = _flat(raw, declared, contract)
        return flat, decisions.decided(flat.look, declared, contract, company)
    survey = answers.prepared(raw, declared, contract)
    flat = _flat(answers.long(raw, declared, survey), declared, survey.contract)
    decided = decisions.decided(flat.look, declared, survey.contract, company)
    return flat, decided.and_more(survey.questions, survey.decisions)


def _flat(raw: RawTable, declared: Format, contract: Contract) -> Flat:
    if declared.refused:
        raise Refused(**declared.refused)
    long = unpivot.long(raw, declared)
    others.refuse_banned(long, declared)
    grouped, of_groups = groups.named(long, declared)
    found = columns.found(grouped, declared, contract)
    label = totals.label(grouped, declared, found)
    is_total = label.is_not_null()
    straight, shifted = surplus.straight(grouped, declared, is_total)
    rows = dataclasses.replace(straight, rows=straight.rows.filter(~is_total))
    rest, of_others = others.left_out(rows, declared, contract)
    stands = straight is raw and rest is rows  # every row by itself, as it is in the file
    first = raw.first.filter(~is_total) if stands and raw.first is not None else None
    return Flat(
        evidence.look(rest, found, first),
        shifted,
        grouped.rows.filter(is_total).select(LINE, label=label),
        of_groups,
        long,
        of_others,
    )


def _filled(
    staged: Staged, flat: Flat, done: parquet.Written, path: Path, labelled: int, told: list[Decision]
) -> Staged:
    return dataclasses.replace(
        staged,
        rows=path,
        rows_read=done.rows_read + len(flat.shifted),
        rows_refused=done.rows_refused + len(flat.shifted),
        totals_dropped=done.totals_dropped + labelled,
        problems=(*flat.shifted, *done.problems)[: problems.SHOWN],
        decisions=(*staged.decisions, *told, *flat.of_others),
    )


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
        decisions=(*mending.named(decided.contract), *decided.decisions),
    )


def _name(staged: Staged) -> str:
    part = re.sub(r"[^a-z0-9]+", "-", staged.part.casefold()).strip("-")
    return "-".join(filter(None, (staged.hash[:16], part, staged.format))) + ".parquet"
