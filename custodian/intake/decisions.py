"""What is settled about a file before it is converted, and what a person has to say first."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from custodian.intake import clocks, currencies, decimals, drift, nothings, orders, outcomes, spans
from custodian.intake.columns import Found
from custodian.intake.contracts import Contract, DateOrder, Question
from custodian.intake.evidence import Look
from custodian.intake.formats import Format
from custodian.intake.staging import Decision
from custodian.intake.tables import RawTable
from custodian.warehouse import tables


@dataclass(frozen=True)
class Decided:
    """What is settled about a file, and what is still open."""

    contract: Contract
    questions: tuple[Question, ...]
    decisions: tuple[Decision, ...]

    def and_more(self, questions: tuple[Question, ...], decisions: tuple[Decision, ...]) -> "Decided":
        return Decided(self.contract, self.questions + questions, self.decisions + decisions)


@dataclass(frozen=True)
class Company:
    """What is known beside the file. Nothing of it goes before what the file says."""

    currency: str = ""  # only a suggestion
    time_zone: str = ""
    country: str = ""
    date_order: DateOrder = ""  # as decided for other files of the same source


def decided(look: Look, declared: Format, contract: Contract, company: Company) -> Decided:
    raw = look.raw
    period = partial(spans.period, raw, declared, contract)
    decimal, said = decimals.decimal(look, declared, contract)
    told: dict[str, tuple[str, Decision | Question | None]] = {
        "date_order": orders.date_order(look, contract, period, company.date_order),
        "currency": currencies.currency(look, contract, company.currency),
        "time_zone": clocks.time_zone(look, contract, company.time_zone, company.country),
    }
    columns = {ours: one.names[0] for ours, one in look.found.items() if len(one.names) == 1 and one.names[0]}
    settled = contract.deciding(
        encoding=raw.encoding,
        header=() if declared.wide_survey or declared.unpivot else raw.header,
        delimiter=raw.delimiter,
        source=contract.source or declared.tool,
        columns=contract.columns | columns,
        **{name: value for name, (value, _) in told.items()},
        **decimal,
    )
    said = [*said, *(about for _, about in told.values() if about), *nothings.named(look), *outcomes.named(look)]
    said += clocks.named(look, contract, company.country)
    if _needs_period(declared, look.found):
        days = period(settled.date_order)
        said.append(_covers(days, contract) if days else spans.question(raw))
    said += [*_of_all_rows(raw, declared), *_account(raw, declared, look.found, contract)]
    decisions = [one for one in said if isinstance(one, Decision)]
    questions = tuple(one for one in said if isinstance(one, Question))
    drifted = [replace(one, is_drift=True) for one in drift.named(raw, declared, contract, look.found)]
    return Decided(settled, questions, (*drifted, *decisions))


def _of_all_rows(raw: RawTable, declared: Format) -> Iterator[Decision]:
    if declared.caveat:
        yield Decision(declared.caveat, "the export says no more")
    if limits := spans.limits(raw):
        yield Decision(f"It holds only {limits}", "the export's filters say so; it is kept apart from the whole")


def _covers(period: tuple[date, date], contract: Contract) -> Decision:
    is_told = contract.first_day == str(period[0]) and contract.last_day == str(period[1])
    why = "you said so" if is_told else "the file says so above its header, or in a table beside it"
    return Decision(f"It covers {period[0]} to {period[1]}", why)


def _account(raw: RawTable, declared: Format, found: Mapping[str, Found], contract: Contract) -> list[Question]:
    asked = [ours for ours, filling in declared.columns.items() if filling.ask and ours not in found]
    if not asked or contract.account:
        return []
    what = {"property": "website", "survey": "survey", "profile": "profile"}.get(asked[0], "account")
    guess = asked[0] == "property" and re.match(r"(?:https?_+)?((?:[\w-]+\.)+[a-z]{2,})-", raw.file)
    return [
        Question(
            "account", f"Which {what} is this file about? It does not say so.", raw.file, (), guess[1] if guess else ""
        )
    ]


def _needs_period(declared: Format, found: Mapping[str, Found]) -> bool:
    table = tables.declared()[declared.table]
    needs = {"first_day", "answered_at"} & {ours for ours, column in table.columns.items() if column.required}
    return any(ours not in found or found[ours].counts_days for ours in needs)
